"""The request as views see it, and marks on views."""

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpRequest, HttpResponse
from django_htmx.middleware import HtmxDetails

from baeumgil.core.actors import Actor

View = TypeVar("View", bound=Callable[..., HttpResponse])


class PageRequest(HttpRequest):
    """A request whose actor is known. Signed-out visitors only reach views marked `@public`."""

    actor: Actor
    htmx: HtmxDetails
    must_change_password: bool
    unread: int
    notice: str


def public(view: View) -> View:
    """Mark a view that needs no sign-in."""
    view.is_public = True  # type: ignore[attr-defined]  # read by the actor middleware
    return view


def before_password_change(view: View) -> View:
    """Mark a view that stays open to somebody who must first choose a new password."""
    view.is_before_password_change = True  # type: ignore[attr-defined]  # read by the actor middleware
    return view


def address_of(request: HttpRequest) -> str:
    """The network address the request came from."""
    return str(request.META.get("REMOTE_ADDR", ""))[:64]
