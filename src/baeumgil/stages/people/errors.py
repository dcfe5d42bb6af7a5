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
