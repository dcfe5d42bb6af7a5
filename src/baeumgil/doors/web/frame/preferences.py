"""Language and text size: kept in cookies, changed by a plain form."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from baeumgil.doors.web.frame.pages import own_path
from baeumgil.doors.web.frame.request import PageRequest, before_password_change, public

TEXT_SIZES = ("normal", "large", "larger")
TEXT_SIZE_COOKIE = "bg_text"
YEAR = 365 * 24 * 60 * 60


def text_size_of(request: HttpRequest) -> str:
    """The text size this browser chose."""
    wanted = request.COOKIES.get(TEXT_SIZE_COOKIE, "")
    return wanted if wanted in TEXT_SIZES else TEXT_SIZES[0]


def language_of(request: HttpRequest) -> str:
    """The language this browser chose; Korean unless it chose another."""
    wanted = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


@public
@before_password_change
@require_POST
def change(request: PageRequest) -> HttpResponse:
    """Remember the language or the text size and go back to the page."""
    answer = HttpResponseRedirect(own_path(request.POST.get("next")))
    language, text_size = request.POST.get("language", ""), request.POST.get("text_size", "")
    if language in dict(settings.LANGUAGES):
        _keep(answer, settings.LANGUAGE_COOKIE_NAME, language)
    if text_size in TEXT_SIZES:
        _keep(answer, TEXT_SIZE_COOKIE, text_size)
    return answer


def _keep(answer: HttpResponse, name: str, value: str) -> None:
    answer.set_cookie(name, value, max_age=YEAR, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
