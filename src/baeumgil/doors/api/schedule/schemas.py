"""Shapes of `/schedule`."""

from datetime import date, datetime
from typing import Any

from ninja import Field, Schema

from baeumgil.doors.api.schemas import Spoken
from baeumgil.stages.plan.terms import CourseKind
from baeumgil.stages.schedule.terms import (
    LONGEST_RUN_SECONDS,
    InvitationState,
    ProposalState,
    RunCause,
    RunKind,
    RunState,
    SessionState,
    TeachingRole,
)

MOST_PROBLEM_SECONDS = 600


class YearWanted(Schema):
    """Whose year; our own institute unless a code is given."""

    institute: str = ""


class ScheduleYear(Schema):
    """편성 연도."""

    year: int
    institute_code: str
    institute_name: str
    is_example: bool
    revision: int
    sessions: int
    placed: int
    open: int
    cancelled: int


class ScheduleYears(Schema):
    """편성 연도들."""

    rows: list[ScheduleYear]


class Teacher(Schema):
    """누가 어느 자리를 맡는지."""

    role: TeachingRole
    instructor: int
    name: str
    invitation: InvitationState | None


class SessionOut(Schema):
    """기수 하나."""

    id: int
    year: int
    course_code: str
    name: str
    label: str
    number: int
    kind: CourseKind
    seats: int
    days: int
    state: SessionState
    starts_on: date | None
    ends_on: date | None
    dates: list[date]
    room: int | None
    room_name: str
    teachers: list[Teacher]
    is_date_pinned: bool
    announced_on: date | None
    revision: int
    why_open: list[Spoken]


class Sessions(Schema):
    """기수들, the placed ones in the order of their days, then those without."""

    rows: list[SessionOut]


class RunAsked(Schema):
    """How long to search, and from which seed."""

    seconds: int = Field(60, ge=1, le=LONGEST_RUN_SECONDS)
    seed: int = Field(1, ge=0, le=1_000_000)
    institute: str = ""


class RunOut(Schema):
    """편성 계산. `bound`: no plan costs less; null while none is proved. `gap_permille`: of the cost."""

    id: int
    year: int
    kind: RunKind
    cause: RunCause
    state: RunState
    seconds: int
    seed: int
    cost: int | None
    bound: int | None
    gap_permille: int | None
    is_optimal: bool
    placed: int
    total: int
    proposal: int | None
    proposal_state: ProposalState | None
    requested_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    failure: Spoken


class ProblemAsked(Schema):
    """A problem in the open format (docs/formats/timetable.md), and how long to search."""

    problem: dict[str, Any]
    seconds: int = Field(60, ge=1, le=MOST_PROBLEM_SECONDS)
    seed: int = Field(1, ge=0, le=1_000_000)


class JobOut(Schema):
    """Number of the job to ask for under `/jobs`; its result holds the plan."""

    job: int


class PlanJudged(Schema):
    """A problem and a plan of it, both in the open format."""

    problem: dict[str, Any]
    plan: dict[str, Any]


class BreachOut(Schema):
    """One broken rule."""

    rule: str
    sessions: list[str]
    korean: str
    english: str


class CostOut(Schema):
    """One soft rule: how much of it, and its points."""

    rule: str
    amount: int
    cost: int


class Judgement(Schema):
    """What the checker found, sharing no code with the solver."""

    is_sound: bool
    breaches: list[BreachOut]
    costs: list[CostOut]
    cost: int
