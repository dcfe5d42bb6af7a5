"""What wraps every request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

Respond = Callable[[HttpRequest], HttpResponse]


def security_headers(respond: Respond) -> Respond:
    return respond


def session_rules(respond: Respond) -> Respond:
    return respond


def actor(respond: Respond) -> Respond:
    return respond


def refusals(respond: Respond) -> Respond:
    return respond
