"""A board in hand: sessions are put and lifted one by one, and who is in whose way is known at once.

Plain Python on int bitmasks; for building a plan. Annealing keeps the same books in numpy (`moves`).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from baeumgil.engines.timetabling.board import Board, BoardSession, open_starts
from baeumgil.engines.timetabling.state import NOWHERE, State, bits, empty_state

FAR = 10**9
"""A day after, or before, every calendar."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A place a session could take: which of its starts, which room, which instructor in each role."""

    place: int
    room: int
    people: tuple[int, ...]


class Resource:
    """One room, instructor or audience: which days are taken, and by whom."""

    __slots__ = ("busy", "closed", "users")

    def __init__(self, closed: int) -> None:
        self.closed = closed
        self.busy = closed
        self.users: dict[int, int] = {}

    def take(self, session: int, mask: int) -> None:
        """The session takes these days."""
        self.users[session] = mask
        self.busy |= mask

    def free(self, session: int) -> None:
        """The session gives its days back."""
        self.busy ^= self.users.pop(session)

    def in_the_way(self, mask: int) -> list[int]:
        """Sessions that hold some of these days."""
        return [session for session, taken in self.users.items() if taken & mask]


class Placing:
    """Sessions of a board, some of them placed; hard rules are kept by whoever puts."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self.rooms = [Resource(closed) for closed in board.room_closed]
        self.instructors = [Resource(away) for away in board.instructor_away]
        self.audiences = [Resource(0) for _ in board.audiences]
        self.open = _open(board)
        """By session: its starts at which some room is open and somebody comes."""
        self.seats: list[Seat | None] = [None] * len(board.sessions)
        self.away = [[0] * len(board.group_limits) for _ in board.days]
        self.load = [0] * len(board.months)
        self.chain_of: dict[int, tuple[int, int]] = {
            session: (index, place)
            for index, chain in enumerate(board.chains)
            for place, session in enumerate(chain.sessions)
        }
        self.orders_of: dict[int, list[int]] = {}
        for index, order in enumerate(board.orders):
            self.orders_of.setdefault(order.before, []).append(index)
            self.orders_of.setdefault(order.after, []).append(index)

    def put(self, session: BoardSession, seat: Seat) -> None:
        """Place a session that has no place."""
        mask = session.masks[seat.place]
        for resource in self._resources(session, seat):
            resource.take(session.index, mask)
        for day in bits(mask) if session.absent else ():
            for group, people in session.absent:
                self.away[day][group] += people
        self.load[self.board.month_of[session.starts[seat.place]]] += session.days
        self.seats[session.index] = seat

    def lift(self, session: BoardSession) -> Seat:
        """Take a placed session out; where it was."""
        seat = self.seats[session.index]
        if seat is None:
            raise ValueError(session.id)
        for resource in self._resources(session, seat):
            resource.free(session.index)
        for day in bits(session.masks[seat.place]) if session.absent else ():
            for group, people in session.absent:
                self.away[day][group] -= people
        self.load[self.board.month_of[session.starts[seat.place]]] -= session.days
        self.seats[session.index] = None
        return seat

    def first_day(self, session: int) -> int | None:
        """First day of a session in calendar days, None while it has no place."""
        seat = self.seats[session]
        return None if seat is None else self.board.ordinals[self.board.sessions[session].starts[seat.place]]

    def last_day(self, session: int) -> int | None:
        """Last day of a session in calendar days."""
        seat = self.seats[session]
        return None if seat is None else self.board.ordinals[self.board.sessions[session].lasts[seat.place]]

    def turn_of(self, session: int) -> tuple[int, int, int]:
        """Its course's and orders' word: earliest first day, latest first day, latest last day, as things stand."""
        earliest, latest, latest_end = -FAR, FAR, FAR
        if session in self.chain_of:
            index, place = self.chain_of[session]
            chain = self.board.chains[index]
            before = self._nearest(reversed(chain.sessions[:place]))
            after = self._nearest(chain.sessions[place + 1 :])
            earliest = -FAR if before is None else before + chain.gap_days
            latest = FAR if after is None else after - chain.gap_days
        for order in (self.board.orders[index] for index in self.orders_of.get(session, ())):
            end, begin = self.last_day(order.before), self.first_day(order.after)
            if order.after == session and end is not None:
                earliest = max(earliest, end + order.lag_days + 1)
            elif order.before == session and begin is not None:
                latest_end = min(latest_end, begin - order.lag_days - 1)
        return earliest, latest, latest_end

    def free_seat(self, session: BoardSession, place: int) -> Seat | None:
        """A seat at this start where nothing is in the way, the cheapest room and people first; turns are not asked."""
        mask = session.masks[place]
        if any(self.audiences[audience].busy & mask for audience in session.audiences):
            return None
        room = NOWHERE
        if session.needs_room:
            room = next((room for room in session.rooms if not self.rooms[room].busy & mask), NOWHERE)
            if room == NOWHERE:
                return None
        people = self._free_people(session.roles, mask, ())
        return None if people is None else Seat(place, room, people)

    def added_cost(self, session: BoardSession, place: int) -> int:
        """Points that this start adds by what others do at the time: emptied groups and a crowded month."""
        board, costs = self.board, self.board.problem.costs
        emptied = 0
        for day in bits(session.masks[place]) if session.absent else ():
            away = self.away[day]
            for group, people in session.absent:
                over = away[group] + people - board.group_limits[group]
                if over > 0:
                    emptied += min(over, people)
        load = self.load[board.month_of[session.starts[place]]] + session.days - board.month_limit
        return costs.emptied * emptied + costs.crowded * max(0, min(load, session.days))

    def _resources(self, session: BoardSession, seat: Seat) -> Iterator[Resource]:
        if seat.room != NOWHERE:
            yield self.rooms[seat.room]
        for person in seat.people:
            yield self.instructors[person]
        for audience in session.audiences:
            yield self.audiences[audience]

    def _nearest(self, sessions: Iterable[int]) -> int | None:
        return next((day for one in sessions if (day := self.first_day(one)) is not None), None)

    def _free_people(
        self, roles: Sequence[tuple[int, ...]], mask: int, taken: tuple[int, ...]
    ) -> tuple[int, ...] | None:
        if not roles:
            return taken
        for person in roles[0]:
            if person not in taken and not self.instructors[person].busy & mask:
                found = self._free_people(roles[1:], mask, (*taken, person))
                if found is not None:
                    return found
        return None


def state_from(board: Board, seats: Sequence[Seat | None]) -> State:
    """The state in which every session has this seat."""
    nothing = empty_state(board)
    starts, rooms, people = list(nothing.starts), list(nothing.rooms), list(nothing.instructors)
    for session, seat in zip(board.sessions, seats, strict=True):
        if seat is not None:
            starts[session.index] = session.starts[seat.place]
            rooms[session.index] = seat.room
            people[session.index] = seat.people
    return State(tuple(starts), tuple(rooms), tuple(people))


def _open(board: Board) -> list[tuple[int, ...]]:
    """Open starts by session; sessions of a course share theirs."""
    known: dict[tuple[object, ...], tuple[int, ...]] = {}
    found = []
    for session in board.sessions:
        key = (session.masks, session.needs_room, session.rooms, session.roles)
        if key not in known:
            known[key] = open_starts(board, session)
        found.append(known[key])
    return found
