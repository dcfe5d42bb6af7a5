"""Words of `people`."""

from enum import StrEnum
from typing import NewType

PersonId = NewType("PersonId", int)
UnitId = NewType("UnitId", int)
AccountId = NewType("AccountId", int)
RosterImportId = NewType("RosterImportId", int)


class PersonKind(StrEnum):
    """What somebody is to the city today."""

    CANDIDATE = "candidate"
    OFFICIAL = "official"
    GUEST = "guest"
    FORMER = "former"


class GuestKind(StrEnum):
    """Whence a guest comes."""

    OTHER_REGION = "other_region"
    FOREIGN_OFFICIAL = "foreign_official"
    INVESTED_BODY = "invested_body"
    CITIZEN = "citizen"


class EmploymentKind(StrEnum):
    """고용 구분 (지방공무원법 제2조; the last two are no officials)."""

    GENERAL = "general"
    FIXED_TERM = "fixed_term"
    SPECIAL_POST = "special_post"
    POLITICAL = "political"
    RESEARCH = "research"
    GUIDANCE = "guidance"
    SPECIALIST = "specialist"
    PUBLIC_WORKER = "public_worker"
    INVESTED_BODY = "invested_body"


class Authority(StrEnum):
    """임용권자. Since 2022-01-13 the council chair appoints the council's own staff."""

    MAYOR = "mayor"
    COUNCIL = "council"


class Position(StrEnum):
    """직위. Not tied to one grade: a team leader is 6급 in a city and 5급 in Seoul."""

    MEMBER = "member"
    TEAM_LEADER = "team_leader"
    DIVISION_HEAD = "division_head"
    BUREAU_HEAD = "bureau_head"
    DEPUTY_HEAD = "deputy_head"
    HEAD = "head"


class EntryKind(StrEnum):
    """How a service began."""

    NEW = "new"
    EXPERIENCED = "experienced"
    TRANSFER = "transfer"
    REHIRED = "rehired"


class ExitKind(StrEnum):
    """How a service ended."""

    RETIRED = "retired"
    HONORARY = "honorary"
    RESIGNED = "resigned"
    TERM_ENDED = "term_ended"
    TRANSFERRED = "transferred"
    DISMISSED = "dismissed"
    DIED = "died"
    UNKNOWN = "unknown"


class GradeChange(StrEnum):
    """How a grade came about."""

    APPOINTMENT = "appointment"
    PROMOTION = "promotion"
    SPECIAL_PROMOTION = "special_promotion"
    LONG_SERVICE_PROMOTION = "long_service_promotion"
    DEMOTION = "demotion"
    CONVERSION = "conversion"


PROMOTIONS = frozenset({GradeChange.PROMOTION, GradeChange.SPECIAL_PROMOTION, GradeChange.LONG_SERVICE_PROMOTION})


class AbsenceKind(StrEnum):
    """Why somebody is not at work. Reasons of health are never stored (개인정보 보호법 제23조)."""

    LEAVE = "leave"
    SECONDMENT = "secondment"
    SUSPENSION = "suspension"
    RETIREMENT_PREPARATION = "retirement_preparation"


class UnitKind(StrEnum):
    """Kind of organisational unit."""

    BODY = "body"
    OFFICE = "office"
    BUREAU = "bureau"
    DIVISION = "division"
    TEAM = "team"
    TOWNSHIP = "township"
    COUNCIL = "council"
    ATTACHED = "attached"
    PROJECT = "project"
    OTHER = "other"


class SuccessionKind(StrEnum):
    """What became of a unit."""

    RENAMED = "renamed"
    MERGED = "merged"
    SPLIT = "split"
    MOVED = "moved"


class StatusKind(StrEnum):
    """What a status word says: at work, away, gone, or still to come."""

    SERVING = "serving"
    AWAY = "away"
    LEFT = "left"
    CANDIDATE = "candidate"


class RosterField(StrEnum):
    """명단 항목. What a column of a roster may hold; nothing else is stored (지방공무원 교육훈련법 시행령)."""

    STAFF_NO = "staff_no"
    CANDIDATE_NO = "candidate_no"
    NAME = "name"
    BIRTH_ON = "birth_on"
    UNIT = "unit"
    TEAM = "team"
    GRADE = "grade"
    SERIES = "series"
    POSITION = "position"
    EMPLOYMENT = "employment"
    AUTHORITY = "authority"
    APPOINTED_ON = "appointed_on"
    ENTRY = "entry"
    GRADE_SINCE = "grade_since"
    GRADE_CHANGE = "grade_change"
    POSTING_SINCE = "posting_since"
    POSITION_SINCE = "position_since"
    STATUS = "status"
    ABSENCE_SINCE = "absence_since"
    ABSENCE_UNTIL = "absence_until"
    TERM_ENDS_ON = "term_ends_on"
    EXIT = "exit"
    EXIT_ON = "exit_on"
    RETIRES_ON = "retires_on"
    DUTIES = "duties"
    GUEST_KIND = "guest_kind"
    GUEST_BODY = "guest_body"


class RosterState(StrEnum):
    """Where a roster import stands."""

    CHECKING = "checking"
    BROKEN = "broken"
    READY = "ready"
    APPLIED = "applied"
    UNDONE = "undone"
    DISCARDED = "discarded"


class ChangeKind(StrEnum):
    """What a roster row will do to a person."""

    NEW = "new"
    APPOINTED = "appointed"
    MOVED = "moved"
    PROMOTED = "promoted"
    REGRADED = "regraded"
    POSITION = "position"
    AWAY = "away"
    BACK = "back"
    LEFT = "left"
    RETURNED = "returned"
    CORRECTED = "corrected"
    UNCHANGED = "unchanged"


class SignInEnd(StrEnum):
    """How a sign-in ended."""

    SIGNED_OUT = "signed_out"
    IDLE = "idle"
    TOO_OLD = "too_old"
    REPLACED = "replaced"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105  a word of ours
    REVOKED = "revoked"


class AttemptOutcome(StrEnum):
    """What came of an attempt to sign in."""

    SUCCEEDED = "succeeded"
    WRONG = "wrong"
    LOCKED = "locked"
    THROTTLED = "throttled"
    UNLOCKED = "unlocked"


class Scope(StrEnum):
    """What an API key may do. Later stages' words stand here too, since keys belong to `people`."""

    PEOPLE_READ = "people:read"
    ROADMAP_READ = "roadmap:read"
    PLAN_READ = "plan:read"
    PLAN_WRITE = "plan:write"
    SCHEDULE_READ = "schedule:read"
    SCHEDULE_WRITE = "schedule:write"
    ENROLMENT_READ = "enrolment:read"
    ENROLMENT_WRITE = "enrolment:write"
    POLICIES_READ = "policies:read"
    POLICIES_WRITE = "policies:write"


CITY_GRADES = range(1, 10)


class Channel(StrEnum):
    """알림 수단, besides the inbox."""

    MAIL = "mail"
    TEXT_MESSAGE = "text_message"
    MESSENGER = "messenger"


class NoticeKind(StrEnum):
    """알림 종류."""

    APPLICATION = "application"
    APPROVAL = "approval"
    RESULT = "result"
    WAITLIST = "waitlist"
    SESSION = "session"
    CALL_UP = "call_up"
    GENERAL = "general"


class DeliveryState(StrEnum):
    """발송 상태. `uncertain`: the machine stopped in the middle of handing it over; never sent again by itself."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    CANCELLED = "cancelled"


class PolicyTime(StrEnum):
    """방침의 때. Whether a value held, holds or is announced."""

    PAST = "past"
    NOW = "now"
    COMING = "coming"
