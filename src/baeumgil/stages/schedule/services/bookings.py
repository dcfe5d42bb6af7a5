"""자리 잡기. Days, rooms and instructors of many sessions written at once.

For use inside an action that holds the year. A whole set is cleared before any of it is written, so that sessions may
swap rooms. The tables refuse a second session in a room or with an instructor on one day; here that is said in words.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F

from baeumgil.core import clock
from baeumgil.core.errors import Problem
from baeumgil.core.events import announce
from baeumgil.core.locks import hold
from baeumgil.core.said import Said
from baeumgil.stages.schedule.errors import ScheduleMovedOn, SessionClash, YearNotOpen
from baeumgil.stages.schedule.events import SessionsPlaced
from baeumgil.stages.schedule.models import (
    CourseSession,
    Instructor,
    Room,
    ScheduleYear,
    SessionDay,
    Teaching,
    TeachingDay,
)
from baeumgil.stages.schedule.rules.rows import Placing
from baeumgil.stages.schedule.terms import SessionState

CHANGED = ["state", "starts_on", "ends_on", "room", "why_open", "revision", "changed_at"]
MOST_NAMED = 20


def held_year(year: int) -> ScheduleYear:
    """The year, locked until the transaction ends: whoever changes its calendar holds it first. `YearNotOpen`."""
    rows = hold(ScheduleYear, [year])
    if not rows or not isinstance(rows[0], ScheduleYear):
        raise YearNotOpen(year=year)
    return rows[0]


def write_placings(placings: Sequence[Placing]) -> None:
    """Give sessions their days, rooms and instructors, whatever they had before.

    Raises `SessionClash` naming every double booking, `ScheduleMovedOn` for a session that is gone or cancelled.
    """
    rebook(placings, ())


def clear_placings(sessions: Collection[int]) -> None:
    """Take days, rooms and instructors from sessions; they are open again."""
    rebook((), sessions)


def rebook(
    placings: Sequence[Placing], cleared: Collection[int], why: Mapping[int, Sequence[str]] | None = None
) -> None:
    """Clear some sessions and write others, as one change of their years. `why` says why a cleared one is open.

    Raises what `write_placings` raises; then nothing is changed.
    """
    by_session = {placing.session: placing for placing in placings}
    touched = set(by_session) | set(cleared)
    if not touched:
        return
    rows = list(CourseSession.objects.filter(pk__in=touched).order_by("pk"))
    if len(rows) < len(touched) or any(row.state == SessionState.CANCELLED for row in rows if row.pk in by_session):
        raise ScheduleMovedOn
    moment = clock.now()
    for row in rows:
        placing = by_session.get(row.pk)
        _fill(row, placing)
        row.why_open = [] if placing else list((why or {}).get(row.pk, row.why_open))
        row.revision += 1
        row.changed_at = moment
    _check_within(placings)
    try:
        with transaction.atomic():
            _clear(touched)
            CourseSession.objects.bulk_update(rows, CHANGED)
            _write(list(by_session.values()))
    except IntegrityError as lost:
        raise SessionClash(_clashes(placings, touched)) from lost
    ScheduleYear.objects.filter(pk__in={row.year_id for row in rows}).update(revision=F("revision") + 1)
    announce(SessionsPlaced(tuple(row.pk for row in rows)))


def _fill(row: CourseSession, placing: Placing | None) -> None:
    if placing is None:
        row.state = SessionState.CANCELLED if row.state == SessionState.CANCELLED else SessionState.OPEN
        row.starts_on = row.ends_on = row.room_id = None
        return
    row.state = SessionState.PLACED
    row.starts_on, row.ends_on = min(placing.dates), max(placing.dates)
    row.room_id = placing.room


def _clear(sessions: Collection[int]) -> None:
    TeachingDay.objects.filter(session_id__in=sessions).delete()
    Teaching.objects.filter(session_id__in=sessions).delete()
    SessionDay.objects.filter(session_id__in=sessions).delete()


def _write(placings: Sequence[Placing]) -> None:
    SessionDay.objects.bulk_create(
        SessionDay(session_id=placing.session, on=day, room_id=placing.room)
        for placing in placings
        for day in sorted(set(placing.dates))
    )
    Teaching.objects.bulk_create(
        Teaching(session_id=placing.session, role=role, instructor_id=instructor)
        for placing in placings
        for role, instructor in placing.instructors.items()
    )
    TeachingDay.objects.bulk_create(
        TeachingDay(session_id=placing.session, instructor_id=instructor, on=day)
        for placing in placings
        for instructor in placing.instructors.values()
        for day in sorted(set(placing.dates))
    )


def _check_within(placings: Sequence[Placing]) -> None:
    """Sessions of the set against each other, named before the tables refuse them namelessly."""
    rooms: dict[tuple[int, date], list[int]] = defaultdict(list)
    people: dict[tuple[int, date], list[int]] = defaultdict(list)
    for placing in placings:
        for day in set(placing.dates):
            if placing.room is not None:
                rooms[placing.room, day].append(placing.session)
            for instructor in placing.instructors.values():
                people[instructor, day].append(placing.session)
    twice_rooms = {key: found for key, found in rooms.items() if len(found) > 1}
    twice_people = {key: found for key, found in people.items() if len(found) > 1}
    if twice_rooms or twice_people:
        raise SessionClash(_named(twice_rooms, twice_people))


def _clashes(placings: Sequence[Placing], touched: Collection[int]) -> tuple[Problem, ...]:
    """What stands where the set wanted to go."""
    days = {day for placing in placings for day in placing.dates}
    wanted_rooms = {(placing.room, day): placing.session for placing in placings for day in placing.dates}
    wanted_people = {
        (instructor, day): placing.session
        for placing in placings
        for instructor in placing.instructors.values()
        for day in placing.dates
    }
    rooms = {
        (room, on): [session, wanted_rooms[room, on]]
        for session, room, on in SessionDay.objects.filter(
            on__in=days, room_id__in={room for room, _ in wanted_rooms if room is not None}
        )
        .exclude(session_id__in=touched)
        .order_by("on", "pk")
        .values_list("session_id", "room_id", "on")
        if (room, on) in wanted_rooms
    }
    people = {
        (instructor, on): [session, wanted_people[instructor, on]]
        for session, instructor, on in TeachingDay.objects.filter(
            on__in=days, instructor_id__in={instructor for instructor, _ in wanted_people}
        )
        .exclude(session_id__in=touched)
        .order_by("on", "pk")
        .values_list("session_id", "instructor_id", "on")
        if (instructor, on) in wanted_people
    }
    if not rooms and not people:
        raise ScheduleMovedOn
    return _named(rooms, people)


def _named(
    rooms: Mapping[tuple[int, date], Sequence[int]], people: Mapping[tuple[int, date], Sequence[int]]
) -> tuple[Problem, ...]:
    sessions = CourseSession.objects.in_bulk({each for found in (*rooms.values(), *people.values()) for each in found})
    room_names = dict(Room.objects.filter(pk__in={room for room, _ in rooms}).values_list("pk", "name"))
    names = dict(Instructor.objects.filter(pk__in={person for person, _ in people}).values_list("pk", "name"))
    problems = [
        Problem(
            "room_clash",
            Said(
                f"{day:%Y-%m-%d} {room_names.get(room, '강의실')}: {', '.join(str(sessions[each]) for each in found)}",
                f"{day:%Y-%m-%d} {room_names.get(room, 'room')}: {', '.join(str(sessions[each]) for each in found)}",
            ),
            Said("강의실이나 날을 바꾸세요.", "Change the room or the days."),
            field="room",
        )
        for (room, day), found in sorted(rooms.items(), key=lambda item: (item[0][1], item[0][0]))
    ]
    problems += (
        Problem(
            "instructor_clash",
            Said(
                f"{day:%Y-%m-%d} {names.get(person, '강사')}: {', '.join(str(sessions[each]) for each in found)}",
                f"{day:%Y-%m-%d} {names.get(person, 'instructor')}: {', '.join(str(sessions[each]) for each in found)}",
            ),
            Said("강사나 날을 바꾸세요.", "Change the instructor or the days."),
            field="instructors",
        )
        for (person, day), found in sorted(people.items(), key=lambda item: (item[0][1], item[0][0]))
    )
    return tuple(problems[:MOST_NAMED])
