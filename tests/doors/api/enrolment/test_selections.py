"""`/enrolment`: selections, results, reviews."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from baeumgil.stages.enrolment.models import Application, Selection
from baeumgil.stages.enrolment.terms import ApplicationState, SelectionState
from baeumgil.stages.people.terms import Scope
from tests.doors.api.conftest import Ask, a_key
from tests.stages.enrolment.selection_world import a_world, published, the_moment

pytestmark = pytest.mark.django_db
READ, WRITE = Scope.ENROLMENT_READ, Scope.ENROLMENT_WRITE


@pytest.fixture(autouse=True)
def held_clock() -> Iterator[None]:
    with the_moment():
        yield


def send(path: str, secret: str, **body: Any) -> Any:
    return Client().post(
        f"/api/v1/enrolment{path}",
        json.dumps(body),
        content_type="application/json",
        headers={"authorization": f"Bearer {secret}"},
    )


def test_a_selection_is_tried_run_read_changed_and_put_aside(ask: Ask) -> None:
    world = a_world(4, seats=2)
    secret = a_key(READ, WRITE)
    assert ask(f"/enrolment/calls/{world.call}/selection", READ).status_code == 404
    trial = ask(f"/enrolment/calls/{world.call}/selection/trial", READ).json()
    assert (trial["figures"]["seated"], trial["has_real_draw"], Selection.objects.count()) == (2, True, 0)
    assert send(f"/calls/{world.call}/selection", a_key(READ)).status_code == 403
    made = send(f"/calls/{world.call}/selection", secret)
    assert (made.status_code, made.json()["state"], made.json()["seed"]) == (201, "draft", "")
    selection = made.json()["id"]
    lines = ask(f"/enrolment/selections/{selection}/lines", READ).json()
    assert [row["outcome"] for row in lines["rows"]] == ["seated", "seated", "waiting", "waiting"]
    assert "name" not in lines["rows"][0]
    last = lines["rows"][3]["id"]
    refused = send(f"/selections/lines/{last}/override", secret, outcome="not_selected", reason="")
    assert refused.status_code == 422
    assert send(f"/selections/lines/{last}/override", secret, outcome="not_selected", reason="퇴직").status_code == 204
    assert send(f"/selections/{selection}/discard", secret).status_code == 204
    assert Selection.objects.get().state == SelectionState.DISCARDED


def test_a_result_is_read_asked_about_answered_and_recomputed(ask: Ask) -> None:
    world = a_world(3, seats=1)
    published(world)
    secret = a_key(READ, WRITE)
    waiting = Application.objects.filter(call=world.call, state=ApplicationState.WAITLISTED).order_by("wait_rank")[0]
    told = ask(f"/enrolment/applications/{waiting.pk}/result", READ).json()
    assert (told["place"], told["outcome"], told["refused"][0]["code"]) == (2, "waiting", "seats_gone")
    review = send(f"/applications/{waiting.pk}/reviews", secret, text="다시 보아 주세요").json()
    assert [row["id"] for row in ask("/enrolment/reviews", READ).json()["rows"]] == [review["id"]]
    answered = send(f"/reviews/{review['id']}/answer", secret, state="upheld", answer="순서가 맞습니다").json()
    assert answered["state"] == "upheld"
    bundle = ask(f"/enrolment/calls/{world.call}/bundle", READ).json()
    assert bundle["digest"] == ask(f"/enrolment/calls/{world.call}/selection", READ).json()["bundle_digest"]
