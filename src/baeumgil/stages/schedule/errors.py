"""Refusals of `schedule`."""

from baeumgil.core.errors import Invalid, NotFound, Refused
from baeumgil.core.said import Said


class SessionNotFound(NotFound):
    """No such course session."""

    code = "session_not_found"
    message = Said("그 기수가 없습니다.", "There is no such session.")


class RoomNotFound(NotFound):
    """No such site or room."""

    code = "room_not_found"
    message = Said("그 장소나 강의실이 없습니다.", "There is no such site or room.")


class InstructorNotFound(NotFound):
    """No such instructor."""

    code = "instructor_not_found"
    message = Said("그 강사가 없습니다.", "There is no such instructor.")


class InvitationNotFound(NotFound):
    """No such invitation, or it is somebody else's."""

    code = "invitation_not_found"
    message = Said("그 출강 요청이 없습니다.", "There is no such invitation.")


class InvitationOver(Refused):
    """Answered or withdrawn before."""

    code = "invitation_over"
    message = Said("이미 답했거나 거둔 출강 요청입니다.", "The invitation is answered or withdrawn already.")


class DayNotFound(NotFound):
    """No such entry of the working calendar."""

    code = "day_not_found"
    message = Said("근무 달력에 그 날이 없습니다.", "The working calendar has no such day.")


class PlaceInvalid(Invalid):
    """A site, room or closure as typed has problems."""

    code = "place_invalid"
    message = Said(
        "장소나 강의실에 고칠 곳이 있어 저장하지 않았습니다.",
        "Something about the site or room has to be corrected, so it was not saved.",
    )


class InstructorInvalid(Invalid):
    """An instructor or an absence as typed has problems."""

    code = "instructor_invalid"
    message = Said(
        "강사 정보에 고칠 곳이 있어 저장하지 않았습니다.",
        "Something about the instructor has to be corrected, so it was not saved.",
    )


class CalendarInvalid(Invalid):
    """A day or a span of the working calendar as typed has problems."""

    code = "calendar_invalid"
    message = Said(
        "근무 달력에 고칠 곳이 있어 저장하지 않았습니다.",
        "Something in the working calendar has to be corrected, so it was not saved.",
    )


class ConditionInvalid(Invalid):
    """Scheduling conditions of a course as typed have problems."""

    code = "condition_invalid"
    message = Said(
        "편성 조건에 고칠 곳이 있어 저장하지 않았습니다.",
        "Something in the scheduling conditions has to be corrected, so they were not saved.",
    )


class SessionInvalid(Invalid):
    """A session as typed has problems."""

    code = "session_invalid"
    message = Said(
        "기수에 고칠 곳이 있어 저장하지 않았습니다.",
        "Something about the session has to be corrected, so it was not saved.",
    )


class SessionClash(Invalid):
    """The place asked for clashes with what stands; every clash is named."""

    code = "session_clash"
    message = Said("겹치는 것이 있어 옮기지 않았습니다.", "Something clashes, so it was not moved.")


class ScheduleMovedOn(Refused):
    """Somebody changed it meanwhile."""

    code = "schedule_moved_on"
    message = Said(
        "그사이 다른 사람이 일정을 바꾸었습니다. 새로 고친 달력에서 다시 하세요.",
        "Someone else has changed the schedule meanwhile. Do it again in the reloaded calendar.",
    )


class YearNotOpen(NotFound):
    """Sessions of that year were not taken over from a plan yet."""

    code = "schedule_year_not_open"
    message = Said(
        "그 연도의 기수가 아직 없습니다. 확정된 연간계획에서 먼저 가져오세요.",
        "There are no sessions for that year yet. Take them from the approved annual plan first.",
    )


class RunNotFound(NotFound):
    """No such run."""

    code = "run_not_found"
    message = Said("그 편성 계산이 없습니다.", "There is no such scheduling run.")


class RunOver(Refused):
    """It ended already."""

    code = "run_over"
    message = Said("이미 끝난 계산입니다.", "The run is over already.")


class ProposalNotFound(NotFound):
    """No such proposal."""

    code = "proposal_not_found"
    message = Said("그 편성안이 없습니다.", "There is no such schedule proposal.")


class ProposalOver(Refused):
    """Accepted or discarded before."""

    code = "proposal_over"
    message = Said("이미 받아들였거나 버린 편성안입니다.", "The proposal is accepted or discarded already.")


class ProblemFileBroken(Invalid):
    """A problem given as a file cannot be read; every fault is named."""

    code = "problem_file_broken"
    message = Said(
        "편성 문제 파일에 고칠 곳이 있어 계산하지 않았습니다.",
        "Something in the problem file has to be corrected, so nothing was computed.",
    )


class FeedNotFound(NotFound):
    """No such feed, or it was revoked."""

    code = "feed_not_found"
    message = Said("그 달력 구독 주소가 없거나 거두어졌습니다.", "There is no such calendar feed, or it was revoked.")


class DisruptionNotFound(NotFound):
    """No such disruption."""

    code = "disruption_not_found"
    message = Said("그 재편성이 없습니다.", "There is no such rescheduling.")


class DisruptionInvalid(Invalid):
    """A disruption as typed has problems."""

    code = "disruption_invalid"
    message = Said(
        "고칠 곳이 있어 아무것도 바꾸지 않았습니다.", "Something has to be corrected, so nothing was changed."
    )


class NothingHit(Refused):
    """Nothing has to be repaired."""

    code = "nothing_hit"
    message = Said("다시 편성할 기수가 없습니다.", "There are no sessions to schedule anew.")
