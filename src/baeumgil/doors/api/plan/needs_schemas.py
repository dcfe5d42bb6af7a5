"""What the API hands out about needs."""

from datetime import date

from ninja import Schema

from baeumgil.doors.api.schemas import Spoken
from baeumgil.stages.plan.terms import CourseKind, RequestState


class NeedsWanted(Schema):
    """Which institute, by code; our own when empty."""

    institute: str = ""


class NeedsTheme(Schema):
    """How often a theme was named."""

    word: str
    count: int


class NeedsResult(Schema):
    """The newest result; people are counted per attendance."""

    year: int
    seats: int
    applied: int | None
    enrolled: int
    completed: int | None
    completion_percent: float | None
    satisfaction: float | None
    scale: int
    responses: int | None
    themes: list[NeedsTheme]


class NeedsSeats(Schema):
    """Sessions and seats."""

    sessions: int
    seats: int


class NeedsProposal(NeedsSeats):
    """What the figures suggest and why; `floor` are people who must be trained."""

    floor: int
    reasons: list[Spoken]
    flags: list[Spoken]


class NeedsRequest(Schema):
    """A department's request."""

    id: int
    unit: str
    title: str
    people: int | None
    state: RequestState


class NeedsCourse(Schema):
    """One course with everything that speaks for its seats."""

    code: str
    name: str
    field: str
    kind: CourseKind
    last_year: NeedsSeats | None
    result: NeedsResult | None
    requests: list[NeedsRequest]
    survey_percent: float | None
    gaps: int
    roadmap_people: int | None
    duties: list[str]
    proposal: NeedsProposal
    decided: NeedsSeats | None


class Needs(Schema):
    """과정별 수요 of a plan year. Surveys give shares only, and none that fewer answered than may be shown."""

    year: int
    institute: str
    staff: int
    demand_on: date | None
    decided: int
    courses: list[NeedsCourse]
    new_requests: list[NeedsRequest]
