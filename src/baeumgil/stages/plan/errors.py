"""Refusals of `plan`."""

from baeumgil.core.errors import Invalid, NotFound, Refused
from baeumgil.core.said import Said


class InstituteNotFound(NotFound):
    """No such institute, or none was set up yet."""

    code = "institute_not_found"
    message = Said(
        "교육훈련기관이 없습니다. 코드를 확인하거나, 운영자가 'baeumgil plan institute'로 우리 기관을 넣으세요.",
        "There is no such training institute. Check the code, or let the operator put in your institute with "
        "'baeumgil plan institute'.",
    )


class CourseNotFound(NotFound):
    """No such course."""

    code = "course_not_found"
    message = Said("그 과정이 없습니다.", "There is no such course.")


class CourseInvalid(Invalid):
    """A course as typed contradicts itself or others."""

    code = "course_invalid"
    message = Said(
        "과정에 고칠 곳이 있어 저장하지 않았습니다.",
        "Something in the course has to be corrected, so it was not saved.",
    )


class CatalogueInvalid(Invalid):
    """An institute, its fields or its goals as given contradict themselves."""

    code = "catalogue_invalid"
    message = Said(
        "기관이나 분야, 목표에 고칠 곳이 있어 저장하지 않았습니다.",
        "Something in the institute, its fields or goals has to be corrected, so nothing was saved.",
    )


class FileBroken(Invalid):
    """A file for the plan has problems; nothing was changed."""

    code = "plan_file_broken"
    message = Said(
        "파일에 고칠 곳이 있어 아무것도 바꾸지 않았습니다.",
        "Something in the file has to be corrected, so nothing was changed.",
    )


class ImportNotFound(NotFound):
    """No such import."""

    code = "plan_import_not_found"
    message = Said("그 가져오기가 없습니다.", "There is no such import.")


class ImportNotReady(Refused):
    """The import was applied, thrown away, or is broken."""

    code = "plan_import_not_ready"
    message = Said(
        "이미 처리했거나 고칠 곳이 남은 파일입니다. 목록에서 상태를 확인하세요.",
        "The file is done with, or still has something to correct. See its state in the list.",
    )


class ImportStale(Refused):
    """Something changed between looking and taking in."""

    code = "plan_import_stale"
    message = Said(
        "확인한 뒤에 과정이나 계획이 바뀌었습니다. 파일을 다시 올려 확인하세요.",
        "Courses or the plan have changed since the check. Upload the file again and check it.",
    )


class RoundNotFound(NotFound):
    """No such needs round."""

    code = "round_not_found"
    message = Said("그 수요조사 회차가 없습니다.", "There is no such needs round.")


class RoundClosed(Refused):
    """The round does not take requests today."""

    code = "round_closed"
    message = Said("지금은 이 수요조사의 접수 기간이 아닙니다.", "This needs round is not open now.")


class RequestNotFound(NotFound):
    """No such request."""

    code = "request_not_found"
    message = Said("그 수요 요청이 없습니다.", "There is no such request.")


class RequestOver(Refused):
    """The request already ended."""

    code = "request_over"
    message = Said(
        "이미 답한 요청입니다. 답을 바꾸려면 다시 여세요.",
        "The request is answered already. Reopen it to change the answer.",
    )


class NeedsInvalid(Invalid):
    """A round, request, survey or answer as typed has problems."""

    code = "needs_invalid"
    message = Said("입력한 내용에 고칠 곳이 있습니다.", "Something in what you entered has to be corrected.")


class SurveyNotFound(NotFound):
    """No such survey, or one was not asked."""

    code = "survey_not_found"
    message = Said("그 설문이 없거나 대상이 아닙니다.", "There is no such survey, or it is not for you.")


class SurveyOver(Refused):
    """Closed, not begun, or already answered."""

    code = "survey_over"
    message = Said("이미 답했거나 설문 기간이 아닙니다.", "You have answered already, or the survey is not open.")


class PlanNotFound(NotFound):
    """No such plan or version."""

    code = "plan_not_found"
    message = Said("그 계획이나 판이 없습니다.", "There is no such plan or version.")


class PlanExists(Refused):
    """That year already has a plan."""

    code = "plan_exists"
    message = Said("그 연도의 계획이 이미 있습니다.", "There is a plan for that year already.")


class PlanInvalid(Invalid):
    """A line, a session or a text as typed has problems."""

    code = "plan_invalid"
    message = Said(
        "계획에 고칠 곳이 있어 저장하지 않았습니다.", "Something in the plan has to be corrected, so it was not saved."
    )


class PlanIncomplete(Invalid):
    """What must stand in a plan before it is handed on does not."""

    code = "plan_incomplete"
    message = Said(
        "아직 상정하거나 결재를 올릴 수 없습니다. 빠진 것을 채우세요.",
        "It cannot go to the committee or up for approval yet. Fill in what is missing.",
    )


class VersionFrozen(Refused):
    """The version is in committee, in approval or approved."""

    code = "version_frozen"
    message = Said(
        "이 판은 더 고칠 수 없습니다. 고치려면 새 판을 여세요.",
        "This version can no longer be changed. Open a new version to change it.",
    )


class VersionStateWrong(Refused):
    """The version is not in the state this step needs."""

    code = "version_state_wrong"
    message = Said(
        "지금 상태에서는 할 수 없는 일입니다. 화면을 새로 고쳐 상태를 확인하세요.",
        "This cannot be done in the present state. Reload the page to see the state.",
    )


class PlanMovedOn(Refused):
    """Somebody changed the same thing meanwhile."""

    code = "plan_moved_on"
    message = Said(
        "그사이 다른 사람이 고쳤습니다. 새로 고친 내용을 보고 다시 저장하세요.",
        "Someone else has changed it meanwhile. Look at the new contents and save again.",
    )


class CommitteeInvalid(Invalid):
    """A committee, member, meeting, item or decision as typed has problems."""

    code = "committee_invalid"
    message = Said("심의위원회 내용에 고칠 곳이 있습니다.", "Something about the committee has to be corrected.")


class CommitteeNotFound(NotFound):
    """No such committee, member, meeting or item."""

    code = "committee_not_found"
    message = Said("그 위원회나 회의, 안건이 없습니다.", "There is no such committee, meeting or agenda item.")


class NoQuorum(Refused):
    """Too few members were present."""

    code = "no_quorum"
    message = Said(
        "출석한 위원이 의사정족수에 모자라 회의를 마칠 수 없습니다.",
        "Too few members are present for a quorum, so the meeting cannot be closed.",
    )


class ItemsPending(Refused):
    """Some items have no decision."""

    code = "items_pending"
    message = Said("결과를 정하지 않은 안건이 있습니다.", "Some agenda items are not decided yet.")


class RouteInvalid(Invalid):
    """An approval line as typed has problems."""

    code = "route_invalid"
    message = Said("결재선에 고칠 곳이 있습니다.", "Something in the approval line has to be corrected.")


class RouteMissing(NotFound):
    """No approval line is valid for this kind of paper today."""

    code = "route_missing"
    message = Said(
        "이 문서에 쓸 결재선이 없습니다. 결재선 화면에서 먼저 정하세요.",
        "There is no approval line for this document. Set one up on the page of approval lines first.",
    )


class CaseNotFound(NotFound):
    """No such approval, or it is none of the actor's business."""

    code = "case_not_found"
    message = Said("그 결재 문서가 없습니다.", "There is no such document for approval.")


class NotYourTurn(Refused):
    """An earlier box is empty, or another signs here."""

    code = "not_your_turn"
    message = Said(
        "아직 차례가 아니거나 다른 사람이 결재할 칸입니다.",
        "It is not your turn yet, or the box is someone else's to sign.",
    )


class CaseOver(Refused):
    """The approval ended."""

    code = "case_over"
    message = Said("이미 끝난 결재입니다.", "This approval is over already.")


class PasswordWrong(Refused):
    """Signing needs the password again."""

    code = "password_wrong"
    message = Said("비밀번호가 맞지 않아 서명하지 않았습니다.", "The password is wrong, so nothing was signed.")


class ContentChanged(Refused):
    """What would be signed is no longer what the case was begun with."""

    code = "content_changed"
    message = Said(
        "결재를 올린 뒤 내용이 달라졌습니다. 결재를 거두고 다시 올리세요.",
        "The contents have changed since they were handed in. Take the approval back and hand it in again.",
    )


class TemplateBroken(Invalid):
    """An uploaded form cannot be used."""

    code = "template_broken"
    message = Said(
        "올린 서식에 고칠 곳이 있어 저장하지 않았습니다.",
        "Something in the uploaded form has to be corrected, so it was not saved.",
    )


class TypefacesMissing(Refused):
    """The typefaces that a PDF is set with were not prepared on this server."""

    code = "typefaces_missing"
    message = Said(
        "이 서버에 PDF를 만들 글꼴이 없습니다. 한글 문서(HWPX)나 엑셀(XLSX)로 받고, "
        "관리자에게 'make setup'으로 글꼴을 준비해 달라고 하세요.",
        "This server has no typefaces for PDF. Take HWPX or XLSX, and ask the administrator to get the typefaces "
        "with 'make setup'.",
    )


class TemplateNotFound(NotFound):
    """No such form."""

    code = "template_not_found"
    message = Said("그 서식이 없습니다.", "There is no such form.")


class NotPublished(NotFound):
    """No published plan for that year."""

    code = "not_published"
    message = Said("그 연도의 공개된 교육훈련계획이 없습니다.", "No training plan of that year has been published.")
