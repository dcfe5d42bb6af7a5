"""What the catalogue hands out, built from the same rows as its pages."""

from datetime import datetime

from ninja import Schema
from pydantic import Field

from baeumgil.doors.api.schemas import Paged
from baeumgil.stages.plan.terms import (
    Assessment,
    ChangeVerb,
    CourseKind,
    CourseState,
    Delivery,
    InstructorKind,
    LegalKind,
    Level,
    PrerequisiteKind,
    TargetGroup,
    VersionState,
)


class CoursesWanted(Paged):
    """Which courses; without `institute` those of our own."""

    institute: str = Field("", description="기관 코드. 비우면 우리 기관")
    words: str = Field("", max_length=100, description="이름, 코드, 대상, 교과목에서 찾는 말")
    area: str = Field("", description="영역 코드")
    field: str = Field("", description="분야 코드")
    kind: CourseKind | None = None
    level: Level | None = None
    tag: str = Field("", description="교과목 꼬리표 코드")
    duty: str = Field("", description="법정의무교육 코드")
    state: CourseState | None = None


class CourseField(Schema):
    """분야. A leaf of the field system under its area."""

    code: str
    name: str
    area_code: str
    area_name: str
    legal_kind: LegalKind


class CourseItem(Schema):
    """과정, as a list shows it."""

    code: str
    name: str
    field: CourseField
    kind: CourseKind
    delivery: Delivery
    state: CourseState
    level: Level | None
    target_group: TargetGroup
    target_text: str
    duration_text: str
    total_minutes: int | None
    recognised_minutes: int | None
    seats_per_session: int | None
    subjects: int
    tags: list[str]
    duties: list[str]


class CoursePage(Schema):
    """Courses, page by page; `total` counts all pages."""

    institute: str
    page: int
    size: int
    total: int
    rows: list[CourseItem]


class CourseSubject(Schema):
    """교과목. Minutes by way of teaching; tags by code."""

    area: str
    name: str
    lecture_minutes: int
    participation_minutes: int
    field_minutes: int
    other_minutes: int
    method: str
    instructor_kind: InstructorKind | None
    tags: list[str]


class CourseBudget(Schema):
    """예산 한 줄, in won."""

    year: int
    item: str
    arithmetic: str
    amount: int


class CourseNeed(Schema):
    """앞뒤 과정."""

    code: str
    name: str
    level: Level | None
    kind: PrerequisiteKind


class CourseDutyItem(Schema):
    """법정의무교육."""

    code: str
    name: str
    basis: str
    minutes: int | None


class CoursePlanItem(Schema):
    """A year's plan that has the course; plans in the making only for those who may see them."""

    year: int
    number: int
    state: VersionState
    verb: ChangeVerb
    sessions: int
    seats: int
    reason: str


class CourseYearItem(Schema):
    """과정 실적. Rates in permille, satisfaction in thousandths of a point of a scale up to `scale`."""

    year: int
    sessions: int
    seats: int
    applied: int | None
    enrolled: int
    completed: int | None
    completion_permille: int | None
    satisfaction_milli: int | None
    scale: int


class CourseTarget(Schema):
    """교육대상. The coarse group, the words of papers, and the rule where there is one."""

    group: TargetGroup
    text: str
    grades: list[int]
    series: list[str]
    employments: list[str]
    positions: list[str]


class CourseWhole(Schema):
    """과정. Everything about one course."""

    institute: str
    code: str
    name: str
    names: list[str]
    field: CourseField
    goal: str
    kind: CourseKind
    delivery: Delivery
    state: CourseState
    changed_at: datetime
    target: CourseTarget
    objectives: str
    features: str
    level: Level | None
    ladder: str
    duration_text: str
    days: int | None
    total_minutes: int | None
    recognised_minutes: int | None
    seats_per_session: int | None
    pre_study: str
    pre_study_minutes: int | None
    assessment: Assessment
    completion: str
    owner_name: str
    partner: str
    place: str
    placement: str
    accessibility: str
    materials: str
    subjects: list[CourseSubject]
    duties: list[CourseDutyItem]
    competencies: list[str]
    before: list[CourseNeed]
    after: list[CourseNeed]
    budget: list[CourseBudget]
    plans: list[CoursePlanItem]
    results: list[CourseYearItem]
