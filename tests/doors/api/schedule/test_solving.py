"""`/schedule`: runs, checks, problems."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from baeumgil.core import clock, worker
from baeumgil.core.jobs import JobId
from baeumgil.stages.people.terms import Scope
from baeumgil.stages.schedule.models import CourseSession, Run
from tests.doors.api.conftest import Ask, a_key
from tests.doors.cli.schedule.test_solving import a_problem
from tests.stages.schedule.solving_world import TODAY, World, a_world, an_open_session

pytestmark = pytest.mark.django_db
READ, WRITE = Scope.SCHEDULE_READ, Scope.SCHEDULE_WRITE


@pytest.fixture
def world() -> Iterator[World]:
    with clock.fixed(TODAY):
        made = a_world()
        an_open_session(made, seats=2)  # so few that no department is emptied: proved at once
        an_open_session(made, seats=2)  # so few that no department is emptied: proved at once
        yield made


def send(path: str, secret: str, **body: Any) -> Any:
    return Client().post(
        f"/api/v1/schedule{path}",
        json.dumps(body),
        content_type="application/json",
        headers={"authorization": f"Bearer {secret}"},
    )


def test_a_run_is_started_solved_read_and_accepted(ask: Ask, world: World) -> None:
    secret = a_key(READ, WRITE)
    started = send("/2027/runs", secret, seconds=40)
    assert started.status_code == 202, started.content
    run = started.json()["id"]
    assert started.json()["state"] == "queued"
    job = Run.objects.get(pk=run).job
    assert job is not None
    assert worker.run_here(JobId(job))
    told = ask(f"/schedule/runs/{run}", READ).json()
    assert (told["state"], told["is_optimal"], told["placed"], told["gap_permille"]) == ("done", True, 2, 0)
    whole = ask(f"/schedule/runs/{run}/plan", READ).json()
    judged = send("/plans/check", a_key(READ), problem=whole["problem"], plan=whole["plan"]).json()
    assert (judged["is_sound"], judged["cost"]) == (True, told["cost"])
    accepted = send(f"/proposals/{told['proposal']}/accept", secret).json()
    assert (len(accepted["accepted"]), accepted["skipped"]) == (2, [])
    rows = ask("/schedule/2027/sessions", READ).json()["rows"]
    assert [(row["state"], len(row["dates"])) for row in rows] == [("placed", 2)] * 2
    assert ask("/schedule/2027/check", READ).json()["breaches"] == []


def test_keys_that_only_read_start_stop_and_accept_nothing(world: World) -> None:
    secret = a_key(READ)
    assert send("/2027/runs", secret).status_code == 403
    assert send("/problems", secret, problem=a_problem()).status_code == 403
    assert (Run.objects.count(), CourseSession.objects.exclude(starts_on=None).count()) == (0, 0)


def test_a_problem_is_solved_as_a_job(ask: Ask) -> None:
    secret = a_key(READ, WRITE)
    queued = send("/problems", secret, problem=a_problem(), seconds=40)
    assert queued.status_code == 202, queued.content
    job = queued.json()["job"]
    waiting = Client().get(f"/api/v1/schedule/problems/{job}", headers={"authorization": f"Bearer {secret}"}).json()
    assert (waiting["state"], waiting["result"]) == ("queued", None)
    assert worker.run_here(JobId(job))
    done = Client().get(f"/api/v1/schedule/problems/{job}", headers={"authorization": f"Bearer {secret}"}).json()
    assert (done["state"], done["result"]["plan"]["status"]) == ("done", "optimal")


def test_a_broken_problem_is_answered_with_every_fault(world: World) -> None:
    answer = send("/problems", a_key(READ, WRITE), problem=a_problem(colour="red", rooms=[{"id": "r"}]))
    assert answer.status_code == 422
    places = [problem["field"] for problem in answer.json()["problems"]]
    assert "colour" in places
    assert any(place.startswith("rooms[0]") for place in places)
    assert send("/plans/check", a_key(READ), problem={"any": 1}, plan={}).json()["is_sound"] is False


def test_an_open_session_is_explained_as_a_job(ask: Ask, world: World) -> None:
    session = CourseSession.objects.order_by("pk")[0]
    CourseSession.objects.filter(pk=session.pk).update(seats=500)
    secret = a_key(READ, WRITE)
    job = send(f"/sessions/{session.pk}/explanation", secret).json()["job"]
    assert worker.run_here(JobId(job))
    told = Client().get(f"/api/v1/schedule/problems/{job}", headers={"authorization": f"Bearer {secret}"}).json()
    assert told["result"]["session"] == str(session.pk)
    assert told["result"]["why"]
    assert send("/sessions/999999/explanation", secret).status_code == 404
