"""A plan that stands, repaired with the fewest changes.

In this order as little as possible: sessions left out, dates moved, selected people moved, instructors changed, rooms
changed, days shifted. First only what is hit and its neighbours in time may change seats while the rest stands as it
is; a relaxation of the same neighbourhood, in which whoever gives up a date need not land anywhere, and nobody else is
there at all, says how many dates have to be given up whatever is done. Where both numbers agree, no plan of the whole
problem moves fewer dates. Where they do not, the whole year is relaxed in the same way (`resettling`) until nobody is
left in the air: that optimum is proven too.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass

from baeumgil.engines.timetabling.board import Board, BoardSession, compile_board
from baeumgil.engines.timetabling.costing import cost_lines, total
from baeumgil.engines.timetabling.counting import counted_out
from baeumgil.engines.timetabling.placing import state_from
from baeumgil.engines.timetabling.plan import RepairFigures, RepairLevel, Step, Timetable
from baeumgil.engines.timetabling.problem import Problem
from baeumgil.engines.timetabling.resettling import Resettling, Settled, Taken
from baeumgil.engines.timetabling.standing import Standing, hand_of, sound_part, standing_of
from baeumgil.engines.timetabling.state import NOWHERE, State, placements
from baeumgil.engines.timetabling.unplaced import explained
from baeumgil.engines.timetabling.writing import digest_of

REPAIR = "repair"
TWO_WEEKS = 14
NEAR = 56
"""So many days away a new date is looked for first."""
KEPT_FOR_WORDS = 0.15
"""The share of the time that is kept for saying why something stays out."""


def repair(problem: Problem, *, seconds: float = 5.0, seed: int = 1) -> Timetable:
    """The plan nearest to every session's `present`."""
    begin = time.monotonic()
    counted = counted_out(problem)
    taken = Taken()
    board = compile_board(problem)
    repaired = Repairing(board, seed=seed, until=begin + seconds * (1 - KEPT_FOR_WORDS), taken=taken).run()
    placed = placements(board, repaired.state)
    lines = cost_lines(problem, placed)
    return Timetable(
        problem=digest_of(problem),
        placed=placed,
        unplaced=explained(problem, placed, counted, until=begin + seconds),
        costs=lines,
        cost=total(lines),
        seed=seed,
        recipe=(Step(REPAIR, seed=seed, extra={str(at): count for at, count in enumerate(taken.counts)}),),
        repair=figures_of(board, repaired),
    )


def repaired_again(board: Board, step: Step) -> State:
    """Do the step of a recipe again."""
    taken = Taken(given=tuple(step.extra[str(at)] for at in range(len(step.extra))))
    return Repairing(board, seed=step.seed, until=float("inf"), taken=taken).run().state


@dataclass(frozen=True, slots=True)
class Repaired:
    """Where everything stands now, what stood before, and whether it is proved."""

    state: State
    standing: Standing
    is_proved: bool


class Repairing:
    """One repair, step by step."""

    def __init__(self, board: Board, *, seed: int, until: float, taken: Taken) -> None:
        self.board = board
        self.seed = seed
        self.until = until
        self.taken = taken
        self.standing = standing_of(board)
        self.least: tuple[int, int] | None = None
        """Proven: left out and moved at least."""

    def run(self) -> Repaired:
        """Simply, then nearby, then further, then in the whole year, until it is proved that nothing less will do."""
        standing = self.standing
        state = self._simply()
        if not standing.hit:
            return Repaired(state, standing, is_proved=True)
        for kinds in ((), ("turn",), ("turn", "person")):
            related = self._related(kinds)
            if kinds and not related:
                continue
            found = self._nearby(state, related)
            state = self._better(state, found.state if found and not found.vanished else None)
            disturbed = disturbance(self.board, state)[:2]
            if disturbed == (0, 0) or disturbed == self._least(state, related) or self.taken.is_over(self.until):
                is_proved = disturbed in {(0, 0), self.least}
                return Repaired(state, standing, is_proved)
        whole = self._whole(state)
        if whole is None or whole.vanished:
            return Repaired(state, standing, is_proved=False)
        return Repaired(self._better(state, whole.state), standing, whole.is_proved)

    def _simply(self) -> State:
        """Whoever is hit takes the nearest free seat; nobody else moves."""
        hand = hand_of(self.board, sound_part(self.board, self.standing))
        waiting = [session for session in self.board.sessions if session.index in self.standing.hit]
        for session in sorted(waiting, key=lambda one: (len(hand.open[one.index]), one.index)):
            earliest, latest, latest_end = hand.turn_of(session.index)
            for place in sorted(hand.open[session.index], key=lambda at: (self._way(session, at), at)):
                first = self.board.ordinals[session.starts[place]]
                last = self.board.ordinals[session.lasts[place]]
                if earliest <= first <= latest and last <= latest_end:
                    seat = hand.free_seat(session, place)
                    if seat is not None:
                        hand.put(session, seat)
                        break
        return state_from(self.board, hand.seats)

    def _way(self, session: BoardSession, place: int) -> int:
        """Days from where it stood; for one that stood nowhere, what the start costs."""
        present = self.board.problem.sessions[session.index].present
        if present is None:
            return session.fixed_cost[place]
        return abs(self.board.ordinals[session.starts[place]] - present.starts.toordinal())

    def _neighbours(self) -> frozenset[int]:
        """Whoever is hit, and whoever has a day in common with them."""
        days = 0
        for index in self.standing.hit - self.standing.homeless:
            days |= self._mask(self.board.sessions[index], self.standing.state)
        for index in self.standing.homeless:
            days |= self._about(index)
        return self.standing.hit | {
            session.index
            for session in self.board.sessions
            if session.index not in self.standing.homeless and self._mask(session, self.standing.state) & days
        }

    def _about(self, index: int) -> int:
        """The days around where a session stood that has no day any more."""
        present = self.board.problem.sessions[index].present
        if present is None:
            return 0
        day = present.starts.toordinal()
        length = self.board.sessions[index].days + 2
        return sum(1 << at for at, other in enumerate(self.board.ordinals) if 0 <= other - day <= length)

    def _mask(self, session: BoardSession, state: State) -> int:
        return session.masks[session.starts.index(state.starts[session.index])]

    def _least(self, found: State, related: frozenset[int]) -> tuple[int, int] | None:
        """Left out and moved at least, whatever is done: the neighbourhood alone, and nobody needs to land.

        Only whoever is new, or is left out in what was found, has to land or be left out here, too.
        """
        sessions = self.board.problem.sessions
        movers = frozenset(
            index
            for index in self.standing.homeless
            if sessions[index].present is None or found.starts[index] == NOWHERE
        )
        relaxed = Resettling(self.board, self.standing.state, movers, members=self._neighbours() | related)
        begin = sound_part(self.board, self.standing)
        settled = relaxed.settle(begin, until=self.until, seed=self.seed, taken=self.taken, most=1)
        self.least = (settled.left_out, settled.moved) if settled and settled.is_proved else None
        return self.least

    def _nearby(self, begin: State, related: frozenset[int]) -> Settled | None:
        """The neighbourhood may change seats, whoever has to may change dates, the related by two weeks."""
        homeless = self.standing.homeless
        reach = dict.fromkeys(self._dated(homeless), NEAR) | dict.fromkeys(related, TWO_WEEKS)
        return self._until_all_land(begin, homeless | related, self._neighbours() | related, reach)

    def _related(self, kinds: tuple[str, ...]) -> frozenset[int]:
        """Whoever shares a course or an order with the hit (`turn`), or an instructor (`person`)."""
        hit = self.standing.hit
        ties = {tie for index in hit for tie in self._ties(index, kinds)}
        return frozenset(
            session.index
            for session in self.board.sessions
            if session.index not in hit and ties & self._ties(session.index, kinds)
        )

    def _ties(self, index: int, kinds: tuple[str, ...]) -> set[tuple[str, int]]:
        session = self.board.sessions[index]
        ties = set()
        if "person" in kinds:
            ties |= {("person", one) for role in session.roles for one in role}
        if "turn" in kinds:
            orders = enumerate(self.board.orders)
            ties |= {("order", at) for at, order in orders if index in {order.before, order.after}}
            ties.add(("course", session.course))
        return ties

    def _dated(self, sessions: frozenset[int]) -> list[int]:
        return sorted(index for index in sessions if self.board.problem.sessions[index].present is not None)

    def _whole(self, begin: State) -> Settled | None:
        """All may change seats, and dates where they have to."""
        return self._until_all_land(begin, self.standing.homeless, None, {})

    def _until_all_land(
        self, begin: State, movers: frozenset[int], members: frozenset[int] | None, reach: Mapping[int, int]
    ) -> Settled | None:
        """Whoever vanishes has to land the next time. Without members, all are members and nobody is frozen."""
        frozen = None if members is None else sound_part(self.board, self.standing)
        while not self.taken.is_over(self.until):
            model = Resettling(self.board, self.standing.state, movers, members=members, frozen=frozen, reach=reach)
            found = model.settle(begin, until=self.until, seed=self.seed, taken=self.taken)
            if found is None or not found.vanished:
                return found
            movers |= found.vanished
        return None

    def _better(self, one: State, other: State | None) -> State:
        """Whichever disturbs less."""
        if other is None or disturbance(self.board, one) <= disturbance(self.board, other):
            return one
        return other


def disturbance(board: Board, state: State) -> tuple[int, int, int, int, int, int]:
    """Left out by priority, moved, selected people moved, changes of instructor and of room, days shifted."""
    left_out = moved = selected = changes = room_changes = shifted = 0
    rooms, people = board.problem.rooms, board.problem.instructors
    for session, posed in zip(board.sessions, board.problem.sessions, strict=True):
        start, present = state.starts[session.index], posed.present
        if start == NOWHERE:
            left_out += posed.priority
            selected += posed.selected if present else 0
        elif present is not None:
            days = abs((board.days[start] - present.starts).days)
            moved += days > 0
            selected += posed.selected if days else 0
            shifted += days
            room = state.rooms[session.index]
            room_changes += room != NOWHERE and present.room not in {None, rooms[room].id}
            for role, one in zip(posed.roles, state.instructors[session.index], strict=True):
                changes += present.instructors.get(role.id, people[one].id) != people[one].id
    return left_out, moved, selected, changes, room_changes, shifted


def figures_of(board: Board, repaired: Repaired) -> RepairFigures:
    """What a repair changed, and how far it had to reach."""
    _, moved, selected, changes, room_changes, shifted = disturbance(board, repaired.state)
    return RepairFigures(moved, selected, changes, room_changes, shifted, _level(board, repaired), repaired.is_proved)


def _level(board: Board, repaired: Repaired) -> RepairLevel:
    shifts = {
        session.index: abs((board.days[start] - posed.present.starts).days)
        for session, posed, start in zip(board.sessions, board.problem.sessions, repaired.state.starts, strict=True)
        if posed.present is not None and start != NOWHERE and board.days[start] != posed.present.starts
    }
    hit = repaired.standing.hit
    if not shifts:
        return RepairLevel.SAME_DATES
    if shifts.keys() <= hit:
        return RepairLevel.HIT_ONLY
    wanted = {want for index in hit for want in _wants(board.sessions[index])}
    if all(wanted & _wants(board.sessions[index]) for index in shifts.keys() - hit):
        return RepairLevel.NEIGHBOURS
    if all(days <= TWO_WEEKS for index, days in shifts.items() if index not in hit):
        return RepairLevel.TWO_WEEKS
    return RepairLevel.YEAR


def _wants(session: BoardSession) -> set[tuple[str, int]]:
    """The rooms and people it could have."""
    people = {("instructor", one) for role in session.roles for one in role}
    return people | {("room", room) for room in session.rooms}
