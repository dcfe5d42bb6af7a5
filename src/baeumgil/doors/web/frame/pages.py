"""Answering with a page, and going only to own addresses."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from baeumgil.core.errors import NotAllowed


def page(
    request: HttpRequest, template: str, context: Mapping[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """Render a template in the frame."""
    return render(request, template, dict(context or {}), status=status)


def own_path(wanted: str | None, fallback: str = "/") -> str:
    """`wanted` when it is a path of this site, else `fallback`."""
    if wanted and wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return wanted
    return fallback


def go(name: str, *args: object, **kwargs: object) -> HttpResponseRedirect:
    """Redirect to a named page of this door."""
    return HttpResponseRedirect(reverse(f"web:{name}", args=args or None, kwargs=kwargs or None))


def need(permitted: bool) -> None:  # noqa: FBT001  reads as a sentence: need(may_manage_accounts(actor))
    """Go on only if permitted: for pages which show an empty form and so call no guarded query."""
    if not permitted:
        raise NotAllowed
