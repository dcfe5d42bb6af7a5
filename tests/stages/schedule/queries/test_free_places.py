"""`queries.free_places`: what is offered for one more session really is free."""

from datetime import date

import pytest

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.schedule.models import CalendarDay, Condition, InstructorAway, RoomClosure
from baeumgil.stages.schedule.queries.free_places import free_places
from baeumgil.stages.schedule.terms import TeachingRole
from tests.build import the_operator
from tests.build_plan import a_course, an_institute
from tests.build_schedule import a_room, a_schedule_year, a_session, a_site, an_instructor

pytestmark = pytest.mark.django_db


def test_the_first_days_on_which_room_instructor_and_calendar_are_all_free() -> None:
    with clock.fixed(date(2027, 3, 1)):
        institute = an_institute()
        course = a_course("보고서 작성", institute=institute)
        room = a_room(site=a_site(institute=institute), seats=40)
        teacher = an_instructor(institute=institute, courses=[course])
        Condition.objects.create(
            course_id=course, needs_room=True, roles=["lead"], gap_days=0, given=["needs_room", "roles", "gap_days"]
        )
        year = a_schedule_year(2027, institute=institute)
        a_session(
            year=year,
            course=course,
            seats=30,
            days=2,
            starts=date(2027, 3, 8),
            room=room,
            teachers={TeachingRole.LEAD: teacher},
        )
        now = clock.now()
        RoomClosure.objects.create(
            room_id=room, kind="repair", starts_on=date(2027, 3, 10), ends_on=date(2027, 3, 10), declared_at=now
        )
        InstructorAway.objects.create(
            instructor_id=teacher,
            kind="leave",
            starts_on=date(2027, 3, 11),
            ends_on=date(2027, 3, 12),
            declared_at=now,
        )
        CalendarDay.objects.create(
            institute_id=institute, on=date(2027, 3, 15), kind="closed", name="개원기념일", declared_at=now
        )
        found = free_places(actor=the_operator(), course=course, seats=25, after=date(2027, 3, 8), limit=1)
        assert [(place.dates, place.room, dict(place.instructors)) for place in found] == [
            ((date(2027, 3, 16), date(2027, 3, 17)), room, {TeachingRole.LEAD: teacher})
        ]
        [crowded] = free_places(actor=the_operator(), course=course, seats=41, after=date(2027, 3, 8), limit=1)
        assert (crowded.room, crowded.wishes) == (None, ("강의실이 정해지지 않았습니다.",))
        assert free_places(actor=the_operator(), course=course, seats=25, before=date(2027, 3, 2)) == ()


def test_a_course_that_never_had_a_session_has_no_place_and_nobody_asks_unknown() -> None:
    course = a_course("보고서 작성", institute=an_institute())
    assert free_places(actor=the_operator(), course=course, seats=20) == ()
    with pytest.raises(NotAllowed):
        free_places(actor=Actor.nobody(), course=course, seats=20)
