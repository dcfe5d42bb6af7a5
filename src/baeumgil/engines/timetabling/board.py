"""The problem compiled to small numbers: days, rooms and people become indices, sets of days become bits.

Bit `d` of a mask stands for `board.days[d]`, the `d`-th working day. Everything that a session alone decides (where it
may start, what a start costs by itself, which rooms hold it) is worked out here once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from baeumgil.engines.timetabling.problem import Calendar, Instructor, Pattern, Pin, Problem, Room, Session, Span

WEEK = 7
MOST_WEEKS = 26
"""A start further from its wish than this costs no more."""
SEATS_A_POINT = 20
"""So many empty seats make one unit of `spare`."""


@dataclass(frozen=True, slots=True)
class BoardSession:
    """A session with its legal starts in order of days; `starts`, `masks`, `lasts`, `fixed_cost` run side by side.

    Legal means by windows, pattern, week and pin; rooms and people are not looked at (`open_starts` does).
    """

    index: int
    id: str
    course: int
    days: int
    starts: tuple[int, ...]
    masks: tuple[int, ...]
    lasts: tuple[int, ...]
    """Index of the last day of each start."""
    fixed_cost: tuple[int, ...]
    """Points that depend on the start alone: promise, avoid, wish, weekday."""
    needs_room: bool
    rooms: tuple[int, ...]
    room_cost: tuple[int, ...]
    """Points of `spare` beside each of `rooms`."""
    roles: tuple[tuple[int, ...], ...]
    role_cost: tuple[tuple[int, ...], ...]
    """Points of `fee` for all its days beside each instructor of `roles`."""
    audiences: tuple[int, ...]
    absent: tuple[tuple[int, int], ...]
    """(group, people away), only where somebody is."""
    left_out_cost: int


@dataclass(frozen=True, slots=True)
class Chain:
    """Sessions of a course that start in this order, at least `gap_days` calendar days apart."""

    course: int
    sessions: tuple[int, ...]
    gap_days: int


@dataclass(frozen=True, slots=True)
class BoardOrder:
    """If both are placed, the first day of `after` is later than the last day of `before` by more than `lag_days`."""

    before: int
    after: int
    lag_days: int


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Board:
    """A whole problem in indices; `days` are the working days, `months` the calendar months as (year, month).

    Boards are compared by identity, so that solvers can keep what they made of one beside it.
    """

    problem: Problem
    days: tuple[date, ...]
    ordinals: tuple[int, ...]
    """Each working day counted in calendar days, for gaps and lags."""
    months: tuple[tuple[int, int], ...]
    month_of: tuple[int, ...]
    """Index of the month of each working day."""
    month_limit: int
    sessions: tuple[BoardSession, ...]
    room_closed: tuple[int, ...]
    instructor_away: tuple[int, ...]
    audiences: tuple[str, ...]
    group_limits: tuple[int, ...]
    chains: tuple[Chain, ...]
    orders: tuple[BoardOrder, ...]


@dataclass(frozen=True, slots=True)
class _Run:
    """What a run of `days` days in a pattern takes, for every working day as its start; None where it does not end."""

    masks: tuple[int | None, ...]
    lasts: tuple[int, ...]
    avoided: tuple[int, ...]


def working_days(calendar: Calendar) -> tuple[date, ...]:
    """Days on which sessions can take place."""
    holidays = {holiday.on for holiday in calendar.holidays}
    working = {day.on for day in calendar.working}
    length = (calendar.last - calendar.first).days + 1
    every = (calendar.first + timedelta(days=number) for number in range(length))
    return tuple(
        day for day in every if day in working or (day not in holidays and day.isoweekday() not in calendar.weekend)
    )


def months_of(calendar: Calendar) -> tuple[tuple[int, int], ...]:
    """Calendar months that the calendar touches."""
    first = calendar.first.year * 12 + calendar.first.month - 1
    last = calendar.last.year * 12 + calendar.last.month - 1
    return tuple((number // 12, number % 12 + 1) for number in range(first, last + 1))


def monday_of(day: date) -> int:
    """Number of the Monday of the day's week."""
    return day.toordinal() - day.weekday()


def weeks_from(wish: Span, start: date) -> int:
    """Weeks begun between a start and the wish, at most MOST_WEEKS."""
    apart = max((wish.first - start).days, (start - wish.last).days, 0)
    return min(-(-apart // WEEK), MOST_WEEKS)


def eligible_rooms(problem: Problem, session: Session) -> tuple[Room, ...]:
    """Rooms that hold the session, by seats, features, `only` and pin; closures are not looked at."""
    if session.room is None:
        return ()
    need, pin = session.room, session.pinned or Pin()
    return tuple(
        room
        for room in problem.rooms
        if room.seats >= session.people
        and set(need.features) <= set(room.features)
        and (not need.only or room.id in need.only)
        and pin.room in {None, room.id}
    )


def compile_board(problem: Problem) -> Board:
    """The problem in indices."""
    return _Compiler(problem).board()


def open_starts(board: Board, session: BoardSession) -> tuple[int, ...]:
    """Places in `session.starts` where at least one of its rooms is open and every role has somebody who comes."""
    rooms = {board.room_closed[room] for room in session.rooms}
    roles = [{board.instructor_away[instructor] for instructor in role} for role in session.roles]
    return tuple(
        place
        for place, mask in enumerate(session.masks)
        if (not session.needs_room or any(not mask & closed for closed in rooms))
        and all(any(not mask & away for away in role) for role in roles)
    )


class _Compiler:
    """Holds the numbering while the board is made."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.days = working_days(problem.calendar)
        self.place = {day: index for index, day in enumerate(self.days)}
        self.mondays = [monday_of(day) for day in self.days]
        self.rooms = {room.id: index for index, room in enumerate(problem.rooms)}
        self.instructors = {person.id: index for index, person in enumerate(problem.instructors)}
        self.courses = {course.id: index for index, course in enumerate(problem.courses)}
        self.groups = {group.id: index for index, group in enumerate(problem.groups)}
        self.audiences = {word: None for session in problem.sessions for word in session.audiences}
        self.audience = {word: index for index, word in enumerate(self.audiences)}
        self.avoided = [
            sum(span.cost for span in problem.calendar.avoid if span.first <= day <= span.last) for day in self.days
        ]
        self._runs: dict[tuple[int, Pattern], _Run] = {}
        self._starts: dict[tuple[object, ...], tuple[int, ...]] = {}

    def board(self) -> Board:
        problem = self.problem
        months = months_of(problem.calendar)
        month_at = {month: index for index, month in enumerate(months)}
        all_days = sum(session.days for session in problem.sessions)
        numbers = {session.id: index for index, session in enumerate(problem.sessions)}
        return Board(
            problem=problem,
            days=self.days,
            ordinals=tuple(day.toordinal() for day in self.days),
            months=months,
            month_of=tuple(month_at[day.year, day.month] for day in self.days),
            month_limit=problem.costs.crowded_percent * all_days // (100 * len(months)),
            sessions=tuple(self._session(index, session) for index, session in enumerate(problem.sessions)),
            room_closed=tuple(self._within(room.closed) for room in problem.rooms),
            instructor_away=tuple(self._away(person) for person in problem.instructors),
            audiences=tuple(self.audiences),
            group_limits=tuple(group.away_limit for group in problem.groups),
            chains=tuple(self._chains()),
            orders=tuple(
                BoardOrder(numbers[order.before], numbers[order.after], order.lag_days) for order in problem.orders
            ),
        )

    def _within(self, spans: Iterable[Span]) -> int:
        spans = tuple(spans)
        return sum(
            1 << index for index, day in enumerate(self.days) if any(span.first <= day <= span.last for span in spans)
        )

    def _away(self, person: Instructor) -> int:
        comes = set(person.weekdays)
        stays = sum(1 << index for index, day in enumerate(self.days) if day.isoweekday() not in comes)
        return stays | self._within(person.away)

    def _chains(self) -> Iterable[Chain]:
        for index, course in enumerate(self.problem.courses):
            if course.gap_days is None:
                continue
            members = [
                (session.number, place)
                for place, session in enumerate(self.problem.sessions)
                if session.course == course.id
            ]
            if len(members) > 1:
                yield Chain(index, tuple(place for _, place in sorted(members)), course.gap_days)

    def _run(self, days: int, pattern: Pattern) -> _Run:
        key = (days, pattern)
        if key not in self._runs:
            self._runs[key] = self._make_run(days, pattern)
        return self._runs[key]

    def _make_run(self, days: int, pattern: Pattern) -> _Run:
        masks: list[int | None] = []
        lasts: list[int] = []
        avoided: list[int] = []
        same_weekday: dict[int, list[int]] = {}
        for index, day in enumerate(self.days):
            same_weekday.setdefault(day.isoweekday(), []).append(index)
        seen: dict[int, int] = {}
        for index, day in enumerate(self.days):
            if pattern is Pattern.WEEKLY:
                weekday = day.isoweekday()
                nth = seen.get(weekday, 0)
                seen[weekday] = nth + 1
                taken = same_weekday[weekday][nth : nth + days]
            else:
                taken = list(range(index, min(index + days, len(self.days))))
            complete = len(taken) == days
            masks.append(sum(1 << place for place in taken) if complete else None)
            lasts.append(taken[-1])
            avoided.append(sum(self.avoided[place] for place in taken))
        return _Run(tuple(masks), tuple(lasts), tuple(avoided))

    def _legal(self, session: Session) -> tuple[int, ...]:
        pin = session.pinned or Pin()
        key = (session.days, session.pattern, session.within_week, session.windows, pin.starts)
        if key in self._starts:
            return self._starts[key]
        run = self._run(session.days, session.pattern)
        days = self.days
        if pin.starts is not None:
            candidates: Iterable[int] = [self.place[pin.starts]] if pin.starts in self.place else []
        else:
            candidates = range(len(days))
        found = tuple(
            start
            for start in candidates
            if run.masks[start] is not None
            and (not session.within_week or self.mondays[start] == self.mondays[run.lasts[start]])
            and (
                not session.windows
                or any(
                    window.first <= days[start] and days[run.lasts[start]] <= window.last for window in session.windows
                )
            )
        )
        self._starts[key] = found
        return found

    def _session(self, index: int, session: Session) -> BoardSession:
        costs = self.problem.costs
        pin = session.pinned or Pin()
        run = self._run(session.days, session.pattern)
        # A pin that names a room or role which the session does not have can never be kept.
        keepable = (session.room is not None or pin.room is None) and set(pin.instructors) <= {
            role.id for role in session.roles
        }
        starts = self._legal(session) if keepable else ()
        rooms = eligible_rooms(self.problem, session)
        roles = tuple(
            tuple(
                self.instructors[person]
                for person in dict.fromkeys(role.instructors)
                if pin.instructors.get(role.id, person) == person
            )
            for role in session.roles
        )
        fees = [person.fee * costs.fee * session.days for person in self.problem.instructors]
        return BoardSession(
            index=index,
            id=session.id,
            course=self.courses[session.course],
            days=session.days,
            starts=starts,
            masks=tuple(run.masks[start] or 0 for start in starts),
            lasts=tuple(run.lasts[start] for start in starts),
            fixed_cost=tuple(
                self._start_cost(session, self.days[start]) + costs.avoid * run.avoided[start] for start in starts
            ),
            needs_room=session.room is not None,
            rooms=tuple(self.rooms[room.id] for room in rooms),
            room_cost=tuple(costs.spare * ((room.seats - session.people) // SEATS_A_POINT) for room in rooms),
            roles=roles,
            role_cost=tuple(tuple(fees[person] for person in role) for role in roles),
            audiences=tuple(self.audience[word] for word in dict.fromkeys(session.audiences)),
            absent=tuple((self.groups[group], people) for group, people in session.absent.items() if people),
            left_out_cost=costs.unplaced * session.priority,
        )

    def _start_cost(self, session: Session, start: date) -> int:
        costs = self.problem.costs
        cost = costs.wish * weeks_from(session.wish, start) if session.wish else 0
        if session.weekdays and start.isoweekday() not in session.weekdays:
            cost += costs.weekday
        if session.announced is not None and start != session.announced:
            cost += costs.promise
        return cost
