"""수준 사다리. Courses that lead to one another, and what their subjects are about."""

from dataclasses import dataclass

from baeumgil.core.actors import Actor
from baeumgil.stages.plan.terms import CourseKind, Level, PrerequisiteKind


@dataclass(frozen=True, slots=True)
class LadderRow:
    """사다리 하나. `code` is also its name on the screen."""

    code: str
    courses: int


@dataclass(frozen=True, slots=True)
class LadderNode:
    """A course on a ladder, or one outside it that leads into it or out of it."""

    course: int
    code: str
    name: str
    level: Level | None
    kind: CourseKind


@dataclass(frozen=True, slots=True)
class LadderGraph:
    """A ladder as it is drawn: edges are (code needed first, code that comes after, kind)."""

    nodes: tuple[LadderNode, ...]
    edges: tuple[tuple[str, str, PrerequisiteKind], ...]


@dataclass(frozen=True, slots=True)
class TagCount:
    """교과목 꼬리표 하나: in how many courses, how many subjects, how many minutes."""

    tag: str
    name: str
    courses: int
    subjects: int
    minutes: int


def course_ladders(*, actor: Actor, institute: int) -> tuple[LadderRow, ...]:
    """Ladders of courses that are not ended, by name."""
    raise NotImplementedError


def ladder_graph(*, actor: Actor, institute: int, ladder: str) -> LadderGraph:
    """One ladder with its prerequisites. Raises `CourseNotFound` when no course is on it."""
    raise NotImplementedError


def subject_tags(*, actor: Actor, institute: int, year: int | None = None) -> tuple[TagCount, ...]:
    """Every tag with the courses that are not ended, or with those of a year's plan."""
    raise NotImplementedError
