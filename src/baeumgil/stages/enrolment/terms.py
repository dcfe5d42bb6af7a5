"""Words of `enrolment`."""

from enum import StrEnum
from typing import NewType

CallId = NewType("CallId", int)
ApplicationId = NewType("ApplicationId", int)
SelectionId = NewType("SelectionId", int)


class CallState(StrEnum):
    """모집 상태. What the office has done with a call."""

    DRAFT = "draft"
    ANNOUNCED = "announced"
    DECIDED = "decided"
    CANCELLED = "cancelled"


class CallPhase(StrEnum):
    """모집 단계. Where a call stands at a moment: its state and its clock together."""

    DRAFT = "draft"
    COMING = "coming"
    OPEN = "open"
    CLOSED = "closed"
    DECIDED = "decided"
    CANCELLED = "cancelled"


class Mechanism(StrEnum):
    """선발 방식. How seats are given out."""

    SERIAL = "serial"
    DEFERRED = "deferred"
    FILL = "fill"
    FIRST_COME = "first_come"


class Criterion(StrEnum):
    """선발 기준. What comes before what; a call's policy lists them in order, the draw or the arrival last."""

    MANDATORY = "mandatory"
    PROMOTION_DEADLINE = "promotion_deadline"
    NEVER_ATTENDED = "never_attended"
    LONGEST_WAITING = "longest_waiting"
    EARLIER_REFUSALS = "earlier_refusals"
    OWN_INSTITUTE = "own_institute"
    ARRIVAL = "arrival"
    DRAW = "draw"


class QuotaKind(StrEnum):
    """배정 단위. By what seats are shared out."""

    UNIT = "unit"
    GRADE = "grade"
    SERIES = "series"


class ApplicationState(StrEnum):
    """신청 상태, in the words everybody sees."""

    SUBMITTED = "submitted"
    AWAITING_APPROVAL = "awaiting_approval"
    APPROVED = "approved"
    RETURNED = "returned"
    SELECTED = "selected"
    OFFERED = "offered"
    WAITLISTED = "waitlisted"
    NOT_SELECTED = "not_selected"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"
    DROPPED_OUT = "dropped_out"
    COMPLETED = "completed"
    NOT_COMPLETED = "not_completed"


class StepReason(StrEnum):
    """왜 상태가 바뀌었는지. The rule behind one step of an application."""

    APPLIED = "applied"
    NOMINATED = "nominated"
    CALLED_UP = "called_up"
    CARRIED_OVER = "carried_over"
    NO_APPROVAL_NEEDED = "no_approval_needed"
    APPROVAL_ASKED = "approval_asked"
    STAGE_APPROVED = "stage_approved"
    ALL_APPROVED = "all_approved"
    APPROVAL_RETURNED = "approval_returned"
    APPROVAL_EXPIRED = "approval_expired"
    HANDED_UP = "handed_up"
    BY_SELECTION = "by_selection"
    BY_ARRIVAL = "by_arrival"
    LINE_FELL_BEFORE = "line_fell_before"
    OVERRIDDEN = "overridden"
    REVIEWED = "reviewed"
    PASSED_OVER = "passed_over"
    SEAT_FREED = "seat_freed"
    OFFER_ACCEPTED = "offer_accepted"
    OFFER_DECLINED = "offer_declined"
    OFFER_EXPIRED = "offer_expired"
    WITHDRAWN = "withdrawn"
    SWAPPED = "swapped"
    WISHES_CHANGED = "wishes_changed"
    REPLACED = "replaced"
    CONFIRMED_BY_PERSON = "confirmed_by_person"
    CONFIRMED_BY_OFFICE = "confirmed_by_office"
    CONFIRMATION_EXPIRED = "confirmation_expired"
    LIST_FIXED = "list_fixed"
    SESSION_CANCELLED = "session_cancelled"
    CALL_CANCELLED = "call_cancelled"
    SECOND_CALL = "second_call"
    SENT_BACK = "sent_back"
    DID_NOT_COME = "did_not_come"
    GAVE_UP = "gave_up"
    PASSED = "passed"
    FAILED = "failed"


class AppliedVia(StrEnum):
    """신청 경로."""

    SELF = "self"
    NOMINATION = "nomination"
    CALL_UP = "call_up"
    CARRY_OVER = "carry_over"
    REPLACEMENT = "replacement"


class ApproverKind(StrEnum):
    """승인 단계. Whose consent is asked, in which order says the policy."""

    UNIT_HEAD = "unit_head"
    HOME_BODY = "home_body"
    INSTITUTE = "institute"


class ApprovalState(StrEnum):
    """승인 단계의 상태."""

    WAITING = "waiting"
    OPEN = "open"
    APPROVED = "approved"
    RETURNED = "returned"
    CLOSED = "closed"


class SelectionState(StrEnum):
    """선발 결과의 상태. Two people sign before it counts."""

    DRAFT = "draft"
    SIGNED_ONCE = "signed_once"
    PUBLISHED = "published"
    DISCARDED = "discarded"


class Outcome(StrEnum):
    """선발 결과."""

    SEATED = "seated"
    WAITING = "waiting"
    NOT_SELECTED = "not_selected"


class RefusalCode(StrEnum):
    """희망한 기수에 자리가 없었던 까닭. Exactly one for each refused wish."""

    SEATS_GONE = "seats_gone"
    QUOTA_FULL = "quota_full"
    ABSENCE_FULL = "absence_full"
    BUSY = "busy"
    OVER_LIMIT = "over_limit"
    DROPPED = "dropped"


class ReviewState(StrEnum):
    """이의신청 상태."""

    OPEN = "open"
    UPHELD = "upheld"
    CHANGED = "changed"


class OfferState(StrEnum):
    """대기자에게 한 자리 제안의 상태."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class ReplacementState(StrEnum):
    """대체 요청 상태."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class BarCause(StrEnum):
    """신청이 막힌 까닭."""

    NO_SHOW = "no_show"
    DROP_OUT = "drop_out"
    LATE_CANCELLATION = "late_cancellation"


class AdviceReason(StrEnum):
    """추천하는 까닭, the weightiest first."""

    STAGE_DUE = "stage_due"
    DUTY = "duty"
    NEXT_LEVEL = "next_level"
    UNIT_NEED = "unit_need"
    INTEREST = "interest"
    TARGET = "target"


class IneligibleReason(StrEnum):
    """신청할 수 없는 까닭."""

    NOT_SERVING = "not_serving"
    NOT_TARGET = "not_target"
    PREREQUISITE = "prerequisite"
    BARRED = "barred"
    DONE_BEFORE = "done_before"


SEATED_STATES = frozenset(
    {
        ApplicationState.SELECTED,
        ApplicationState.CONFIRMED,
        ApplicationState.OFFERED,
        ApplicationState.NO_SHOW,
        ApplicationState.DROPPED_OUT,
        ApplicationState.COMPLETED,
        ApplicationState.NOT_COMPLETED,
    }
)
"""States in which somebody holds a seat of a session, or held it to the end. A first-come application also holds
one while it awaits approval."""

OVER_STATES = frozenset(
    {
        ApplicationState.CANCELLED,
        ApplicationState.RETURNED,
        ApplicationState.NOT_SELECTED,
        ApplicationState.NO_SHOW,
        ApplicationState.DROPPED_OUT,
        ApplicationState.COMPLETED,
        ApplicationState.NOT_COMPLETED,
    }
)
"""Nothing more happens, but for a review, a replacement or a second call."""

GONE_STATES = frozenset({ApplicationState.CANCELLED, ApplicationState.RETURNED})
"""The person may apply to the same call again."""

UNAPPROVED_STATES = frozenset(
    {
        ApplicationState.SUBMITTED,
        ApplicationState.AWAITING_APPROVAL,
        ApplicationState.RETURNED,
        ApplicationState.CANCELLED,
    }
)
"""The only states in which an application without its approvals may be."""

MOST_WISHES = 9
