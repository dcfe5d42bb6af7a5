"""옮겨 보기. What would clash if a session stood elsewhere; nothing is written. Constant statements."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from baeumgil.core.actors import Actor
from baeumgil.core.errors import NotAllowed, Problem
from baeumgil.stages.schedule.access import may_change, may_edit_schedule
from baeumgil.stages.schedule.queries.clash_facts import Desk, desk_of, working_days
from baeumgil.stages.schedule.rules.clashes import clashes_of, dates_from
from baeumgil.stages.schedule.rules.rows import DayInfo, Placing, SessionRow
from baeumgil.stages.schedule.terms import TeachingRole

Keep = Literal["keep"]
KEEP: Keep = "keep"
RoomAsked = int | None | Keep
TeachersAsked = Mapping[TeachingRole, int] | Keep

LONGEST_TRY = timedelta(days=62)
MOST_FREE = 12


@dataclass(frozen=True, slots=True)
class RoomChoice:
    """강의실 고르기. `fits` says whether it holds the session; `is_free` whether on the days it stands now."""

    id: int
    name: str
    seats: int
    fits: bool
    is_free: bool


@dataclass(frozen=True, slots=True)
class TeacherChoice:
    """강사 고르기."""

    id: int
    name: str
    roles: frozenset[TeachingRole]
    is_free: bool


@dataclass(frozen=True, slots=True)
class MoveDesk:
    """옮기기. The session, what may be chosen, and the nearest days on which nothing clashes."""

    row: SessionRow
    institute: int
    is_example: bool
    rooms: tuple[RoomChoice, ...]
    teachers: tuple[TeacherChoice, ...]
    roles: tuple[TeachingRole, ...]
    free: tuple[tuple[date, ...], ...]
    days: Mapping[date, DayInfo]


def try_move(
    *,
    actor: Actor,
    session: int,
    starts: date,
    room: RoomAsked = KEEP,
    instructors: TeachersAsked = KEEP,
) -> tuple[Problem, ...]:
    """Every clash of the session on that day, in that room, with those instructors; empty when it may stand there.

    Raises `NotAllowed`, `SessionNotFound`.
    """
    desk = _desk(actor, session)
    return clashes_of(placing_at(desk, starts, room, instructors), desk.facts)


def tried_days(
    *, actor: Actor, session: int, first: date, last: date, room: RoomAsked = KEEP, instructors: TeachersAsked = KEEP
) -> Mapping[date, tuple[Problem, ...]]:
    """The same for every day of a span of at most two months: what a calendar shows while a session is dragged."""
    desk = _desk(actor, session)
    last = min(last, first + LONGEST_TRY)
    return {
        day: clashes_of(placing_at(desk, day, room, instructors), desk.facts)
        for day in (first + timedelta(days=step) for step in range((last - first).days + 1))
        if desk.facts.first <= day <= desk.facts.last
    }


def move_desk(*, actor: Actor, session: int) -> MoveDesk:
    """What the form for moving offers. Raises `NotAllowed`, `SessionNotFound`."""
    desk = _desk(actor, session)
    facts, row = desk.facts, desk.row
    there = set(row.dates)
    rooms = tuple(
        RoomChoice(
            id=room.id,
            name=room.name,
            seats=room.seats,
            fits=room.seats >= row.seats
            and facts.features <= room.features
            and (not facts.only_rooms or room.id in facts.only_rooms),
            is_free=not there & room.taken.keys()
            and not any(first <= day <= last for first, last, _why in room.closed for day in there),
        )
        for room in facts.rooms.values()
    )
    teachers = tuple(
        TeacherChoice(
            id=teacher.id,
            name=teacher.name,
            roles=teacher.roles,
            is_free=not there & teacher.taken.keys()
            and not any(first <= day <= last for first, last in teacher.away for day in there)
            and all(day.isoweekday() in teacher.weekdays for day in there),
        )
        for teacher in facts.teachers.values()
    )
    return MoveDesk(
        row=row,
        institute=desk.institute,
        is_example=desk.is_example,
        rooms=rooms,
        teachers=teachers,
        roles=facts.roles,
        free=_free(desk),
        days=facts.days,
    )


def placing_at(desk: Desk, starts: date, room: RoomAsked, instructors: TeachersAsked) -> Placing:
    """The session on its days from a start on; what is kept is as it stands."""
    now = {teacher.role: teacher.instructor for teacher in desk.row.teachers}
    is_unchanged = starts == desk.row.starts_on and len(desk.row.dates) == desk.facts.length
    return Placing(
        session=desk.row.id,
        dates=desk.row.dates if is_unchanged else dates_from(starts, desk.facts),
        room=desk.row.room if room == KEEP else room,
        instructors=now if instructors == KEEP else dict(instructors),
    )


def _free(desk: Desk) -> tuple[tuple[date, ...], ...]:
    """The nearest days without a clash, in order of the calendar."""
    row = desk.row
    near = row.starts_on or row.planned_starts_on or desk.facts.today or desk.facts.first
    found: list[tuple[date, ...]] = []
    days = sorted(
        working_days(desk.facts, desk.facts.first, desk.facts.last), key=lambda day: (abs((day - near).days), day)
    )
    for day in days:
        placing = placing_at(desk, day, KEEP, KEEP)
        if day != row.starts_on and not clashes_of(placing, desk.facts):
            found.append(placing.dates)
        if len(found) == MOST_FREE:
            break
    return tuple(sorted(found))


def _desk(actor: Actor, session: int) -> Desk:
    if not may_edit_schedule(actor):
        raise NotAllowed
    desk = desk_of(session, is_trusted=actor.is_trusted)
    if not may_change(actor, is_example=desk.is_example):
        raise NotAllowed
    return desk
