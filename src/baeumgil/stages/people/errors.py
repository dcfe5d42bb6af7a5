"""Refusals of `people`."""

from baeumgil.core.errors import Invalid, NotAllowed, NotFound, Refused


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


class AccountNotFound(NotFound):
    """No such account."""

    code = "account_not_found"
    message = "그 계정이 없습니다."


class AccountInvalid(Invalid):
    """An account cannot be made or changed so."""

    code = "account_invalid"
    message = "계정에 고칠 곳이 있습니다."


class PasswordUnfit(Invalid):
    """The new password does not meet the city's rules, or the present one is wrong."""

    code = "password_unfit"
    message = "비밀번호를 바꾸지 않았습니다."


class SignInRefused(Refused):
    """Wrong name or password, or an account that may not sign in: always the same words."""

    code = "sign_in_refused"
    message = "아이디 또는 비밀번호가 맞지 않습니다."


class SignInLocked(Refused):
    """Too many wrong tries, whether or not such an account exists."""

    code = "sign_in_locked"
    message = "여러 번 틀려 로그인이 잠겼습니다. 잠시 뒤 다시 하거나 시스템 관리자에게 비밀번호를 새로 받으세요."


class SignInThrottled(Refused):
    """Too many wrong tries from one network address."""

    code = "sign_in_throttled"
    message = "이 컴퓨터가 있는 곳에서 로그인 실패가 너무 많았습니다. 잠시 뒤 다시 하세요."


class GrantRefused(Refused):
    """A grant that cannot be given or ended."""

    code = "grant_refused"
    message = "권한을 바꾸지 않았습니다."


class KeyRefused(NotAllowed):
    """An API key that is unknown, revoked or has run out: always the same words."""

    code = "key_refused"
    message = "API 열쇠가 맞지 않거나 더는 쓸 수 없습니다."


class ContactsInvalid(Invalid):
    """An address that cannot be one; all are listed, nothing was changed."""

    code = "contacts_invalid"
    message = "연락처에 고칠 곳이 있습니다."


class NoticeNotFound(NotFound):
    """No such notice, or somebody else's."""

    code = "notice_not_found"
    message = "그 알림이 없습니다."


class DeliveryMovedOn(Refused):
    """A delivery is no longer where it was when the page was opened, or there is nowhere to send it."""

    code = "delivery_moved_on"
    message = "그 사이에 발송 상태가 바뀌었습니다. 다시 확인한 뒤 하세요."


class PolicyNotFound(NotFound):
    """No policy of this key, or none that begins on that day."""

    code = "policy_not_found"
    message = "그 방침이 없습니다."


class PolicyInvalid(Invalid):
    """A value that the policy's description does not allow; everything wrong is listed, nothing was changed."""

    code = "policy_invalid"
    message = "방침의 값에 고칠 곳이 있어 아무것도 바꾸지 않았습니다."


class PolicyTaken(Refused):
    """A value begins on that very day already, perhaps since a moment ago."""

    code = "policy_taken"
    message = "그날부터 쓸 값이 이미 있습니다. 먼저 그 값을 거두거나 다른 날을 고르세요."


class PolicyBegun(Refused):
    """What has held is history: it is never taken back."""

    code = "policy_begun"
    message = "이미 쓰기 시작한 값은 거둘 수 없습니다. 내일부터 쓸 새 값을 넣으세요."
