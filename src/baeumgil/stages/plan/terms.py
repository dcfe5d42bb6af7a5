"""Words of `plan`."""

from enum import StrEnum
from typing import NewType

InstituteId = NewType("InstituteId", int)
CourseId = NewType("CourseId", int)
PlanId = NewType("PlanId", int)
PlanVersionId = NewType("PlanVersionId", int)
PlanLineId = NewType("PlanLineId", int)


class LegalKind(StrEnum):
    """교육훈련의 구분 (지방공무원 교육훈련법 시행령 제9조): the three kinds every field is mapped to."""

    BASIC = "basic"
    SPECIALISED = "specialised"
    OTHER = "other"


class CourseKind(StrEnum):
    """과정 유형. How a course is given; its traits are in `rules/kinds.py`."""

    CLASSROOM = "classroom"
    E_LEARNING = "e_learning"
    BLENDED = "blended"
    COMMISSIONED = "commissioned"
    LECTURE = "lecture"
    FIELD_VISIT = "field_visit"
    LONG_TERM = "long_term"


class Delivery(StrEnum):
    """집합 or e-러닝: the two columns of every official total."""

    CLASS = "class"
    ONLINE = "online"


class TargetGroup(StrEnum):
    """교육대상. Coarse groups that totals are shown by; who exactly is meant is the course's target rule."""

    CANDIDATE = "candidate"
    NEWCOMER = "newcomer"
    PROMOTED = "promoted"
    TEAM_LEADER = "team_leader"
    MANAGER = "manager"
    JOB = "job"
    ALL_STAFF = "all_staff"
    PUBLIC_WORKER = "public_worker"
    RETIRING = "retiring"
    OUTSIDE = "outside"


class Level(StrEnum):
    """수준. Steps of a ladder."""

    BASIC = "basic"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"


class CourseState(StrEnum):
    """Whether a course may still be planned."""

    ACTIVE = "active"
    ENDED = "ended"


class PrerequisiteKind(StrEnum):
    """선수 과정: demanded, or advised."""

    REQUIRED = "required"
    RECOMMENDED = "recommended"


class InstructorKind(StrEnum):
    """강사 구분."""

    IN_HOUSE = "in_house"
    OFFICIAL = "official"
    PROFESSOR = "professor"
    EXPERT = "expert"
    CONTENT = "content"


class Assessment(StrEnum):
    """평가 방법."""

    NONE = "none"
    TEST = "test"
    TASK = "task"
    TEST_AND_TASK = "test_and_task"


class DutyInterval(StrEnum):
    """How often a law demands a training."""

    YEARLY = "yearly"
    HALF_YEARLY = "half_yearly"
    TWICE_A_YEAR = "twice_a_year"
    EVERY_TWO_YEARS = "every_two_years"
    ON_EVENT = "on_event"
    REGULARLY = "regularly"


class ChangeVerb(StrEnum):
    """개편 구분. What a plan does with a course against the year before."""

    KEPT = "kept"
    NEW = "new"
    MERGED = "merged"
    REPLACED = "replaced"
    ABOLISHED = "abolished"
    IMPROVED = "improved"


ENDING = frozenset({ChangeVerb.MERGED, ChangeVerb.REPLACED, ChangeVerb.ABOLISHED})
"""Verbs under which a course is no longer held: its line has no seats and is outside the totals."""


class Improvement(StrEnum):
    """개선 내용."""

    ENLARGED = "enlarged"
    REDUCED = "reduced"
    SHORTENED = "shortened"
    LENGTHENED = "lengthened"
    CONTENT = "content"
    METHOD = "method"
    TIMING = "timing"


class LineField(StrEnum):
    """계획 과정의 항목 that two plans are compared by."""

    NAME = "name"
    FIELD = "field"
    GOAL = "goal"
    KIND = "kind"
    TARGET_GROUP = "target_group"
    TARGET_TEXT = "target_text"
    DURATION_TEXT = "duration_text"
    TOTAL_MINUTES = "total_minutes"
    VERB = "verb"
    IMPROVEMENTS = "improvements"
    ORIGIN = "origin"
    REASON = "reason"
    SESSIONS = "sessions"
    SEATS_PER_SESSION = "seats_per_session"
    SEATS = "seats"
    BUDGET = "budget"
    OWNER_NAME = "owner_name"
    REMARK = "remark"
    ANCESTORS = "ancestors"
    PLANNED = "planned"


class Origin(StrEnum):
    """개편의 계기. Where a change comes from."""

    OWN_REVIEW = "own_review"
    DEPARTMENT_REQUEST = "department_request"
    STAFF_SURVEY = "staff_survey"
    SHARED_CONTENT = "shared_content"
    MINISTRY = "ministry"
    LAW = "law"
    COMMITTEE = "committee"
    CARRIED_OVER = "carried_over"


class VersionState(StrEnum):
    """계획 판의 상태."""

    DRAFT = "draft"
    IN_COMMITTEE = "in_committee"
    REVIEWED = "reviewed"
    IN_APPROVAL = "in_approval"
    APPROVED = "approved"
    SUPERSEDED = "superseded"


OPEN_STATES = (VersionState.DRAFT, VersionState.IN_COMMITTEE, VersionState.REVIEWED, VersionState.IN_APPROVAL)
"""States of a version that is still being worked on; a plan has at most one."""

EDITABLE_STATES = (VersionState.DRAFT,)
"""States in which the office may edit lines freely; in committee only decisions change them."""


class ContentKey(StrEnum):
    """교육훈련계획에 들어갈 여섯 가지 (지방공무원 교육훈련법 시행령 제18조)."""

    DIRECTION = "direction"
    COURSES = "courses"
    COURSE_DETAILS = "course_details"
    NEEDS_AND_SELECTION = "needs_and_selection"
    MATERIALS_AND_GRADING = "materials_and_grading"
    OTHER = "other"


class PreCheckMark(StrEnum):
    """사전 검토항목의 표시."""

    UNCHECKED = "unchecked"
    REVIEWED = "reviewed"
    NOT_APPLICABLE = "not_applicable"


class RoundState(StrEnum):
    """수요조사 회차의 상태."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"


class RequestKind(StrEnum):
    """What a department asks for."""

    NEW_COURSE = "new_course"
    CHANGE = "change"


class RequestState(StrEnum):
    """How a department's request stands or ended."""

    SUBMITTED = "submitted"
    ADOPTED = "adopted"
    MERGED = "merged"
    DEFERRED = "deferred"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class SurveyReach(StrEnum):
    """Whom a staff survey asks."""

    ALL = "all"
    SAMPLE = "sample"
    ENTERED = "entered"


class MeetingState(StrEnum):
    """심의 회의의 상태."""

    PLANNED = "planned"
    HELD = "held"
    CLOSED = "closed"


class ItemKind(StrEnum):
    """심의 안건의 종류."""

    WHOLE_PLAN = "whole_plan"
    LINE = "line"
    OTHER = "other"


class Decision(StrEnum):
    """심의 결과."""

    PENDING = "pending"
    AS_PROPOSED = "as_proposed"
    AMENDED = "amended"
    REJECTED = "rejected"
    DEFERRED = "deferred"


class PaperKind(StrEnum):
    """문서 종류. Official papers of a plan."""

    PLAN = "plan"
    TOTALS = "totals"
    CHANGES = "changes"
    COURSES = "courses"
    MONTHS = "months"
    NEEDS = "needs"
    COURSE_PLAN = "course_plan"
    MINUTES = "minutes"
    APPROVAL = "approval"


class PaperFormat(StrEnum):
    """File formats every paper is given in."""

    HWPX = "hwpx"
    PDF = "pdf"
    XLSX = "xlsx"


class DocumentType(StrEnum):
    """결재 문서의 종류: each has its own approval line."""

    PLAN = "plan"
    PLAN_CHANGE = "plan_change"
    MINUTES = "minutes"


class StepRole(StrEnum):
    """결재선에서 맡은 일."""

    DRAFTS = "drafts"
    REVIEWS = "reviews"
    COOPERATES = "cooperates"
    DECIDES = "decides"


class StepState(StrEnum):
    """Where one box of an approval stands."""

    WAITING = "waiting"
    SIGNED = "signed"
    RETURNED = "returned"
    VOID = "void"


class StepMark(StrEnum):
    """서명 앞에 붙는 표시."""

    OWN = "own"
    DELEGATED = "delegated"
    DEPUTY = "deputy"


class CaseState(StrEnum):
    """결재의 상태."""

    RUNNING = "running"
    APPROVED = "approved"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


class Disclosure(StrEnum):
    """공개 구분 (공공기관의 정보공개에 관한 법률 제9조)."""

    PUBLIC_SITE = "public_site"
    OPEN = "open"
    PARTLY = "partly"
    CLOSED = "closed"


class ImportKind(StrEnum):
    """What a file for the plan holds."""

    COURSES = "courses"
    SUBJECTS = "subjects"
    PLAN_LINES = "plan_lines"
    SESSIONS = "sessions"
    SHARED_CONTENT = "shared_content"
    SATISFACTION = "satisfaction"
    RESULTS = "results"
    OPINIONS = "opinions"


class ClockKind(StrEnum):
    """법정 기한."""

    PLAN_DUE = "plan_due"
    LIST_DUE = "list_due"
    RESULT_DUE = "result_due"


class ClockState(StrEnum):
    """How a statutory day stands today."""

    MET = "met"
    AHEAD = "ahead"
    SOON = "soon"
    LATE = "late"
