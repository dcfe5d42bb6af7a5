"""계획의 과정을 적은 것: a line as somebody typed it or a file said it, before it is checked."""

from dataclasses import dataclass

from baeumgil.stages.plan.rules.book import SessionDays
from baeumgil.stages.plan.terms import ChangeVerb, CourseKind, Improvement, Origin, TargetGroup


@dataclass(frozen=True, slots=True)
class LineDraft:
    """One course in a plan. What is left empty from `field` on is taken from the course.

    `seats` None is sessions times seats per session. Figures of the year before are read, never typed.
    """

    course: str
    verb: ChangeVerb = ChangeVerb.KEPT
    origin: Origin = Origin.OWN_REVIEW
    reason: str = ""
    sessions: int = 0
    seats_per_session: int | None = None
    seats: int | None = None
    ancestors: tuple[str, ...] = ()
    planned: tuple[SessionDays, ...] = ()
    improvements: tuple[Improvement, ...] = ()
    field: str = ""
    goal: str = ""
    kind: CourseKind | None = None
    target_group: TargetGroup | None = None
    target_text: str = ""
    duration_text: str = ""
    total_minutes: int | None = None
    budget: int | None = None
    owner_name: str = ""
    remark: str = ""
    name: str = ""
