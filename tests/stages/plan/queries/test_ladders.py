"""단계 묶음과 교과목 꼬리표."""

from dataclasses import replace

import pytest

from baeumgil.core.actors import Actor, ActorKind, Role
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.plan.errors import CourseNotFound
from baeumgil.stages.plan.queries.courses import course_by_code, course_ladders, ladder_graph, subject_tags
from baeumgil.stages.plan.queries.ladders import LadderRow
from baeumgil.stages.plan.rules.course_draft import CourseDraft, PrerequisiteDraft, SubjectDraft
from baeumgil.stages.plan.services.catalogue_seed import load_duties_and_tags
from baeumgil.stages.plan.services.course_writing import write_courses
from baeumgil.stages.plan.terms import ChangeVerb, CourseKind, CourseState, Level, PrerequisiteKind, VersionState
from tests.build import an_actor
from tests.build_plan import a_field, a_line, a_plan, a_version, an_institute

pytestmark = pytest.mark.django_db

OFFICE = an_actor(Role.TRAINING_OFFICE)
ANYBODY = Actor(ActorKind.PERSON, "아무개", account=1, person=1)


def a_draft(code: str, level: Level | None = None, ladder: str = "정보화", needs: tuple[str, ...] = ()) -> CourseDraft:
    return CourseDraft(
        code=code,
        name=f"과정 {code}",
        field="F",
        kind=CourseKind.CLASSROOM,
        level=level,
        ladder=ladder,
        prerequisites=tuple(PrerequisiteDraft(need) for need in needs),
    )


@pytest.fixture
def institute() -> int:
    load_duties_and_tags()
    made = an_institute()
    a_field(institute=made, code="F")
    tagged = (SubjectDraft("청렴", lecture_minutes=60, tags=("integrity",)),)
    write_courses(
        made,
        [
            replace(a_draft("A3", Level.ADVANCED, needs=("A2", "X")), subjects=tagged),
            replace(a_draft("A1", Level.BASIC), subjects=(*tagged, *tagged)),
            a_draft("A2", Level.INTERMEDIATE, needs=("A1", "OLD")),
            a_draft("X", ladder=""),
            replace(a_draft("OLD", Level.BASIC), state=CourseState.ENDED, subjects=tagged),
            a_draft("B1", ladder="가나다"),
        ],
    )
    return made


def test_ladders_count_courses_that_are_held(institute: int) -> None:
    assert course_ladders(actor=ANYBODY, institute=institute) == (LadderRow("가나다", 1), LadderRow("정보화", 3))


def test_a_ladder_is_drawn_from_its_prerequisites(institute: int) -> None:
    graph = ladder_graph(actor=ANYBODY, institute=institute, ladder="정보화")
    assert [(node.code, node.is_outside) for node in graph.nodes] == [
        ("A1", False),
        ("A2", False),
        ("A3", False),
        ("X", True),
    ]
    assert graph.edges == (
        ("A1", "A2", PrerequisiteKind.REQUIRED),
        ("A2", "A3", PrerequisiteKind.REQUIRED),
        ("X", "A3", PrerequisiteKind.REQUIRED),
    )


@pytest.mark.parametrize("ladder", ["", "없음"])
def test_a_ladder_without_courses_is_not_found(institute: int, ladder: str) -> None:
    with pytest.raises(CourseNotFound):
        ladder_graph(actor=ANYBODY, institute=institute, ladder=ladder)


def counted(institute: int, actor: Actor = ANYBODY, year: int | None = None) -> dict[str, tuple[int, int, int]]:
    rows = subject_tags(actor=actor, institute=institute, year=year)
    return {row.tag: (row.courses, row.subjects, row.minutes) for row in rows if row.subjects}


def test_tags_are_counted_over_courses_that_are_held(institute: int) -> None:
    assert counted(institute) == {"integrity": (2, 3, 180)}
    assert ("safety", "안전", 0) in {
        (row.tag, row.name, row.courses) for row in subject_tags(actor=ANYBODY, institute=institute)
    }


def test_tags_of_a_year_are_those_of_its_plan(institute: int) -> None:
    def number(code: str) -> int:
        return course_by_code(actor=OFFICE, institute=institute, code=code)

    draft = a_version(plan=a_plan(2027, institute=institute))
    a_line(version=draft, course=number("A1"))
    a_line(version=draft, course=number("A3"), verb=ChangeVerb.ABOLISHED)
    assert counted(institute, OFFICE, 2027) == {"integrity": (1, 2, 120)}
    assert counted(institute, ANYBODY, 2027) == {}
    approved = a_version(plan=a_plan(2026, institute=institute), state=VersionState.APPROVED)
    a_line(version=approved, course=number("OLD"))
    assert counted(institute, ANYBODY, 2026) == {"integrity": (1, 1, 60)}
    assert counted(institute, OFFICE, 2020) == {}


def test_visitors_see_no_ladder() -> None:
    with pytest.raises(NotAllowed):
        course_ladders(actor=Actor.nobody(), institute=1)
    with pytest.raises(NotAllowed):
        ladder_graph(actor=Actor.nobody(), institute=1, ladder="정보화")
    with pytest.raises(NotAllowed):
        subject_tags(actor=Actor.nobody(), institute=1)
