"""`/enrolment/calls`."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from baeumgil.core import clock
from baeumgil.stages.enrolment.models import Call, Quota
from baeumgil.stages.enrolment.terms import CallState
from baeumgil.stages.people.terms import Scope
from tests.build_enrolment import SEED, a_call
from tests.doors.api.conftest import a_key
from tests.stages.enrolment.call_world import CLOSES, OPENS, TODAY, a_call_world

pytestmark = pytest.mark.django_db

CALLS = "/api/v1/enrolment/calls"


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.fixed(TODAY):
        yield


def ask(path: str, scope: Scope, said: dict[str, Any] | None = None) -> Any:
    headers = {"authorization": f"Bearer {a_key(scope, Scope.ENROLMENT_READ)}"}
    if said is None:
        return Client().get(f"{CALLS}{path}", headers=headers)
    return Client().post(f"{CALLS}{path}", said, content_type="application/json", headers=headers)


def test_a_call_is_prepared_announced_listed_and_taken_back() -> None:
    world = a_call_world()
    said = {
        "course": world.course,
        "sessions": world.sessions,
        "opens_at": OPENS.isoformat(),
        "closes_at": CLOSES.isoformat(),
        "policy": {"most_wishes": 2},
    }
    made = ask("", Scope.ENROLMENT_WRITE, said)
    call = made.json()["id"]
    assert (made.status_code, made.json()["phase"], made.json()["policy"]["most_wishes"]) == (201, "draft", 2)
    announced = ask(f"/{call}/announce", Scope.ENROLMENT_WRITE, {"revision": 1}).json()
    assert (announced["phase"], announced["seed"], len(announced["seed_hash"])) == ("coming", "", 64)
    listed = ask("?phase=coming", Scope.ENROLMENT_READ).json()
    assert (listed["total"], [row["seats"] for row in listed["rows"] if "seats" in row]) == (1, [])
    assert [row["free"] for row in listed["rows"][0]["sessions"]] == [30, 30]
    cancelled = ask(f"/{call}/cancel", Scope.ENROLMENT_WRITE, {"reason": "사정"})
    assert cancelled.json()["phase"] == "cancelled"


def test_what_is_wrong_is_named_and_nothing_is_stored() -> None:
    world = a_call_world()
    said = {
        "course": world.course,
        "sessions": [2**70],
        "opens_at": CLOSES.isoformat(),
        "closes_at": OPENS.isoformat(),
        "policy": {"order": [["draw"]], "approval_expired": []},
    }
    answer = ask("", Scope.ENROLMENT_WRITE, said)
    fields = [problem["field"] for problem in answer.json()["problems"]]
    assert (answer.status_code, fields) == (422, ["order", "approval_expired", "closes_at", "sessions"])
    naive = ask("", Scope.ENROLMENT_WRITE, {**said, "opens_at": "2027-03-03T09:00"})
    unknown = ask("", Scope.ENROLMENT_WRITE, {**said, "course": 2**70})
    assert (naive.status_code, unknown.status_code, Call.objects.count()) == (422, 404, 0)


def test_a_call_is_shared_out_before_and_extended_after_it_is_announced() -> None:
    world = a_call_world()
    call = a_call(course=world.course, sessions=world.sessions, state=CallState.DRAFT, closes_at=CLOSES)
    share = {"kind": "grade", "label": "7급", "keys": ["7"], "most": 10, "reserved": 2}
    over = [share | {"reserved": 20, "most": None}, share | {"keys": [], "reserved": 11}]
    refused = ask(f"/{call}/quotas", Scope.ENROLMENT_WRITE, {"quotas": over})
    fields = {problem["field"] for problem in refused.json()["problems"]}
    assert (refused.status_code, "keys" in fields, Quota.objects.count()) == (422, True, 0)
    shared = ask(f"/{call}/quotas", Scope.ENROLMENT_WRITE, {"quotas": [share], "revision": 1}).json()
    assert [row["reserved"] for row in shared["quotas"]] == [2]
    assert ask(f"/{call}/quotas", Scope.ENROLMENT_READ, {"quotas": []}).status_code == 403
    Call.objects.filter(pk=call).update(state=CallState.ANNOUNCED, announced_at=OPENS)
    assert ask(f"/{call}/quotas", Scope.ENROLMENT_WRITE, {"quotas": []}).status_code == 409
    longer = {"closes_at": (CLOSES + timedelta(days=2)).isoformat(), "reason": "신청이 적음"}
    extended = ask(f"/{call}/extend", Scope.ENROLMENT_WRITE, longer).json()
    assert ("신청이 적음" in extended["guidance"], Call.objects.get().closes_at) == (True, CLOSES + timedelta(days=2))
    assert ask(f"/{call}/extend", Scope.ENROLMENT_WRITE, {**longer, "reason": " "}).status_code == 422
    assert Quota.objects.count() == 1


def test_a_key_that_only_reads_changes_nothing_and_sees_no_seed() -> None:
    world = a_call_world()
    call = a_call(course=world.course, sessions=world.sessions, state=CallState.DRAFT)
    assert ask(f"/{call}/announce", Scope.ENROLMENT_READ, {}).status_code == 403
    assert SEED not in ask(f"/{call}", Scope.ENROLMENT_READ).content.decode()
    assert ask(f"/{2**70}", Scope.ENROLMENT_READ).status_code == 404
    assert Call.objects.get().state == CallState.DRAFT
