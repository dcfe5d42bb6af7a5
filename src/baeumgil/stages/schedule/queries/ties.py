"""내 일정과 우리 부서 일정. Which sessions somebody, or a unit, has to do with, and why."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from django.db.models import Q

from baeumgil.core import clock
from baeumgil.stages.people.queries.careers import careers
from baeumgil.stages.people.queries.organisation import subtree
from baeumgil.stages.people.queries.persons import person_rows
from baeumgil.stages.people.queries.unit_people import people_of
from baeumgil.stages.people.rules.career import Career
from baeumgil.stages.plan.rules.targeting import filters_from_json
from baeumgil.stages.roadmap.rules.filters import holds
from baeumgil.stages.schedule.models import CourseSession, Instructor
from baeumgil.stages.schedule.rules.held_seats import HeldSeat
from baeumgil.stages.schedule.rules.rows import SessionRow
from baeumgil.stages.schedule.terms import SessionState, SessionTie

MOST_CAREERS = 400
"""A unit with more people than this has surely somebody for whom a course is meant."""


@dataclass(frozen=True, slots=True)
class Ties:
    """Why sessions are in a calendar: by course, by who teaches, and by the seats somebody holds."""

    courses: Mapping[int, frozenset[SessionTie]] = field(default_factory=dict)
    instructors: frozenset[int] = frozenset()
    seats: Mapping[int, HeldSeat] = field(default_factory=dict)

    def sessions(self) -> Q:
        """The sessions that are tied."""
        found = Q(course_id__in=sorted(self.courses))
        if self.seats:
            found |= Q(pk__in=sorted(self.seats))
        if self.instructors:
            taught = CourseSession.objects.filter(teachings__instructor_id__in=sorted(self.instructors))
            found |= Q(pk__in=taught.values("pk"))
        return found

    def of(self, row: SessionRow) -> tuple[StrEnum, ...]:
        """Why this session: first the state of an own seat, then the ties in the order of the words."""
        found = set(self.courses.get(row.course, frozenset()))
        if any(teacher.instructor in self.instructors for teacher in row.teachers):
            found.add(SessionTie.TEACHES)
        seat = self.seats.get(row.id)
        return (*([seat.state] if seat is not None else []), *(tie for tie in SessionTie if tie in found))


def unit_ties(unit: int, first: date, last: date) -> Ties:
    """What a unit and the units below it run, teach, or send people to. Constant statements.

    Courses for everybody are left out: they would fill every unit's calendar.
    """
    today = clock.today()
    units = subtree(unit, today)
    people = people_of(units, today)
    teachers = Instructor.objects.filter(person_id__in=people).values_list("pk", flat=True)
    held = careers(people) if len(people) <= MOST_CAREERS else None
    found: dict[int, set[SessionTie]] = defaultdict(set)
    for course, owner, filters in _courses(first, last):
        if owner in units:
            found[course].add(SessionTie.OWNED)
        if filters and people and (held is None or _meets(filters, held, today)):
            found[course].add(SessionTie.TARGET)
    return Ties({course: frozenset(ties) for course, ties in found.items()}, frozenset(teachers))


def own_ties(person: int, first: date, last: date, *, seats: Mapping[int, HeldSeat]) -> Ties:
    """What somebody teaches, where they hold a seat, what is meant for people such as they. Constant statements."""
    today = clock.today()
    teachers = Instructor.objects.filter(person_id=person).values_list("pk", flat=True)
    held = careers([person])
    found = {
        course: frozenset({SessionTie.TARGET})
        for course, _owner, filters in _courses(first, last)
        if filters and _meets(filters, held, today)
    }
    return Ties(found, frozenset(teachers), seats)


def own_unit(person: int) -> int | None:
    """The unit somebody is posted in today."""
    row = person_rows(person_ids=[person], on=clock.today()).get(person)
    return row.unit if row is not None else None


def _courses(first: date, last: date) -> list[tuple[int, int | None, dict[str, object]]]:
    """Courses with sessions then: owner unit and whom they are meant for."""
    rows = (
        CourseSession.objects.filter(state=SessionState.PLACED, starts_on__lte=last, ends_on__gte=first)
        .filter(year__institute__is_example=False)
        .order_by("course_id")
        .values_list("course_id", "course__owner_unit_id", "course__target_filters")
    )
    return list({course: (course, owner, filters) for course, owner, filters in rows}.values())


def _meets(filters: Mapping[str, object], held: list[Career], today: date) -> bool:
    wanted = filters_from_json(filters)
    return not wanted.is_empty and any(holds(wanted, career, today) for career in held)
