"""The page of a published year beside ours, and the ways to it."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client

from baeumgil.core import clock
from baeumgil.core.actors import Role
from baeumgil.engines.timetabling.problem import Problem
from baeumgil.stages.schedule.models import CalendarDay, CourseSession, Run
from baeumgil.stages.schedule.terms import DayKind
from tests.build import the_operator
from tests.build_plan import an_institute
from tests.build_schedule import a_schedule_year
from tests.build_web import signed_in, statements_of
from tests.stages.schedule.solving_world import (
    MONDAY,
    SECOND_MONDAY,
    TODAY,
    World,
    a_finished_run,
    a_timetable,
    a_world,
    an_open_session,
    placed,
)

pytestmark = pytest.mark.django_db

TUESDAY = date(2027, 3, 9)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.fixed(TODAY):
        yield


def published(world: World, number: int = 1) -> int:
    session = an_open_session(world, number=number)
    CourseSession.objects.filter(pk=session).update(planned_starts_on=MONDAY, planned_ends_on=TUESDAY)
    return session


def solved(world: World, session: int) -> int:
    def plan(problem: Problem) -> object:
        place = placed(problem, session, SECOND_MONDAY, world.rooms[0], world.instructors[0])
        return a_timetable(problem, [place], bound=0)

    a_finished_run(world, the_operator(), plan)
    return Run.objects.get().pk


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def test_both_years_stand_side_by_side_and_a_run_may_be_ours(client: Client) -> None:
    world = a_world()
    run = solved(world, published(world))
    CalendarDay.objects.create(
        institute_id=world.institute, on=TUESDAY, kind=DayKind.TEMPORARY, name="임시공휴일", declared_at=clock.now()
    )
    signed_in(client, Role.AUDITOR)
    address = f"/schedule/years/{world.year}/published"
    page = read(client, address)
    assert "<h1>2027년: 공개한 일정과 우리 일정</h1>" in page
    assert ("지금 달력." in page, "미정" in page) == (True, True)
    page = read(client, f"{address}?run={run}&only=broken")
    assert f'href="/schedule/runs/{run}"' in page
    assert ("쉬는 날" in page, "증명된 아래 한계 0점" in page, "보고서 작성 1기" in page) == (True, True, True)


def test_what_is_not_there_is_not_found_and_officials_are_kept_out(client: Client) -> None:
    world = a_world()
    address = f"/schedule/years/{world.year}/published"
    signed_in(client, Role.TRAINING_OFFICE)
    assert "날짜를 밝힌 기수가 없습니다" in read(client, address)
    assert client.get(f"{address}?run=99").status_code == 404
    assert client.get(f"/schedule/years/{world.year + 1}/published").status_code == 404
    signed_in(client, Role.OFFICIAL)
    assert client.get(address).status_code == 403


def test_every_year_leads_to_its_calendar_hits_counts_and_comparison(client: Client) -> None:
    world = a_world()
    example = a_schedule_year(2025, institute=an_institute("경남 교육원", code="gn", is_example=True))
    signed_in(client, Role.TRAINING_OFFICE)
    page = read(client, "/schedule/runs")
    for year, calendar in ((world.year, "/schedule?year=2027"), (example, "/schedule?year=2025&amp;institute=gn")):
        assert f'href="{calendar}"' in page
        for name in ("hits", "counts", "published"):
            assert f'href="/schedule/years/{year}/{name}"' in page
            assert client.get(f"/schedule/years/{year}/{name}").status_code == 200
    assert f'href="/schedule/years/{world.year}/published"' in read(client, "/schedule?year=2027")
    assert f'href="/schedule/years/{example}/published"' in read(client, "/schedule?year=2025&institute=gn")


def test_a_run_leads_to_its_comparison_once_it_has_a_plan(client: Client) -> None:
    world = a_world()
    run = solved(world, published(world))
    signed_in(client, Role.TRAINING_OFFICE)
    link = f'href="/schedule/years/{world.year}/published?run={run}"'
    assert link in read(client, f"/schedule/runs/{run}")
    Run.objects.filter(pk=run).update(cost=None)
    assert link not in read(client, f"/schedule/runs/{run}")


def test_twenty_sessions_take_no_more_statements_than_one(client: Client) -> None:
    world = a_world()
    run = solved(world, published(world))
    signed_in(client, Role.TRAINING_OFFICE)
    addresses = [f"/schedule/years/{world.year}/published{query}" for query in ("", f"?run={run}")]

    few = [statements_of(client, address) for address in addresses]
    for number in range(2, 21):
        published(world, number)
    assert [statements_of(client, address) for address in addresses] == few
