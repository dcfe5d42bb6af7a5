from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baeumgil.core import clock
from baeumgil.core.actors import Actor, Role
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.plan.models import Course
from baeumgil.stages.schedule.errors import InstructorNotFound, RoomNotFound, SessionNotFound, YearNotOpen
from baeumgil.stages.schedule.models import Invitation
from baeumgil.stages.schedule.queries.calendars import (
    instructor_head,
    open_sessions,
    room_head,
    room_names,
    schedule_years,
    session_card,
    sessions_between,
    tied_sessions,
    year_head,
    year_load,
)
from baeumgil.stages.schedule.queries.trying import move_desk, tried_days, try_move
from baeumgil.stages.schedule.rules.rows import TeacherRow
from baeumgil.stages.schedule.terms import InvitationState, SessionState, SessionTie, TeachingRole
from tests.build import a_person, a_unit, an_actor
from tests.build_plan import a_course, an_institute
from tests.build_schedule import a_room, a_schedule_year, a_session, an_instructor
from tests.stages.schedule.calendar_world import MONDAY, TODAY, TUESDAY, a_calendar_world

pytestmark = pytest.mark.django_db

ANYBODY = an_actor(Role.OFFICIAL)
OFFICE = an_actor(Role.TRAINING_OFFICE)
MARCH: dict[str, Any] = {"first": date(2027, 3, 1), "last": date(2027, 3, 31)}


@pytest.fixture(autouse=True)
def _now() -> Any:
    with clock.fixed(TODAY):
        yield


def test_a_session_is_told_whole() -> None:
    world = a_calendar_world()
    row = session_card(actor=ANYBODY, session=world.session)
    assert sessions_between(actor=ANYBODY, **MARCH) == (row,)
    assert (row.title, row.dates, row.room_name) == ("보고서 작성 1기", (MONDAY, TUESDAY), "제1강의실")
    assert (row.field_code, row.course_code, row.year, row.state) == ("JOB", "R1", 2027, SessionState.PLACED)
    assert row.teachers == (TeacherRow(TeachingRole.LEAD, world.instructor, "김강사"),)


def test_an_answer_is_told_to_the_office_beside_the_days_it_was_given_for_alone() -> None:
    world = a_calendar_world()
    asked = Invitation.objects.create(
        session_id=world.session,
        role=TeachingRole.LEAD,
        instructor_id=world.instructor,
        starts_on=MONDAY,
        ends_on=TUESDAY,
        state=InvitationState.ACCEPTED,
        invited_at=clock.now(),
    )
    (teacher,) = session_card(actor=ANYBODY, session=world.session).teachers
    assert teacher.invitation is None
    (teacher,) = session_card(actor=OFFICE, session=world.session).teachers
    assert teacher.invitation is InvitationState.ACCEPTED
    for changed in ({"starts_on": TODAY}, {"starts_on": MONDAY, "role": TeachingRole.GUEST}):
        Invitation.objects.filter(pk=asked.pk).update(**changed)
        (teacher,) = session_card(actor=OFFICE, session=world.session).teachers
        assert teacher.invitation is None


def test_a_session_is_seen_from_its_room_instructor_and_institute_alone() -> None:
    world = a_calendar_world()
    other_room = a_room("제2강의실", site=world.site)
    other = an_instructor("이강사", institute=world.institute)
    elsewhere = an_institute("다른 기관", is_example=True)

    def found(**narrowed: Any) -> list[int]:
        return [row.id for row in sessions_between(actor=ANYBODY, **MARCH, **narrowed)]

    assert found(room=world.room) == found(instructor=world.instructor) == found(institute=world.institute)
    assert found(room=world.room) == [world.session]
    assert found(room=other_room) == found(instructor=other) == found(institute=elsewhere) == []


def test_a_span_holds_what_reaches_into_it() -> None:
    a_calendar_world()

    def count(first: date, last: date) -> int:
        return len(sessions_between(actor=ANYBODY, first=first, last=last))

    assert count(TUESDAY, date(2027, 3, 31)) == 1
    assert count(date(2027, 3, 1), MONDAY) == 1
    assert count(date(2027, 3, 10), date(2027, 3, 31)) == 0


def test_a_unit_sees_what_it_runs_what_its_people_teach_and_what_is_meant_for_them() -> None:
    world = a_calendar_world()
    bureau = a_unit("기획국")
    unit = a_unit("예산과", parent=bureau)
    person = a_person(unit=unit, grade=7)
    run = a_course("예산 실무", institute=world.institute, owner_unit_id=unit)
    meant = a_course("7급 역량", institute=world.institute, target_filters={"grades": [7]})
    not_meant = a_course("5급 역량", institute=world.institute, target_filters={"grades": [5]})
    taught = a_course("보안", institute=world.institute)
    teacher = an_instructor("박내부", institute=world.institute, person=person)
    a_session(year=world.year, course=run, name="예산 실무", starts=date(2027, 3, 2))
    a_session(year=world.year, course=meant, name="7급 역량", starts=date(2027, 3, 3))
    a_session(year=world.year, course=not_meant, name="5급 역량", starts=date(2027, 3, 4))
    a_session(
        year=world.year, course=taught, name="보안", starts=date(2027, 3, 5), teachers={TeachingRole.LEAD: teacher}
    )
    expected = [
        ("예산 실무", (SessionTie.OWNED,)),
        ("7급 역량", (SessionTie.TARGET,)),
        ("보안", (SessionTie.TEACHES,)),
    ]
    for asked in (unit, bureau):
        rows, ties = tied_sessions(actor=an_actor(Role.LIAISON, units=[bureau, unit]), unit=asked, **MARCH)
        assert [(row.name, ties.of(row)) for row in rows] == expected
    assert [row.name for row in sessions_between(actor=OFFICE, unit=unit, **MARCH)] == [name for name, _ in expected]
    me = an_actor(Role.OFFICIAL, person=person)
    assert [row.name for row in tied_sessions(actor=me, unit=unit, **MARCH)[0]] == [name for name, _ in expected]
    with pytest.raises(NotAllowed):
        tied_sessions(actor=me, unit=bureau, **MARCH)
    rows, ties = tied_sessions(actor=me, **MARCH)
    assert [(row.name, ties.of(row)) for row in rows] == expected[1:]
    assert [row.name for row in sessions_between(actor=me, mine=True, **MARCH)] == ["7급 역량", "보안"]
    assert sessions_between(actor=an_actor(Role.SYSTEM_ADMIN), mine=True, **MARCH) == ()


def test_a_year_is_counted_by_day_and_month() -> None:
    world = a_calendar_world()
    other = a_course("엑셀", institute=world.institute)
    a_session(year=world.year, course=other, starts=TUESDAY, days=1, seats=20)
    a_session(year=world.year, course=other)
    load = year_load(actor=ANYBODY, institute=world.institute, year=2027)
    assert load.loads == {MONDAY: 1, TUESDAY: 2}
    assert [(month.month, month.sessions, month.days, month.seats) for month in load.months] == [(3, 2, 3, 50)]
    assert (load.placed, load.open, load.seats, len(load.days)) == (2, 1, 50, 365)
    narrowed = year_load(actor=ANYBODY, institute=world.institute, year=2027, field="JOB")
    assert (narrowed.loads, narrowed.placed, narrowed.open) == ({MONDAY: 1, TUESDAY: 1}, 1, 0)
    assert [row.state for row in open_sessions(actor=ANYBODY, institute=world.institute, year=2027)] == [
        SessionState.OPEN
    ]


def test_years_are_counted_our_own_first() -> None:
    world = a_calendar_world()
    example = an_institute("다른 기관", is_example=True)
    a_schedule_year(2025, institute=example)
    a_session(year=world.year, course=world.course)
    assert [
        (row.year, row.is_example, row.sessions, row.placed, row.open) for row in schedule_years(actor=ANYBODY)
    ] == [(2027, False, 2, 1, 1), (2025, True, 0, 0, 0)]


def test_heads_of_calendars() -> None:
    world = a_calendar_world()
    head = room_head(actor=ANYBODY, room=world.room)
    assert (head.name, head.site, head.institute, head.seats) == ("제1강의실", "배움관", world.institute, 40)
    assert instructor_head(actor=ANYBODY, instructor=world.instructor).name == "김강사"
    year = year_head(actor=ANYBODY, year=world.year)
    assert (year.id, year.institute, year.year, year.is_example) == (world.year, world.institute, 2027, False)
    assert room_names(actor=ANYBODY, institute=world.institute) == ((world.room, "제1강의실"),)
    for error, ask in (
        (RoomNotFound, lambda: room_head(actor=ANYBODY, room=999_999)),
        (InstructorNotFound, lambda: instructor_head(actor=ANYBODY, instructor=999_999)),
        (SessionNotFound, lambda: session_card(actor=ANYBODY, session=999_999)),
        (YearNotOpen, lambda: year_head(actor=ANYBODY, year=2**70)),
        (SessionNotFound, lambda: try_move(actor=OFFICE, session=999_999, starts=MONDAY)),
    ):
        with pytest.raises(error):
            ask()


def test_nobody_looks_without_having_signed_in() -> None:
    world = a_calendar_world()
    nobody = Actor.nobody()
    for ask in (
        lambda: sessions_between(actor=nobody, **MARCH),
        lambda: tied_sessions(actor=nobody, **MARCH),
        lambda: session_card(actor=nobody, session=world.session),
        lambda: year_load(actor=nobody, institute=world.institute, year=2027),
        lambda: schedule_years(actor=nobody),
        lambda: year_head(actor=nobody, year=1),
        lambda: room_head(actor=nobody, room=world.room),
        lambda: instructor_head(actor=nobody, instructor=world.instructor),
        lambda: open_sessions(actor=nobody, institute=world.institute, year=2027),
        lambda: room_names(actor=nobody, institute=world.institute),
        lambda: try_move(actor=ANYBODY, session=world.session, starts=MONDAY),
        lambda: tried_days(actor=ANYBODY, session=world.session, **MARCH),
        lambda: move_desk(actor=ANYBODY, session=world.session),
    ):
        with pytest.raises(NotAllowed):
            ask()


def test_trying_names_what_would_clash_and_writes_nothing() -> None:
    world = a_calendar_world()
    a_session(
        year=world.year,
        course=a_course("엑셀", institute=world.institute),
        name="엑셀",
        number=1,
        starts=date(2027, 3, 15),
        room=world.room,
    )
    assert try_move(actor=OFFICE, session=world.session, starts=date(2027, 3, 22)) == ()
    assert [problem.message for problem in try_move(actor=OFFICE, session=world.session, starts=date(2027, 3, 16))] == [
        "3. 16.(화) 제1강의실: ‘엑셀 1기’가 있습니다."
    ]
    tried = tried_days(actor=OFFICE, session=world.session, **MARCH)
    assert len(tried) == 31
    assert [day.day for day in sorted(tried) if not tried[day]] == [
        1, 2, 3, 4, 8, 9, 10, 11, 17, 18, 22, 23, 24, 25, 29, 30, 31,
    ]  # fmt: skip
    assert session_card(actor=ANYBODY, session=world.session).revision == 1


def test_the_desk_offers_rooms_teachers_and_the_nearest_free_days() -> None:
    world = a_calendar_world()
    a_room("소회의실", site=world.site, seats=5)
    second = a_room("제2강의실", site=world.site)
    other = a_course("엑셀", institute=world.institute)
    busy = an_instructor("최바쁨", institute=world.institute, courses=[world.course, other])
    a_session(year=world.year, course=other, starts=TUESDAY, days=1, room=second, teachers={TeachingRole.LEAD: busy})
    desk = move_desk(actor=OFFICE, session=world.session)
    assert [(room.name, room.fits, room.is_free) for room in desk.rooms] == [
        ("제1강의실", True, True),
        ("소회의실", False, True),
        ("제2강의실", True, False),
    ]
    assert [(teacher.name, teacher.is_free) for teacher in desk.teachers] == [("김강사", True), ("최바쁨", False)]
    assert len(desk.free) == 12
    assert (date(2027, 3, 10), date(2027, 3, 11)) in desk.free
    assert (MONDAY, TUESDAY) not in desk.free


def test_ten_times_the_sessions_take_the_same_statements() -> None:
    world = a_calendar_world()
    unit = a_unit()
    person = a_person(unit=unit)
    Course.objects.filter(pk=world.course).update(owner_unit_id=unit, target_filters={"grades": [7]})
    me = an_actor(Role.OFFICIAL, person=person)

    def statements() -> list[int]:
        counts = []
        for ask in (
            lambda: sessions_between(actor=me, **MARCH),
            lambda: sessions_between(actor=me, room=world.room, **MARCH),
            lambda: sessions_between(actor=me, instructor=world.instructor, **MARCH),
            lambda: tied_sessions(actor=me, unit=unit, **MARCH),
            lambda: tied_sessions(actor=me, **MARCH),
            lambda: session_card(actor=me, session=world.session),
            lambda: year_load(actor=me, institute=world.institute, year=2027),
            lambda: schedule_years(actor=me),
            lambda: move_desk(actor=OFFICE, session=world.session),
        ):
            with CaptureQueriesContext(connection) as seen:
                ask()
            counts.append(len(seen))
        return counts

    few = statements()
    for number in range(2, 22):
        a_session(
            year=world.year,
            course=world.course,
            number=number,
            starts=date(2027, 3, 1) + timedelta(days=number),
            days=1,
            teachers={TeachingRole.LEAD: an_instructor(institute=world.institute, courses=[world.course])},
        )
    assert statements() == few
