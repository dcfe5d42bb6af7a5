"""Pages for everything that is not the page that was asked for. Never a trace of the program."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from baeumgil.core.errors import Invalid, NotAllowed, NotFound, Refusal
from baeumgil.doors.web.frame.forms import status_of
from baeumgil.doors.web.templatetags.krds import in_screen_language


def refusal_page(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """What was refused, why, every problem, and a way back."""
    match refusal:
        case Invalid():
            heading = _("고칠 곳이 있습니다")
        case NotAllowed():
            heading = _("볼 수 있는 권한이 없습니다")
        case NotFound():
            heading = _("찾는 내용이 없습니다")
        case _unmatched:
            heading = _("요청을 처리하지 않았습니다")
    context = {
        "heading": heading,
        "text": in_screen_language(refusal.text),
        "problems": refusal.problems if isinstance(refusal, Invalid) else (),
        "is_not_allowed": isinstance(refusal, NotAllowed),
        "back_url": _back(refusal),
    }
    return render(request, "errors/refusal.html", context, status=status_of(refusal))


def _back(refusal: Refusal) -> str:
    """The page of the call that can no longer be changed; empty where there is nowhere nearer than home."""
    call = refusal.facts.get("call")
    if refusal.code != "call_fixed" or not isinstance(call, int):
        return ""
    return reverse("web:call", args=[call])


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400 that Django itself gives: no part of what came in is repeated."""
    del exception
    return _plain(request, 400, _("요청을 알아들을 수 없습니다"), _("주소를 확인하고 다시 하세요."))


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403 that Django itself gives."""
    del exception
    return _plain(request, 403, _("볼 수 있는 권한이 없습니다"), in_screen_language(NotAllowed.message))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404 for an address that does not exist."""
    del exception
    return _plain(request, 404, _("없는 쪽입니다"), _("주소가 바뀌었거나 잘못 적혔습니다."))


def wrong_way(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """405: an address that only takes a form was opened, for example from the history of the browser."""
    text = _("이 주소는 단추를 눌러 보낼 때만 씁니다. 앞 화면으로 돌아가 단추로 다시 하세요.")
    made = _plain(request, 405, _("바로 열 수 없는 주소입니다"), text)
    made.headers["Allow"] = answer.headers.get("Allow", "")
    return made


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without its token: an old page, or one that is not ours."""
    del reason
    text = _("화면을 연 지 오래되었거나 로그인이 바뀌었습니다. 앞 화면으로 돌아가 새로 고친 뒤 다시 하세요.")
    return _plain(request, 403, _("다시 한 번 해 주세요"), text)


def fault(request: HttpRequest) -> HttpResponse:
    """500. Rendered without request or database, so that it works when they do not."""
    del request
    return HttpResponse(render_to_string("errors/fault.html"), status=500)


def _plain(request: HttpRequest, status: int, heading: str, text: str) -> HttpResponse:
    context = {"heading": heading, "text": text, "problems": ()}
    return render(request, "errors/refusal.html", context, status=status)
