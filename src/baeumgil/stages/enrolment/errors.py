"""Refusals of `enrolment`."""

from baeumgil.core.errors import Invalid, NotFound, Refused
from baeumgil.core.said import Said


class CallNotFound(NotFound):
    """No such call, or it is not announced yet."""

    code = "call_not_found"
    message = Said("그 모집이 없습니다.", "There is no such call.")


class CallInvalid(Invalid):
    """A call as typed has problems."""

    code = "call_invalid"
    message = Said(
        "모집에 고칠 곳이 있어 저장하지 않았습니다.", "Something in the call has to be corrected, so it was not saved."
    )


class CallMovedOn(Refused):
    """Somebody changed it meanwhile."""

    code = "call_moved_on"
    message = Said(
        "그사이 다른 사람이 모집을 바꾸었습니다. 새로 고친 화면에서 다시 하세요.",
        "Somebody else changed the call in the meantime. Reload the page and try again.",
    )


class CallFixed(Refused):
    """Announced: what people were promised stays."""

    code = "call_fixed"
    message = Said("이미 공고한 모집이라 바꿀 수 없습니다.", "This call is already announced and cannot be changed.")


class NotOpenYet(Refused):
    """Applications open later."""

    code = "not_open_yet"
    message = Said("아직 신청 기간이 아닙니다.", "Applications are not open yet.")


class ClosedAlready(Refused):
    """The time to apply, change or withdraw is over."""

    code = "closed_already"
    message = Said("신청 기간이 끝났습니다.", "The application period is over.")


class CallCancelled(ClosedAlready):
    """The call was taken back."""

    code = "call_cancelled"
    message = Said("취소된 모집입니다.", "This call was cancelled.")


class SeatsGone(Refused):
    """No seat is free, and nobody may wait."""

    code = "seats_gone"
    message = Said("자리가 모두 찼습니다.", "All seats are taken.")


class ApplicationInvalid(Invalid):
    """An application as typed has problems; every one is named."""

    code = "application_invalid"
    message = Said("고칠 곳이 있어 신청하지 않았습니다.", "Something has to be corrected, so nothing was applied for.")


class AppliedAlready(Refused):
    """The person already has an application in this call."""

    code = "applied_already"
    message = Said(
        "이미 신청한 모집입니다. 내 신청에서 고치거나 취소하세요.",
        "You have already applied in this call. Change or withdraw it under My applications.",
    )


class ApplicationNotFound(NotFound):
    """No such application, or it is somebody else's."""

    code = "application_not_found"
    message = Said("그 신청이 없습니다.", "There is no such application.")


class NotAtThisStage(Refused):
    """The application's state does not allow it."""

    code = "not_at_this_stage"
    message = Said(
        "지금 상태에서는 할 수 없습니다. 새로 고쳐 현재 상태를 보세요.",
        "This cannot be done in the present state. Reload to see where it stands.",
    )


class OwnApplication(Refused):
    """Nobody decides about their own application."""

    code = "own_application"
    message = Said(
        "자기 신청은 스스로 승인하거나 심사할 수 없습니다.", "Nobody can approve or review their own application."
    )


class ApprovalNotFound(NotFound):
    """No such approval, or it is for others to give."""

    code = "approval_not_found"
    message = Said("그 승인 요청이 없습니다.", "There is no such request for approval.")


class ApprovalInvalid(Invalid):
    """A decision or a line of approval as typed has problems."""

    code = "approval_invalid"
    message = Said("고칠 곳이 있어 처리하지 않았습니다.", "Something has to be corrected, so nothing was decided.")


class DeputyInvalid(Invalid):
    """A deputy as typed has problems."""

    code = "deputy_invalid"
    message = Said(
        "대리 지정에 고칠 곳이 있어 저장하지 않았습니다.",
        "Something about the deputy has to be corrected, so it was not saved.",
    )


class SelectionNotFound(NotFound):
    """No such selection."""

    code = "selection_not_found"
    message = Said("그 선발 결과가 없습니다.", "There is no such selection.")


class SelectionInvalid(Invalid):
    """What a selection needs is not there; every gap is named."""

    code = "selection_invalid"
    message = Said("고칠 곳이 있어 선발하지 않았습니다.", "Something has to be corrected, so no selection was made.")


class SelectionOver(Refused):
    """It is signed, published or discarded."""

    code = "selection_over"
    message = Said("이미 서명했거나 끝난 선발 결과입니다.", "This selection is already signed or over.")


class SelectionStale(Refused):
    """Applications changed since it was computed."""

    code = "selection_stale"
    message = Said(
        "계산한 뒤 신청 내용이 바뀌었습니다. 다시 선발하세요.",
        "Applications changed after it was computed. Select again.",
    )


class SecondSignerNeeded(Refused):
    """The same person cannot sign twice."""

    code = "second_signer_needed"
    message = Said("두 번째 서명은 다른 사람이 해야 합니다.", "The second signature has to be somebody else's.")


class ReviewNotFound(NotFound):
    """No such request for review."""

    code = "review_not_found"
    message = Said("그 이의신청이 없습니다.", "There is no such request for review.")


class ReviewInvalid(Invalid):
    """A request for review, or its answer, as typed has problems."""

    code = "review_invalid"
    message = Said("이의신청에 고칠 곳이 있습니다.", "Something in the request for review has to be corrected.")


class OfferNotFound(NotFound):
    """No such offer, or it is somebody else's."""

    code = "offer_not_found"
    message = Said("그 자리 제안이 없습니다.", "There is no such offer of a seat.")


class OfferOver(Refused):
    """Answered, expired or taken back."""

    code = "offer_over"
    message = Said(
        "이미 답했거나 기한이 지난 자리 제안입니다.", "This offer of a seat is already answered or has run out."
    )


class ListInvalid(Invalid):
    """A list of participants, or a replacement, as typed has problems."""

    code = "list_invalid"
    message = Said(
        "명단에 고칠 곳이 있어 바꾸지 않았습니다.", "Something in the list has to be corrected, so it was not changed."
    )


class ReplacementNotFound(NotFound):
    """No such request for replacement."""

    code = "replacement_not_found"
    message = Said("그 대체 요청이 없습니다.", "There is no such request for a replacement.")


class BarNotFound(NotFound):
    """No such bar."""

    code = "bar_not_found"
    message = Said("그 참여 제한이 없습니다.", "There is no such bar.")


class BundleNotFound(NotFound):
    """No selection of that session or course was published."""

    code = "bundle_not_found"
    message = Said("공표된 선발 결과가 없습니다.", "No selection has been published.")


class DeputyNotFound(NotFound):
    """No such deputy, or not the actor's to end."""

    code = "deputy_not_found"
    message = Said("그 대리 지정이 없습니다.", "There is no such deputy.")
