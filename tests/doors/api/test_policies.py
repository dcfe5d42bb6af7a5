import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.core.policies import value_on
from baeumgil.stages.people.services.seeding import seed_policies
from baeumgil.stages.people.terms import Scope
from tests.doors.api.conftest import a_key

pytestmark = pytest.mark.django_db

TODAY, LATER = date(2026, 11, 2), date(2027, 1, 1)
AGE = "people.youngest_age"
READ, WRITE = (Scope.POLICIES_READ,), (Scope.POLICIES_READ, Scope.POLICIES_WRITE)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    seed_policies(actor=Actor.operator("시험"))
    with clock.fixed(TODAY):
        yield


def _asked(path: str, scopes: tuple[Scope, ...], method: str = "get", **body: Any) -> Any:
    headers = {"authorization": f"Bearer {a_key(*scopes)}"}
    if method == "get":
        return Client().get(f"/api/v1/policies{path}", body, headers=headers)
    sent = getattr(Client(), method)
    return sent(f"/api/v1/policies{path}", json.dumps(body), content_type="application/json", headers=headers)


def test_policies_are_read_by_day_in_words_and_as_stored() -> None:
    answer = _asked("", READ, subject="roster").json()
    assert (answer["on"], [one["key"] for one in answer["policies"]]) == (
        "2026-11-02",
        ["people.roster_leavers", AGE],
    )
    now = answer["policies"][1]["now"]
    assert (now["value"], now["words"], now["first"], now["time"]) == (15, "15세", "2000-01-01", "now")
    assert _asked("/people.nothing", READ).status_code == 404
    assert _asked("", (Scope.PLAN_READ,)).status_code == 403


def test_a_new_value_is_put_and_taken_back() -> None:
    body = {"value": 18, "first": "2027-01-01", "basis": "조례 제1조"}
    assert _asked(f"/{AGE}", READ, "put", **body).status_code == 403
    assert value_on(AGE, LATER) == 15
    assert _asked(f"/{AGE}", WRITE, "put", **body).json() == {"key": AGE, "first": "2027-01-01", "last": None}
    assert _asked(f"/{AGE}", WRITE, "put", **body).status_code == 409
    shown = _asked(f"/{AGE}", READ).json()
    assert [(one["value"], one["time"]) for one in shown["values"]] == [(18, "coming"), (15, "now")]
    taken = _asked(f"/{AGE}/take-back/2027-01-01", WRITE, "post", reason="바뀌지 않음").json()
    assert [(one["value"], one["last"]) for one in taken["values"]] == [(15, None)]
    assert value_on(AGE, LATER) == 15


def test_what_is_wrong_is_told_and_how_people_sign_in_is_not_for_keys() -> None:
    answer = _asked(f"/{AGE}", WRITE, "put", value="열다섯", first="2026-11-01", basis="")
    assert answer.status_code == 422
    assert [problem["field"] for problem in answer.json()["problems"]] == ["value", "first", "basis"]
    signing = {"value": value_on("people.sign_in", TODAY), "first": "2027-01-01", "basis": "가"}
    assert _asked("/people.sign_in", WRITE, "put", **signing).status_code == 403
