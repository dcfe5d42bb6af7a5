"""Refusals of `people`."""

from baeumgil.core.errors import Invalid, NotAllowed, NotFound, Refused
from baeumgil.core.said import Said


class PersonNotFound(NotFound):
    """No such person, or none that the actor may see."""

    code = "person_not_found"
    message = Said("그 사번의 사람이 없습니다.", "There is nobody with that staff number.")


class UnitNotFound(NotFound):
    """No such unit on that day."""

    code = "unit_not_found"
    message = Said("그 부서가 없습니다.", "There is no such unit.")


class RosterBroken(Invalid):
    """The roster has problems; all are listed, nothing was changed."""

    code = "roster_broken"
    message = Said(
        "명단에 고칠 곳이 있어 아무것도 바꾸지 않았습니다.",
        "Something in the roster has to be corrected, so nothing was changed.",
    )


class RosterStale(Refused):
    """People changed between preview and apply."""

    code = "roster_stale"
    message = Said(
        "미리보기 뒤에 인사 자료가 바뀌었습니다. 다시 확인한 뒤 적용하세요.",
        "The personnel data changed after the preview. Check again before you apply it.",
    )


class ImportNotUndoable(Refused):
    """A later import builds on this one, or it was never applied."""

    code = "import_not_undoable"
    message = Said("이 가져오기는 되돌릴 수 없습니다.", "This import cannot be undone.")


class RosterImportNotFound(NotFound):
    """No such import, or none that the actor may see."""

    code = "roster_import_not_found"
    message = Said("그 명단 가져오기가 없습니다.", "There is no such roster import.")


class ImportNotReady(Refused):
    """Only an import that was checked without problems can be applied."""

    code = "import_not_ready"
    message = Said("이 명단은 적용할 수 있는 상태가 아닙니다.", "This roster is not ready to be applied.")


class OrganisationBroken(Invalid):
    """The organisation-code file has problems; all are listed, nothing was changed."""

    code = "organisation_broken"
    message = Said(
        "조직 파일에 고칠 곳이 있어 아무것도 바꾸지 않았습니다.",
        "Something in the organisation file has to be corrected, so nothing was changed.",
    )


class UnitNotChangeable(Refused):
    """The change of a unit contradicts what is known about it."""

    code = "unit_not_changeable"
    message = Said("그 부서를 이렇게 바꿀 수 없습니다.", "That unit cannot be changed like this.")


class CareerContradicts(Refused):
    """A fact of a career contradicts one that is already recorded."""

    code = "career_contradicts"
    message = Said("이미 기록된 경력과 맞지 않습니다.", "This does not fit the career that is already recorded.")


class AccountNotFound(NotFound):
    """No such account."""

    code = "account_not_found"
    message = Said("그 계정이 없습니다.", "There is no such account.")


class AccountInvalid(Invalid):
    """An account cannot be made or changed so."""

    code = "account_invalid"
    message = Said("계정에 고칠 곳이 있습니다.", "Something about the account has to be corrected.")


class PasswordUnfit(Invalid):
    """The new password does not meet the city's rules, or the present one is wrong."""

    code = "password_unfit"
    message = Said("비밀번호를 바꾸지 않았습니다.", "The password was not changed.")


class SignInRefused(Refused):
    """Wrong name or password, or an account that may not sign in: always the same words."""

    code = "sign_in_refused"
    message = Said("아이디 또는 비밀번호가 맞지 않습니다.", "The username or the password is wrong.")


class SignInLocked(Refused):
    """Too many wrong tries, whether or not such an account exists."""

    code = "sign_in_locked"
    message = Said(
        "여러 번 틀려 로그인이 잠겼습니다. 잠시 뒤 다시 하거나 시스템 관리자에게 비밀번호를 새로 받으세요.",
        "Signing in is locked after several wrong tries. Try again in "
        "a while, or get a new password from the system administrator.",
    )


class SignInThrottled(Refused):
    """Too many wrong tries from one network address."""

    code = "sign_in_throttled"
    message = Said(
        "이 컴퓨터가 있는 곳에서 로그인 실패가 너무 많았습니다. 잠시 뒤 다시 하세요.",
        "There were too many failed sign-ins from where this computer is. Try again in a while.",
    )


class GrantRefused(Refused):
    """A grant that cannot be given or ended."""

    code = "grant_refused"
    message = Said("권한을 바꾸지 않았습니다.", "The grant was not changed.")


class KeyRefused(NotAllowed):
    """An API key that is unknown, revoked or has run out: always the same words."""

    code = "key_refused"
    message = Said("API 열쇠가 맞지 않거나 더는 쓸 수 없습니다.", "The API key is wrong or can no longer be used.")


class ContactsInvalid(Invalid):
    """An address that cannot be one; all are listed, nothing was changed."""

    code = "contacts_invalid"
    message = Said("연락처에 고칠 곳이 있습니다.", "Something in the contact details has to be corrected.")


class NoticeNotFound(NotFound):
    """No such notice, or somebody else's."""

    code = "notice_not_found"
    message = Said("그 알림이 없습니다.", "There is no such notice.")


class DeliveryMovedOn(Refused):
    """A delivery is no longer where it was when the page was opened, or there is nowhere to send it."""

    code = "delivery_moved_on"
    message = Said(
        "그 사이에 발송 상태가 바뀌었습니다. 다시 확인한 뒤 하세요.",
        "The delivery has changed in the meantime. Look at it again first.",
    )


class PolicyNotFound(NotFound):
    """No policy of this key, or none that begins on that day."""

    code = "policy_not_found"
    message = Said("그 방침이 없습니다.", "There is no such policy.")


class PolicyInvalid(Invalid):
    """A value that the policy's description does not allow; everything wrong is listed, nothing was changed."""

    code = "policy_invalid"
    message = Said(
        "방침의 값에 고칠 곳이 있어 아무것도 바꾸지 않았습니다.",
        "Something in the value of the policy has to be corrected, so nothing was changed.",
    )


class PolicyTaken(Refused):
    """A value begins on that very day already, perhaps since a moment ago."""

    code = "policy_taken"
    message = Said(
        "그날부터 쓸 값이 이미 있습니다. 먼저 그 값을 거두거나 다른 날을 고르세요.",
        "A value from that day is already there. Take that value back first or choose another day.",
    )


class PolicyBegun(Refused):
    """What has held is history: it is never taken back."""

    code = "policy_begun"
    message = Said(
        "이미 쓰기 시작한 값은 거둘 수 없습니다. 내일부터 쓸 새 값을 넣으세요.",
        "A value that is already in use cannot be taken back. Enter a new value that begins tomorrow.",
    )
