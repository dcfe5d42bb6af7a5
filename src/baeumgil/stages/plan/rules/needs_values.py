"""What the needs pages and the rule of proposals share: plain figures of a course, a field, a year."""

from dataclasses import dataclass, field
from datetime import date, datetime

from baeumgil.core.errors import Reason
from baeumgil.stages.plan.rules.book import FieldRow
from baeumgil.stages.plan.terms import ChangeVerb, CourseKind, Delivery, DutyInterval, RequestKind, RequestState


@dataclass(frozen=True, slots=True)
class PlannedBefore:
    """전년도 계획 of a course."""

    year: int
    verb: ChangeVerb
    sessions: int
    seats_per_session: int | None
    seats: int


@dataclass(frozen=True, slots=True)
class Theme:
    """개방형 응답의 낱말. How often a theme was named."""

    word: str
    count: int


@dataclass(frozen=True, slots=True)
class ResultFigures:
    """과정 실적 of one year. Mean satisfaction in thousandths of a point up to `scale`, with its answers."""

    year: int
    sessions: int
    seats: int
    applied: int | None
    enrolled: int
    completed: int | None
    satisfaction_milli: int | None
    scale: int
    responses: int | None
    themes: tuple[Theme, ...] = ()

    @property
    def completion_permille(self) -> int | None:
        """Completed of those enrolled; None when either is not known."""
        if self.completed is None or not self.enrolled:
            return None
        return round(self.completed * 1000 / self.enrolled)

    @property
    def completion_percent(self) -> float | None:
        """The same in per cent."""
        return None if self.completion_permille is None else self.completion_permille / 10

    @property
    def competition(self) -> float | None:
        """Applications for each seat; None when either is not known."""
        return None if self.applied is None or not self.seats else self.applied / self.seats

    @property
    def satisfaction(self) -> float | None:
        """Mean in points."""
        return None if self.satisfaction_milli is None else self.satisfaction_milli / 1000


@dataclass(frozen=True, slots=True)
class RequestBrief:
    """부서 요청 as it touches a course."""

    id: int
    kind: RequestKind
    unit_name: str
    title: str
    people: int | None
    state: RequestState


@dataclass(frozen=True, slots=True)
class SurveyShare:
    """설문에서 분야가 차지한 몫, in thousandths of those who answered."""

    survey: str
    answered: int
    share_permille: int

    @property
    def percent(self) -> float:
        """The same in per cent."""
        return self.share_permille / 10


@dataclass(frozen=True, slots=True)
class GapFigure:
    """역량 차이. Levels in thousandths."""

    competency: str
    group: str
    wanted_milli: int
    measured_milli: int
    people: int
    source: str = ""

    @property
    def gap(self) -> float:
        """Wanted less measured, in points; never below nothing."""
        return max(0, self.wanted_milli - self.measured_milli) / 1000

    @property
    def wanted(self) -> float:
        """Wanted level in points."""
        return self.wanted_milli / 1000

    @property
    def measured(self) -> float:
        """Measured level in points."""
        return self.measured_milli / 1000


@dataclass(frozen=True, slots=True)
class DemandFigure:
    """로드맵 수요 of a stage; `seats` are those the city itself must offer, `backlog` is overdue already."""

    stage_code: str
    stage_name: str
    people: int
    low: int
    high: int
    seats: int
    backlog: int
    class_size: int | None
    taken_on: date


@dataclass(frozen=True, slots=True)
class DutyFigure:
    """법정의무교육 a course serves. `people` a year (None when the audience is not countable), and its share of them.

    Several courses may serve one duty: `share` is what falls to this course, by last year's seats.
    """

    code: str
    name: str
    basis: str
    interval: DutyInterval
    is_for_all: bool
    audience: str
    people: int | None
    courses: int
    share: int | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """좌석 제안. Sessions and seats that follow from the figures, with every step in words."""

    sessions: int
    seats: int
    size: int
    floor: int
    reasons: tuple[Reason, ...]
    flags: tuple[Reason, ...] = ()

    @property
    def has_ground(self) -> bool:
        """False for a course of which no figure is known: nothing is proposed, which is not the same as no seats."""
        return self.seats > 0 or all(reason.code != "nothing_known" for reason in self.reasons)


@dataclass(frozen=True, slots=True)
class DecidedSeats:
    """좌석 결정 of the office, and what had been proposed then."""

    sessions: int
    seats: int
    note: str
    label: str
    at: datetime
    proposed_sessions: int
    proposed_seats: int
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CourseNeeds:
    """과정별 수요. Everything that speaks for more or fewer seats of one course, side by side."""

    course: int
    code: str
    name: str
    field: FieldRow
    kind: CourseKind
    delivery: Delivery
    year: int
    stage_code: str
    planned: PlannedBefore | None
    result: ResultFigures | None
    requests: tuple[RequestBrief, ...]
    survey: SurveyShare | None
    gaps: tuple[GapFigure, ...]
    demand: DemandFigure | None
    duties: tuple[DutyFigure, ...]
    proposal: Proposal
    decided: DecidedSeats | None
    plans: tuple[PlannedBefore, ...] = ()
    """Approved plans of the years before, oldest first; on the page of one course only."""
    results: tuple[ResultFigures, ...] = ()
    """Results of the years before, oldest first; on the page of one course only."""
    institute: int = 0
    interested: int = 0
    """How many people noted that they would come; on the page of one course only."""


@dataclass(frozen=True, slots=True)
class FieldNeeds:
    """분야별 수요. Sums over the courses of one leaf of the field system."""

    field: FieldRow
    courses: int
    planned_seats: int
    applied: int
    result_seats: int
    requests: int
    survey: SurveyShare | None
    gaps: tuple[GapFigure, ...]
    demand_people: int
    proposed_seats: int
    decided: int
    decided_seats: int

    @property
    def competition(self) -> float | None:
        """Applications for each seat of the courses whose applications are known."""
        return self.applied / self.result_seats if self.result_seats else None


@dataclass(frozen=True, slots=True)
class NeedsTable:
    """수요 종합표 of a plan year. `demand_on` is the day roadmap demand was taken over, None when it was not."""

    institute: int
    institute_name: str
    year: int
    previous_version: int | None
    staff: int
    demand_on: date | None
    fields: tuple[FieldNeeds, ...]
    courses: tuple[CourseNeeds, ...]
    new_requests: tuple[RequestBrief, ...] = field(default_factory=tuple)
    """Requests for courses that do not exist yet."""

    @property
    def decided(self) -> int:
        """How many courses the office has decided."""
        return sum(course.decided is not None for course in self.courses)
