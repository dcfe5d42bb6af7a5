"""빈 자리. Days, a room and instructors that are free for one more session of a course: what an extra session needs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.schedule.access import may_edit_schedule, may_see_calendar
from baeumgil.stages.schedule.models import CourseSession, ScheduleYear
from baeumgil.stages.schedule.queries.clash_facts import Desk, desk_around, working_days
from baeumgil.stages.schedule.queries.session_rows import session_rows
from baeumgil.stages.schedule.rules.clashes import (
    ClashFacts,
    RoomFacts,
    TeacherFacts,
    clashes_of,
    dates_from,
    may_overrule,
)
from baeumgil.stages.schedule.rules.rows import Placing
from baeumgil.stages.schedule.terms import SessionState, TeachingRole

MOST_SEATS = 100_000
BARE: Mapping[str, Any] = {
    "id": 0,
    "label": "",
    "state": SessionState.OPEN,
    "starts_on": None,
    "ends_on": None,
    "dates": (),
    "room": None,
    "room_name": "",
    "teachers": (),
}
"""What makes a row like another's one of a session that has no place yet."""


@dataclass(frozen=True, slots=True)
class FreePlace:
    """빈 자리 하나. `instructors` by role; `wishes` says what was wished or foreseen otherwise, if anything."""

    year: int
    dates: tuple[date, ...]
    room: int | None
    room_name: str
    instructors: Mapping[TeachingRole, int] = field(default_factory=dict)
    instructor_names: tuple[str, ...] = ()
    wishes: tuple[str, ...] = ()


def free_places(
    *,
    actor: Actor,
    course: int,
    seats: int,
    days: int | None = None,
    after: date | None = None,
    before: date | None = None,
    limit: int = 6,
) -> tuple[FreePlace, ...]:
    """Places for more sessions of a course, the earliest first, those that fit every wish before the others.

    Nothing of it clashes with holidays, closures, absences, other sessions or their instructors, and no two of them
    share a day, so that all of them can be taken. `days`: how long,
    as the course's sessions are unless said; a span between `after` and `before`, to the end of the open years unless
    said. Empty where no year is open or nothing is free. Raises `NotAllowed`.
    """
    if not (may_edit_schedule(actor) or may_see_calendar(actor)):
        raise NotAllowed
    first = max(after or clock.today() + timedelta(days=1), clock.today())
    clean: list[FreePlace] = []
    bent: list[FreePlace] = []
    for desk in _desks(course, min(max(1, seats), MOST_SEATS), days, first, before):
        until = min(before or desk.facts.last, desk.facts.last)
        for start in working_days(desk.facts, first, until):
            if len(clean) >= limit:
                break
            place = _place_at(desk, start, until)
            if place is None:
                continue
            if place.wishes:
                bent.append(place)
            elif not clean or clean[-1].dates[-1] < start:
                clean.append(place)
    return tuple(_apart([*clean, *bent])[:limit])


def _desks(course: int, seats: int, days: int | None, first: date, before: date | None) -> Iterator[Desk]:
    """One for each open year of the span: a session that does not exist yet, like the last one of the course."""
    latest = CourseSession.objects.filter(course_id=course).order_by("-year__year", "-number", "-pk")
    like = latest.values_list("pk", "year__institute_id", "needs").first()
    if like is None:
        return
    pattern = session_rows(Q(pk=like[0]))[0]
    years = ScheduleYear.objects.filter(institute_id=like[1], year__gte=first.year).order_by("year")
    if before is not None:
        years = years.filter(year__lte=before.year)
    for schedule_year, year in years.values_list("pk", "year"):
        numbers = latest.filter(year_id=schedule_year).values_list("number", flat=True)
        number = (numbers.first() or 0) + 1
        row = replace(
            pattern,
            **BARE,
            schedule_year=schedule_year,
            year=year,
            number=number,
            seats=seats,
            days=days or pattern.days,
        )
        yield desk_around(row, like[1], _needs(like[2]))


def _needs(stored: Any) -> Mapping[str, Any]:
    return stored if isinstance(stored, dict) else {}


def _apart(places: Sequence[FreePlace]) -> list[FreePlace]:
    """Those that share no day with one before them."""
    taken: set[date] = set()
    found = []
    for place in places:
        if not taken.intersection(place.dates):
            taken.update(place.dates)
            found.append(place)
    return found


def _place_at(desk: Desk, start: date, until: date) -> FreePlace | None:
    facts = desk.facts
    dates = dates_from(start, facts)
    if dates[-1] > until:
        return None
    there = frozenset(dates)
    rooms = _rooms(facts)
    room = next((room for room in rooms if _is_room_free(room, there)), None)
    teachers = _teachers(facts, there)
    if teachers is None or (rooms and room is None):
        return None
    placing = Placing(session=0, dates=dates, room=room.id if room is not None else None, instructors=teachers)
    problems = clashes_of(placing, facts)
    if problems and not may_overrule(problems):
        return None
    return FreePlace(
        year=desk.row.schedule_year,
        dates=dates,
        room=room.id if room is not None else None,
        room_name=room.name if room is not None else "",
        instructors=teachers,
        instructor_names=tuple(facts.teachers[number].name for number in teachers.values()),
        wishes=tuple(dict.fromkeys(problem.message for problem in problems)),
    )


def _rooms(facts: ClashFacts) -> tuple[RoomFacts, ...]:
    """Rooms that hold the session, the smallest first; none where it needs none, or the institute has none such."""
    fitting = [
        room
        for room in facts.rooms.values()
        if facts.needs_room
        and room.is_in_use
        and room.seats >= facts.people
        and facts.features <= room.features
        and (not facts.only_rooms or room.id in facts.only_rooms)
    ]
    return tuple(sorted(fitting, key=lambda room: (room.seats, room.id)))


def _is_room_free(room: RoomFacts, there: frozenset[date]) -> bool:
    return not there & room.taken.keys() and not any(
        first <= day <= last for first, last, _why in room.closed for day in there
    )


def _teachers(facts: ClashFacts, there: frozenset[date]) -> Mapping[TeachingRole, int] | None:
    """A free instructor for each role that anybody teaches, each for one role only; None where a role finds none."""
    found: dict[TeachingRole, int] = {}
    for role in facts.roles:
        able = [teacher for teacher in facts.teachers.values() if role in teacher.roles]
        free = [teacher for teacher in able if teacher.id not in found.values() and _is_teacher_free(teacher, there)]
        if free:
            found[role] = min(free, key=lambda teacher: (len(teacher.roles), teacher.id)).id
        elif able:
            return None
    return found


def _is_teacher_free(teacher: TeacherFacts, there: frozenset[date]) -> bool:
    return (
        not there & teacher.taken.keys()
        and all(day.isoweekday() in teacher.weekdays for day in there)
        and not any(first <= day <= last for first, last in teacher.away for day in there)
    )
