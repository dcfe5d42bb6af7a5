"""Everything a session could do if nothing forbade it, and which facts forbid each: what explanations are made of.

A fact is a pair of a code and what it is about. Days are bits of a mask over calendar days (not working days, so that a
holiday can be taken away in thought).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

from baeumgil.engines.timetabling.board import working_days
from baeumgil.engines.timetabling.problem import Pattern, Pin, Problem, Session, Span

Key: TypeAlias = tuple[str, str]
Keys: TypeAlias = frozenset[Key]
HOLIDAYS: Key = ("holidays", "")


def about(session: str, role: str) -> str:
    """Name a role of a session as the subject of a fact."""
    return f"{session}/{role}"


@dataclass(frozen=True, slots=True)
class Option:
    """Days a session could take: first, last and all of them, and the facts that forbid it."""

    first: int
    last: int
    mask: int
    against: Keys


@dataclass(frozen=True, slots=True)
class Choice:
    """A room or an instructor a session could have, by index, and the facts that forbid it."""

    index: int
    against: Keys


@dataclass(frozen=True, slots=True)
class Slot:
    """A role to be filled; without the fact `key` it need not be."""

    id: str
    key: Key
    people: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """All a session could do. `needs_room`: one of `rooms` must be chosen."""

    options: tuple[Option, ...]
    needs_room: bool
    rooms: tuple[Choice, ...]
    slots: tuple[Slot, ...]


class Ground:
    """A problem with its days numbered from the calendar's first."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.first = problem.calendar.first
        self.length = (problem.calendar.last - problem.calendar.first).days + 1
        worked = {day.on for day in problem.calendar.working}
        self.workdays = tuple(self.number(day) for day in working_days(problem.calendar))
        holidays = {self.number(day.on) for day in problem.calendar.holidays if day.on not in worked}
        self.lost = sorted(
            day for day in holidays - set(self.workdays) if self.day(day).isoweekday() not in problem.calendar.weekend
        )
        self.without_holidays = tuple(sorted({*self.workdays, *self.lost}))
        self.sessions = {session.id: session for session in problem.sessions}
        self.courses = {course.id: course for course in problem.courses}
        self.room_at = {room.id: index for index, room in enumerate(problem.rooms)}
        self.person_at = {person.id: index for index, person in enumerate(problem.instructors)}
        self.closed = tuple(self.mask_of(room.closed) for room in problem.rooms)
        self.away = tuple(self.mask_of(person.away) for person in problem.instructors)
        self._off: dict[tuple[int, ...], int] = {}
        self.off = tuple(self._weekdays_off(person.weekdays) for person in problem.instructors)
        self._choices: dict[tuple[str, bool], Choices] = {}
        self._known_runs: dict[tuple[int, Pattern, bool], list[tuple[int, int, int]]] = {}

    def number(self, day: date) -> int:
        """Number a day."""
        return (day - self.first).days

    def day(self, number: int) -> date:
        """Return the day of a number."""
        return self.first + timedelta(days=number)

    def mask_of_days(self, days: Iterable[date]) -> int:
        """Return some days as bits; those outside the calendar take nothing."""
        return sum(1 << number for number in map(self.number, days) if 0 <= number < self.length)

    def mask_of(self, spans: Iterable[Span]) -> int:
        """Return the days of some spans as bits."""
        mask = 0
        for span in spans:
            first, last = max(0, self.number(span.first)), min(self.length - 1, self.number(span.last))
            if first <= last:
                mask |= ((1 << (last - first + 1)) - 1) << first
        return mask

    def _weekdays_off(self, weekdays: tuple[int, ...]) -> int:
        if weekdays not in self._off:
            self._off[weekdays] = sum(
                1 << number for number in range(self.length) if self.day(number).isoweekday() not in weekdays
            )
        return self._off[weekdays]

    def choices(self, session: str, *, relaxed: bool = False) -> Choices:
        """Return what a session could do: by its conditions, or (relaxed) with the facts that forbid the rest.

        Of a session that is not relaxed only the pins are facts; its other conditions are taken as they are.
        """
        key = (session, relaxed)
        if key not in self._choices:
            row = self.sessions[session]
            self._choices[key] = Choices(
                options=self._options(row, relaxed=relaxed),
                needs_room=row.room is not None,
                rooms=self._rooms(row, relaxed=relaxed),
                slots=self._slots(row),
            )
        return self._choices[key]

    def _options(self, session: Session, *, relaxed: bool) -> tuple[Option, ...]:
        found: dict[tuple[int, int], Option] = {}
        judge = _Judge(self, session)
        runs = [(False, frozenset[Key]())]
        if relaxed and self.lost:
            runs.append((True, frozenset({HOLIDAYS})))
        for through_holidays, against in runs:
            for first, last, mask in self._run(session, through_holidays=through_holidays):
                keys = judge.against(first, last)
                if relaxed or judge.is_free_of_all_but_pins(keys):
                    whole = keys | against if against else keys
                    found.setdefault((first, mask), Option(first, last, mask, whole))
        return tuple(found.values())

    def _run(self, session: Session, *, through_holidays: bool) -> list[tuple[int, int, int]]:
        """First day, last day and all days of every start there could be."""
        key = (session.days, session.pattern, through_holidays)
        if key not in self._known_runs:
            workdays = self.without_holidays if through_holidays else self.workdays
            self._known_runs[key] = [
                (days[0], days[-1], sum(1 << day for day in days)) for days in _runs(workdays, session, self.first)
            ]
        return self._known_runs[key]

    def _rooms(self, session: Session, *, relaxed: bool) -> tuple[Choice, ...]:
        if session.room is None:
            return ()
        found = []
        pin = session.pinned or Pin()
        for index, room in enumerate(self.problem.rooms):
            keys: set[Key] = set()
            if room.seats < session.people:
                keys.add(("seats", session.id))
            if not set(session.room.features) <= set(room.features):
                keys.add(("features", session.id))
            if session.room.only and room.id not in session.room.only:
                keys.add(("only", session.id))
            is_allowed = relaxed or not keys
            if pin.room not in {None, room.id}:
                keys.add(("pinned_room", session.id))
            if is_allowed:
                found.append(Choice(index, frozenset(keys)))
        return tuple(found)

    def _slots(self, session: Session) -> tuple[Slot, ...]:
        pin = session.pinned or Pin()
        slots = []
        for role in session.roles:
            subject = about(session.id, role.id)
            pinned = pin.instructors.get(role.id)
            choices = tuple(
                Choice(
                    self.person_at[person],
                    frozenset({("pinned_instructor", subject)} if pinned not in {None, person} else set()),
                )
                for person in role.instructors
            )
            slots.append(Slot(role.id, ("role", subject), choices))
        return tuple(slots)


class _Judge:
    """Which facts forbid a session its days; equal answers are one and the same set."""

    def __init__(self, ground: Ground, session: Session) -> None:
        self._windows = [(ground.number(span.first), ground.number(span.last)) for span in session.windows]
        self._is_within_week = session.within_week
        self._weekday = ground.first.weekday()
        pin = session.pinned or Pin()
        self._start = None if pin.starts is None else ground.number(pin.starts)
        keys = [("window", session.id), ("within_week", session.id), ("pinned_start", session.id)]
        self._sets = [frozenset(key for at, key in enumerate(keys) if flags >> at & 1) for flags in range(8)]

    def against(self, first: int, last: int) -> Keys:
        """Name the facts that forbid these days."""
        flags = 0
        if self._windows and not any(start <= first and last <= end for start, end in self._windows):
            flags = 1
        if self._is_within_week and (first + self._weekday) // 7 != (last + self._weekday) // 7:
            flags |= 2
        if self._start is not None and self._start != first:
            flags |= 4
        return self._sets[flags]

    def is_free_of_all_but_pins(self, keys: Keys) -> bool:
        """Tell whether only a pin forbids it, or nothing."""
        return keys is self._sets[0] or keys is self._sets[4]


def _runs(workdays: tuple[int, ...], session: Session, first: date) -> Iterable[tuple[int, ...]]:
    if session.pattern is Pattern.BLOCK:
        for at in range(len(workdays) - session.days + 1):
            yield workdays[at : at + session.days]
        return
    by_weekday: dict[int, list[int]] = {}
    for day in workdays:
        by_weekday.setdefault((first.toordinal() + day) % 7, []).append(day)
    for days in by_weekday.values():
        for at in range(len(days) - session.days + 1):
            yield tuple(days[at : at + session.days])
