"""Enrolment as plain values: what queries hand to pages, commands and the API."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from baeumgil.stages.enrolment.rules.call_policy import CallPolicy
from baeumgil.stages.enrolment.terms import (
    ApplicationState,
    AppliedVia,
    ApprovalState,
    ApproverKind,
    CallPhase,
    Mechanism,
    QuotaKind,
    RefusalCode,
    StepReason,
)
from baeumgil.stages.plan.terms import CourseKind
from baeumgil.stages.schedule.terms import SessionState


@dataclass(frozen=True, slots=True)
class CallSessionRow:
    """모집하는 기수. `free` seats are what nobody has taken; `wished` counts first wishes for it, None in a list.

    `promised_on` is the first day people were told.
    """

    session: int
    title: str
    dates: tuple[date, ...]
    place: str
    state: SessionState
    capacity: int
    taken: int
    wished: int | None = None
    promised_on: date | None = None

    @property
    def is_moved(self) -> bool:
        """Whether it begins on another day than people were told, or has lost its days."""
        return self.promised_on is not None and self.promised_on != next(iter(self.dates), None)

    @property
    def free(self) -> int:
        """Seats nobody has taken."""
        return max(0, self.capacity - self.taken)


@dataclass(frozen=True, slots=True)
class QuotaRow:
    """배정 인원."""

    id: int
    session: int | None
    kind: QuotaKind
    label: str
    keys: tuple[str, ...]
    most: int | None
    reserved: int | None


@dataclass(frozen=True, slots=True)
class CallRow:
    """모집 하나, as lists and pages show it. The seed is there only when it may be seen."""

    id: int
    institute: int
    course: int
    course_code: str
    course_name: str
    course_kind: CourseKind
    field_name: str
    number: int
    name: str
    phase: CallPhase
    mechanism: Mechanism
    policy: CallPolicy
    policy_from: date | None
    opens_at: datetime
    closes_at: datetime
    announced_at: datetime | None
    decided_at: datetime | None
    guidance: str
    seed_hash: str
    seed: str
    parent: int | None
    revision: int
    applications: int
    sessions: tuple[CallSessionRow, ...] = ()
    quotas: tuple[QuotaRow, ...] = ()
    keeps_draw: bool = False
    """Draws with the seed of the call before it."""

    @property
    def seats(self) -> int:
        """Seats of all its sessions."""
        return sum(row.capacity for row in self.sessions)


@dataclass(frozen=True, slots=True)
class StepRow:
    """처리 이력 한 줄."""

    at: datetime
    before: ApplicationState | None
    after: ApplicationState
    reason: StepReason
    actor_label: str
    text: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ApprovalRow:
    """승인 단계 하나."""

    id: int
    order: int
    kind: ApproverKind
    unit: int | None
    unit_name: str
    state: ApprovalState
    due_at: datetime | None
    decided_at: datetime | None
    decided_by: str
    as_deputy: bool
    comment: str


@dataclass(frozen=True, slots=True)
class WishRow:
    """희망 기수."""

    rank: int
    session: int
    title: str
    dates: tuple[date, ...]
    place: str
    is_dropped: bool = False


@dataclass(frozen=True, slots=True)
class RefusedWish:
    """자리가 없었던 희망과 까닭: the rule that decided, where the line fell, what would have changed it, in `text`."""

    session: int
    title: str
    code: RefusalCode
    text: str


@dataclass(frozen=True, slots=True)
class ApplicationRow:
    """신청 하나. `wait_place` is how many are before them in the waiting list now, plus one."""

    id: int
    call: int
    call_name: str
    course: int
    course_name: str
    person: int
    person_name: str
    unit: int | None
    unit_name: str
    grade_title: str
    number: str
    via: AppliedVia
    state: ApplicationState
    is_approved: bool
    seat: int | None
    seat_title: str
    wait_rank: int | None
    wait_place: int | None
    confirm_by: datetime | None
    applied_at: datetime
    changed_at: datetime
    revision: int
    wishes: tuple[WishRow, ...] = ()
