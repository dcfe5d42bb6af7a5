"""The web form through which people apply, as a browser sends it; what its answers say; what the database says."""

import json
import re
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from tests.rush.clients import Reading, Shot
from tests.rush.history import Answer, End, Held

FORM_TOKEN = "a" * 32
RECEIPT = re.compile(r"/applications/(\d+)")
SEATED, WAITING = ("selected", "confirmed", "offered"), "waitlisted"
ROWS = """
    SELECT a.id, a.person_id, a.request_key, a.arrival, a.state,
           (SELECT COUNT(*) FROM enrolment_offer o WHERE o.application_id = a.id)
    FROM enrolment_application a WHERE a.call_id = {call} ORDER BY a.id
"""
SEATS = "SELECT capacity, taken FROM enrolment_seatcount WHERE session_id = {session}"
ACTS = "SELECT facts FROM core_auditentry WHERE action = 'enrolment.apply'"


def shots(world: Mapping[str, Any], call: int, *, people: int) -> list[Shot]:
    """One application of each of these people for the call."""
    asked = world["calls"][call]
    return [
        _shot(somebody, asked["address"], key := f"{asked['call']}-{somebody['person']}", step="apply",
              wish_1=asked["session"], key=key, motive="업무에 필요합니다.")
        for somebody in world["people"][:people]
    ]  # fmt: skip


def withdrawals(world: Mapping[str, Any], rows: Sequence[Held], *, of: int) -> list[Shot]:
    """The first so many of those who sit withdraw."""
    cookies = {somebody["person"]: somebody for somebody in world["people"]}
    sitting = sorted((row for row in rows if row.is_seated), key=lambda row: row.arrival)[:of]
    return [
        _shot(cookies[row.person], world["withdraw"].replace("0", str(row.application)), row.key, reason="출장")
        for row in sitting
    ]


def read(status: int, headers: Mapping[str, str], body: bytes) -> Reading:
    """What an answer says: the receipt's address names the application."""
    del body
    receipt = RECEIPT.search(headers.get("Location", headers.get("location", "")))
    if status in {HTTPStatus.FOUND, HTTPStatus.SEE_OTHER} and receipt is not None:
        return Reading(Answer.TAKEN_IN, int(receipt[1]))
    if HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR:
        return Reading(Answer.REFUSED)
    return Reading(Answer.FAULT)


def end_of(database: str, world: Mapping[str, Any], call: int) -> End:
    """What the database holds of a call, asked of it directly."""
    asked = world["calls"][call]
    found = _ask(database, ROWS.format(call=int(asked["call"])))
    [(seats, counted)] = _ask(database, SEATS.format(session=int(asked["session"])))
    rows = [
        Held(
            application=number,
            person=person,
            key=key,
            arrival=arrival,
            is_seated=state in SEATED,
            is_withdrawn=state not in {*SEATED, WAITING},
            was_offered=offers > 0,
        )
        for number, person, key, arrival, state, offers in found
    ]
    numbers = {row.application for row in rows}
    facts = [fact if isinstance(fact, dict) else json.loads(fact) for (fact,) in _ask(database, ACTS)]
    acts = sum(fact.get("application") in numbers and not fact.keys() & {"again", "refusal"} for fact in facts)
    return End(rows, seats, counted, acts, freed=sum(row.is_withdrawn for row in rows))


def _ask(database: str, statement: str) -> list[Any]:
    if database.startswith("postgres"):
        import psycopg  # not installed where only SQLite is used

        with psycopg.connect(database) as server:
            return server.execute(statement).fetchall()
    with closing(sqlite3.connect(database)) as file:
        return file.execute(statement).fetchall()


def _shot(somebody: Mapping[str, Any], address: str, request_key: str, **fields: object) -> Shot:
    return Shot(
        person=somebody["person"],
        key=request_key,
        path=address,
        headers={
            "Cookie": f"sessionid={somebody['cookie']}; csrftoken={FORM_TOKEN}",
            "Content-Type": "application/x-www-form-urlencoded",
        },
        body=urlencode({"csrfmiddlewaretoken": FORM_TOKEN, **fields}),
    )
