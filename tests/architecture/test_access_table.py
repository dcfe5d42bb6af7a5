"""Every address, by every role, with every method, on one's own unit's things and another's: as the table says.

The table is read by auditors. `make access-table` writes it anew; read the difference before committing it.
"""

import csv
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from pytest_django import DjangoDbBlocker

from tests.architecture.access_world import ROLES, World, a_world, address_of, addresses
from tests.module_rows import rows_for_a_module

TABLE = Path(__file__).with_name("access_table.csv")
METHODS = ("GET", "POST")
WRITING = bool(os.environ.get("BAEUMGIL_WRITE_ACCESS_TABLE"))
DOORS = sorted(addresses())
PARTS = 1 if WRITING else 8
"""So that several workers share them evenly."""
SIDED = {"person_id", "unit_id", "staff_no", "code", "request_id", "application_id", "approval_id", "offer_id"}
SIDED |= {"application", "review_id", "review", "replacement_id", "notice_id", "bar_id"}
"""Parameters that name something of one's own unit or of another."""

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Everything an address can name; every try is undone at once."""
    with rows_for_a_module(django_db_blocker):
        yield a_world()


def test_every_address_has_a_name_and_only_one() -> None:
    names = [name for name, _ in DOORS]
    assert [name for name in names if name.endswith("None")] == []
    assert len(names) == len(set(names))


def test_the_table_names_every_address_and_no_other() -> None:
    assert {row["address"] for row in _read()} == {name for name, _ in DOORS}


@pytest.mark.parametrize("part", range(PARTS))
def test_every_role_gets_what_the_table_says_and_nothing_more(world: World, part: int) -> None:
    doors = DOORS[part::PARTS]
    tried = [row for name, parameters in doors for row in _rows(world, name, parameters)]
    if WRITING:
        _write(tried)
    names = {name for name, _ in doors}
    assert tried == [row for row in _read() if row["address"] in names]


def test_nobody_without_a_sign_in_gets_anything_but_the_public_pages() -> None:
    public = {"web:sign-in", "web:privacy", "web:help", "web:home", "web:krds", "api:openapi-json"}
    public |= {"web:public-plans", "web:public-plan", "web:bundle-check"}
    open_doors = {row["address"] for row in _read() if row["nobody"] == "200"}
    assert open_doors <= public


def test_the_auditor_changes_nothing() -> None:
    computes_only = {"web:forecast-ask"}
    own_matters = {"web:password", "web:sign-out", "web:preferences", "web:sign-in", "api:openapi-json"} | computes_only
    own_matters |= {"web:schedule-feeds", "web:schedule-feed-revoke"}
    own_matters |= {"web:apply-interest", "web:contacts", "web:notices-read"}
    changed = [
        row["address"]
        for row in _read()
        if row["method"] == "POST" and row["auditor"] in {"200", "302"} and row["address"] not in own_matters
    ]
    assert changed == []


def _rows(world: World, name: str, parameters: tuple[str, ...]) -> list[dict[str, str]]:
    sides = ("own", "other") if SIDED & set(parameters) else ("any",)
    rows = []
    for side in sides:
        address = address_of(name, parameters, world.ids["own" if side == "any" else side])
        for method in METHODS:
            answers = {role: _answer(world.clients[role], method, address) for role in ROLES}
            rows.append({"address": name, "of": side, "method": method, **answers})
    return rows


def _answer(client: Client, method: str, address: str) -> str:
    """Status of one try, undone at once."""
    session = client.cookies.get("sessionid")
    kept = session.value if session is not None else None
    with transaction.atomic():
        response: HttpResponseBase = client.generic(method, address)
        transaction.set_rollback(True)
    if response.streaming:
        list(response)  # the client closes a download when it was read to its end
    if kept is not None:
        client.cookies["sessionid"] = kept
    if response.status_code == 302 and response.headers["Location"].startswith("/sign-in"):
        return "sign-in"
    return str(response.status_code)


def _write(rows: list[dict[str, str]]) -> None:
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _read() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
