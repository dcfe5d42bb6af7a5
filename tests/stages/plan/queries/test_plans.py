from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baeumgil.core.actors import Actor, Role
from baeumgil.core.errors import NotAllowed
from baeumgil.core.models import Policy
from baeumgil.stages.plan.errors import NotPublished, PlanNotFound
from baeumgil.stages.plan.models import Course, CourseResult, PlanVersion
from baeumgil.stages.plan.queries import plans as queries
from baeumgil.stages.plan.queries.results import course_figures, year_figures
from baeumgil.stages.plan.rules.book import Ancestor
from baeumgil.stages.plan.services.seeding import seed_plan
from baeumgil.stages.plan.terms import ChangeVerb, CourseState, VersionState
from tests.build import an_actor
from tests.build_plan import a_course, a_field, a_line, a_plan, a_planned_session, a_version, an_institute

pytestmark = pytest.mark.django_db
OPERATOR = Actor.operator("시험")
APPROVED, SUPERSEDED, DRAFT = VersionState.APPROVED, VersionState.SUPERSEDED, VersionState.DRAFT


@pytest.fixture
def institute() -> int:
    return an_institute(code="own")


def _version(
    institute: int, year: int = 2027, *, state: VersionState = DRAFT, published: bool = False, courses: int = 1
) -> int:
    version = a_version(plan=a_plan(year, institute=institute), state=state, published=published)
    for _ in range(courses):
        a_line(version=version, course=a_course(institute=institute))
    return version


def test_a_plan_shows_its_open_version_to_those_who_work_on_it(institute: int) -> None:
    approved = _version(institute, state=APPROVED, published=True)
    plan = PlanVersion.objects.get(pk=approved).plan_id
    draft = a_version(plan=plan, number=2)
    a_line(version=draft, course=a_course(institute=institute), sessions=3, seats_per_session=10)
    a_line(version=draft, course=a_course(institute=institute), verb=ChangeVerb.ABOLISHED)
    [row] = queries.plans(actor=OPERATOR)
    assert (row.version, row.open_version, row.approved_version, row.state) == (draft, draft, approved, DRAFT)
    assert (row.courses, row.people, row.published_at is not None) == (1, 30, True)
    [seen] = queries.plans(actor=an_actor(Role.OFFICIAL))
    assert (seen.version, seen.open_version, seen.approved_version, seen.courses, seen.people) == (
        approved,
        None,
        approved,
        1,
        60,
    )


def test_plans_come_newest_first_and_examples_last(institute: int) -> None:
    example = an_institute("보기", code="example", is_example=True)
    for owner, year in ((example, 2029), (institute, 2026), (institute, 2027)):
        _version(owner, year, state=APPROVED)
    assert [(row.institute_code, row.year) for row in queries.plans(actor=OPERATOR)] == [
        ("own", 2027),
        ("own", 2026),
        ("example", 2029),
    ]


def test_drafts_are_hidden_from_those_who_do_not_work_on_them(institute: int) -> None:
    version = _version(institute)
    actor = an_actor(Role.OFFICIAL)
    plan = PlanVersion.objects.get(pk=version).plan_id
    assert queries.plans(actor=actor) == ()
    for ask in (queries.plan_book, queries.plan_version, queries.checklist, queries.course_choices, course_figures):
        with pytest.raises(PlanNotFound):
            ask(actor=actor, version=version)
    with pytest.raises(PlanNotFound):
        queries.plan_book_of(actor=actor, year=2027)
    with pytest.raises(PlanNotFound):
        queries.version_history(actor=actor, plan=plan)
    with pytest.raises(PlanNotFound):
        queries.plan_line(actor=actor, line=queries.plan_book(actor=OPERATOR, version=version).lines[0].id)
    for role in (Role.TRAINING_OFFICE, Role.HEAD, Role.AUDITOR):
        assert queries.plan_book(actor=an_actor(role), version=version).head.id == version


def test_those_who_have_not_signed_in_see_only_what_is_public(institute: int) -> None:
    version = _version(institute, state=APPROVED)
    nobody = Actor.nobody()
    for ask in (
        lambda: queries.plans(actor=nobody),
        lambda: queries.plan_book(actor=nobody, version=version),
        lambda: queries.plan_book_of(actor=nobody, year=2027),
        lambda: queries.plan_line(actor=nobody, line=1),
        lambda: queries.version_history(actor=nobody, plan=1),
        lambda: year_figures(actor=nobody, institute=institute),
    ):
        with pytest.raises(NotAllowed):
            ask()
    with pytest.raises(NotPublished):
        queries.public_plan(year=2027)


def test_what_is_not_there_is_not_found(institute: int) -> None:
    for ask in (
        lambda: queries.plan_book(actor=OPERATOR, version=0),
        lambda: queries.plan_line(actor=OPERATOR, line=0),
        lambda: queries.version_history(actor=OPERATOR, plan=0),
        lambda: queries.plan_book_of(actor=OPERATOR, year=2027, institute_code="own"),
    ):
        with pytest.raises(PlanNotFound):
            ask()


def test_the_plan_of_a_year_is_the_approved_one(institute: int) -> None:
    approved = _version(institute, state=APPROVED)
    a_version(plan=PlanVersion.objects.get(pk=approved).plan_id, number=2)
    draft = _version(institute, 2028)
    assert queries.plan_book_of(actor=OPERATOR, year=2027).head.id == approved
    assert queries.plan_book_of(actor=OPERATOR, year=2028).head.id == draft


def test_examples_answer_only_when_named_or_when_we_have_no_plan_of_the_year(institute: int) -> None:
    example = an_institute("보기", code="example", is_example=True)
    theirs = _version(example, 2019, state=APPROVED)
    assert queries.plan_book_of(actor=OPERATOR, year=2019).head.id == theirs
    ours = _version(institute, 2019, state=APPROVED)
    assert queries.plan_book_of(actor=OPERATOR, year=2019).head.id == ours
    assert queries.plan_book_of(actor=OPERATOR, year=2019, institute_code="example").head.id == theirs


def test_the_public_sees_the_version_published_last(institute: int) -> None:
    first = _version(institute, state=SUPERSEDED, published=True)
    plan = PlanVersion.objects.get(pk=first).plan_id
    second = a_version(plan=plan, number=2, state=APPROVED)
    assert queries.public_plan(year=2027).head.id == first
    assert [(row.year, row.version) for row in queries.public_years()] == [(2027, first)]
    PlanVersion.objects.filter(pk=second).update(published_at=datetime(2026, 12, 29, tzinfo=UTC))
    assert queries.public_plan(year=2027, institute_code="own").head.id == second
    with pytest.raises(NotPublished):
        queries.public_plan(year=2027, institute_code="other")


def test_the_history_of_a_plan_lists_its_versions(institute: int) -> None:
    first = _version(institute, state=SUPERSEDED)
    plan = PlanVersion.objects.get(pk=first).plan_id
    a_version(plan=plan, number=2, state=APPROVED)
    draft = a_version(plan=plan, number=3)
    PlanVersion.objects.update(created_label="김하늘")
    rows = queries.version_history(actor=OPERATOR, plan=plan)
    assert (rows[0].id, rows[0].number, rows[0].courses, rows[0].people) == (draft, 3, 0, 0)
    assert (rows[2].courses, rows[2].people, rows[2].created_label) == (1, 60, "김하늘")
    seen = queries.version_history(actor=an_actor(Role.OFFICIAL), plan=plan)
    assert [(row.number, row.created_label) for row in seen] == [(2, ""), (1, "")]


def test_a_line_is_read_with_its_year_before_and_its_heirs(institute: int) -> None:
    kept, merged = a_course("이어짐", institute=institute, code="A"), a_course("합침", institute=institute, code="B")
    before = a_version(plan=a_plan(2026, institute=institute), state=APPROVED)
    a_line(version=before, course=kept, sessions=1, seats_per_session=20)
    a_line(version=before, course=merged)
    version = a_version(plan=a_plan(2027, institute=institute), previous=before)
    line = a_line(version=version, course=kept, ancestors=[merged])
    a_line(version=version, course=merged, verb=ChangeVerb.MERGED)
    head, found = queries.plan_line(actor=OPERATOR, line=line)
    assert (head.id, found.code, found.previous_sessions, found.previous_seats) == (version, "A", 1, 20)
    assert found.ancestors == (Ancestor("B", "합침"),)
    ended = queries.plan_book(actor=OPERATOR, version=version).lines[1]
    assert (ended.successors, ended.previous_seats) == ((Ancestor("A", "이어짐"),), 60)


def test_a_field_stands_under_the_area_above_all(institute: int) -> None:
    area = a_field("전문", institute=institute, code="area")
    middle = a_field("직무", institute=institute, code="middle", parent=area)
    leaf = a_field("토목", institute=institute, code="leaf", parent=middle)
    version = a_version(plan=a_plan(2027, institute=institute))
    a_line(version=version, course=a_course(institute=institute, field=leaf))
    book = queries.plan_book(actor=OPERATOR, version=version)
    assert [(row.code, row.area_code, row.area_name) for row in book.fields] == [("leaf", "area", "전문")]
    assert book.lines[0].field == book.fields[0]


def test_courses_to_choose_from(institute: int) -> None:
    field = a_field(institute=institute, code="job")
    codes = ("there", "before", "free", "over", "gone")
    courses = {code: a_course(institute=institute, field=field, code=code) for code in codes}
    Course.objects.filter(code__in=["before", "gone"]).update(state=CourseState.ENDED)
    before = a_version(plan=a_plan(2026, institute=institute), state=APPROVED)
    a_line(version=before, course=courses["before"])
    a_line(version=before, course=courses["over"], verb=ChangeVerb.ABOLISHED)
    version = a_version(plan=a_plan(2027, institute=institute), previous=before)
    a_line(version=version, course=courses["there"])
    found = queries.course_choices(actor=OPERATOR, version=version)
    assert [(row.code, row.has_line, row.previous_seats) for row in found] == [
        ("before", False, 60),
        ("free", False, None),
        ("over", False, None),
        ("there", True, None),
    ]
    assert {(row.field_code, row.field_name) for row in found} == {("job", "직무역량")}


def test_the_history_of_a_course_goes_back_through_approved_years(institute: int) -> None:
    old, new = a_course("옛 과정", institute=institute, code="A"), a_course("새 과정", institute=institute, code="B")
    first = a_version(plan=a_plan(2026, institute=institute), state=APPROVED)
    a_line(version=first, course=old)
    version = a_version(plan=a_plan(2027, institute=institute), previous=first)
    a_line(version=version, course=new, verb=ChangeVerb.NEW, ancestors=[old])
    steps = queries.course_history(actor=OPERATOR, version=version, code="B")
    assert [(step.year, step.code, step.verb) for step in steps] == [
        (2027, "B", ChangeVerb.NEW),
        (2026, "A", ChangeVerb.KEPT),
    ]


def test_the_checklist_knows_ancestors_of_earlier_years(institute: int) -> None:
    seed_plan(actor=OPERATOR)
    first, second = a_course(institute=institute, code="A"), a_course(institute=institute, code="B")
    before = a_version(plan=a_plan(2026, institute=institute), state=APPROVED)
    a_line(version=before, course=first, ancestors=[second])
    a_line(version=before, course=second)
    version = a_version(plan=a_plan(2027, institute=institute), previous=before)
    a_line(version=version, course=first)
    a_line(version=version, course=second, ancestors=[first])
    codes = [problem.code for problem in queries.checklist(actor=OPERATOR, version=version)]
    assert codes == ["content_missing"] * 6 + ["ancestor_circle"]


def test_courses_of_a_plan_stand_beside_what_became_of_them(institute: int) -> None:
    version = _version(institute, state=APPROVED, courses=2)
    lines = queries.plan_book(actor=OPERATOR, version=version).lines
    a_line(version=version, course=a_course(institute=institute), verb=ChangeVerb.ABOLISHED)
    CourseResult.objects.create(
        course_id=lines[0].course, year=2027, sessions=3, seats=60, applied=90, enrolled=70, completed=66
    )
    first, second = course_figures(actor=an_actor(), version=version)
    assert (first.planned_people, first.actual_sessions, first.enrolled, first.completed) == (60, 3, 70, 66)
    assert (second.planned_people, second.actual_sessions, second.enrolled) == (60, None, None)


def test_a_plan_knows_the_rest_days_of_its_year_and_none_where_no_policy_says_them(institute: int) -> None:
    version = _version(institute, state=APPROVED)
    assert queries.plan_book(actor=OPERATOR, version=version).holidays == ()
    for year, days in (
        (2026, [["2026-05-05", "어린이날"]]),
        (2027, [["2027-01-01", "신정"], ["2027-06-06", "현충일"]]),
    ):
        Policy.objects.create(
            key="plan.holidays", value=days, valid_from=date(year, 1, 1), valid_to=date(year, 12, 31), basis="규정"
        )
    book = queries.plan_book(actor=OPERATOR, version=version)
    assert (book.head.year, book.holidays) == (2027, (date(2027, 1, 1), date(2027, 6, 6)))


@pytest.mark.parametrize("courses", [1, 200])
def test_a_plan_is_read_in_the_same_statements_for_any_number_of_courses(institute: int, courses: int) -> None:
    field = a_field(institute=institute)
    before = a_version(plan=a_plan(2026, institute=institute), state=APPROVED)
    version = a_version(plan=a_plan(2027, institute=institute), previous=before)
    for _ in range(courses):
        course = a_course(institute=institute, field=field)
        a_line(version=before, course=course, ancestors=[course])
        a_planned_session(line=a_line(version=version, course=course, ancestors=[course]))
    with CaptureQueriesContext(connection) as statements:
        book = queries.plan_book(actor=OPERATOR, version=version)
    assert (len(book.lines), len(book.previous_lines)) == (courses, courses)
    assert len(statements) == 10
    for ask, most in (
        (lambda: queries.plans(actor=OPERATOR), 2),
        (lambda: queries.version_history(actor=OPERATOR, plan=book.head.plan), 2),
        (lambda: queries.plan_book_of(actor=OPERATOR, year=2027), 10),
        (lambda: queries.course_choices(actor=OPERATOR, version=version), 11),
        (lambda: queries.checklist(actor=OPERATOR, version=version), 11),
        (lambda: queries.course_history(actor=OPERATOR, version=version, code="C"), 7),
    ):
        with CaptureQueriesContext(connection) as statements:
            ask()
        assert len(statements) == most
