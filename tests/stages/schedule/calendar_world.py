"""A small year for tests of calendars: one course, a room, an instructor, a session on 8 and 9 March 2027."""

from dataclasses import dataclass
from datetime import date

from baeumgil.stages.schedule.terms import TeachingRole
from tests.build_plan import a_course, a_field, an_institute
from tests.build_schedule import a_room, a_schedule_year, a_session, a_site, an_instructor

MONDAY = date(2027, 3, 8)
TUESDAY = date(2027, 3, 9)
TODAY = date(2027, 1, 4)


@dataclass(frozen=True, slots=True)
class CalendarWorld:
    """What there is."""

    institute: int
    field: int
    course: int
    site: int
    room: int
    instructor: int
    year: int
    session: int


def a_calendar_world() -> CalendarWorld:
    """Make it."""
    institute = an_institute()
    field = a_field("직무역량", institute=institute, code="JOB")
    course = a_course("보고서 작성 과정", institute=institute, field=field, code="R1", days=2)
    site = a_site(institute=institute)
    room = a_room(site=site)
    instructor = an_instructor(institute=institute, courses=[course])
    year = a_schedule_year(2027, institute=institute)
    session = a_session(
        year=year,
        course=course,
        number=1,
        starts=MONDAY,
        room=room,
        teachers={TeachingRole.LEAD: instructor},
    )
    return CalendarWorld(institute, field, course, site, room, instructor, year, session)
