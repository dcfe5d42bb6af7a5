"""Who asks: API keys with scopes, in `Authorization: Bearer …`."""

from dataclasses import replace
from typing import cast

from django.http import HttpRequest
from ninja.security import HttpBearer

from baeumgil.core.actors import Actor
from baeumgil.core.errors import NotAllowed
from baeumgil.core.said import Said
from baeumgil.stages.people.services.api_keys import authenticate
from baeumgil.stages.people.terms import Scope

REASON = "REST API"


class NoKey(NotAllowed):
    """No key was given."""

    code = "no_key"
    message = Said(
        "API 열쇠가 필요합니다. 'Authorization: Bearer <열쇠>' 머리글을 붙이세요.",
        "An API key is needed. Add the header 'Authorization: Bearer <key>'.",
    )


class ScopeMissing(NotAllowed):
    """The key may not read this."""

    code = "scope_missing"


class KeyAuth(HttpBearer):
    """API 열쇠. Sessions of the web pages open nothing here, so no other site can ask in somebody's name."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor:
        """The actor behind the key. Raises `KeyRefused`."""
        return replace(authenticate(token, request.META.get("REMOTE_ADDR", "")), reason=REASON)


def actor_of(request: HttpRequest, *scopes: Scope) -> Actor:
    """Who asks, once the key holds every scope named. Raises `ScopeMissing`."""
    actor = cast("Actor", request.auth)  # type: ignore[attr-defined]  # put there by the key check
    missing = [scope.value for scope in scopes if scope.value not in actor.scopes]
    if missing:
        needed = ", ".join(missing)
        raise ScopeMissing(
            Said(
                f"이 열쇠로는 읽을 수 없습니다. 필요한 범위: {needed}",
                f"This key may not read here. Scopes needed: {needed}",
            ),
            scopes=missing,
        )
    return actor
