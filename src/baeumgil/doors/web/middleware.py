"""What wraps every request: language, headers, who acts, and how a refusal looks."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import translation

from baeumgil.core.actors import Actor
from baeumgil.core.errors import Refusal
from baeumgil.core.locks import HIGHEST_NUMBER
from baeumgil.doors.web.frame.errors import refusal_page, wrong_way
from baeumgil.doors.web.frame.preferences import language_of
from baeumgil.doors.web.frame.request import PageRequest, address_of
from baeumgil.doors.web.sign_in.presence import SIGN_IN, end_notice, forget
from baeumgil.stages.people.queries.accounts import presence
from baeumgil.stages.people.services.sign_in import note_activity, note_end

Respond = Callable[[HttpRequest], HttpResponse]

CONTENT_SECURITY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY,
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}


def security_headers(respond: Respond) -> Respond:
    """Nothing from outside, nothing in line, no frames; pages are never kept by a cache."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = respond(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return answer


def language(respond: Respond) -> Respond:
    """Korean, unless this browser chose another language; what the browser prefers by itself does not count."""

    def answer(request: HttpRequest) -> HttpResponse:
        with translation.override(language_of(request)):
            request.LANGUAGE_CODE = translation.get_language() or "ko"
            response = respond(request)
        response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        return response

    return answer


def actor(respond: Respond) -> "WhoActs":
    """Find out who acts, for this request alone."""
    return WhoActs(respond)


class WhoActs:
    """Puts `request.actor` in place, and asks visitors to sign in before they reach a page of this door."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Resolve the sign-in; rights that ended a moment ago are gone."""
        asked = cast("PageRequest", request)
        asked.actor = Actor.nobody(address_of(request))
        asked.must_change_password = False
        asked.unread = 0
        number = request.session.get(SIGN_IN)
        if isinstance(number, int):
            self._resolve(asked, number)
        return self.respond(request)

    def _resolve(self, request: PageRequest, number: int) -> None:
        found = presence(number, address_of(request))
        request.actor, request.must_change_password = found.actor, found.must_change_password
        request.unread = found.unread
        if found.end is not None:
            note_end(number, found.end)
            forget(request)
            notice = end_notice(found.end)
            if notice:
                messages.warning(request, notice)
        elif found.is_stale:
            note_activity(number)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Pages are closed unless marked open. Other doors ask for themselves."""
        del args
        asked = cast("PageRequest", request)
        match = request.resolver_match
        if match is None or match.namespace != "web":
            return None
        if asked.actor.account is None:
            return None if getattr(view, "is_public", False) else to_sign_in(request)
        if asked.must_change_password and not getattr(view, "is_before_password_change", False):
            return HttpResponseRedirect(reverse("web:password"))
        if any(isinstance(value, int) and value > HIGHEST_NUMBER for value in kwargs.values()):
            raise Http404  # no record has such a number, and no database takes it
        return None


def refusals(respond: Respond) -> "Refusals":
    """Turn a refusal that a view let pass into its page."""
    return Refusals(respond)


class Refusals:
    """Family of refusal to page; anything else goes on to the page for faults."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing on the way in; on the way out a page for an address that was opened the wrong way."""
        response = self.respond(request)
        match = request.resolver_match
        is_wrong_way = response.status_code == HTTPStatus.METHOD_NOT_ALLOWED
        if is_wrong_way and match is not None and match.namespace == "web":
            return wrong_way(request, response)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page of a refusal; doors other than this one answer for themselves."""
        match = request.resolver_match
        if not isinstance(exception, Refusal) or match is None or match.namespace != "web":
            return None
        return refusal_page(request, exception)


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page, and back here afterwards. An htmx request reloads the whole page."""
    query = QueryDict(mutable=True)
    if request.method == "GET" and request.path != "/":
        query["next"] = request.get_full_path()
    address = reverse("web:sign-in") + (f"?{query.urlencode(safe='/')}" if query else "")
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)
