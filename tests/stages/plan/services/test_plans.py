from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baeumgil.core import clock
from baeumgil.core.actors import Role
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.plan.errors import (
    InstituteNotFound,
    PlanExists,
    PlanIncomplete,
    PlanInvalid,
    PlanNotFound,
    VersionFrozen,
    VersionStateWrong,
)
from baeumgil.stages.plan.models import Committee, Meeting, Plan, PlanLine, PlannedSession, PlanVersion
from baeumgil.stages.plan.queries.plan_books import read_book
from baeumgil.stages.plan.rules.book import SessionDays
from baeumgil.stages.plan.rules.comparing import compare
from baeumgil.stages.plan.rules.line_draft import LineDraft
from baeumgil.stages.plan.services.plans import (
    discard_version,
    open_plan,
    open_version,
    put_line,
    submit_version,
    take_back_version,
)
from baeumgil.stages.plan.services.seeding import seed_plan
from baeumgil.stages.plan.services.steps import back_to_draft, to_approval, to_reviewed
from baeumgil.stages.plan.terms import ChangeVerb, ContentKey, MeetingState, Origin, PreCheckMark, VersionState
from tests.build import an_actor
from tests.build_plan import SOME_MOMENT, a_course, a_field, a_line, a_plan, a_version, an_institute
from tests.stages.plan.services.build import OPERATOR, a_full_draft, an_approved_plan, fill_texts

pytestmark = pytest.mark.django_db
DAYS = (SessionDays(1, 30, date(2026, 3, 2), date(2026, 3, 5)),)


@pytest.fixture
def institute() -> int:
    seed_plan(actor=OPERATOR)
    made = an_institute()
    field = a_field(institute=made)
    for code in ("A", "B", "C"):
        a_course(f"{code} 과정", institute=made, field=field, code=code)
    return made


def _drafts() -> list[LineDraft]:
    return [LineDraft("A", sessions=2, seats_per_session=30, planned=DAYS), LineDraft("B", sessions=1, seats=40)]


def _state(version: int) -> VersionState:
    return VersionState(PlanVersion.objects.get(pk=version).state)


def test_a_plan_begins_with_six_empty_contents_and_the_rows_of_the_check_sheet(institute: int) -> None:
    book = read_book(open_plan(actor=OPERATOR, institute=institute, year=2027))
    assert (book.head.title, book.head.number, book.head.state) == ("2027년 교육훈련계획", 1, VersionState.DRAFT)
    assert [(row.key, row.text) for row in book.contents] == [(key, "") for key in ContentKey]
    assert len(book.pre_checks) == 12
    assert {row.mark for row in book.pre_checks} == {PreCheckMark.UNCHECKED}
    assert (book.lines, book.previous_lines, book.head.previous) == ((), (), None)


def test_a_year_has_one_plan(institute: int) -> None:
    open_plan(actor=OPERATOR, institute=institute, year=2027)
    with pytest.raises(PlanExists):
        open_plan(actor=OPERATOR, institute=institute, year=2027)
    assert PlanVersion.objects.count() == 1


def test_held_courses_of_the_year_before_come_over_as_kept(institute: int) -> None:
    drafts = [*_drafts(), LineDraft("C", verb=ChangeVerb.ABOLISHED, reason="수요 없음")]
    before = an_approved_plan(institute, drafts)
    book = read_book(open_plan(actor=OPERATOR, institute=institute, year=2027, copy_from=before))
    assert (book.head.previous, book.head.previous_year) == (before, 2026)
    assert [
        (line.code, line.verb, line.origin, line.sessions, line.seats, line.previous_seats, line.planned, line.reason)
        for line in book.lines
    ] == [
        ("A", ChangeVerb.KEPT, Origin.CARRIED_OVER, 2, 60, 60, (), ""),
        ("B", ChangeVerb.KEPT, Origin.CARRIED_OVER, 1, 40, 40, (), ""),
    ]


def test_an_empty_plan_still_stands_beside_the_year_before(institute: int) -> None:
    before = an_approved_plan(institute, _drafts())
    book = read_book(open_plan(actor=OPERATOR, institute=institute, year=2027))
    assert (book.head.previous, len(book.previous_lines), book.lines) == (before, 2, ())


def test_only_an_approved_plan_of_an_earlier_year_is_carried_over(institute: int) -> None:
    draft = a_full_draft(institute, _drafts())
    for year in (2025, 2027):
        with pytest.raises(PlanInvalid) as refused:
            open_plan(actor=OPERATOR, institute=institute, year=year, copy_from=draft)
        assert [problem.code for problem in refused.value.problems] == ["copy_from"]
    with pytest.raises(PlanNotFound):
        open_plan(actor=OPERATOR, institute=institute, year=2027, copy_from=0)
    assert Plan.objects.count() == 1


def test_a_plan_that_cannot_be_is_refused_with_all_problems(institute: int) -> None:
    with pytest.raises(PlanInvalid) as refused:
        open_plan(actor=OPERATOR, institute=institute, year=1900, title="가" * 201)
    assert [problem.field for problem in refused.value.problems] == ["year", "title"]
    with pytest.raises(InstituteNotFound):
        open_plan(actor=OPERATOR, institute=0, year=2027)
    assert not Plan.objects.exists()


def test_a_new_version_is_the_approved_one_over_again(institute: int) -> None:
    base = an_approved_plan(institute, _drafts())
    made = open_version(actor=OPERATOR, plan=PlanVersion.objects.get(pk=base).plan_id, note="추가")
    old, new = read_book(base), read_book(made)
    assert compare(old, new).is_same
    assert (new.head.number, new.head.based_on, new.head.note, new.head.state) == (2, base, "추가", VersionState.DRAFT)
    assert [line.planned for line in new.lines] == [line.planned for line in old.lines]
    assert {line.id for line in new.lines}.isdisjoint(line.id for line in old.lines)


def test_only_one_version_is_open(institute: int) -> None:
    base = an_approved_plan(institute, _drafts())
    plan = PlanVersion.objects.get(pk=base).plan_id
    open_version(actor=OPERATOR, plan=plan)
    with pytest.raises(VersionStateWrong):
        open_version(actor=OPERATOR, plan=plan)
    assert PlanVersion.objects.count() == 2


def test_without_an_approved_version_there_is_nothing_to_copy(institute: int) -> None:
    plan = a_plan(institute=institute)
    with pytest.raises(VersionStateWrong):
        open_version(actor=OPERATOR, plan=plan)
    with pytest.raises(PlanNotFound):
        open_version(actor=OPERATOR, plan=0)
    with pytest.raises(PlanInvalid):
        open_version(actor=OPERATOR, plan=plan, note="가" * 301)
    assert not PlanVersion.objects.exists()


def test_a_draft_can_be_thrown_away_with_all_its_lines(institute: int) -> None:
    base = an_approved_plan(institute, _drafts())
    made = open_version(actor=OPERATOR, plan=PlanVersion.objects.get(pk=base).plan_id)
    discard_version(actor=OPERATOR, version=made)
    assert list(PlanVersion.objects.values_list("pk", flat=True)) == [base]
    assert (PlanLine.objects.count(), PlannedSession.objects.count()) == (2, 1)


def test_a_plan_whose_only_version_is_thrown_away_is_gone(institute: int) -> None:
    discard_version(actor=OPERATOR, version=open_plan(actor=OPERATOR, institute=institute, year=2027))
    assert not Plan.objects.exists()


def test_what_a_committee_saw_cannot_be_thrown_away(institute: int) -> None:
    version = open_plan(actor=OPERATOR, institute=institute, year=2027)
    _a_meeting(version, MeetingState.CLOSED)
    with pytest.raises(VersionStateWrong):
        discard_version(actor=OPERATOR, version=version)
    assert PlanVersion.objects.count() == 1


def test_an_approved_version_cannot_be_thrown_away(institute: int) -> None:
    version = an_approved_plan(institute, _drafts())
    with pytest.raises(VersionFrozen):
        discard_version(actor=OPERATOR, version=version)
    assert PlanVersion.objects.count() == 1


def test_a_plan_that_lacks_something_is_not_handed_on(institute: int) -> None:
    version = open_plan(actor=OPERATOR, institute=institute, year=2027)
    with pytest.raises(PlanIncomplete) as refused:
        submit_version(actor=OPERATOR, version=version)
    codes = [problem.code for problem in refused.value.problems]
    assert codes == ["content_missing"] * 6 + ["pre_check_open"] * 12 + ["no_lines"]
    assert _state(version) is VersionState.DRAFT


def test_a_course_that_vanished_keeps_a_plan_from_being_handed_on(institute: int) -> None:
    before = an_approved_plan(institute, _drafts())
    version = open_plan(actor=OPERATOR, institute=institute, year=2027)
    fill_texts(version)
    put_line(actor=OPERATOR, version=version, draft=LineDraft("A", sessions=1, seats=30))
    with pytest.raises(PlanIncomplete) as refused:
        submit_version(actor=OPERATOR, version=version)
    assert [problem.code for problem in refused.value.problems] == ["course_left_out"]
    assert (read_book(version).head.previous, _state(version)) == (before, VersionState.DRAFT)


def test_a_full_plan_goes_to_the_committee(institute: int) -> None:
    version = a_full_draft(institute, _drafts())
    with clock.fixed(date(2025, 12, 1)):
        submit_version(actor=OPERATOR, version=version)
    row = PlanVersion.objects.get(pk=version)
    assert (row.state, row.submitted_at and row.submitted_at.year) == (VersionState.IN_COMMITTEE, 2025)
    with pytest.raises(VersionStateWrong):
        submit_version(actor=OPERATOR, version=version)


def test_a_version_comes_back_until_the_committee_has_closed_a_meeting(institute: int) -> None:
    version = a_full_draft(institute, _drafts())
    submit_version(actor=OPERATOR, version=version)
    take_back_version(actor=OPERATOR, version=version)
    assert _state(version) is VersionState.DRAFT
    submit_version(actor=OPERATOR, version=version)
    _a_meeting(version, MeetingState.CLOSED)
    with pytest.raises(VersionStateWrong):
        take_back_version(actor=OPERATOR, version=version)
    assert _state(version) is VersionState.IN_COMMITTEE


def test_a_reviewed_version_may_go_back_to_work(institute: int) -> None:
    version = a_full_draft(institute, _drafts())
    submit_version(actor=OPERATOR, version=version)
    _a_meeting(version, MeetingState.CLOSED)
    to_reviewed(version)
    take_back_version(actor=OPERATOR, version=version)
    assert _state(version) is VersionState.DRAFT


def test_steps_are_taken_in_order(institute: int) -> None:
    version = a_full_draft(institute, _drafts())
    for step in (to_reviewed, to_approval, back_to_draft):
        with pytest.raises(VersionStateWrong):
            step(version)
    submit_version(actor=OPERATOR, version=version)
    with pytest.raises(VersionStateWrong):
        to_approval(version)
    to_reviewed(version)
    with pytest.raises(VersionStateWrong):
        to_reviewed(version)
    to_approval(version)
    assert _state(version) is VersionState.IN_APPROVAL
    back_to_draft(version)
    assert _state(version) is VersionState.DRAFT


def test_a_version_that_lost_its_completeness_is_not_signed(institute: int) -> None:
    version = a_full_draft(institute, _drafts())
    submit_version(actor=OPERATOR, version=version)
    to_reviewed(version)
    PlanVersion.objects.get(pk=version).contents.update(text="")
    with pytest.raises(PlanIncomplete):
        to_approval(version)
    assert _state(version) is VersionState.REVIEWED


@pytest.mark.parametrize("role", [None, Role.LIAISON, Role.HEAD, Role.AUDITOR])
def test_only_the_training_office_works_on_plans(institute: int, role: Role | None) -> None:
    base = an_approved_plan(institute, _drafts())
    plan = PlanVersion.objects.get(pk=base).plan_id
    actor = an_actor(role)
    with pytest.raises(NotAllowed):
        open_plan(actor=actor, institute=institute, year=2027)
    with pytest.raises(NotAllowed):
        open_version(actor=actor, plan=plan)
    draft = open_version(actor=OPERATOR, plan=plan)
    for work in (discard_version, submit_version, take_back_version):
        with pytest.raises(NotAllowed):
            work(actor=actor, version=draft)
    assert list(PlanVersion.objects.order_by("pk").values_list("pk", "state")) == [
        (base, VersionState.APPROVED),
        (draft, VersionState.DRAFT),
    ]


def test_the_training_office_opens_plans(institute: int) -> None:
    version = open_plan(actor=an_actor(Role.TRAINING_OFFICE), institute=institute, year=2027)
    assert PlanVersion.objects.get(pk=version).created_label == "시험 계정"


@pytest.mark.parametrize("courses", [1, 60])
def test_carrying_over_takes_the_same_statements_for_any_number_of_courses(institute: int, courses: int) -> None:
    base = a_version(plan=a_plan(2026, institute=institute), state=VersionState.APPROVED)
    field = a_field(institute=institute)
    for _ in range(courses):
        a_line(version=base, course=a_course(institute=institute, field=field))
    with CaptureQueriesContext(connection) as queries:
        version = open_plan(actor=OPERATOR, institute=institute, year=2027, copy_from=base)
    assert PlanLine.objects.filter(version_id=version).count() == courses
    assert len(queries) <= 22


def _a_meeting(version: int, state: MeetingState) -> None:
    row = PlanVersion.objects.get(pk=version)
    committee = Committee.objects.create(institute_id=row.plan.institute_id, name="교육훈련심의위원회")
    Meeting.objects.create(
        committee=committee,
        version=row,
        number=1,
        held_on=date(2026, 11, 1),
        state=state,
        closed_at=SOME_MOMENT,
        quorum_needed=1,
    )
