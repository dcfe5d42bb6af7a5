"""Shapes of `/enrolment/calls`."""

from datetime import date, datetime
from typing import Any

from ninja import Field, Schema
from pydantic import AwareDatetime

from baeumgil.stages.enrolment.terms import CallPhase, Mechanism, QuotaKind
from baeumgil.stages.plan.terms import CourseKind
from baeumgil.stages.schedule.terms import SessionState


class CallsWanted(Schema):
    """Which calls."""

    phase: CallPhase | None = None
    words: str = ""
    page: int = Field(1, ge=1, le=1_000_000)
    size: int = Field(50, ge=1, le=200)


class CallSessionOut(Schema):
    """모집하는 기수."""

    session: int
    title: str
    dates: list[date]
    place: str
    state: SessionState
    capacity: int
    taken: int
    free: int


class QuotaOut(Schema):
    """배정 인원."""

    session: int | None = None
    kind: QuotaKind
    label: str
    keys: list[str]
    most: int | None = None
    reserved: int | None = None


class CallOut(Schema):
    """모집. `policy` is what was promised; the seed is empty until the result is published."""

    id: int
    course: int
    course_code: str
    course_name: str
    course_kind: CourseKind
    number: int
    name: str
    phase: CallPhase
    mechanism: Mechanism
    policy: dict[str, Any]
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
    sessions: list[CallSessionOut]
    quotas: list[QuotaOut]

    @staticmethod
    def resolve_policy(row: Any) -> dict[str, Any]:
        """As stored with the call."""
        stored: dict[str, Any] = row.policy.as_json()
        return stored


class CallPage(Schema):
    """모집들, the newest opening first."""

    total: int
    number: int
    rows: list[CallOut]


class CallAsked(Schema):
    """A call to prepare; `policy` names what differs from the policy of the day. Moments carry their offset."""

    course: int
    sessions: list[int]
    opens_at: AwareDatetime
    closes_at: AwareDatetime
    name: str = ""
    guidance: str = ""
    policy: dict[str, Any] | None = None
    parent: int | None = None


class RevisionAsked(Schema):
    """Which state of the call was looked at; left out, any will do."""

    revision: int | None = None


class CancelAsked(RevisionAsked):
    """Why a call is taken back."""

    reason: str


class ExtendAsked(RevisionAsked):
    """Until when people may apply instead, and why; the reason is published on the call's page."""

    closes_at: AwareDatetime
    reason: str


class QuotasAsked(RevisionAsked):
    """All quotas of a call, instead of those there; an empty list takes them all away."""

    quotas: list[QuotaOut]
