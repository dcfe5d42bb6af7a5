"""A published year beside ours."""

from collections.abc import Iterator
from datetime import date

import pytest

from baeumgil.core import clock
from baeumgil.core.actors import Role
from baeumgil.core.errors import NotAllowed
from baeumgil.engines.timetabling.plan import PlanStatus
from baeumgil.engines.timetabling.problem import Problem
from baeumgil.stages.schedule.errors import RunNotFound, YearNotOpen
from baeumgil.stages.schedule.models import CalendarDay, Condition, CourseSession, Run
from baeumgil.stages.schedule.queries.comparison import ComparedSession, comparison
from baeumgil.stages.schedule.services.runs import start_run
from baeumgil.stages.schedule.terms import DayKind, SessionState
from tests.build import an_actor, the_operator
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

OFFICE = an_actor(Role.TRAINING_OFFICE)
TUESDAY = date(2027, 3, 9)
SECOND_TUESDAY = date(2027, 3, 16)
PUBLISHED = (MONDAY, TUESDAY)
MOVED = (SECOND_MONDAY, SECOND_TUESDAY)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.fixed(TODAY):
        yield


def published(world: World, number: int = 1, *, ours: tuple[date, ...] = ()) -> int:
    """A session the paper has on 8 and 9 March."""
    room = world.rooms[number - 1] if ours else None
    session = an_open_session(world, number=number, dates=ours, room=room)
    CourseSession.objects.filter(pk=session).update(planned_starts_on=MONDAY, planned_ends_on=TUESDAY)
    return session


def declared_late(world: World, on: date) -> None:
    """A holiday nobody knew of when the plan was made."""
    CalendarDay.objects.create(
        institute_id=world.institute, on=on, kind=DayKind.TEMPORARY, name="임시공휴일", declared_at=clock.now()
    )


def solved(world: World, session: int) -> int:
    """A run that puts the session a week later than the paper."""

    def plan(problem: Problem) -> object:
        return a_timetable(problem, [placed(problem, session, SECOND_MONDAY, *_means(world))], bound=0)

    a_finished_run(world, the_operator(), plan)
    return Run.objects.get().pk


def _means(world: World) -> tuple[int, int]:
    return world.rooms[0], world.instructors[0]


def test_the_calendar_that_stands_is_set_beside_the_published_days() -> None:
    world = a_world()
    session, other = published(world, ours=MOVED), published(world, number=2)
    an_open_session(world, number=3)
    cancelled = published(world, number=4)
    CourseSession.objects.filter(pk=cancelled).update(state=SessionState.CANCELLED)
    found = comparison(actor=OFFICE, year=world.year)
    assert found.sessions == (
        ComparedSession(session, "보고서 작성 1기", PUBLISHED, MOVED, ()),
        ComparedSession(other, "보고서 작성 2기", PUBLISHED, (), ()),
    )
    assert [row.days_apart for row in found.sessions] == [7, None]
    assert (found.published.placed, found.ours.placed) == (2, 1)
    assert (found.run, found.cost, found.bound, found.status, found.rooms) == (None, None, None, None, 2)


def test_a_run_is_set_beside_the_published_days_with_what_is_proved_of_it() -> None:
    world = a_world()
    session = published(world)
    run = solved(world, session)
    found = comparison(actor=OFFICE, year=world.year, run=run)
    assert found.sessions == (ComparedSession(session, "보고서 작성 1기", PUBLISHED, MOVED, ()),)
    row = Run.objects.get(pk=run)
    assert (found.run, found.cost, found.bound, found.status) == (run, row.cost, 0, PlanStatus.FEASIBLE)
    assert comparison(actor=OFFICE, year=world.year).sessions[0].ours == ()


def test_published_weeks_are_no_wish_that_favours_the_published_year() -> None:
    world = a_world()
    session = published(world)
    run = solved(world, session)
    found = comparison(actor=OFFICE, year=world.year, run=run)
    assert '"wish"' in Run.objects.get(pk=run).problem
    assert (found.published.wished, found.ours.wished) == (0, 0)


def test_wishes_are_those_of_the_course_for_both_years() -> None:
    world = a_world()
    session = published(world)
    Condition.objects.filter(course_id=world.course).update(wish=[["03-15", "03-16"]])
    run = solved(world, session)
    found = comparison(actor=OFFICE, year=world.year, run=run)
    assert (found.published.wished, found.published.in_wish, found.published.weeks_off) == (1, 0, 1)
    assert (found.ours.wished, found.ours.in_wish, found.ours.weeks_off) == (1, 1, 0)


@pytest.mark.parametrize("with_run", [False, True])
def test_a_late_holiday_breaks_the_days_of_whoever_holds_them(*, with_run: bool) -> None:
    world = a_world()
    session = published(world, ours=() if with_run else MOVED)
    run = solved(world, session) if with_run else None
    declared_late(world, TUESDAY)
    found = comparison(actor=OFFICE, year=world.year, run=run)
    assert found.sessions == (ComparedSession(session, "보고서 작성 1기", PUBLISHED, MOVED, (TUESDAY,)),)
    assert (found.published.broken, found.ours.broken) == (((str(session), (TUESDAY,)),), ())
    declared_late(world, SECOND_MONDAY)
    found = comparison(actor=OFFICE, year=world.year, run=run)
    assert found.ours.broken == ((str(session), (SECOND_MONDAY,)),)


def test_what_is_not_there_or_not_for_everybody_is_refused() -> None:
    world = a_world()
    published(world)
    waiting = start_run(actor=the_operator(), year=world.year, seconds=5)
    for run in (waiting, waiting + 1):
        with pytest.raises(RunNotFound):
            comparison(actor=OFFICE, year=world.year, run=run)
    with pytest.raises(YearNotOpen):
        comparison(actor=OFFICE, year=world.year + 1)
    with pytest.raises(NotAllowed):
        comparison(actor=an_actor(Role.OFFICIAL), year=world.year)
