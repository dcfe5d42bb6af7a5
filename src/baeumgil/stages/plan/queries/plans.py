"""Plans and their versions."""

from dataclasses import dataclass
from datetime import datetime

from baeumgil.core.actors import Actor
from baeumgil.core.errors import Problem
from baeumgil.stages.plan.rules.book import BookLine, PlanBook, VersionHead
from baeumgil.stages.plan.terms import VersionState


@dataclass(frozen=True, slots=True)
class PlanRow:
    """교육훈련계획 하나. `version` is the one the actor should look at: the open one, else the approved one.

    `courses` and `people` are those of that version.
    """

    id: int
    institute: int
    institute_code: str
    institute_name: str
    is_example: bool
    year: int
    title: str
    version: int
    number: int
    state: VersionState
    courses: int
    people: int
    open_version: int | None
    approved_version: int | None
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class VersionRow:
    """계획 판 하나 of a plan's history."""

    id: int
    number: int
    state: VersionState
    note: str
    created_label: str
    created_at: datetime
    approved_at: datetime | None
    published_at: datetime | None
    digest: str
    based_on: int | None
    courses: int
    people: int


@dataclass(frozen=True, slots=True)
class CourseChoice:
    """A course that may be put into a version."""

    code: str
    name: str
    field_code: str
    field_name: str
    has_line: bool
    previous_sessions: int | None
    previous_seats: int | None


def plans(*, actor: Actor) -> tuple[PlanRow, ...]:
    """Every plan the actor may see, the newest year first, examples last."""
    raise NotImplementedError


def plan_book(*, actor: Actor, version: int) -> PlanBook:
    """One version whole. Raises `PlanNotFound`, also for drafts that the actor may not see."""
    raise NotImplementedError


def plan_book_of(*, actor: Actor, year: int, institute_code: str = "") -> PlanBook:
    """The plan of a year: the approved version, else the open one if the actor may see drafts.

    Without a code that of our own institute, or an example's when ours has none of that year.
    """
    raise NotImplementedError


def plan_version(*, actor: Actor, version: int) -> VersionHead:
    """The head of a version alone."""
    raise NotImplementedError


def plan_line(*, actor: Actor, line: int) -> tuple[VersionHead, BookLine]:
    """One line, with the head of its version."""
    raise NotImplementedError


def course_choices(*, actor: Actor, version: int) -> tuple[CourseChoice, ...]:
    """Courses of the version's institute that may be planned or were planned the year before."""
    raise NotImplementedError


def version_history(*, actor: Actor, plan: int) -> tuple[VersionRow, ...]:
    """All versions of a plan that the actor may see, the newest first."""
    raise NotImplementedError


def checklist(*, actor: Actor, version: int) -> tuple[Problem, ...]:
    """What still keeps the version from being handed on."""
    raise NotImplementedError


def public_plan(*, year: int, institute_code: str = "") -> PlanBook:
    """대시민공개: the published version. Raises `NotPublished`."""
    raise NotImplementedError


def public_years() -> tuple[PlanRow, ...]:
    """Plans that are published, the newest first."""
    raise NotImplementedError


def is_intact(version: int) -> bool:
    """True when a frozen version still says what was approved; an open one has nothing to keep."""
    raise NotImplementedError
