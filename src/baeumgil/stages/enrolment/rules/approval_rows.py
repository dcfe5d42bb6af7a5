"""승인함의 줄. What somebody who decides about an application sees of it."""

from dataclasses import dataclass
from datetime import date, datetime

from baeumgil.core.paging import Page
from baeumgil.stages.enrolment.rules.rows import ApplicationRow, ApprovalRow, StepRow
from baeumgil.stages.enrolment.terms import ApprovalState, ApproverKind


@dataclass(frozen=True, slots=True)
class QuotaLeft:
    """배정 인원의 남은 자리. Of `most`, so many applications are approved or have a seat already."""

    label: str
    most: int
    used: int

    @property
    def left(self) -> int:
        """How many more."""
        return max(0, self.most - self.used)


@dataclass(frozen=True, slots=True)
class WeekAway:
    """한 주의 교육 참여. How many of the applicant's unit have a seat that week; `most` None: there is no cap."""

    monday: date
    away: int
    most: int | None

    @property
    def is_full(self) -> bool:
        """True when the cap is reached."""
        return self.most is not None and self.away >= self.most


@dataclass(frozen=True, slots=True)
class HeldSeat:
    """이미 확보한 교육."""

    title: str
    starts_on: date | None
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class InboxRow:
    """승인할 신청 하나. `unit_name` says whose head or liaison decides; `deputy_of` in whose place, if another's."""

    id: int
    kind: ApproverKind
    unit: int | None
    unit_name: str
    state: ApprovalState
    opened_at: datetime | None
    due_at: datetime | None
    is_late: bool
    is_handed_up: bool
    application: ApplicationRow
    motive: str
    due_on: date | None
    """By when the roadmap wants the course's stage done; None: it is not due for them."""
    held: tuple[HeldSeat, ...]
    quotas: tuple[QuotaLeft, ...]
    weeks: tuple[WeekAway, ...]
    may_decide: bool
    deputy_of: str


@dataclass(frozen=True, slots=True)
class Inbox:
    """승인함. `calls` are those that something waits of, by number and name, with how many; `waiting` in all."""

    rows: Page[InboxRow]
    calls: tuple[tuple[int, str, int], ...]
    waiting: int


@dataclass(frozen=True, slots=True)
class ApprovalCard:
    """승인 요청 하나, with all consents of the application and what happened to it."""

    row: InboxRow
    approvals: tuple[ApprovalRow, ...]
    steps: tuple[StepRow, ...]
    needs: str
