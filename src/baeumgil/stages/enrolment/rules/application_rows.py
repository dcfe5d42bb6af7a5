"""Applications as their pages show them: one with everything it went through, and what may be done with it now."""

from dataclasses import dataclass
from datetime import date, datetime

from baeumgil.stages.enrolment.rules.call_policy import CallPolicy
from baeumgil.stages.enrolment.rules.possible import Possible
from baeumgil.stages.enrolment.rules.rows import ApplicationRow, ApprovalRow, RefusedWish, StepRow
from baeumgil.stages.enrolment.terms import CallPhase


@dataclass(frozen=True, slots=True)
class Approver:
    """승인하는 사람. An official at their work; `stands_in_for`: in whose place, if another's."""

    name: str
    stands_in_for: str = ""


@dataclass(frozen=True, slots=True)
class OpenOffer:
    """자리 제안, not answered yet."""

    id: int
    session: int
    title: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class MyApplication:
    """내 신청 한 줄. The application, what may be done now, and the days of the seat that is held."""

    row: ApplicationRow
    possible: Possible
    phase: CallPhase
    closes_at: datetime
    seat_dates: tuple[date, ...] = ()
    seat_place: str = ""
    offer: OpenOffer | None = None


@dataclass(frozen=True, slots=True)
class ApplicationCard:
    """신청 하나의 화면. `refused` are reasons of failed wishes, there once the result is published.

    `approvers` are those who may decide now, while the application waits for a consent.
    """

    mine: MyApplication
    policy: CallPolicy
    motive: str
    needs: str
    arrival: int | None
    steps: tuple[StepRow, ...]
    approvals: tuple[ApprovalRow, ...]
    refused: tuple[RefusedWish, ...]
    is_own: bool
    may_act: bool
    approvers: tuple[Approver, ...] = ()

    @property
    def row(self) -> ApplicationRow:
        """The application itself."""
        return self.mine.row
