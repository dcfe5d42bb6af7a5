"""The browser's half of a sign-in: a number in its session, and words for how it ended."""

from django.http import HttpRequest
from django.middleware.csrf import rotate_token
from django.utils.translation import gettext as _

from baeumgil.stages.people.terms import SignInEnd

SIGN_IN = "sign_in"


def remember(request: HttpRequest, sign_in: int) -> None:
    """Begin anew in this browser: new session, new form token, nothing carried over."""
    request.session.flush()
    request.session.cycle_key()
    request.session[SIGN_IN] = sign_in
    rotate_token(request)


def forget(request: HttpRequest) -> None:
    """Leave nothing of the sign-in in this browser."""
    request.session.flush()
    rotate_token(request)


def end_notice(end: SignInEnd) -> str:
    """What to tell somebody whose sign-in ended while they were away."""
    match end:
        case SignInEnd.IDLE:
            return _("오래 쓰지 않아 로그아웃했습니다. 다시 로그인하세요.")
        case SignInEnd.TOO_OLD:
            return _("접속 시간이 다 되어 로그아웃했습니다. 다시 로그인하세요.")
        case SignInEnd.REPLACED:
            return _(
                "다른 곳에서 로그인하여 이곳의 접속을 끝냈습니다. 본인이 아니면 비밀번호를 바꾸고 관리자에게 알리세요."
            )
        case SignInEnd.PASSWORD_CHANGED:
            return _("비밀번호가 바뀌어 로그아웃했습니다. 새 비밀번호로 로그인하세요.")
        case SignInEnd.REVOKED:
            return _("관리자가 접속을 끝냈습니다.")
        case SignInEnd.SIGNED_OUT:
            return ""
