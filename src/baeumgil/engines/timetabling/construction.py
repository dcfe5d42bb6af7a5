"""A first plan: sessions go in one by one, the hardest first; where nothing is free, others are put out again.

What stands in the way most often is remembered and costs more the next time, so that the search does not circle; the
counts say where the year is tight (`State.ejections`).
"""

import random
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from baeumgil.engines.timetabling.board import Board, BoardSession
from baeumgil.engines.timetabling.placing import FAR, Placing, Resource, Seat, state_from
from baeumgil.engines.timetabling.state import NOWHERE, Ejections, State

LOOKED_AT = 6
"""So many free starts are compared before one is taken."""
TRIED = 24
"""So many starts are looked at when something has to be put out."""
PATIENCE = 150
"""So many times somebody is put out without the plan growing; then what is left out stays out."""
AIM = 2
"""Points a working day away from the wished start."""


def construct(board: Board, *, seed: int, wished: Mapping[int, int] | None = None) -> State:
    """A feasible plan with as many sessions as find room; `wished` says at which first day to aim, by session."""
    return _Construction(board, seed, wished or {}).run()


class _Claim:
    """A seat that others hold: who would have to leave, and for the sake of what (a count and whose)."""

    __slots__ = ("blamed", "gone", "seat")

    def __init__(self) -> None:
        self.seat: Seat | None = None
        self.gone: set[int] = set()
        self.blamed: list[tuple[list[int], int]] = []

    def add(self, counts: list[int], which: int, there: list[int]) -> None:
        """These hold what is asked for."""
        if there:
            self.gone.update(there)
            self.blamed.append((counts, which))


class _Construction:
    def __init__(self, board: Board, seed: int, wished: Mapping[int, int]) -> None:
        self.board = board
        self.random = random.Random(seed)  # noqa: S311 (a plan must be derivable again)
        self.wished = wished
        self.hand = Placing(board)
        self.sessions = [_cheapest_first(session) for session in board.sessions]
        self.put_out = [0] * len(board.sessions)
        self.rooms = [0] * len(board.room_closed)
        self.instructors = [0] * len(board.instructor_away)
        self.audiences = [0] * len(board.audiences)
        self.chains = [0] * len(board.chains)
        self.orders = [0] * len(board.orders)
        self.earliest, self.latest = _turns(board, self.hand.open)

    def run(self) -> State:
        possible = [session for session in self.sessions if self.hand.open[session.index]]
        waiting = deque(sorted(possible, key=self._hardness))
        missing = sum(session.left_out_cost for session in possible)
        best, best_missing, idle = list(self.hand.seats), missing, 0
        while waiting and idle < PATIENCE:
            session = waiting.popleft()
            seat = self._free_seat(session)
            if seat is None:
                idle += 1
                seat, gone = self._forced_seat(session)
                if seat is None:
                    continue
                for one in gone:
                    self.hand.lift(self.sessions[one])
                    self.put_out[one] += 1
                    missing += self.sessions[one].left_out_cost
                waiting.extend(self.sessions[one] for one in gone)
            self.hand.put(session, seat)
            missing -= session.left_out_cost
            if missing < best_missing:
                best, best_missing, idle = list(self.hand.seats), missing, 0
        counts = (self.rooms, self.instructors, self.audiences, self.chains, self.orders, self.put_out)
        return replace(state_from(self.board, best), ejections=Ejections(*map(tuple, counts)))

    def _hardness(self, session: BoardSession) -> tuple[float, int]:
        """The fewer ways and the more days the sooner; sessions of a course in their order."""
        chain = self.hand.chain_of.get(session.index)
        members = self.board.chains[chain[0]].sessions if chain else (session.index,)
        ways = min(
            len(self.hand.open[one])
            * max(1, len(self.sessions[one].rooms))
            * min((len(role) for role in self.sessions[one].roles), default=9)
            for one in members
        )
        return ways / (session.days * len(members)), chain[1] if chain else 0

    def _places(self, session: BoardSession, *, within_turn: bool) -> Sequence[int]:
        """Its open starts that keep the turns of what is placed, and leave the rest of the course its time."""
        earliest, latest, latest_end = self.hand.turn_of(session.index)
        if within_turn:
            earliest = max(earliest, self.earliest[session.index])
            latest = min(latest, self.latest[session.index])
        ordinals = self.board.ordinals
        return [
            place
            for place in self.hand.open[session.index]
            if earliest <= ordinals[session.starts[place]] <= latest and ordinals[session.lasts[place]] <= latest_end
        ]

    def _price(self, session: BoardSession, place: int) -> int:
        wished = self.wished.get(session.index)
        aim = 0 if wished is None else AIM * abs(session.starts[place] - wished)
        return aim + session.fixed_cost[place]

    def _free_seat(self, session: BoardSession) -> Seat | None:
        """The cheapest of the first few free seats."""
        for within_turn in (True, False):
            priced = [
                (self._price(session, place), self.random.random(), place)
                for place in self._places(session, within_turn=within_turn)
            ]
            priced.sort()
            best, best_price, seen = None, FAR, 0
            for price, _, place in priced:
                if price >= best_price or seen == LOOKED_AT:
                    break
                seat = self.hand.free_seat(session, place)
                if seat is not None:
                    seen += 1
                    whole = price + self.hand.added_cost(session, place)
                    if whole < best_price:
                        best, best_price = seat, whole
            if best is not None:
                return best
        return None

    def _forced_seat(self, session: BoardSession) -> tuple[Seat | None, list[int]]:
        """A seat and who has to leave for it: those whom it costs least, counting how often they had to already."""
        places = self.hand.open[session.index]
        if len(places) > TRIED:
            places = tuple(self.random.sample(places, TRIED))
        best, least = None, float("inf")
        for place in places:
            claim = self._claim(session, place)
            if claim is None:
                continue
            weight = self._weight(claim.gone) + (self._price(session, place) + self.random.random()) / 1000
            if weight < least:
                best, least = claim, weight
        if best is None:
            return None, []
        for counts, which in best.blamed:
            counts[which] += 1
        return best.seat, sorted(best.gone)

    def _claim(self, session: BoardSession, place: int) -> _Claim | None:
        """Who would have to leave if the session started here; None where closures forbid it whoever leaves."""
        claim = _Claim()
        self._ask_turns(session, place, claim)
        mask = session.masks[place]
        for audience in session.audiences:
            claim.add(self.audiences, audience, self.hand.audiences[audience].in_the_way(mask))
        room = NOWHERE
        if session.needs_room:
            room = self._least(self.hand.rooms, session.rooms, mask, claim.gone, ())
            if room == NOWHERE:
                return None
            claim.add(self.rooms, room, self.hand.rooms[room].in_the_way(mask))
        people: tuple[int, ...] = ()
        for role in session.roles:
            person = self._least(self.hand.instructors, role, mask, claim.gone, people)
            if person == NOWHERE:
                return None
            claim.add(self.instructors, person, self.hand.instructors[person].in_the_way(mask))
            people = (*people, person)
        claim.seat = Seat(place, room, people)
        return claim

    def _least(
        self, resources: Sequence[Resource], among: Iterable[int], mask: int, gone: set[int], taken: tuple[int, ...]
    ) -> int:
        """The room or instructor for which the fewest more have to leave."""
        best, best_weight = NOWHERE, float("inf")
        for which in among:
            resource = resources[which]
            if which in taken or resource.closed & mask:
                continue
            if not resource.busy & mask:
                return which
            weight = self._weight(one for one in resource.in_the_way(mask) if one not in gone)
            if weight < best_weight:
                best, best_weight = which, weight
        return best

    def _weight(self, gone: Iterable[int]) -> float:
        return sum(self.sessions[one].left_out_cost * (1 + self.put_out[one]) for one in gone)

    def _ask_turns(self, session: BoardSession, place: int, claim: _Claim) -> None:
        """Sessions of its course and of its orders that this start does not leave their turn."""
        ordinals = self.board.ordinals
        first, last = ordinals[session.starts[place]], ordinals[session.lasts[place]]
        if session.index in self.hand.chain_of:
            index, mine = self.hand.chain_of[session.index]
            chain = self.board.chains[index]
            there = []
            for at, one in enumerate(chain.sessions):
                day = self.hand.first_day(one)
                if day is not None and at != mine:
                    apart = first - day if at < mine else day - first
                    if apart < chain.gap_days:
                        there.append(one)
            claim.add(self.chains, index, there)
        for index in self.hand.orders_of.get(session.index, ()):
            order = self.board.orders[index]
            if order.after == session.index:
                end = self.hand.last_day(order.before)
                there = [order.before] if end is not None and first - end <= order.lag_days else []
            else:
                begin = self.hand.first_day(order.after)
                there = [order.after] if begin is not None and begin - last <= order.lag_days else []
            claim.add(self.orders, index, there)


def _cheapest_first(session: BoardSession) -> BoardSession:
    """The session with its rooms and instructors sorted by their points."""
    by_cost = sorted(zip(session.room_cost, session.rooms, strict=True))
    roles = [sorted(zip(cost, role, strict=True)) for cost, role in zip(session.role_cost, session.roles, strict=True)]
    return replace(
        session,
        rooms=tuple(room for _, room in by_cost),
        room_cost=tuple(cost for cost, _ in by_cost),
        roles=tuple(tuple(person for _, person in role) for role in roles),
        role_cost=tuple(tuple(cost for cost, _ in role) for role in roles),
    )


def _turns(board: Board, places: Sequence[Sequence[int]]) -> tuple[list[int], list[int]]:
    """Earliest and latest first day of each session that leaves all of its course and its orders their time.

    Where that cannot be (too many sessions, a cycle of orders) the bounds are dropped: some will be left out.
    """
    firsts = [[board.ordinals[session.starts[place]] for place in places[session.index]] for session in board.sessions]
    earliest = [days[0] if days else -FAR for days in firsts]
    latest = [days[-1] if days else FAR for days in firsts]
    steps = [
        (before, after, chain.gap_days)
        for chain in board.chains
        for before, after in zip(chain.sessions, chain.sessions[1:], strict=False)
        if firsts[before] and firsts[after]
    ]
    # A session's last day lies at least so many calendar days after its first.
    steps += [
        (order.before, order.after, board.sessions[order.before].days + order.lag_days)
        for order in board.orders
        if firsts[order.before] and firsts[order.after]
    ]
    for _ in range(20):
        moved = False
        for before, after, gap in steps:
            place = bisect_left(firsts[after], earliest[before] + gap)
            day = firsts[after][place] if place < len(firsts[after]) else FAR
            if day > earliest[after]:
                earliest[after], moved = day, True
        for before, after, gap in reversed(steps):
            place = bisect_right(firsts[before], latest[after] - gap) - 1
            day = firsts[before][place] if place >= 0 else -FAR
            if day < latest[before]:
                latest[before], moved = day, True
        if not moved:
            break
    impossible = [lo > hi for lo, hi in zip(earliest, latest, strict=True)]
    return (
        [-FAR if bad else day for day, bad in zip(earliest, impossible, strict=True)],
        [FAR if bad else day for day, bad in zip(latest, impossible, strict=True)],
    )
