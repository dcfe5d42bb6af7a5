"""과정 as typed, and every problem with it at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from baeumgil.core.errors import Problem
from baeumgil.stages.plan.terms import (
    Assessment,
    CourseKind,
    CourseState,
    InstructorKind,
    Level,
    PrerequisiteKind,
    TargetGroup,
)
from baeumgil.stages.roadmap.rules.definition import Filters


@dataclass(frozen=True, slots=True)
class SubjectDraft:
    """교과목. Minutes by way of teaching; `tags` are codes."""

    name: str
    area: str = ""
    lecture_minutes: int = 0
    participation_minutes: int = 0
    field_minutes: int = 0
    other_minutes: int = 0
    method: str = ""
    instructor_kind: InstructorKind | None = None
    tags: tuple[str, ...] = ()

    @property
    def minutes(self) -> int:
        """All of it."""
        return self.lecture_minutes + self.participation_minutes + self.field_minutes + self.other_minutes


@dataclass(frozen=True, slots=True)
class PrerequisiteDraft:
    """선수 과정, by code."""

    code: str
    kind: PrerequisiteKind = PrerequisiteKind.REQUIRED


@dataclass(frozen=True, slots=True)
class BudgetDraft:
    """예산 한 줄, in won."""

    year: int
    item: str
    amount: int
    arithmetic: str = ""


@dataclass(frozen=True, slots=True)
class CourseDraft:
    """과정. Every writable field; other things are named by code. `names` are spellings beside the name itself."""

    code: str
    name: str
    field: str
    kind: CourseKind
    goal: str = ""
    state: CourseState = CourseState.ACTIVE
    target_group: TargetGroup = TargetGroup.ALL_STAFF
    target_text: str = ""
    target_filters: Filters = field(default_factory=Filters)
    stage_code: str = ""
    objectives: str = ""
    features: str = ""
    level: Level | None = None
    ladder: str = ""
    duration_text: str = ""
    days: int | None = None
    total_minutes: int | None = None
    recognised_minutes: int | None = None
    seats_per_session: int | None = None
    pre_study: str = ""
    pre_study_minutes: int | None = None
    assessment: Assessment = Assessment.NONE
    pass_attendance_percent: int | None = None
    pass_score: int | None = None
    completion_text: str = ""
    materials: str = ""
    owner_unit: int | None = None
    owner_name: str = ""
    partner: str = ""
    place: str = ""
    placement: str = ""
    accessibility: str = ""
    note: str = ""
    names: tuple[str, ...] = ()
    subjects: tuple[SubjectDraft, ...] = ()
    prerequisites: tuple[PrerequisiteDraft, ...] = ()
    duties: tuple[str, ...] = ()
    competencies: tuple[str, ...] = ()
    budget: tuple[BudgetDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownCourses:
    """What a draft may name: codes that are there, spellings (key to course code), prerequisites (course, needs).

    `fields` are all fields; `areas` those of them that others hang under, which carry no courses.
    """

    fields: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()
    goals: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    duties: frozenset[str] = frozenset()
    competencies: frozenset[str] = frozenset()
    courses: frozenset[str] = frozenset()
    spellings: Mapping[str, str] = field(default_factory=dict)
    edges: frozenset[tuple[str, str]] = frozenset()


def check_course(draft: CourseDraft, known: KnownCourses) -> list[Problem]:
    """Every problem of a course as typed, none when it may be saved."""
    raise NotImplementedError
