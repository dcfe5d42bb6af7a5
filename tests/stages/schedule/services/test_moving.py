from datetime import date
from typing import Any

import pytest

from baeumgil.core import clock
from baeumgil.core.actors import Role
from baeumgil.core.errors import NotAllowed
from baeumgil.core.models import AuditEntry
from baeumgil.stages.schedule.errors import ScheduleMovedOn, SessionClash, SessionInvalid, SessionNotFound
from baeumgil.stages.schedule.models import CourseSession, Invitation, ScheduleYear, SessionDay, TeachingDay
from baeumgil.stages.schedule.services.moving import (
    announce_sessions,
    move_session,
    pin_session,
    unplace_session,
)
from baeumgil.stages.schedule.terms import InvitationState, SessionState, TeachingRole
from tests.build import an_actor, the_operator
from tests.build_plan import a_course, an_institute
from tests.build_schedule import a_room, a_schedule_year, a_session, an_instructor
from tests.stages.schedule.calendar_world import MONDAY, TODAY, TUESDAY, CalendarWorld, a_calendar_world

pytestmark = pytest.mark.django_db

OFFICE = an_actor(Role.TRAINING_OFFICE)
LATER = date(2027, 3, 15)


@pytest.fixture(autouse=True)
def _now() -> Any:
    with clock.fixed(TODAY):
        yield


def standing(session: int) -> tuple[Any, ...]:
    row = CourseSession.objects.get(pk=session)
    days = list(SessionDay.objects.filter(session=session).order_by("on").values_list("on", "room_id"))
    taught = list(TeachingDay.objects.filter(session=session).order_by("on").values_list("on", "instructor_id"))
    pins = (row.is_date_pinned, row.is_room_pinned, row.are_instructors_pinned)
    return row.state, row.starts_on, row.ends_on, row.room_id, row.announced_on, row.revision, pins, days, taught


def years() -> list[int]:
    return list(ScheduleYear.objects.order_by("pk").values_list("revision", flat=True))


def move(world: CalendarWorld, starts: date = LATER, **more: Any) -> tuple[date, ...]:
    return move_session(actor=OFFICE, session=world.session, starts=starts, **more)


def test_a_session_is_moved_with_its_room_and_instructor() -> None:
    world = a_calendar_world()
    assert move(world, revision=1) == (LATER, date(2027, 3, 16))
    state, starts_on, ends_on, room, _announced, revision, _pins, days, taught = standing(world.session)
    assert (state, starts_on, ends_on, room, revision) == (
        SessionState.PLACED,
        LATER,
        date(2027, 3, 16),
        world.room,
        2,
    )
    assert days == [(LATER, world.room), (date(2027, 3, 16), world.room)]
    assert taught == [(LATER, world.instructor), (date(2027, 3, 16), world.instructor)]
    assert years() == [2]
    assert AuditEntry.objects.filter(action="schedule.move_session").count() == 1


def test_room_and_instructor_are_changed_where_it_stands() -> None:
    world = a_calendar_world()
    room = a_room("제2강의실", site=world.site)
    other = an_instructor("이강사", institute=world.institute, courses=[world.course])
    move(world, MONDAY, room=room, instructors={TeachingRole.LEAD: other})
    assert standing(world.session)[7:] == (
        [(MONDAY, room), (TUESDAY, room)],
        [(MONDAY, other), (TUESDAY, other)],
    )
    move(world, MONDAY, room=None, instructors={}, keep_going=True)
    assert standing(world.session)[7:] == ([(MONDAY, None), (TUESDAY, None)], [])


def test_invitations_follow_what_is_moved_by_hand_and_what_is_taken_off() -> None:
    world = a_calendar_world()
    other = an_instructor("이강사", institute=world.institute, courses=[world.course])
    move(world)
    move(world, MONDAY)
    move(world, MONDAY, instructors={TeachingRole.LEAD: other})
    withdrawn, asked = InvitationState.WITHDRAWN, InvitationState.INVITED
    rows = Invitation.objects.order_by("pk").values_list("instructor_id", "starts_on", "state")
    assert list(rows) == [
        (world.instructor, LATER, withdrawn),
        (world.instructor, MONDAY, withdrawn),
        (other, MONDAY, asked),
    ]
    unplace_session(actor=OFFICE, session=world.session)
    assert set(rows.values_list("state", flat=True)) == {withdrawn}


def test_every_clash_is_named_and_nothing_changes() -> None:
    world = a_calendar_world()
    a_session(
        year=world.year,
        course=a_course("엑셀", institute=world.institute),
        name="엑셀",
        number=1,
        starts=LATER,
        room=world.room,
        teachers={TeachingRole.LEAD: world.instructor},
    )
    before = standing(world.session)
    with pytest.raises(SessionClash) as refused:
        move(world)
    assert [problem.code for problem in refused.value.problems] == ["room_clash", "instructor_clash"]
    with pytest.raises(SessionClash):
        move(world, keep_going=True)
    assert standing(world.session) == before
    assert years() == [1]


def test_what_was_only_foreseen_may_be_overruled() -> None:
    world = a_calendar_world()
    small = a_room("소회의실", site=world.site, seats=10)
    before = standing(world.session)
    with pytest.raises(SessionClash) as refused:
        move(world, room=small)
    assert [problem.code for problem in refused.value.problems] == ["room_fit"]
    assert standing(world.session) == before
    move(world, room=small, keep_going=True)
    assert standing(world.session)[3] == small
    assert AuditEntry.objects.filter(action="schedule.move_session").latest("number").facts["overruled"] == 1


def test_an_open_session_gets_its_place_by_hand() -> None:
    world = a_calendar_world()
    session = a_session(year=world.year, course=world.course, number=2, days=2)
    move_session(
        actor=OFFICE,
        session=session,
        starts=date(2027, 6, 7),
        room=world.room,
        instructors={TeachingRole.LEAD: world.instructor},
    )
    assert standing(session)[:4] == (SessionState.PLACED, date(2027, 6, 7), date(2027, 6, 8), world.room)


def test_an_old_look_at_the_session_is_refused() -> None:
    world = a_calendar_world()
    move(world)
    before = standing(world.session)
    with pytest.raises(ScheduleMovedOn):
        move(world, MONDAY, revision=1)
    with pytest.raises(ScheduleMovedOn):
        unplace_session(actor=OFFICE, session=world.session, revision=1)
    assert standing(world.session) == before


def test_a_cancelled_session_stays_cancelled() -> None:
    world = a_calendar_world()
    session = a_session(year=world.year, course=world.course, number=2)
    CourseSession.objects.filter(pk=session).update(state=SessionState.CANCELLED)
    before = standing(session)
    with pytest.raises(ScheduleMovedOn):
        move_session(actor=OFFICE, session=session, starts=LATER)
    assert standing(session) == before


def test_the_past_is_not_arranged_but_by_the_operator() -> None:
    world = a_calendar_world()
    with clock.fixed(date(2027, 3, 9)):
        before = standing(world.session)
        with pytest.raises(SessionClash):
            move(world, date(2027, 4, 5))
        with pytest.raises(SessionClash):
            unplace_session(actor=OFFICE, session=world.session)
        assert standing(world.session) == before
        move_session(actor=the_operator(), session=world.session, starts=date(2027, 3, 1), keep_going=True)
        assert standing(world.session)[1] == date(2027, 3, 1)


def test_pins_are_set_and_let_go() -> None:
    world = a_calendar_world()
    pin_session(actor=OFFICE, session=world.session, date=True, room=True, instructors=True)
    assert standing(world.session)[5:7] == (2, (True, True, True))
    pin_session(actor=OFFICE, session=world.session, room=False)
    assert standing(world.session)[5:7] == (3, (True, False, True))
    pin_session(actor=OFFICE, session=world.session, room=False)
    assert standing(world.session)[5:7] == (3, (True, False, True)), "nothing new"


def test_what_is_not_there_cannot_be_pinned() -> None:
    world = a_calendar_world()
    session = a_session(year=world.year, course=world.course, number=2)
    before = standing(session)
    with pytest.raises(SessionInvalid) as refused:
        pin_session(actor=OFFICE, session=session, date=True, room=True, instructors=True)
    assert [problem.field for problem in refused.value.problems] == ["date", "room", "instructors"]
    assert standing(session) == before


def test_a_session_is_taken_off_the_calendar() -> None:
    world = a_calendar_world()
    pin_session(actor=OFFICE, session=world.session, date=True)
    unplace_session(actor=OFFICE, session=world.session)
    state, starts_on, _ends_on, room, _announced, _revision, pins, days, taught = standing(world.session)
    assert (state, starts_on, room, pins, days, taught) == (SessionState.OPEN, None, None, (False,) * 3, [], [])
    before = standing(world.session)
    unplace_session(actor=OFFICE, session=world.session)
    assert standing(world.session) == before


def test_announced_days_are_kept_in_mind() -> None:
    world = a_calendar_world()
    session = a_session(year=world.year, course=world.course, number=2)
    assert announce_sessions(actor=OFFICE, sessions=[world.session, session]) == 1
    assert announce_sessions(actor=OFFICE, sessions=[world.session]) == 0
    move(world)
    assert standing(world.session)[4] == MONDAY
    assert announce_sessions(actor=OFFICE, sessions=[world.session]) == 1
    assert standing(world.session)[4] == LATER


@pytest.mark.parametrize("role", [None, Role.OFFICIAL, Role.LIAISON, Role.HEAD, Role.AUDITOR, Role.INSTRUCTOR])
def test_only_the_training_office_moves_sessions(role: Role | None) -> None:
    world = a_calendar_world()
    actor = an_actor(role)
    before = standing(world.session)
    for act in (
        lambda: move_session(actor=actor, session=world.session, starts=LATER),
        lambda: pin_session(actor=actor, session=world.session, date=True),
        lambda: unplace_session(actor=actor, session=world.session),
        lambda: announce_sessions(actor=actor, sessions=[world.session]),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert standing(world.session) == before


def test_years_of_examples_are_the_operators() -> None:
    institute = an_institute("다른 기관", is_example=True)
    course = a_course(institute=institute)
    session = a_session(year=a_schedule_year(2027, institute=institute), course=course, starts=MONDAY)
    before = standing(session)
    for act in (
        lambda: move_session(actor=OFFICE, session=session, starts=LATER),
        lambda: announce_sessions(actor=OFFICE, sessions=[session]),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert standing(session) == before
    assert move_session(actor=the_operator(), session=session, starts=LATER, keep_going=True)[0] == LATER


def test_an_unknown_session_is_not_found() -> None:
    a_calendar_world()
    for act in (
        lambda: move_session(actor=OFFICE, session=999_999, starts=LATER),
        lambda: pin_session(actor=OFFICE, session=999_999, date=True),
        lambda: unplace_session(actor=OFFICE, session=999_999),
        lambda: announce_sessions(actor=OFFICE, sessions=[999_999]),
    ):
        with pytest.raises(SessionNotFound):
            act()
