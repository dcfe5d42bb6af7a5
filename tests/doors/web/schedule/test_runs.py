"""Pages of years to be scheduled and of runs."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from baeumgil.core import clock
from baeumgil.core.actors import Role
from baeumgil.stages.plan.terms import VersionState
from baeumgil.stages.schedule.models import CourseSession, Run, ScheduleYear
from baeumgil.stages.schedule.services.runs import start_run
from baeumgil.stages.schedule.services.solving import solve_run
from baeumgil.stages.schedule.terms import RunState
from tests.build import the_operator
from tests.build_plan import a_course, a_line, a_plan, a_version, an_institute
from tests.build_web import signed_in
from tests.stages.schedule.solving_world import (
    MONDAY,
    TODAY,
    World,
    a_timetable,
    a_world,
    an_open_session,
    answering,
    placed,
)

pytestmark = pytest.mark.django_db

PROGRESS = [
    {"seconds": 1.0, "phase": "construct", "cost": 90, "bound": None, "placed": 1, "total": 1},
    {"seconds": 2.0, "phase": "anneal", "cost": 40, "bound": 30, "placed": 1, "total": 1},
]


@pytest.fixture(autouse=True)
def held_clock() -> Iterator[None]:
    with clock.fixed(TODAY):
        yield


def a_run(world: World, session: int, *, bound: int | None = 0) -> int:
    run = start_run(actor=the_operator(), year=world.year, seconds=5)
    place = (session, MONDAY, world.rooms[0], world.instructors[0])
    start = answering(lambda problem: a_timetable(problem, [placed(problem, *place)], bound=bound), progress=PROGRESS)
    solve_run(actor=the_operator(), run=run, start=start)
    return run


def test_years_runs_and_waiting_proposals_stand_on_one_page(client: Client) -> None:
    world = a_world()
    run = a_run(world, an_open_session(world))
    signed_in(client, Role.TRAINING_OFFICE)
    page = client.get("/schedule/runs").content.decode()
    assert "<h1>일정 편성</h1>" in page
    assert f'href="/schedule/runs/{run}"' in page
    assert "결정을 기다리는 편성안" in page
    assert "새로 계산하기" in page
    assert "고정하지 않은 기수는 이미 날짜가 있어도 옮길 수 있습니다." in page


def test_who_only_looks_gets_no_forms_and_others_nothing(client: Client) -> None:
    a_world()
    signed_in(client, Role.AUDITOR)
    assert "<form" not in client.get("/schedule/runs").content.decode().split("<main")[1]
    signed_in(client, Role.OFFICIAL)
    assert client.get("/schedule/runs").status_code == 403


def test_a_run_is_begun_and_shown_while_it_waits(client: Client) -> None:
    world = a_world()
    an_open_session(world)
    signed_in(client, Role.TRAINING_OFFICE)
    answer = client.post("/schedule/runs/new", {"year": str(world.year), "seconds": "30", "seed": "1"})
    run = Run.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/schedule/runs/{run.pk}")
    page = client.get(f"/schedule/runs/{run.pk}").content.decode()
    assert "차례를 기다리고 있습니다." in page
    assert 'http-equiv="refresh"' in page
    assert "멈추고 남기기" in page


def test_a_run_with_wrong_limits_is_asked_again_with_what_was_typed(client: Client) -> None:
    world = a_world()
    signed_in(client, Role.TRAINING_OFFICE)
    answer = client.post("/schedule/runs/new", {"year": str(world.year), "seconds": "0", "seed": "12"})
    assert answer.status_code == 400
    assert 'value="12"' in answer.content.decode()
    answer = client.post("/schedule/runs/new", {"year": str(world.year), "seconds": "10", "seed": "12"})
    assert (answer.status_code, "자리를 잡을 기수가 없습니다." in answer.content.decode()) == (400, True)
    assert Run.objects.count() == 0


def test_the_gap_is_said_as_it_is_and_the_best_only_with_a_proof(client: Client) -> None:
    world = a_world()
    session = an_open_session(world)
    run = a_run(world, session, bound=0)
    Run.objects.filter(pk=run).update(cost=40, bound=30)
    signed_in(client, Role.TRAINING_OFFICE)
    page = client.get(f"/schedule/runs/{run}").content.decode()
    assert "더 좋은 편성이 있더라도 비용이 25.0% 넘게 줄지는 않습니다." in page
    assert page.count('role="img"') == 2
    Run.objects.filter(pk=run).update(bound=40)
    assert "이보다 비용이 적은 편성은 없음이 증명되었습니다." in client.get(f"/schedule/runs/{run}").content.decode()


def test_a_waiting_run_is_stopped_by_a_button_once(client: Client) -> None:
    world = a_world()
    an_open_session(world)
    run = start_run(actor=the_operator(), year=world.year, seconds=5)
    signed_in(client, Role.TRAINING_OFFICE)
    assert client.post(f"/schedule/runs/{run}/stop").status_code == 302
    assert Run.objects.get(pk=run).state == RunState.STOPPED
    assert client.post(f"/schedule/runs/{run}/stop").status_code == 409


def test_the_state_alone_is_asked_for_while_a_run_lasts_and_then_the_page(client: Client) -> None:
    world = a_world()
    session = an_open_session(world)
    waiting = start_run(actor=the_operator(), year=world.year, seconds=5)
    signed_in(client, Role.TRAINING_OFFICE)
    answer = client.get(f"/schedule/runs/{waiting}", headers={"HX-Request": "true"})
    assert (answer.status_code, "<h1>" in answer.content.decode()) == (200, False)
    over = a_run(world, session)
    assert client.get(f"/schedule/runs/{over}", headers={"HX-Request": "true"})["HX-Refresh"] == "true"


def test_time_goes_on_while_the_solver_finds_nothing_new(client: Client) -> None:
    world = a_world()
    an_open_session(world)
    run = start_run(actor=the_operator(), year=world.year, seconds=40)
    first = [{"seconds": 1.0, "phase": "construct", "cost": 90, "bound": None, "placed": 1}]
    Run.objects.filter(pk=run).update(state=RunState.RUNNING, started_at=clock.now(), progress=first)
    signed_in(client, Role.TRAINING_OFFICE)
    with clock.fixed(clock.now() + timedelta(seconds=30)):
        page = client.get(f"/schedule/runs/{run}", headers={"HX-Request": "true"}).content.decode()
    assert "40초 가운데 30초" in page
    assert "75%" in page


def test_problem_and_plan_are_files_for_the_office_and_auditors(client: Client) -> None:
    world = a_world()
    run = a_run(world, an_open_session(world))
    signed_in(client, Role.TRAINING_OFFICE)
    assert client.get(f"/schedule/runs/{run}/problem.json").json()["format"] == "baeumgil-timetable-problem"
    assert client.get(f"/schedule/runs/{run}/plan.json").json()["format"] == "baeumgil-timetable-plan"
    assert client.get(f"/schedule/runs/{run}/other.json").status_code == 404
    signed_in(client, Role.HEAD)
    assert client.get(f"/schedule/runs/{run}/problem.json").status_code == 403


def test_a_run_nobody_made_is_not_found(client: Client) -> None:
    signed_in(client, Role.TRAINING_OFFICE)
    assert client.get("/schedule/runs/99").status_code == 404


def test_a_year_is_taken_over_from_its_plan_or_refused_in_words(client: Client) -> None:
    institute = an_institute()
    version = a_version(plan=a_plan(2027, institute=institute), state=VersionState.APPROVED)
    a_line(version=version, course=a_course(institute=institute), sessions=2)
    signed_in(client, Role.TRAINING_OFFICE)
    assert client.post("/schedule/years/open", {"year": "2027"}).status_code == 302
    assert (ScheduleYear.objects.count(), CourseSession.objects.count()) == (1, 2)
    refused = client.post("/schedule/years/open", {"year": "2030"})
    assert (refused.status_code, "2030년 확정된 연간계획이 없습니다." in refused.content.decode()) == (404, True)


def test_statements_of_the_list_do_not_grow_with_runs(client: Client) -> None:
    world = a_world()
    session = an_open_session(world)
    a_run(world, session)
    signed_in(client, Role.TRAINING_OFFICE)
    client.get("/schedule/runs")
    with CaptureQueriesContext(connection) as few:
        client.get("/schedule/runs")
    for _ in range(4):
        a_run(world, session)
    with CaptureQueriesContext(connection) as many:
        client.get("/schedule/runs")
    assert len(many) == len(few)
