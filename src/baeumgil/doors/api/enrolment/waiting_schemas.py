"""Shapes of waiting lists, offers, lists of participants and second calls."""

from datetime import date, datetime

from ninja import Field, Schema

from baeumgil.stages.enrolment.terms import ApplicationState, AppliedVia, OfferState
from baeumgil.stages.schedule.terms import TeachingRole


class WaitingOut(Schema):
    """대기자 하나."""

    application: int
    person: int
    person_name: str
    unit_name: str
    number: str
    state: ApplicationState
    rank: int
    place: int
    wishes: list[str]


class OfferOut(Schema):
    """자리 제안 하나."""

    id: int
    application: int
    session: int
    title: str
    state: OfferState
    made_at: datetime
    expires_at: datetime
    answered_at: datetime | None
    passed: int


class WaitingListOut(Schema):
    """대기자 명단, in order, and what was offered."""

    total: int
    rows: list[WaitingOut]
    offers: list[OfferOut]


class OfferAnswer(Schema):
    """Whether the seat is taken."""

    accepts: bool


class ListWanted(Schema):
    """Which list, and whether by full name."""

    number: int | None = Field(None, ge=1, le=1_000_000)
    full: bool = False


class ParticipantOut(Schema):
    """교육생 한 사람."""

    application: int
    person: int
    name: str
    staff_no: str
    unit_name: str
    grade_title: str
    number: str
    via: AppliedVia
    state: ApplicationState | None


class ListNumberOut(Schema):
    """명단의 한 판."""

    number: int
    fixed_at: datetime
    sent_to: str
    people: int


class NameListOut(Schema):
    """교육생 명단; `current` is null before it is fixed."""

    call: int
    list_on: date | None
    current: ListNumberOut | None
    rows: list[ParticipantOut]
    digest: str
    is_masked: bool
    waiting: int


class FixAsked(Schema):
    """Where the list goes."""

    sent_to: str = ""


class OutcomeAsked(Schema):
    """What became of one person."""

    application: int
    outcome: ApplicationState


class OutcomesAsked(Schema):
    """What became of people of a session, all or none."""

    outcomes: list[OutcomeAsked] = Field(max_length=1000)
    text: str = Field("", max_length=500)


class OutcomesOut(Schema):
    """How many changed."""

    changed: int


class CurvePointOut(Schema):
    """기수 몇 개를 더 열면."""

    sessions: int
    seated: int
    mandatory: int
    never_attended: int
    others: int
    left: int


class FreePlaceOut(Schema):
    """빈 자리 하나."""

    year: int
    dates: list[date]
    room: int | None
    room_name: str
    instructors: dict[TeachingRole, int]
    instructor_names: list[str]
    wishes: list[str]


class SecondCallWanted(Schema):
    """For sessions of how many seats."""

    seats: int | None = Field(None, ge=1, le=100_000)


class SecondCallOut(Schema):
    """2차 모집 검토."""

    applied: int
    waiting: int
    percent: int
    threshold: int
    is_due: bool
    may_open: bool
    size: int
    curve: list[CurvePointOut]
    places: list[FreePlaceOut]
    child: int | None


class PlaceIn(Schema):
    """새 기수 하나를 둘 곳."""

    year: int = Field(ge=1)
    starts: date
    days: int = Field(ge=1, le=260)
    room: int | None = None
    instructors: dict[TeachingRole, int] = {}


class SecondCallAsked(Schema):
    """What to open."""

    places: list[PlaceIn] = Field(max_length=20)
    seats: int = Field(ge=1, le=100_000)
    open_days: int = Field(0, ge=0, le=60)
    name: str = Field("", max_length=200)


class SecondCallMade(Schema):
    """The new call."""

    call: int
