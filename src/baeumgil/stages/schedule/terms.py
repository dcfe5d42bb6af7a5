"""Words of `schedule`."""

from enum import StrEnum
from typing import NewType

SessionId = NewType("SessionId", int)
RoomId = NewType("RoomId", int)
InstructorId = NewType("InstructorId", int)
RunId = NewType("RunId", int)
ProposalId = NewType("ProposalId", int)


class SessionState(StrEnum):
    """기수 상태. Whether it has its days."""

    OPEN = "open"
    PLACED = "placed"
    CANCELLED = "cancelled"


class DayPattern(StrEnum):
    """How the days of a session follow each other."""

    BLOCK = "block"
    WEEKLY = "weekly"


class ConditionField(StrEnum):
    """편성 조건의 항목."""

    SESSION_DAYS = "session_days"
    PATTERN = "pattern"
    WITHIN_WEEK = "within_week"
    NEEDS_ROOM = "needs_room"
    FEATURES = "features"
    ONLY_ROOMS = "only_rooms"
    WINDOWS = "windows"
    WISH = "wish"
    WEEKDAYS = "weekdays"
    GAP_DAYS = "gap_days"
    ROLES = "roles"
    AUDIENCE = "audience"
    FOLLOWS = "follows"
    PRIORITY = "priority"


class RoomKind(StrEnum):
    """강의실 종류."""

    LECTURE = "lecture"
    PC_ROOM = "pc_room"
    HALL = "hall"
    SEMINAR = "seminar"
    PRACTICE = "practice"
    OUTDOOR = "outdoor"


class RoomFeature(StrEnum):
    """강의실이 갖춘 것."""

    PC = "pc"
    WHEELCHAIR = "wheelchair"
    SCREEN = "screen"
    MOVABLE = "movable"
    SOUND = "sound"
    RECORDING = "recording"


class ClosureKind(StrEnum):
    """강의실을 쓰지 못하는 까닭."""

    REPAIR = "repair"
    FLOOD = "flood"
    INSPECTION = "inspection"
    OTHER_USE = "other_use"


class InstructorSide(StrEnum):
    """내부 or 외부 강사."""

    INHOUSE = "inhouse"
    OUTSIDE = "outside"


class AwayKind(StrEnum):
    """강사가 오지 못하는 까닭."""

    LEAVE = "leave"
    SICK = "sick"
    OTHER_DUTY = "other_duty"
    ELSEWHERE = "elsewhere"


class TeachingRole(StrEnum):
    """강사가 맡는 자리."""

    LEAD = "lead"
    ASSISTANT = "assistant"
    GUEST = "guest"


class InvitationState(StrEnum):
    """출강 요청 상태."""

    INVITED = "invited"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class DayKind(StrEnum):
    """근무 달력에 더한 날."""

    PUBLIC_HOLIDAY = "public_holiday"
    SUBSTITUTE = "substitute"
    TEMPORARY = "temporary"
    CLOSED = "closed"
    WORKING = "working"


class PeakKind(StrEnum):
    """피할 때."""

    PERSONNEL_MOVES = "personnel_moves"
    YEAR_END = "year_end"
    EVENT = "event"


class RunKind(StrEnum):
    """편성 계산의 종류."""

    YEAR = "year"
    REPAIR = "repair"


class RunCause(StrEnum):
    """무엇 때문에 계산했는지."""

    YEAR = "year"
    HOLIDAY = "holiday"
    INSTRUCTOR_AWAY = "instructor_away"
    ROOM_CLOSED = "room_closed"
    SESSION_ADDED = "session_added"
    BY_HAND = "by_hand"


class RepairVariant(StrEnum):
    """재편성 방법, the usual order in which people want to see them."""

    FEWEST_DATES = "fewest_dates"
    SAME_DATES = "same_dates"
    OTHER_WEEK = "other_week"
    LEAVE_OUT = "leave_out"


class HitKind(StrEnum):
    """자리가 깨진 까닭."""

    DAY_OFF = "day_off"
    ROOM_CLOSED = "room_closed"
    INSTRUCTOR_AWAY = "instructor_away"
    OUT_OF_USE = "out_of_use"
    ROOM_TOO_SMALL = "room_too_small"


class RunState(StrEnum):
    """편성 계산의 상태."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


class ProposalState(StrEnum):
    """편성안 상태."""

    DRAFT = "draft"
    ACCEPTED = "accepted"
    PARTLY = "partly"
    DISCARDED = "discarded"


class LineChange(StrEnum):
    """지금 달력과 다른 점, the weightiest first."""

    PLACED = "placed"
    MOVED = "moved"
    UNPLACED = "unplaced"
    ROOM_CHANGED = "room_changed"
    INSTRUCTOR_CHANGED = "instructor_changed"
    KEPT = "kept"


class LineState(StrEnum):
    """편성안 한 줄의 처리."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class FeedKind(StrEnum):
    """달력 구독의 범위."""

    INSTITUTE = "institute"
    MINE = "mine"
    ROOM = "room"
    INSTRUCTOR = "instructor"
    UNIT = "unit"


class SessionTie(StrEnum):
    """왜 내 일정, 우리 부서 일정에 보이는지."""

    TEACHES = "teaches"
    OWNED = "owned"
    TARGET = "target"


ALL_WEEK = (1, 2, 3, 4, 5, 6, 7)
LONGEST_RUN_SECONDS = 3600
MOST_SESSION_DAYS = 260
