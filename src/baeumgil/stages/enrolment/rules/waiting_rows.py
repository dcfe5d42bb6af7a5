"""After the result, as plain values: waiting lists, offers, lists of participants, replacements, bars."""

from dataclasses import dataclass
from datetime import date, datetime

from baeumgil.stages.enrolment.rules.rows import CallRow
from baeumgil.stages.enrolment.terms import (
    ApplicationState,
    AppliedVia,
    BarCause,
    OfferState,
    RefusalCode,
    ReplacementState,
)
from baeumgil.stages.schedule.rules.rows import SessionRow


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """대기자 하나. `place` counts those who wait now; `passed` why freed seats went past them, the latest first."""

    application: int
    person: int
    person_name: str
    unit_name: str
    grade_title: str
    number: str
    state: ApplicationState
    rank: int
    place: int
    wishes: tuple[str, ...]
    passed: tuple[tuple[str, RefusalCode], ...] = ()


@dataclass(frozen=True, slots=True)
class OfferRow:
    """자리 제안 하나."""

    id: int
    application: int
    person: int
    person_name: str
    call: int
    call_name: str
    session: int
    title: str
    starts_on: date | None
    ends_on: date | None
    place: str
    state: OfferState
    made_at: datetime
    expires_at: datetime
    answered_at: datetime | None
    is_open: bool
    keeps_rank: bool
    passed: int


@dataclass(frozen=True, slots=True)
class WaitingList:
    """모집 하나의 대기자 명단과 자리 제안."""

    call: CallRow
    rows: tuple[WaitingRow, ...]
    offers: tuple[OfferRow, ...]
    total: int


@dataclass(frozen=True, slots=True)
class ParticipantRow:
    """교육생 한 사람. The name is masked for who only needs to count heads; `staff_no` is empty then."""

    application: int
    person: int
    name: str
    staff_no: str
    unit_name: str
    grade_title: str
    number: str
    via: AppliedVia
    state: ApplicationState | None


@dataclass(frozen=True, slots=True)
class ListNumber:
    """명단의 한 판."""

    number: int
    fixed_at: datetime
    fixed_by: str
    sent_to: str
    people: int


@dataclass(frozen=True, slots=True)
class NameListCard:
    """교육생 명단. Before it is fixed (`current` None) those who have a seat now; `list_on` is the legal day."""

    session: SessionRow
    call: int
    list_on: date | None
    current: ListNumber | None
    numbers: tuple[ListNumber, ...]
    rows: tuple[ParticipantRow, ...]
    digest: str
    is_masked: bool
    is_partial: bool
    waiting: int


@dataclass(frozen=True, slots=True)
class ReplacementRow:
    """대체 요청 하나."""

    id: int
    application: int
    call_name: str
    session: int | None
    title: str
    starts_on: date | None
    unit: int | None
    unit_name: str
    going: int
    going_name: str
    coming: int
    coming_name: str
    coming_grade: str
    state: ReplacementState
    reason: str
    asked_by: str
    asked_at: datetime
    answer: str
    answered_by: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Replaceable:
    """대체할 자리. Whose, of which session, and who of the unit could come."""

    application: int
    person_name: str
    unit_name: str
    title: str
    starts_on: date | None
    people: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class BarRow:
    """참여 제한 하나."""

    id: int
    person: int
    person_name: str
    unit_name: str
    cause: BarCause
    starts_on: date
    ends_on: date
    basis: str
    application: int | None
    lifted_at: datetime | None
    lifted_by: str
    lifted_reason: str
    is_on: bool
