"""Whatever somebody writes into an address: an answer, never a fault. On both databases: they bear different things."""

from collections.abc import Iterator, Mapping
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client

from baeumgil.core.actors import Role
from tests.architecture.access_world import World, a_world, address_of, addresses
from tests.thoroughness import some

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]
RUBBISH = some(("가\x00나", str(10**30), "긴" * 3_000, "-1", "9999-12-31", "abc"), quick=2)
ASKED = (
    *("page", "size", "year", "from", "to", "course", "institute", "words", "area", "field", "kind", "level", "tag"),
    *("duty", "state", "change", "month", "verb", "what", "round", "unit", "of", "format", "on", "case", "meeting"),
    *("template", "q", "view"),
)
HUGE = some((2**63, 10**30, 0, 2**31), quick=1)
OFFICE, OFFICIAL = Role.TRAINING_OFFICE.value, Role.OFFICIAL.value
DOORS = sorted(door for door in addresses() if door[0].startswith("web:"))


@pytest.fixture
def world() -> World:
    """Clients that answer a fault with 500, as a server does."""
    made = a_world()
    for client in made.clients.values():
        client.raise_request_exception = False
    return made


@pytest.mark.parametrize("role", some([OFFICE, OFFICIAL], quick=1))
def test_no_question_in_an_address_makes_a_fault(world: World, role: str) -> None:
    tried = [
        (name, rubbish[:10], _get(world.clients[role], f"{address}?{urlencode(dict.fromkeys(ASKED, rubbish))}"))
        for name, address in _addresses(world)
        for rubbish in RUBBISH
    ]
    assert [one for one in tried if one[2] >= 500] == []


def test_no_number_in_an_address_makes_a_fault(world: World) -> None:
    ids = world.ids["own"]
    tried = []
    for name, parameters in DOORS:
        for parameter in parameters:
            for huge in HUGE if isinstance(ids[parameter], int) else ():
                address = address_of(name, parameters, {**ids, parameter: huge})
                tried += [
                    (name, huge, _get(world.clients[OFFICE], address)),
                    (name, huge, _post(world.clients[OFFICE], address, {})),
                ]
    assert [one for one in tried if one[2] >= 500] == []


def _addresses(world: World) -> Iterator[tuple[str, str]]:
    for name, parameters in DOORS:
        yield name, address_of(name, parameters, world.ids["own"])


def _get(client: Client, address: str) -> int:
    response: HttpResponseBase = client.get(address)
    if response.streaming:
        list(response)
    return response.status_code


def _post(client: Client, address: str, values: Mapping[str, str]) -> int:
    """Status of one try, undone at once."""
    with transaction.atomic():
        response = client.post(address, dict(values))
        transaction.set_rollback(True)
    return response.status_code
