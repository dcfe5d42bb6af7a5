"""걸린 기수. Placed sessions from under which a day off, a closed room or an absent instructor has pulled the ground.

Only days from today on count: what has been held was held. Rooms and instructors are held whole days.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from baeumgil.core.particles import with_particle
from baeumgil.core.said import Said, english_day
from baeumgil.stages.schedule.rules.clashes import day_words
from baeumgil.stages.schedule.rules.rows import SessionRow
from baeumgil.stages.schedule.terms import ALL_WEEK, HitKind, RunCause

DAYS_NAMED = 4


@dataclass(frozen=True, slots=True)
class RoomStanding:
    """강의실 as hits ask about it. `closed` are first day, last day, why."""

    name: str
    seats: int
    is_in_use: bool = True
    closed: tuple[tuple[date, date, str], ...] = ()


@dataclass(frozen=True, slots=True)
class TeacherStanding:
    """강사 as hits ask about them. Why somebody is away is nobody's business here."""

    name: str
    is_in_use: bool = True
    weekdays: tuple[int, ...] = ALL_WEEK
    away: tuple[tuple[date, date], ...] = ()


@dataclass(frozen=True, slots=True)
class Ground:
    """What sessions stand on. `off` names the days that are not worked."""

    today: date
    off: Mapping[date, str]
    rooms: Mapping[int, RoomStanding] = field(default_factory=dict)
    teachers: Mapping[int, TeacherStanding] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HitCause:
    """One thing that stands against a session, on which of its days."""

    kind: HitKind
    days: tuple[date, ...]
    text: str


@dataclass(frozen=True, slots=True)
class HitRow:
    """걸린 기수. `people` are those with a seat; before anybody has one, the seats. `is_begun`: it runs already."""

    session: SessionRow
    causes: tuple[HitCause, ...]
    people: int
    is_begun: bool

    @property
    def days(self) -> tuple[date, ...]:
        """Its days that are hit, in order."""
        return tuple(sorted({day for cause in self.causes for day in cause.days}))


@dataclass(frozen=True, slots=True)
class Struck:
    """뜻밖의 일 that may happen: days declared off, a room lost, or an instructor away, from day to day."""

    cause: RunCause
    first: date
    last: date
    name: str = ""
    room: int | None = None
    instructor: int | None = None


def people_of(selected: int, seats: int) -> int:
    """Whom a change disturbs: people with a seat, or as many as the seats while nobody has one yet."""
    return selected or seats


def hits_of(rows: Sequence[SessionRow], ground: Ground) -> tuple[HitRow, ...]:
    """Sessions that cannot be held as they stand, in the order given, each with everything against it."""
    found = []
    for row in rows:
        dates = [day for day in row.dates if day >= ground.today]
        causes = tuple(_causes(row, dates, ground)) if dates else ()
        if causes:
            is_begun = row.dates[0] <= ground.today
            found.append(HitRow(row, causes, people_of(row.selected, row.seats), is_begun))
    return tuple(found)


def struck(ground: Ground, blow: Struck) -> Ground:
    """The ground as it would be after something has happened."""
    span = (blow.first, blow.last)
    match blow.cause:
        case RunCause.HOLIDAY:
            days = range(blow.first.toordinal(), blow.last.toordinal() + 1)
            off = {date.fromordinal(day): blow.name for day in days if date.fromordinal(day) not in ground.off}
            return Ground(ground.today, {**ground.off, **off}, ground.rooms, ground.teachers)
        case RunCause.ROOM_CLOSED:
            room = ground.rooms.get(blow.room or 0)
            if room is None or blow.room is None:
                return ground
            closed = RoomStanding(room.name, room.seats, room.is_in_use, (*room.closed, (*span, blow.name)))
            return Ground(ground.today, ground.off, {**ground.rooms, blow.room: closed}, ground.teachers)
        case RunCause.INSTRUCTOR_AWAY:
            one = ground.teachers.get(blow.instructor or 0)
            if one is None or blow.instructor is None:
                return ground
            away = TeacherStanding(one.name, one.is_in_use, one.weekdays, (*one.away, span))
            return Ground(ground.today, ground.off, ground.rooms, {**ground.teachers, blow.instructor: away})
        case _:
            return ground


def _causes(row: SessionRow, dates: Collection[date], ground: Ground) -> Iterator[HitCause]:
    by_name: dict[str, list[date]] = {}
    for day in dates:
        if day in ground.off:
            by_name.setdefault(ground.off[day], []).append(day)
    for name, days in by_name.items():
        yield _cause(HitKind.DAY_OFF, days, _day_off(days, name))
    if row.room is not None:
        yield from _room_causes(row, dates, ground.rooms.get(row.room))
    for teacher in row.teachers:
        yield from _teacher_causes(dates, ground.teachers.get(teacher.instructor))


def _room_causes(row: SessionRow, dates: Collection[date], room: RoomStanding | None) -> Iterator[HitCause]:
    if room is None:
        return
    if not room.is_in_use:
        yield _cause(
            HitKind.OUT_OF_USE,
            list(dates),
            Said(f"{room.name}: 이제 쓰지 않는 강의실입니다.", f"{room.name}: the room is no longer used."),
        )
    if row.selected > room.seats:
        text = Said(
            f"{room.name}: {room.seats}석인데 {row.selected}명이 정해졌습니다.",
            f"{room.name}: {row.selected} people have a place, but the room has {room.seats} seats.",
        )
        yield _cause(HitKind.ROOM_TOO_SMALL, list(dates), text)
    for first, last, why in room.closed:
        days = [day for day in dates if first <= day <= last]
        if days:
            yield _cause(HitKind.ROOM_CLOSED, days, _closed(days, room.name, why))


def _teacher_causes(dates: Collection[date], teacher: TeacherStanding | None) -> Iterator[HitCause]:
    if teacher is None:
        return
    if not teacher.is_in_use:
        yield _cause(
            HitKind.OUT_OF_USE,
            list(dates),
            Said(f"{teacher.name} 강사: 이제 맡지 않는 강사입니다.", f"{teacher.name} no longer teaches."),
        )
    away = [
        day
        for day in dates
        if day.isoweekday() not in teacher.weekdays or any(first <= day <= last for first, last in teacher.away)
    ]
    if away:
        text = Said(
            f"{listed(away)}: {teacher.name} 강사가 오지 못합니다.",
            f"{listed(away).english}: {teacher.name} cannot come.",
        )
        yield _cause(HitKind.INSTRUCTOR_AWAY, away, text)


def _day_off(days: Sequence[date], name: str) -> Said:
    when = listed(days)
    return Said(f"{when}: 쉬는 날입니다({name or '주말'}).", f"{when.english}: no working day ({name or 'weekend'}).")


def _closed(days: Sequence[date], room: str, why: str) -> Said:
    when, reason = listed(days), f"({why})" if why else ""
    return Said(
        f"{when}: {with_particle(room, '을/를')} 쓰지 못합니다{reason}.",
        f"{when.english}: {room} is closed{f' {reason}' if why else ''}.",
    )


def _cause(kind: HitKind, days: Sequence[date], text: Said) -> HitCause:
    return HitCause(kind, tuple(days), text)


def listed(days: Sequence[date]) -> Said:
    """Days for a sentence; of many, the first and how many more."""
    named = ", ".join(day_words(day) for day in days[:DAYS_NAMED])
    english = ", ".join(english_day(day) for day in days[:DAYS_NAMED])
    more = len(days) - DAYS_NAMED
    return Said(named, english) if more <= 0 else Said(f"{named} 외 {more}일", f"{english} and {more} more days")
