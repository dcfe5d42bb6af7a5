"""The catalogue: searched, paged, and one course with everything about it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baeumgil.core.actors import Actor, ActorKind, Role
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.plan.errors import CourseNotFound
from baeumgil.stages.plan.models import CourseResult, Institute
from baeumgil.stages.plan.queries.course_drafts import course_choices, course_drafts, course_names
from baeumgil.stages.plan.queries.courses import (
    catalogue_facets,
    course_book,
    course_by_code,
    course_card,
    courses,
    found_courses,
)
from baeumgil.stages.plan.rules.book import FieldRow, SessionDays
from baeumgil.stages.plan.rules.course_columns import COURSE_HEADINGS, course_cells, subject_cells
from baeumgil.stages.plan.rules.course_draft import BudgetDraft, CourseDraft, PrerequisiteDraft, SubjectDraft
from baeumgil.stages.plan.rules.setting_up import FieldDraft
from baeumgil.stages.plan.services.catalogue_seed import load_duties_and_tags
from baeumgil.stages.plan.services.course_writing import write_courses
from baeumgil.stages.plan.services.institutes import set_up_fields
from baeumgil.stages.plan.terms import (
    ChangeVerb,
    CourseKind,
    CourseState,
    InstructorKind,
    LegalKind,
    Level,
    PrerequisiteKind,
    VersionState,
)
from tests.build import an_actor
from tests.build_plan import a_line, a_plan, a_planned_session, a_version, an_institute

pytestmark = pytest.mark.django_db

OFFICE = an_actor(Role.TRAINING_OFFICE)
ANYBODY = Actor(ActorKind.PERSON, "아무개", account=1, person=1)
FIELDS = [
    FieldDraft("A", "직무역량", LegalKind.SPECIALISED, order=1),
    FieldDraft("A1", "정보화", LegalKind.SPECIALISED, parent="A", order=2),
    FieldDraft("A2", "직무공통", LegalKind.SPECIALISED, parent="A", order=3),
    FieldDraft("B", "기본역량", LegalKind.BASIC, order=4),
]
BASIC = CourseDraft(
    code="IT-1",
    name="정보화 기초 과정",
    field="A1",
    kind=CourseKind.CLASSROOM,
    level=Level.BASIC,
    ladder="정보화",
    target_text="도·시군 공무원",
    names=("컴퓨터 첫걸음",),
    total_minutes=840,
    subjects=(
        SubjectDraft("문서 작성", "소양", 60, 120, 0, 0, "실습", InstructorKind.EXPERT, ("ai", "digital")),
        SubjectDraft("보안 수칙", lecture_minutes=60, tags=("ai", "information_security")),
    ),
    duties=("information_security",),
    budget=(BudgetDraft(2027, "강사 수당", 300_000), BudgetDraft(2026, "교재", 100_000)),
    pass_attendance_percent=80,
)
NEXT = CourseDraft(
    code="IT-2",
    name="정보화 중급 과정",
    field="A1",
    kind=CourseKind.BLENDED,
    level=Level.INTERMEDIATE,
    ladder="정보화",
    prerequisites=(PrerequisiteDraft("IT-1"),),
)
REPORT = CourseDraft(code="C-1", name="보고서 작성 과정", field="A2", kind=CourseKind.E_LEARNING)
ENDED = CourseDraft(code="Z-1", name="옛 과정", field="B", kind=CourseKind.CLASSROOM, state=CourseState.ENDED)


@pytest.fixture
def institute() -> int:
    load_duties_and_tags()
    made = an_institute()
    set_up_fields(actor=OFFICE, institute=made, fields=FIELDS)
    write_courses(made, [BASIC, NEXT, REPORT, ENDED])
    return made


def codes(institute: int, **asked: object) -> list[str]:
    found = courses(actor=OFFICE, institute=institute, **asked)  # type: ignore[arg-type]  # each test names its own
    return [row.code for row in found.rows]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, ["IT-1", "IT-2", "C-1", "Z-1"]),
        ({"state": CourseState.ACTIVE}, ["IT-1", "IT-2", "C-1"]),
        ({"area": "A"}, ["IT-1", "IT-2", "C-1"]),
        ({"area": "B"}, ["Z-1"]),
        ({"field": "A2"}, ["C-1"]),
        ({"area": "B", "field": "A2"}, []),
        ({"kind": CourseKind.E_LEARNING}, ["C-1"]),
        ({"level": Level.INTERMEDIATE}, ["IT-2"]),
        ({"tag": "ai"}, ["IT-1"]),
        ({"duty": "information_security"}, ["IT-1"]),
        ({"words": "it-2"}, ["IT-2"]),
        ({"words": "정보화기초"}, ["IT-1"]),
        ({"words": "컴퓨터첫걸음"}, ["IT-1"]),
        ({"words": "문서"}, ["IT-1"]),
        ({"words": "작성"}, ["IT-1", "C-1"]),
        ({"words": "시군 정보화"}, ["IT-1"]),
        ({"words": "작성 없는말"}, []),
        ({"words": "[ · ]"}, []),
        ({"words": "%"}, []),
    ],
)
def test_courses_are_found_by_everything_they_are_known_by(
    institute: int, asked: dict[str, object], expected: list[str]
) -> None:
    assert codes(institute, **asked) == expected


def test_a_row_says_what_a_list_needs(institute: int) -> None:
    (row,) = courses(actor=ANYBODY, institute=institute, words="IT-1").rows
    assert (row.field, row.subjects) == (FieldRow("A1", "정보화", "A", "직무역량", LegalKind.SPECIALISED, 2), 2)
    assert (row.tags, row.duties) == (("AI", "디지털·데이터", "정보보안"), ("정보보안 교육",))
    (lone,) = courses(actor=ANYBODY, institute=institute, words="Z-1").rows
    assert (lone.field.area_code, lone.tags, lone.duties) == ("B", (), ())


def test_pages_hold_as_many_as_asked(institute: int) -> None:
    page = courses(actor=OFFICE, institute=institute, page=2, size=3)
    assert ([row.code for row in page.rows], page.number, page.total, page.last) == (["Z-1"], 2, 4, 2)


def test_courses_of_another_institute_are_not_mixed_in(institute: int) -> None:
    other = an_institute("다른 기관")
    assert codes(other) == []
    assert catalogue_facets(actor=OFFICE, institute=other).active == 0
    assert catalogue_facets(actor=OFFICE, institute=institute).active == 3


def test_facets_offer_leaves_and_areas(institute: int) -> None:
    facets = catalogue_facets(actor=ANYBODY, institute=institute)
    assert facets.areas == (("A", "직무역량"), ("B", "기본역량"))
    assert [row.code for row in facets.fields] == ["A1", "A2", "B"]
    assert (facets.active, facets.ended) == (3, 1)
    assert ("integrity", "청렴") in facets.tags


def test_a_card_tells_everything(institute: int) -> None:
    first = course_by_code(actor=OFFICE, institute=institute, code="IT-1")
    CourseResult.objects.create(
        course_id=first, year=2025, sessions=2, seats=60, applied=80, enrolled=60, completed=57, satisfaction_milli=4567
    )
    card = course_card(actor=ANYBODY, course=first)
    assert card.draft == replace(BASIC, budget=BASIC.budget[::-1])
    assert (card.before, [(link.code, link.kind) for link in card.after]) == ((), [("IT-2", PrerequisiteKind.REQUIRED)])
    assert [subject.minutes for subject in card.subjects] == [180, 60]
    assert card.subjects[0].tags == ("AI", "디지털·데이터")
    assert [(duty.code, duty.name) for duty in card.duties] == [("information_security", "정보보안 교육")]
    assert [(year.year, year.completion_permille, year.satisfaction_milli) for year in card.results] == [
        (2025, 950, 4567)
    ]
    assert [remark.code for remark in card.remarks] == ["minutes_disagree"]


def test_plans_in_the_making_show_only_to_those_who_see_drafts(institute: int) -> None:
    first = course_by_code(actor=OFFICE, institute=institute, code="IT-1")
    approved = a_version(plan=a_plan(2026, institute=institute), state=VersionState.APPROVED)
    draft = a_version(plan=a_plan(2027, institute=institute))
    a_line(version=approved, course=first, sessions=2, seats_per_session=30)
    line = a_line(version=draft, course=first, verb=ChangeVerb.IMPROVED, sessions=3, seats_per_session=25)
    a_planned_session(line=line, starts_on=date(2027, 3, 2), ends_on=date(2027, 3, 4), seats=25)
    planned = [
        (plan.year, plan.verb, plan.sessions, plan.seats) for plan in course_card(actor=OFFICE, course=first).plans
    ]
    assert planned == [(2027, ChangeVerb.IMPROVED, 3, 75), (2026, ChangeVerb.KEPT, 2, 60)]
    assert [plan.year for plan in course_card(actor=ANYBODY, course=first).plans] == [2026]
    book = course_book(actor=OFFICE, course=first, year=2027)
    assert (book.sessions, book.seats, book.days) == (
        3,
        75,
        (SessionDays(1, 25, date(2027, 3, 2), date(2027, 3, 4)),),
    )
    assert (book.budget, book.completion_text, book.target_text) == (
        (("강사 수당", "", 300_000),),
        "출석 80% 이상",
        "도·시군 공무원",
    )
    assert course_book(actor=ANYBODY, course=first, year=2027).sessions == 0
    assert course_book(actor=ANYBODY, course=first, year=2026).seats == 60


def test_an_unknown_course_is_not_found(institute: int) -> None:
    for ask in (course_card, lambda **asked: course_book(year=2027, **asked)):
        with pytest.raises(CourseNotFound):
            ask(actor=OFFICE, course=999_999)
    with pytest.raises(CourseNotFound):
        course_by_code(actor=OFFICE, institute=institute, code="없음")


NOBODY = (Actor.nobody(), Actor(ActorKind.API_KEY, "열쇠", scopes=frozenset({"people:read"})))
ASKS: tuple[Callable[[Actor, int], object], ...] = (
    lambda actor, institute: courses(actor=actor, institute=institute),
    lambda actor, institute: found_courses(actor=actor, institute=institute),
    lambda actor, institute: catalogue_facets(actor=actor, institute=institute),
    lambda actor, institute: course_card(actor=actor, course=institute),
    lambda actor, institute: course_book(actor=actor, course=institute, year=2027),
    lambda actor, institute: course_by_code(actor=actor, institute=institute, code="IT-1"),
    lambda actor, institute: course_drafts(actor=actor, institute=institute),
    lambda actor, institute: course_names(actor=actor, institute=institute),
    lambda actor, institute: course_choices(actor=actor, institute=institute),
)


@pytest.mark.parametrize("ask", ASKS)
def test_visitors_and_keys_without_the_scope_see_nothing(ask: Callable[[Actor, int], object]) -> None:
    for actor in NOBODY:
        with pytest.raises(NotAllowed):
            ask(actor, 1)


def test_rows_of_a_download_say_what_was_written(institute: int) -> None:
    found = found_courses(actor=OFFICE, institute=institute, words="IT")
    drafts = course_drafts(actor=OFFICE, institute=institute, courses=found)
    names = course_names(actor=OFFICE, institute=institute)
    rows = [dict(zip(COURSE_HEADINGS, course_cells(draft, names), strict=True)) for draft in drafts]
    assert [(row["과정코드"], row["분야"], row["유형"], row["선수과정"]) for row in rows] == [
        ("IT-1", "정보화", "집합", ""),
        ("IT-2", "정보화", "혼합", "IT-1"),
    ]
    assert [cells[2] for cells in subject_cells(drafts[0], names)] == ["문서 작성", "보안 수칙"]
    assert len(course_drafts(actor=OFFICE, institute=institute)) == 4


def test_a_list_and_a_card_take_the_same_statements_at_few_and_at_a_hundred_courses(institute: int) -> None:
    first = course_by_code(actor=OFFICE, institute=institute, code="IT-1")

    def statements() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as listed:
            courses(actor=OFFICE, institute=institute, words="과정", size=200)
        with CaptureQueriesContext(connection) as shown:
            course_card(actor=OFFICE, course=first)
        return len(listed), len(shown)

    before = statements()
    many = [
        replace(BASIC, code=f"M-{n}", name=f"과정 {n}", names=(), prerequisites=(PrerequisiteDraft("IT-1"),))
        for n in range(100)
    ]
    write_courses(institute, many)
    assert statements() == before
    assert Institute.objects.count() == 1
