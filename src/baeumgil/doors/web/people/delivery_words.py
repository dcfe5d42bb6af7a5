"""Why a message did not go out, in words. What a machine said stays beside them for whoever looks after it."""

from django.utils.translation import gettext as _

from baeumgil.stages.people.rules.delivering import IN_DOUBT, INTERRUPTED, TOO_OLD


def failure_words(failure: str) -> str:
    """The cause in the screen's language, empty when there is none."""
    cause = failure.removeprefix(IN_DOUBT)
    match cause.split():
        case []:
            return ""
        case ["SMTP" | "HTTP", code]:
            return _("받는 서버의 답 %(code)s") % {"code": code}
        case ["login"]:
            return _("보내는 서버가 로그인을 받지 않음")
        case _words if cause == TOO_OLD:
            return _("너무 오래 기다려 보내지 않음")
        case _words if cause == INTERRUPTED:
            return _("보내던 중에 멈춤")
        case _words:
            return _("연결이 되지 않거나 끊김 (%(what)s)") % {"what": cause}
