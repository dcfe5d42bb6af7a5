"""The plan as plain values: what queries hand to pages, commands, the API and official papers.

People are counted per attendance (연인원): never compare them with the head count.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from baeumgil.stages.plan.terms import (
    ENDING,
    CaseState,
    ChangeVerb,
    ContentKey,
    CourseKind,
    Decision,
    Delivery,
    Disclosure,
    DocumentType,
    Improvement,
    ItemKind,
    LegalKind,
    MeetingState,
    Origin,
    PreCheckMark,
    RequestState,
    StepMark,
    StepRole,
    StepState,
    SurveyReach,
    TargetGroup,
    VersionState,
)


@dataclass(frozen=True, slots=True)
class FieldRow:
    """분야. A leaf of the field system under its area (the top node; the leaf itself when it has no parent)."""

    code: str
    name: str
    area_code: str
    area_name: str
    legal_kind: LegalKind
    order: int = 0


@dataclass(frozen=True, slots=True)
class SessionDays:
    """계획 기수. Days may be open: a month alone, or nothing."""

    number: int
    seats: int
    starts_on: date | None = None
    ends_on: date | None = None
    month: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Ancestor:
    """이전 과정."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class BookLine:
    """계획의 과정, with what the year before planned for it and for the courses it takes in.

    `previous_*` are those of the same course in the previous year's plan; None when it had no line there.
    """

    id: int
    course: int
    code: str
    name: str
    field: FieldRow
    goal_code: str
    goal_name: str
    kind: CourseKind
    delivery: Delivery
    target_group: TargetGroup
    target_text: str
    duration_text: str
    total_minutes: int | None
    verb: ChangeVerb
    improvements: tuple[Improvement, ...]
    origin: Origin
    reason: str
    sessions: int
    seats_per_session: int | None
    seats: int
    budget: int | None = None
    owner_name: str = ""
    remark: str = ""
    previous_sessions: int | None = None
    previous_seats: int | None = None
    ancestors: tuple[Ancestor, ...] = ()
    successors: tuple[Ancestor, ...] = ()
    planned: tuple[SessionDays, ...] = ()
    revision: int = 1

    @property
    def is_ended(self) -> bool:
        """True when the course is no longer held under this plan."""
        return self.verb in ENDING


@dataclass(frozen=True, slots=True)
class VersionHead:
    """계획 판의 머리: whose, which year, which state."""

    id: int
    plan: int
    number: int
    state: VersionState
    year: int
    title: str
    institute: int
    institute_code: str
    institute_name: str
    body_name: str
    is_example: bool
    note: str = ""
    vision: str = ""
    digest: str = ""
    document_number: str = ""
    policy_number: str = ""
    created_at: datetime | None = None
    changed_at: datetime | None = None
    approved_at: datetime | None = None
    published_at: datetime | None = None
    revision: int = 1
    previous: int | None = None
    previous_year: int | None = None
    based_on: int | None = None


@dataclass(frozen=True, slots=True)
class ContentRow:
    """법정 기재사항 하나."""

    key: ContentKey
    text: str


@dataclass(frozen=True, slots=True)
class PreCheckRow:
    """사전 검토항목 하나."""

    code: str
    name: str
    mark: PreCheckMark
    remark: str


@dataclass(frozen=True, slots=True)
class GoalRow:
    """목표와 전략."""

    code: str
    name: str
    strategies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class YearFigure:
    """연도별 계획과 실적; `plan_name` names the version the planned figure belongs to."""

    year: int
    plan_name: str
    planned_people: int
    actual_people: int | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class PlanBook:
    """One version with everything its papers say. `previous_lines` are the live lines of the year before."""

    head: VersionHead
    lines: tuple[BookLine, ...]
    previous_lines: tuple[BookLine, ...] = ()
    fields: tuple[FieldRow, ...] = ()
    goals: tuple[GoalRow, ...] = ()
    contents: tuple[ContentRow, ...] = ()
    pre_checks: tuple[PreCheckRow, ...] = ()
    years: tuple[YearFigure, ...] = ()
    holidays: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class RequestLine:
    """부서 요청과 답."""

    round_name: str
    unit_name: str
    title: str
    is_new: bool
    people: int | None
    state: RequestState
    answer: str


@dataclass(frozen=True, slots=True)
class SurveyFigure:
    """설문 한 항목의 몫; `share_permille` of those who answered (choices may overlap or be incomplete)."""

    topic: str
    share_permille: int | None
    count: int | None


@dataclass(frozen=True, slots=True)
class SurveyResult:
    """설문 결과. `is_hidden` when fewer answered than may be shown."""

    name: str
    reach: SurveyReach
    population: int | None
    asked: int | None
    answered: int
    figures: tuple[SurveyFigure, ...]
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class NeedsBook:
    """수요조사 결과 of one plan year, as its paper says it."""

    institute_name: str
    body_name: str
    year: int
    rounds: tuple[tuple[str, date, date], ...]
    requests: tuple[RequestLine, ...]
    surveys: tuple[SurveyResult, ...]


@dataclass(frozen=True, slots=True)
class SubjectRow:
    """교과목."""

    area: str
    name: str
    lecture_minutes: int
    participation_minutes: int
    field_minutes: int
    other_minutes: int
    method: str
    instructor: str
    tags: tuple[str, ...] = ()

    @property
    def minutes(self) -> int:
        """All of it."""
        return self.lecture_minutes + self.participation_minutes + self.field_minutes + self.other_minutes


@dataclass(frozen=True, slots=True)
class CourseBook:
    """과정 운영계획: one course on one page."""

    body_name: str
    institute_name: str
    year: int
    code: str
    name: str
    field: FieldRow
    kind: CourseKind
    objectives: str
    features: str
    target_text: str
    duration_text: str
    sessions: int
    seats_per_session: int | None
    seats: int
    place: str
    owner_name: str
    partner: str
    subjects: tuple[SubjectRow, ...]
    assessment_text: str
    completion_text: str
    recognised_minutes: int | None
    pre_study: str
    accessibility: str
    materials: str
    budget: tuple[tuple[str, str, int], ...]
    days: tuple[SessionDays, ...] = ()


@dataclass(frozen=True, slots=True)
class MemberRow:
    """위원."""

    id: int
    name: str
    post: str
    is_external: bool
    is_chair: bool
    starts_on: date
    ends_on: date
    is_present: bool | None = None


@dataclass(frozen=True, slots=True)
class ItemRow:
    """안건과 결과."""

    id: int
    order: int
    kind: ItemKind
    title: str
    proposal: str
    decision: Decision
    decision_text: str
    changes: tuple[tuple[str, str, str], ...] = ()
    """(what, before, after) in words."""
    opinions: tuple[tuple[str, str], ...] = ()
    """(member's post or name, text)."""


@dataclass(frozen=True, slots=True)
class MeetingBook:
    """심의 회의록."""

    committee_name: str
    body_name: str
    institute_name: str
    title: str
    year: int
    number: int
    held_on: date
    starts_at_text: str
    place: str
    members: tuple[MemberRow, ...]
    items: tuple[ItemRow, ...]
    remarks: str
    quorum_needed: int
    present: int
    state: MeetingState = MeetingState.CLOSED


@dataclass(frozen=True, slots=True)
class StepRow:
    """결재 칸."""

    order: int
    role: StepRole
    post: str
    state: StepState
    mark: StepMark
    signed_name: str
    signed_at: datetime | None
    comment: str
    account: int | None = None
    is_delegated: bool = False


@dataclass(frozen=True, slots=True)
class ApprovalBook:
    """결재 문서의 표지: what is approved, who signed, which marks."""

    id: int
    document_type: DocumentType
    title: str
    body_name: str
    institute_name: str
    year: int
    state: CaseState
    document_number: str
    policy_number: str
    disclosure: Disclosure
    disclosure_ground: str
    digest: str
    drafted_at: datetime
    decided_at: datetime | None
    steps: tuple[StepRow, ...]
    pre_checks: tuple[PreCheckRow, ...] = ()
    attachments: tuple[str, ...] = field(default_factory=tuple)
