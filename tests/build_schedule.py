"""Builders of `schedule`: rows straight into the tables, so that one test needs one thing."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import count

from baeumgil.core import clock
from baeumgil.stages.plan.terms import VersionState
from baeumgil.stages.schedule.models import (
    CourseSession,
    Instructor,
    Room,
    ScheduleYear,
    SessionDay,
    Site,
    Teachable,
    Teaching,
    TeachingDay,
)
from baeumgil.stages.schedule.terms import InstructorSide, RoomFeature, RoomKind, SessionState, TeachingRole
from tests.build_plan import a_plan, a_version

_numbers = count(1)
WEEKDAYS = (1, 2, 3, 4, 5)


def a_site(name: str = "배움관", *, institute: int) -> int:
    """A building."""
    return Site.objects.create(institute_id=institute, code=f"S{next(_numbers)}", name=name).pk


def a_room(
    name: str = "제1강의실",
    *,
    site: int,
    seats: int = 40,
    kind: RoomKind = RoomKind.LECTURE,
    features: Sequence[RoomFeature] = (),
) -> int:
    """A room."""
    room = Room.objects.create(
        site_id=site,
        code=f"R{next(_numbers)}",
        name=name,
        kind=kind,
        seats=seats,
        features=[feature.value for feature in features],
    )
    return room.pk


def an_instructor(
    name: str = "김강사",
    *,
    institute: int,
    courses: Sequence[int] = (),
    role: TeachingRole = TeachingRole.LEAD,
    side: InstructorSide = InstructorSide.OUTSIDE,
    person: int | None = None,
) -> int:
    """An instructor who can teach these courses on any weekday."""
    instructor = Instructor.objects.create(
        institute_id=institute,
        code=f"I{next(_numbers)}",
        name=name,
        side=side,
        person_id=person,
        weekdays=list(WEEKDAYS),
    )
    Teachable.objects.bulk_create(
        Teachable(instructor_id=instructor.pk, course_id=course, role=role) for course in courses
    )
    return instructor.pk


def a_schedule_year(year: int = 2027, *, institute: int, version: int | None = None) -> int:
    """A year whose sessions may be placed."""
    if version is None:
        version = a_version(plan=a_plan(year, institute=institute), state=VersionState.APPROVED)
    row = ScheduleYear.objects.create(institute_id=institute, year=year, version_id=version, opened_at=clock.now())
    return row.pk


def a_session(
    *,
    year: int,
    course: int,
    number: int | None = None,
    name: str = "보고서 작성",
    seats: int = 30,
    days: int = 2,
    starts: date | None = None,
    dates: Sequence[date] = (),
    room: int | None = None,
    teachers: Mapping[TeachingRole, int] | None = None,
    announced: date | None = None,
    selected: int = 0,
) -> int:
    """A session; placed when `starts` (then consecutive days) or `dates` are given."""
    on = list(dates) or ([starts + timedelta(days=step) for step in range(days)] if starts else [])
    session = CourseSession.objects.create(
        year_id=year,
        course_id=course,
        number=number or next(_numbers),
        name=name,
        seats=seats,
        days=len(on) or days,
        state=SessionState.PLACED if on else SessionState.OPEN,
        starts_on=on[0] if on else None,
        ends_on=on[-1] if on else None,
        room_id=room if on else None,
        announced_on=announced,
        selected=selected,
        changed_at=clock.now(),
    )
    SessionDay.objects.bulk_create(SessionDay(session_id=session.pk, on=day, room_id=room) for day in on)
    for role, instructor in (teachers or {}).items():
        Teaching.objects.create(session_id=session.pk, role=role, instructor_id=instructor)
        TeachingDay.objects.bulk_create(
            TeachingDay(session_id=session.pk, instructor_id=instructor, on=day) for day in on
        )
    return session.pk
