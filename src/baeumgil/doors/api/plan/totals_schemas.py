"""What the API hands out about plans, in the shape of `rules/figures.py` and of the rows themselves."""

from datetime import date, datetime

from ninja import Schema
from pydantic import Field

from baeumgil.stages.plan.terms import (
    ChangeVerb,
    ContentKey,
    CourseKind,
    Delivery,
    Improvement,
    LineField,
    Origin,
    PreCheckMark,
    TargetGroup,
    VersionState,
)


class PlanWanted(Schema):
    """Whose plan; without a code our own institute's, or an example's when ours has none of that year."""

    institute: str = Field("", description="교육훈련기관 코드")


class PlanListed(Schema):
    """교육훈련계획 하나."""

    year: int
    institute: str
    institute_name: str
    is_example: bool
    title: str
    version: int
    state: VersionState
    courses: int
    people: int
    published_at: datetime | None


class PlanYears(Schema):
    """All plans that the key may see."""

    plans: list[PlanListed]


class PlanHead(Schema):
    """Whose plan, of which year, in which state; `version` counts from 1."""

    year: int
    institute: str
    institute_name: str
    is_example: bool
    title: str
    version: int
    state: VersionState
    previous_year: int | None


class Figures(Schema):
    """과정 · 기수 · 연인원."""

    courses: int
    sessions: int
    people: int


class FiguresBeside(Figures):
    """Figures of the year beside those of the year before."""

    previous: Figures
    change: Figures


class FigureRow(FiguresBeside):
    """One row of a table."""

    key: str
    label: str


class FieldFigureRow(FigureRow):
    """분야, under its area."""

    area: str


class MonthFigures(Schema):
    """Sessions that begin in a month; None gathers those without a day."""

    month: int | None
    sessions: int
    people: int


class VerbFigures(Schema):
    """How many courses of each change; `ended` are merged, replaced and abolished together."""

    kept: int
    new: int
    merged: int
    replaced: int
    abolished: int
    improved: int
    ended: int


class AreaFigures(Schema):
    """New courses of an area."""

    label: str
    courses: int


class FlowFigures(Schema):
    """before + new − ended = now; `delivery` is class, online or total."""

    delivery: str
    before: int
    new: int
    ended: int
    now: int
    improved: int
    kept: int
    agrees: bool


class YearFigures(Schema):
    """연도별 계획과 실적. Actual above plan is normal."""

    year: int
    plan_name: str
    planned_people: int
    actual_people: int | None
    note: str


class PlanTotals(PlanHead):
    """총괄. People are counted per attendance (연인원)."""

    total: FiguresBeside
    by_delivery: list[FigureRow]
    by_kind: list[FigureRow]
    by_area: list[FigureRow]
    by_field: list[FieldFigureRow]
    by_legal_kind: list[FigureRow]
    by_goal: list[FigureRow]
    by_target: list[FigureRow]
    by_month: list[MonthFigures]
    changes: VerbFigures
    new_by_area: list[AreaFigures]
    flows: list[FlowFigures]
    years: list[YearFigures]


class CourseRef(Schema):
    """A course by code and name."""

    code: str
    name: str


class AddedCourse(Schema):
    """A course that only the later plan holds."""

    code: str
    name: str
    field: str
    delivery: Delivery
    verb: ChangeVerb
    reason: str
    sessions: int
    people: int
    ancestors: list[CourseRef]


class RemovedCourse(Schema):
    """A course that only the earlier plan holds; `verb` says how it ended, if the later plan says so."""

    code: str
    name: str
    field: str
    delivery: Delivery
    verb: ChangeVerb | None
    reason: str
    sessions: int
    people: int
    successors: list[CourseRef]


class ChangedField(Schema):
    """One thing said differently."""

    field: LineField
    label: str
    before: str | int | None
    after: str | int | None


class ChangedCourse(Schema):
    """A course that both hold."""

    code: str
    name: str
    verb: ChangeVerb
    changes: list[ChangedField]


class ChangedText(Schema):
    """A text of the plan that differs."""

    key: str
    label: str
    before: str
    after: str


class ComparedPlan(PlanHead):
    """One of the two plans."""

    total: Figures


class PlanComparison(Schema):
    """What lies between two years."""

    before: ComparedPlan
    after: ComparedPlan
    change: Figures
    added: list[AddedCourse]
    removed: list[RemovedCourse]
    changed: list[ChangedCourse]
    unchanged: int
    texts: list[ChangedText]


class PlannedDays(Schema):
    """계획 기수."""

    number: int
    seats: int
    starts_on: date | None
    ends_on: date | None
    month: int | None
    note: str


class PlanCourse(Schema):
    """계획의 과정."""

    code: str
    name: str
    field: str
    area: str
    goal: str
    kind: CourseKind
    delivery: Delivery
    target_group: TargetGroup
    target_text: str
    duration_text: str
    total_minutes: int | None
    verb: ChangeVerb
    improvements: list[Improvement]
    origin: Origin
    reason: str
    sessions: int
    seats_per_session: int | None
    people: int
    previous_sessions: int | None
    previous_people: int | None
    budget: int | None
    owner_name: str
    remark: str
    ancestors: list[CourseRef]
    planned: list[PlannedDays]


class ContentText(Schema):
    """법정 기재사항 하나."""

    key: ContentKey
    text: str


class CheckMark(Schema):
    """사전 검토항목 하나."""

    code: str
    name: str
    mark: PreCheckMark
    remark: str


class PlanWhole(PlanHead):
    """One version whole."""

    vision: str
    digest: str
    document_number: str
    policy_number: str
    approved_at: datetime | None
    published_at: datetime | None
    contents: list[ContentText]
    pre_checks: list[CheckMark]
    courses: list[PlanCourse]
