"""Places written many at once."""

from datetime import date

import pytest
from django.db import transaction

from baeumgil.stages.schedule.errors import ScheduleMovedOn, SessionClash
from baeumgil.stages.schedule.models import CourseSession, ScheduleYear, SessionDay, Teaching, TeachingDay
from baeumgil.stages.schedule.rules.rows import Placing
from baeumgil.stages.schedule.services.bookings import clear_placings, rebook, write_placings
from baeumgil.stages.schedule.terms import SessionState, TeachingRole
from tests.stages.schedule.solving_world import MONDAY, World, a_world, an_open_session

pytestmark = pytest.mark.django_db

TUESDAY = date(2027, 3, 9)
DATES = (MONDAY, TUESDAY)


@pytest.fixture
def world() -> World:
    return a_world()


def standing() -> list[tuple[int, str, int | None]]:
    rows = SessionDay.objects.order_by("session_id", "on")
    return [(session, on.isoformat(), room) for session, on, room in rows.values_list("session_id", "on", "room_id")]


def test_a_placing_gives_days_room_and_instructors_and_counts_as_a_change(world: World) -> None:
    session = an_open_session(world)
    write_placings([Placing(session, DATES, world.rooms[0], {TeachingRole.LEAD: world.instructors[0]})])
    row = CourseSession.objects.get(pk=session)
    assert (row.state, row.starts_on, row.ends_on, row.room_id, row.revision) == (
        SessionState.PLACED,
        MONDAY,
        TUESDAY,
        world.rooms[0],
        2,
    )
    assert standing() == [(session, "2027-03-08", world.rooms[0]), (session, "2027-03-09", world.rooms[0])]
    assert list(Teaching.objects.values_list("session_id", "instructor_id")) == [(session, world.instructors[0])]
    assert TeachingDay.objects.count() == 2
    assert ScheduleYear.objects.get(pk=world.year).revision == 2


def test_two_sessions_swap_their_rooms_in_one_go(world: World) -> None:
    first = an_open_session(world, dates=DATES, room=world.rooms[0])
    second = an_open_session(world, dates=DATES, room=world.rooms[1])
    write_placings([Placing(first, DATES, world.rooms[1]), Placing(second, DATES, world.rooms[0])])
    assert {(session, room) for session, _, room in standing()} == {(first, world.rooms[1]), (second, world.rooms[0])}


def test_a_room_taken_by_another_session_is_named_and_nothing_is_changed(world: World) -> None:
    an_open_session(world, number=1, dates=[TUESDAY], room=world.rooms[0])
    session = an_open_session(world, number=2)
    before = standing()
    with pytest.raises(SessionClash) as refused, transaction.atomic():
        write_placings([Placing(session, DATES, world.rooms[0])])
    assert [(each.code, each.message) for each in refused.value.problems] == [
        ("room_clash", "2027-03-09 제1강의실: 보고서 작성 1기, 보고서 작성 2기")
    ]
    assert standing() == before
    assert CourseSession.objects.get(pk=session).revision == 1


def test_an_instructor_taken_by_another_session_is_named(world: World) -> None:
    lead = {TeachingRole.LEAD: world.instructors[0]}
    an_open_session(world, number=1, dates=[MONDAY], teachers=lead)
    session = an_open_session(world, number=2)
    with pytest.raises(SessionClash) as refused, transaction.atomic():
        write_placings([Placing(session, DATES, world.rooms[0], lead)])
    assert [(each.code, each.message) for each in refused.value.problems] == [
        ("instructor_clash", "2027-03-08 김강사: 보고서 작성 1기, 보고서 작성 2기")
    ]


def test_sessions_of_the_set_that_clash_with_each_other_are_named(world: World) -> None:
    first, second = an_open_session(world, number=1), an_open_session(world, number=2)
    with pytest.raises(SessionClash) as refused, transaction.atomic():
        write_placings([Placing(first, (MONDAY,), world.rooms[0]), Placing(second, (MONDAY,), world.rooms[0])])
    assert [each.code for each in refused.value.problems] == ["room_clash"]
    assert standing() == []


def test_clearing_takes_everything_and_keeps_the_reason_given(world: World) -> None:
    session = an_open_session(
        world, dates=DATES, room=world.rooms[0], teachers={TeachingRole.LEAD: world.instructors[0]}
    )
    rebook((), [session], {session: ["강의실이 모두 찼습니다."]})
    row = CourseSession.objects.get(pk=session)
    assert (row.state, row.starts_on, row.room_id, row.why_open) == (
        SessionState.OPEN,
        None,
        None,
        ["강의실이 모두 찼습니다."],
    )
    assert (standing(), Teaching.objects.count(), TeachingDay.objects.count()) == ([], 0, 0)


def test_clearing_nothing_changes_nothing(world: World) -> None:
    clear_placings([])
    assert ScheduleYear.objects.get(pk=world.year).revision == 1


def test_a_cancelled_session_gets_no_place(world: World) -> None:
    session = an_open_session(world)
    CourseSession.objects.filter(pk=session).update(state=SessionState.CANCELLED)
    with pytest.raises(ScheduleMovedOn):
        write_placings([Placing(session, DATES, world.rooms[0])])
    assert standing() == []
