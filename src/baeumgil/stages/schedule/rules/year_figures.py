"""Figures of a year's calendar, the same for whoever drew it: what breaks, how full, how even, how close to the wish.

They need only days, so that a published paper without rooms and instructors can stand beside a solved year.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from baeumgil.engines.timetabling.problem import Problem, Session

Days = Mapping[str, tuple[date, ...]]
"""Days by session."""

WEEK = 7
PERCENT = 100


@dataclass(frozen=True, slots=True)
class MonthLoad:
    """One month: session days held in it, and sessions that start in it."""

    year: int
    month: int
    session_days: int
    sessions: int


@dataclass(frozen=True, slots=True)
class YearFigures:
    """한 해 일정의 숫자. Days of sessions are counted as session days; `broken` lists (session, days not worked)."""

    placed: int
    open: int
    session_days: int
    broken: tuple[tuple[str, tuple[date, ...]], ...]
    roomless: tuple[tuple[date, int], ...]
    """Days on which the rooms that fit do not suffice, however they are given out, and how many sessions go without."""
    together: tuple[tuple[str, str], ...]
    """Pairs of sessions for the same people that share a day."""
    out_of_order: tuple[tuple[str, str], ...]
    peak: int
    peak_days: tuple[date, ...]
    months: tuple[MonthLoad, ...]
    wished: int
    in_wish: int
    weeks_off: int
    avoided_days: int

    @property
    def conflicts(self) -> int:
        """Everything that cannot be held as it stands."""
        return len(self.broken) + len(self.roomless) + len(self.together) + len(self.out_of_order)

    @property
    def busiest_percent(self) -> int:
        """The fullest month against the mean month; 100 is even."""
        if not self.session_days:
            return 0
        return round(PERCENT * max(month.session_days for month in self.months) * len(self.months) / self.session_days)

    @property
    def unevenness_percent(self) -> int:
        """Mean absolute distance of months from their mean, as a share of the mean; 0 is even."""
        if not self.session_days:
            return 0
        mean = self.session_days / len(self.months)
        return round(PERCENT * sum(abs(month.session_days - mean) for month in self.months) / self.session_days)


def figures_of(problem: Problem, held: Days) -> YearFigures:
    """The figures of sessions held on these days, under the problem's calendar, rooms and wishes."""
    known = {session.id: session for session in problem.sessions}
    placed = {key: days for key, days in held.items() if days and key in known}
    working = working_days(problem)
    by_day: dict[date, list[Session]] = {}
    for key, days in placed.items():
        for day in days:
            by_day.setdefault(day, []).append(known[key])
    peak = max((len(sessions) for sessions in by_day.values()), default=0)
    wished = [known[key] for key in placed if known[key].wish is not None]
    off = {session.id: weeks_from_wish(session, placed[session.id][0]) for session in wished}
    return YearFigures(
        placed=len(placed),
        open=len(known) - len(placed),
        session_days=sum(map(len, placed.values())),
        broken=tuple(_broken(placed, working)),
        roomless=tuple(_roomless(problem, by_day, working)),
        together=tuple(_together(by_day)),
        out_of_order=tuple(_out_of_order(problem, placed)),
        peak=peak,
        peak_days=tuple(sorted(day for day, sessions in by_day.items() if peak and len(sessions) == peak)),
        months=_months(problem, placed),
        wished=len(wished),
        in_wish=sum(1 for weeks in off.values() if weeks == 0),
        weeks_off=sum(off.values()),
        avoided_days=sum(_is_avoided(problem, day) for days in placed.values() for day in days),
    )


def working_days(problem: Problem) -> frozenset[date]:
    """The days of the problem that are worked."""
    calendar = problem.calendar
    worked = {day.on for day in calendar.working}
    free = {day.on for day in calendar.holidays}
    count = (calendar.last - calendar.first).days + 1
    days = (calendar.first + timedelta(days=step) for step in range(count))
    return frozenset(
        day for day in days if day in worked or (day not in free and day.isoweekday() not in calendar.weekend)
    )


def weeks_from_wish(session: Session, starts: date) -> int:
    """Weeks begun between a start and the session's wish; 0 inside it or without one."""
    if session.wish is None or session.wish.first <= starts <= session.wish.last:
        return 0
    days = (session.wish.first - starts).days if starts < session.wish.first else (starts - session.wish.last).days
    return -(-days // WEEK)


def _broken(placed: Days, working: frozenset[date]) -> Iterable[tuple[str, tuple[date, ...]]]:
    for key, days in placed.items():
        free = tuple(day for day in days if day not in working)
        if free:
            yield key, free


def _roomless(
    problem: Problem, by_day: Mapping[date, Sequence[Session]], working: frozenset[date]
) -> Iterable[tuple[date, int]]:
    """Working days on which not every session can have a room that fits (a largest matching says how many can)."""
    for day in sorted(day for day in by_day if day in working):
        wanting = [session for session in by_day[day] if session.room is not None]
        open_rooms = [
            room for room in problem.rooms if not any(closed.first <= day <= closed.last for closed in room.closed)
        ]
        choices = [
            [
                room.id
                for room in open_rooms
                if session.room is not None
                and room.seats >= session.people
                and set(session.room.features) <= set(room.features)
                and (not session.room.only or room.id in session.room.only)
            ]
            for session in wanting
        ]
        missing = len(wanting) - largest_matching(choices)
        if missing:
            yield day, missing


def largest_matching(choices: Sequence[Sequence[str]]) -> int:
    """How many of the askers can each get one of their choices, nobody the same (augmenting paths)."""
    holder: dict[str, int] = {}

    def seat(asker: int, tried: set[str]) -> bool:
        for choice in choices[asker]:
            if choice not in tried:
                tried.add(choice)
                if choice not in holder or seat(holder[choice], tried):
                    holder[choice] = asker
                    return True
        return False

    return sum(seat(asker, set()) for asker in range(len(choices)))


def _together(by_day: Mapping[date, Sequence[Session]]) -> Iterable[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for sessions in by_day.values():
        for place, one in enumerate(sessions):
            for other in sessions[place + 1 :]:
                if set(one.audiences) & set(other.audiences):
                    found.add((min(one.id, other.id), max(one.id, other.id)))
    return sorted(found)


def _out_of_order(problem: Problem, placed: Days) -> Iterable[tuple[str, str]]:
    for order in problem.orders:
        before, after = placed.get(order.before), placed.get(order.after)
        if before and after and (after[0] - before[-1]).days <= order.lag_days:
            yield order.before, order.after


def _months(problem: Problem, placed: Days) -> tuple[MonthLoad, ...]:
    days = Counter((day.year, day.month) for held in placed.values() for day in held)
    starts = Counter((held[0].year, held[0].month) for held in placed.values())
    first, last = problem.calendar.first, problem.calendar.last
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    months = [divmod(first.year * 12 + first.month - 1 + step, 12) for step in range(count)]
    return tuple(
        MonthLoad(year, month + 1, days[(year, month + 1)], starts[(year, month + 1)]) for year, month in months
    )


def _is_avoided(problem: Problem, day: date) -> bool:
    return any(span.first <= day <= span.last and span.cost for span in problem.calendar.avoid)
