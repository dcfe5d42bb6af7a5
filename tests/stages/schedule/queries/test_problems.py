"""A year as a problem."""

import json
from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baeumgil.core import clock
from baeumgil.core.actors import Role as ActorRole
from baeumgil.core.errors import NotAllowed
from baeumgil.engines.timetabling.problem import Avoided, Course, NamedDay, Order, Pin, Present, Role, RoomNeed, Span
from baeumgil.engines.timetabling.reading import read_problem
from baeumgil.engines.timetabling.writing import problem_as_json
from baeumgil.stages.schedule.errors import YearNotOpen
from baeumgil.stages.schedule.models import CalendarDay, Condition, CourseSession, Instructor, Peak, RoomClosure
from baeumgil.stages.schedule.queries.problems import LeftOut, UntaughtRow, left_out, problem_of_year
from baeumgil.stages.schedule.terms import ClosureKind, DayKind, PeakKind, SessionState, TeachingRole
from tests.build import a_person, a_unit, an_actor
from tests.build_plan import a_course
from tests.build_schedule import a_session
from tests.stages.schedule.solving_world import MONDAY, TODAY, YEAR, World, a_world, an_open_session

pytestmark = pytest.mark.django_db

TUESDAY = date(2027, 3, 9)


@pytest.fixture
def world() -> World:
    return a_world()


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.fixed(TODAY):
        yield


def test_a_year_says_all_the_solver_needs_and_is_a_sound_file(world: World) -> None:
    session = an_open_session(world, number=3, seats=25)
    CalendarDay.objects.create(
        institute_id=world.institute, on=MONDAY, kind=DayKind.TEMPORARY, name="임시공휴일", declared_at=clock.now()
    )
    Peak.objects.create(
        institute_id=world.institute,
        kind=PeakKind.YEAR_END,
        name="연말",
        starts_on=date(2027, 12, 20),
        ends_on=date(2027, 12, 31),
        cost=2,
    )
    RoomClosure.objects.create(
        room_id=world.rooms[0],
        kind=ClosureKind.REPAIR,
        starts_on=TUESDAY,
        ends_on=TUESDAY,
        note="도색",
        declared_at=clock.now(),
    )
    problem = problem_of_year(world.year, keep="pins")
    assert read_problem(json.loads(json.dumps(problem_as_json(problem)))) == problem
    found = problem.sessions[0]
    lead = tuple(str(instructor) for instructor in world.instructors)
    assert (found.id, found.people, found.days, found.number) == (str(session), 25, 2, 1)
    assert (found.room, found.roles) == (RoomNeed(), (Role("lead", lead),))
    assert problem.courses == (Course(str(world.course), "보고서 작성", 0),)
    assert problem.calendar.holidays == (NamedDay(MONDAY, "임시공휴일"),)
    assert problem.calendar.avoid == (Avoided(date(2027, 12, 20), date(2027, 12, 31), "연말", 2),)
    assert problem.rooms[0].closed == (Span(TUESDAY, TUESDAY, "도색"),)


def test_pins_and_presence_are_kept_as_asked(world: World) -> None:
    session = an_open_session(
        world, dates=[MONDAY, TUESDAY], room=world.rooms[0], teachers={TeachingRole.LEAD: world.instructors[0]}
    )
    CourseSession.objects.filter(pk=session).update(is_date_pinned=True)
    present = Present(MONDAY, str(world.rooms[0]), {"lead": str(world.instructors[0])})
    said = {keep: problem_of_year(world.year, keep=keep).sessions[0] for keep in ("nothing", "pins", "present")}
    assert [(each.pinned, each.present) for each in said.values()] == [
        (None, None),
        (Pin(MONDAY), None),
        (Pin(MONDAY), present),
    ]


def test_sessions_that_have_begun_take_their_room_and_instructor_and_hold_others_apart(world: World) -> None:
    Condition.objects.filter(course_id=world.course).update(gap_days=7)
    an_open_session(
        world,
        number=1,
        dates=[MONDAY, TUESDAY],
        room=world.rooms[0],
        teachers={TeachingRole.LEAD: world.instructors[0]},
    )
    later = an_open_session(world, number=2)
    with clock.fixed(MONDAY):
        problem = problem_of_year(world.year, keep="pins")
    held = (Span(MONDAY, TUESDAY, "이미 시작한 기수"),)
    assert [each.id for each in problem.sessions] == [str(later)]
    assert problem.sessions[0].windows == (Span(date(2027, 3, 15), date(2027, 12, 31)),)
    assert (problem.rooms[0].closed, problem.instructors[0].away) == (held, held)


def test_cancelled_sessions_are_no_part_of_it(world: World) -> None:
    session = an_open_session(world)
    CourseSession.objects.filter(pk=session).update(state=SessionState.CANCELLED)
    assert problem_of_year(world.year, keep="pins").sessions == ()


def test_who_is_no_longer_in_use_but_still_named_is_away_all_year(world: World) -> None:
    an_open_session(world, dates=[MONDAY, TUESDAY], teachers={TeachingRole.LEAD: world.instructors[0]})
    Instructor.objects.filter(pk__in=world.instructors).update(is_in_use=False)
    problem = problem_of_year(world.year, keep="present")
    assert [(each.id, each.away) for each in problem.instructors] == [
        (str(world.instructors[0]), (Span(date(YEAR, 1, 1), date(YEAR, 12, 31), "쓰지 않음"),))
    ]


def test_departments_are_expected_to_send_their_share(world: World) -> None:
    city = a_unit("배움시")
    for name, people in (("행정국", 3), ("복지국", 1)):
        office = a_unit(f"{name} 총무과", parent=a_unit(name, parent=city))
        for _ in range(people):
            a_person(unit=office)
    an_open_session(world, seats=20)
    problem = problem_of_year(world.year, keep="pins")
    names = {group.id: group.name for group in problem.groups}
    assert {names[group]: people for group, people in problem.sessions[0].absent.items()} == {"행정국": 15, "복지국": 5}


def test_roles_nobody_can_teach_are_left_out_and_named(world: World) -> None:
    Condition.objects.filter(course_id=world.course).update(roles=["lead", "assistant"], given=["roles"])
    helped = {TeachingRole.ASSISTANT: world.instructors[0]}
    an_open_session(world, dates=[MONDAY, TUESDAY], room=world.rooms[0], teachers=helped)
    for _ in range(2):
        an_open_session(world)
    problem = problem_of_year(world.year, keep="pins")
    assert [[role.id for role in each.roles] for each in problem.sessions] == [
        ["lead", "assistant"],
        ["lead"],
        ["lead"],
    ]
    found = left_out(actor=an_actor(ActorRole.AUDITOR), year=world.year)
    assert found == LeftOut((UntaughtRow(world.course, "보고서 작성", TeachingRole.ASSISTANT, 2),))


def test_courses_in_a_ring_are_left_free_of_each_other_and_named(world: World) -> None:
    second, third = (a_course(name, institute=world.institute) for name in ("엑셀", "발표"))
    befores = {world.course: second, second: world.course, third: second}
    for course, before in befores.items():
        Condition.objects.update_or_create(course_id=course, defaults={"follows_id": before, "given": ["follows"]})
    sessions = {course: a_session(year=world.year, course=course) for course in befores}
    problem = problem_of_year(world.year, keep="nothing")
    assert problem.orders == (Order(str(sessions[second]), str(sessions[third]), 0),)
    found = left_out(actor=an_actor(ActorRole.HEAD), year=world.year)
    assert found.rings == (((world.course, "보고서 작성"), (second, "엑셀")),)


def test_what_is_left_out_is_for_those_who_see_drafts(world: World) -> None:
    for role in (ActorRole.OFFICIAL, ActorRole.LIAISON, ActorRole.INSTRUCTOR):
        with pytest.raises(NotAllowed):
            left_out(actor=an_actor(role), year=world.year)
    with pytest.raises(YearNotOpen):
        left_out(actor=an_actor(ActorRole.HEAD), year=999_999)


def test_a_year_that_is_not_open_is_no_problem() -> None:
    with pytest.raises(YearNotOpen):
        problem_of_year(1, keep="pins")


def test_statements_do_not_grow_with_sessions(world: World) -> None:
    an_open_session(world, dates=[MONDAY, TUESDAY], room=world.rooms[0])
    with CaptureQueriesContext(connection) as few:
        problem_of_year(world.year, keep="present")
    for month in range(4, 9):
        an_open_session(world, starts=date(2027, month, 7), room=world.rooms[0])
    with CaptureQueriesContext(connection) as many:
        problem_of_year(world.year, keep="present")
    assert len(many) == len(few)
