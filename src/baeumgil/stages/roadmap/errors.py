"""Refusals of `roadmap`."""

from baeumgil.core.errors import Invalid, NotFound, Refused
from baeumgil.core.said import Said


class RulesWrong(Invalid):
    """The edited stages contradict themselves or each other."""

    code = "rules_wrong"
    message = Said("규칙에 고칠 곳이 있습니다.", "There is something to correct in the rules.")


class NoRulesInForce(NotFound):
    """No rule set is in force yet."""

    code = "no_rules_in_force"
    message = Said(
        "적용 중인 로드맵 규칙이 없습니다. 규칙 화면에서 하나를 골라 적용하세요.",
        "No roadmap rules are in force. Choose a set on the page of rules and put it in force.",
    )


class RecordsBroken(Invalid):
    """The file of training records has problems; nothing was changed."""

    code = "records_broken"
    message = Said(
        "이수 기록에 고칠 곳이 있어 아무것도 바꾸지 않았습니다.",
        "The training records have something to correct, so nothing was changed.",
    )


class RulesMovedOn(Refused):
    """Somebody saved another version meanwhile."""

    code = "rules_moved_on"
    message = Said(
        "그사이 다른 사람이 규칙을 저장했습니다. 새 판을 보고 다시 고치세요.",
        "Someone else has saved the rules meanwhile. Look at the new version and make your change again.",
    )


class RuleSetNotFound(NotFound):
    """No such rule set or version."""

    code = "rule_set_not_found"
    message = Said("그 규칙 묶음이나 판이 없습니다.", "There is no such set of rules or version.")


class TemplateNotEditable(Refused):
    """Shipped sets stay as they were shipped."""

    code = "template_not_editable"
    message = Said(
        "제공된 규칙은 고칠 수 없습니다. 우리 기관의 사본을 만든 뒤 고치세요.",
        "The rules that come with the product cannot be changed. Make a copy for your institution and change that.",
    )


class ExemptionNotFound(NotFound):
    """No such exemption in force."""

    code = "exemption_not_found"
    message = Said(
        "그 면제 기록이 없거나 이미 거두었습니다.", "There is no such exemption, or it has been withdrawn already."
    )


class AlreadyExempt(Refused):
    """The person is exempt from the stage already."""

    code = "already_exempt"
    message = Said("이미 면제된 단계입니다.", "This stage is exempted already.")


class UnknownStage(NotFound):
    """The rules in force have no such stage."""

    code = "unknown_stage"
    message = Said("적용 중인 규칙에 그런 단계가 없습니다.", "The rules in force have no such stage.")


class RecordImportNotFound(NotFound):
    """No such import of training records."""

    code = "record_import_not_found"
    message = Said("그 이수 기록 가져오기가 없습니다.", "There is no such import of training records.")


class RecordImportNotReady(Refused):
    """The import was applied, undone or thrown away already."""

    code = "record_import_not_ready"
    message = Said("이 가져오기는 적용할 수 있는 상태가 아닙니다.", "This import is not ready to be applied.")


class RecordsStale(Refused):
    """Records or people changed between preview and apply."""

    code = "records_stale"
    message = Said(
        "미리보기 뒤에 이수 기록이나 인사 자료가 바뀌었습니다. 파일을 다시 올려 확인한 뒤 적용하세요.",
        "Training records or personnel data have changed since the preview. Upload the file again, check it and "
        "then apply it.",
    )


class RecordImportNotUndoable(Refused):
    """It was never applied, or a later one was applied after it."""

    code = "record_import_not_undoable"
    message = Said(
        "가장 나중에 적용한 가져오기만 되돌릴 수 있습니다. 나중 것부터 차례로 되돌리세요.",
        "Only the import applied last can be undone. Undo them one by one, the latest first.",
    )
