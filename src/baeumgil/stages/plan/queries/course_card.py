"""One course with everything about it."""

from dataclasses import dataclass
from datetime import datetime

from baeumgil.core.actors import Actor
from baeumgil.stages.plan.rules.book import CourseBook, FieldRow, SubjectRow
from baeumgil.stages.plan.rules.course_draft import CourseDraft
from baeumgil.stages.plan.rules.kinds import KindTraits
from baeumgil.stages.plan.terms import ChangeVerb, CourseState, Level, PrerequisiteKind, VersionState


@dataclass(frozen=True, slots=True)
class CourseLink:
    """A course that comes before or after another."""

    course: int
    code: str
    name: str
    level: Level | None
    kind: PrerequisiteKind


@dataclass(frozen=True, slots=True)
class CourseDuty:
    """법정의무교육 that a course serves."""

    code: str
    name: str
    basis: str
    minutes: int | None


@dataclass(frozen=True, slots=True)
class CoursePlanned:
    """A plan that has a line for the course."""

    year: int
    version: int
    number: int
    state: VersionState
    verb: ChangeVerb
    sessions: int
    seats: int
    reason: str


@dataclass(frozen=True, slots=True)
class CourseYear:
    """과정 실적 of one year. Rates are permille of those enrolled; None where nothing was counted."""

    year: int
    sessions: int
    seats: int
    applied: int | None
    enrolled: int
    completed: int | None
    completion_permille: int | None
    satisfaction_milli: int | None
    scale: int
    themes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CourseCard:
    """과정. `draft` holds every field as written, the rest what they mean."""

    id: int
    institute: int
    institute_name: str
    state: CourseState
    changed_at: datetime
    draft: CourseDraft
    field: FieldRow
    goal_name: str
    traits: KindTraits
    owner: str
    subjects: tuple[SubjectRow, ...]
    duties: tuple[CourseDuty, ...]
    competencies: tuple[tuple[str, str], ...]
    before: tuple[CourseLink, ...]
    after: tuple[CourseLink, ...]
    plans: tuple[CoursePlanned, ...]
    results: tuple[CourseYear, ...]


def course_card(*, actor: Actor, course: int) -> CourseCard:
    """All about one course. Raises `CourseNotFound`."""
    raise NotImplementedError


def course_book(*, actor: Actor, course: int, year: int) -> CourseBook:
    """One course on one page, with the sessions its year's plan gives it. Raises `CourseNotFound`."""
    raise NotImplementedError
