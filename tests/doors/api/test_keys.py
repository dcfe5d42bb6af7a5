from datetime import date

import pytest
from django.test import Client

from baeumgil.core.actors import Actor
from baeumgil.core.models import AccessEntry
from baeumgil.stages.people.models import ApiKey
from baeumgil.stages.people.services.api_keys import revoke_api_key
from baeumgil.stages.people.terms import Scope
from tests.build import a_person
from tests.doors.api.conftest import Ask, a_key

PATHS = {
    "/people": (Scope.PEOPLE_READ,),
    "/people/00123": (Scope.PEOPLE_READ,),
    "/units": (Scope.PEOPLE_READ,),
    "/roadmap/people/00123": (Scope.PEOPLE_READ, Scope.ROADMAP_READ),
    "/roadmap/due": (Scope.ROADMAP_READ,),
    "/roadmap/board": (Scope.ROADMAP_READ,),
    "/roadmap/forecast": (Scope.ROADMAP_READ,),
    "/roadmap/rules": (Scope.ROADMAP_READ,),
    "/jobs": (),
}


@pytest.mark.parametrize("path", PATHS)
def test_without_a_key_nothing_is_told(path: str, city: int) -> None:
    answer = Client().get(f"/api/v1{path}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (401, "application/problem+json")
    assert (answer.json()["code"], answer.headers["WWW-Authenticate"]) == ("no_key", "Bearer")


@pytest.mark.parametrize("path", PATHS)
def test_a_wrong_key_opens_nothing(path: str, city: int) -> None:
    answer = Client().get(f"/api/v1{path}", headers={"authorization": "Bearer bg_00000_wrong"})
    assert (answer.status_code, answer.json()["code"]) == (401, "key_refused")


@pytest.mark.parametrize(("path", "needed"), PATHS.items())
def test_each_address_asks_for_its_scopes(path: str, needed: tuple[Scope, ...], ask: Ask) -> None:
    assert ask(path, *(needed or (Scope.PEOPLE_READ,))).status_code == 200
    for scope in needed:
        others = [other for other in Scope if other is not scope]
        refused = ask(path, *others)
        assert (refused.status_code, refused.json()["code"]) == (403, "scope_missing")


def test_a_revoked_key_is_void_at_once(city: int) -> None:
    secret = a_key(Scope.PEOPLE_READ)
    revoke_api_key(actor=Actor.operator("시험"), key=ApiKey.objects.get().pk)
    answer = Client().get("/api/v1/people", headers={"authorization": f"Bearer {secret}"})
    assert (answer.status_code, answer.json()["code"]) == (401, "key_refused")


def test_a_key_that_has_run_out_is_void(city: int) -> None:
    secret = a_key(Scope.PEOPLE_READ)
    ApiKey.objects.update(expires_on=date(2020, 1, 1))
    answer = Client().get("/api/v1/people", headers={"authorization": f"Bearer {secret}"})
    assert answer.status_code == 401


def test_reading_is_noted_under_the_name_of_the_key(ask: Ask) -> None:
    ask("/people/00123")
    entry = AccessEntry.objects.get(reading="people.card")
    assert (entry.actor_label, entry.purpose, entry.people) == ("API 열쇠 시험", "REST API", 1)


def test_the_description_is_open_and_there_is_no_page_with_scripts_from_outside(client: Client) -> None:
    assert client.get("/api/v1/openapi.json").json()["info"]["title"] == "배움길 API"
    assert client.get("/api/v1/docs").status_code == 404


def test_nothing_is_kept_by_a_cache(ask: Ask) -> None:
    assert ask("/people").headers["Cache-Control"] == "no-store"


def test_reading_changes_nothing(ask: Ask) -> None:
    a_person("박나무", staff_no="00999")
    secret = a_key(Scope.PEOPLE_READ)
    for method in ("post", "put", "patch", "delete"):
        answer = getattr(Client(), method)("/api/v1/people/00999", headers={"authorization": f"Bearer {secret}"})
        assert answer.status_code == 405
