"""Refusals of `people`."""

from baeumgil.core.errors import Invalid, NotFound, Refused


class PersonNotFound(NotFound):
    """No such person, or none that the actor may see."""

    code = "person_not_found"
    message = "그 사번의 사람이 없습니다."


class UnitNotFound(NotFound):
    """No such unit on that day."""

    code = "unit_not_found"
    message = "그 부서가 없습니다."


class RosterBroken(Invalid):
    """The roster has problems; all are listed, nothing was changed."""

    code = "roster_broken"
    message = "명단에 고칠 곳이 있어 아무것도 바꾸지 않았습니다."


class RosterStale(Refused):
    """People changed between preview and apply."""

    code = "roster_stale"
    message = "미리보기 뒤에 인사 자료가 바뀌었습니다. 다시 확인한 뒤 적용하세요."


class ImportNotUndoable(Refused):
    """A later import builds on this one, or it was never applied."""

    code = "import_not_undoable"
    message = "이 가져오기는 되돌릴 수 없습니다."


class RosterImportNotFound(NotFound):
    """No such import, or none that the actor may see."""

    code = "roster_import_not_found"
    message = "그 명단 가져오기가 없습니다."


class ImportNotReady(Refused):
    """Only an import that was checked without problems can be applied."""

    code = "import_not_ready"
    message = "이 명단은 적용할 수 있는 상태가 아닙니다."


class OrganisationBroken(Invalid):
    """The organisation-code file has problems; all are listed, nothing was changed."""

    code = "organisation_broken"
    message = "조직 파일에 고칠 곳이 있어 아무것도 바꾸지 않았습니다."


class UnitNotChangeable(Refused):
    """The change of a unit contradicts what is known about it."""

    code = "unit_not_changeable"
    message = "그 부서를 이렇게 바꿀 수 없습니다."


class CareerContradicts(Refused):
    """A fact of a career contradicts one that is already recorded."""

    code = "career_contradicts"
    message = "이미 기록된 경력과 맞지 않습니다."
