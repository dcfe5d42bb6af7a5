"""The model behind a repair: every session keeps its date, or gives it up, or is set anew; rooms and people are free.

Three kinds of sessions: those that may be set on any of their days (`movers`), and the rest, which keep their day or
vanish. A vanished one counts as one moved date but need not land anywhere, so every plan of the whole problem is a
solution of this model at the same price or less: its optimum is a proven lower bound on what a repair must disturb,
and when nothing vanishes in it, it is the repair itself.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from baeumgil.engines.timetabling.board import Board, BoardSession
from baeumgil.engines.timetabling.state import NOWHERE, State, bits


@dataclass(slots=True)
class Taken:
    """Counted limits: of each solving, how many better and better answers were taken and whether the last was proved.

    One worker finds the same answers in the same order each time, so that the counts alone derive a repair again.
    """

    counts: list[int] = field(default_factory=list)
    given: tuple[int, ...] | None = None

    def next_given(self) -> tuple[int, int] | None:
        """Of the next solving: how many answers to take, and whether the last was proved."""
        return None if self.given is None else divmod(self.given[len(self.counts)], 2)

    def is_over(self, until: float) -> bool:
        """Whether no more is solved: time is up, or, done again, the counts are."""
        return time.monotonic() >= until if self.given is None else len(self.counts) >= len(self.given)


@dataclass(frozen=True, slots=True)
class Settled:
    """An answer of the model: where everything stands, who vanished, and whether it is proved."""

    state: State
    vanished: frozenset[int]
    left_out: int
    """By priority, of the movers; the rest may only vanish."""
    moved: int
    """Dates given up, the vanished included."""
    is_proved: bool


class Resettling:
    """One model with its variables."""

    def __init__(
        self,
        board: Board,
        present: State,
        movers: frozenset[int],
        *,
        members: frozenset[int] | None = None,
        frozen: State | None = None,
        reach: Mapping[int, int] | None = None,
    ) -> None:
        """Only `members` are in the model (None: all); the rest is not there, or stands as `frozen` says.

        `reach`: how many calendar days a mover may go from where it stands, if not as far as it likes.
        """
        from ortools.sat.python import cp_model

        self.cp = cp_model
        self.board = board
        self.present = present
        self.movers = movers
        self.members = frozenset(range(len(board.sessions))) if members is None else members | movers
        self.frozen = frozen
        self.reach = reach or {}
        self.room_closed = list(board.room_closed)
        self.people_away = list(board.instructor_away)
        self.audience_away = [0] * len(board.audiences)
        self.model: Any = cp_model.CpModel()
        self.places: list[dict[int, Any]] = []
        self.rooms: list[dict[int, Any]] = []
        self.people: list[list[dict[int, Any]]] = []
        self.kept: list[Any] = []
        self.dates = 0
        self._build()

    def _build(self) -> None:
        self._freeze()
        for session in self.board.sessions:
            self._add_session(session)
        self._add_rooms()
        self._add_people()
        self._add_audiences()
        self._add_turns()

    def _freeze(self) -> None:
        """What is frozen closes its room, its people and its audiences for everybody else."""
        if self.frozen is None:
            return
        for session in self.board.sessions:
            start = self.frozen.starts[session.index]
            if session.index in self.members or start == NOWHERE:
                continue
            mask = session.masks[session.starts.index(start)]
            if self.frozen.rooms[session.index] != NOWHERE:
                self.room_closed[self.frozen.rooms[session.index]] |= mask
            for one in self.frozen.instructors[session.index]:
                self.people_away[one] |= mask
            for audience in session.audiences:
                self.audience_away[audience] |= mask

    def _may_start(self, session: BoardSession, place: int) -> bool:
        """Whether this start is in the model: any of a mover's, the present one of the rest."""
        index, start = session.index, session.starts[place]
        if index not in self.members:
            return self.frozen is not None and start == self.frozen.starts[index]
        if index in self.movers:
            is_open = index not in self.reach or self._shift(session, place) <= self.reach[index]
        else:
            is_open = start == self.present.starts[index]
        return is_open and not any(
            session.masks[place] & self.audience_away[audience] for audience in session.audiences
        )

    def _add_session(self, session: BoardSession) -> None:
        """Its starts, rooms and people; the sum of its starts is whether it is placed."""
        model, index = self.model, session.index
        keeps = self.present.starts[index]
        places = {
            place: model.new_bool_var("") if index in self.members else 1
            for place in range(len(session.starts))
            if self._may_start(session, place)
        }
        if index not in self.members:
            self.places.append(places)
            self.kept.append(None)
            self.rooms.append({})
            self.people.append([{} for _ in session.roles])
            return
        placed = sum(places.values()) if places else 0
        if places:
            model.add_at_most_one(places.values())
        self.places.append(places)
        self.kept.append(next((var for place, var in places.items() if session.starts[place] == keeps), None))
        self.rooms.append(
            self._choice(session, places, [(room, self.room_closed[room]) for room in session.rooms], placed)
            if session.needs_room
            else {}
        )
        self.people.append(
            [
                self._choice(session, places, [(one, self.people_away[one]) for one in role], placed)
                for role in session.roles
            ]
        )
        for one in {one for role in session.roles for one in role}:
            twice = [role[one] for role in self.people[-1] if one in role]
            if len(twice) > 1:
                model.add_at_most_one(twice)

    def _choice(
        self, session: BoardSession, places: Mapping[int, Any], among: Sequence[tuple[int, int]], placed: Any
    ) -> dict[int, Any]:
        """One of these for a placed session, open on all its days."""
        found = {}
        for which, closed in among:
            shut = [place for place in places if session.masks[place] & closed]
            if len(shut) == len(places):
                continue
            found[which] = var = self.model.new_bool_var("")
            for place in shut:
                self.model.add_at_most_one(var, places[place])
        self.model.add(sum(found.values()) == placed)
        return found

    def _add_rooms(self) -> None:
        for room in range(len(self.board.room_closed)):
            self._no_two([(index, rooms[room]) for index, rooms in enumerate(self.rooms) if room in rooms])

    def _add_people(self) -> None:
        for one in range(len(self.board.instructor_away)):
            users = [(index, role[one]) for index, roles in enumerate(self.people) for role in roles if one in role]
            self._no_two(users)

    def _add_audiences(self) -> None:
        for audience in range(len(self.board.audiences)):
            users = [
                (index, None) for index in sorted(self.members) if audience in self.board.sessions[index].audiences
            ]
            self._no_two(users)

    def _no_two(self, users: list[tuple[int, Any]]) -> None:
        """No two of these sessions on one day; `None` stands for a session that needs this whenever it is placed."""
        fixed: dict[int, list[Any]] = {}
        moving = []
        for index, uses in users:
            if index in self.movers:
                moving.append((index, uses))
            elif self.places[index]:
                ((place, var),) = self.places[index].items()
                for day in bits(self.board.sessions[index].masks[place]):
                    fixed.setdefault(day, []).append(var if uses is None else uses)
        seen: set[tuple[int, ...]] = set()
        for taken in fixed.values():
            key = tuple(sorted(var.index for var in taken))
            if len(key) > 1 and key not in seen:
                seen.add(key)
                self.model.add_at_most_one(taken)
        if moving and (fixed or len(moving) > 1):
            self._no_two_moving(moving, fixed)

    def _no_two_moving(self, moving: list[tuple[int, Any]], fixed: Mapping[int, list[Any]]) -> None:
        """Day by day: a mover is here on a day if it starts so that it takes the day, and uses this."""
        here: dict[int, list[Any]] = {}
        for index, uses in moving:
            session = self.board.sessions[index]
            by_day: dict[int, list[Any]] = {}
            for place, var in self.places[index].items():
                for day in bits(session.masks[place]):
                    by_day.setdefault(day, []).append(var)
            for day, starts in by_day.items():
                if day not in fixed and len(moving) == 1:
                    continue
                if uses is None:
                    here.setdefault(day, []).append(sum(starts))
                    continue
                var = self.model.new_bool_var("")
                self.model.add(sum(starts) + uses <= 1 + var)
                here.setdefault(day, []).append(var)
        for day, vars_here in here.items():
            self.model.add(sum(vars_here) + sum(fixed.get(day, ())) <= 1)

    def _add_turns(self) -> None:
        """Gaps of courses and orders, for pairs of which one may move (or both stand wrongly)."""
        days = self.board.ordinals
        for chain in self.board.chains:
            for at, first in enumerate(chain.sessions):
                for second in chain.sessions[at + 1 :]:
                    self._apart(first, second, chain.gap_days, days_of=days, from_last=False)
        for order in self.board.orders:
            self._apart(order.before, order.after, order.lag_days + 1, days_of=days, from_last=True)

    def _apart(self, first: int, second: int, days: int, *, days_of: Sequence[int], from_last: bool) -> None:
        """If both are placed: the second starts at least `days` calendar days after the first starts (or ends)."""
        one, other = self.board.sessions[first], self.board.sessions[second]
        ends = {place: days_of[one.lasts[place] if from_last else one.starts[place]] for place in self.places[first]}
        begins = {place: days_of[other.starts[place]] for place in self.places[second]}
        if first not in self.members and second not in self.members:
            return
        if not ends or not begins or min(begins.values()) - max(ends.values()) >= days:
            return
        if len(ends) == 1 or len(begins) == 1:
            for place, end in ends.items():
                shut = [self.places[second][after] for after, begin in begins.items() if begin - end < days]
                if shut:
                    self.model.add(sum(shut) + self.places[first][place] <= 1)
            return
        # Both move. An absent first counts as ended at once, an absent second as begun at last.
        lowest, highest = min(ends.values()), max(begins.values())
        ending = lowest + sum((end - lowest) * self.places[first][place] for place, end in ends.items())
        beginning = highest + sum((begin - highest) * self.places[second][place] for place, begin in begins.items())
        wide = max(0, days - (highest - max(ends.values())), days - (min(begins.values()) - lowest), days)
        absent = 2 - sum(self.places[first].values()) - sum(self.places[second].values())
        self.model.add(beginning - ending + wide * absent >= days)

    def objectives(self) -> list[Any]:
        """What counts, in order: (left out, moved), (selected people, instructors), (rooms, days, what starts cost)."""
        board, problem = self.board, self.board.problem
        left_out, moved, selected, changes, room_changes, days = [], [], [], [], [], []
        for index in sorted(self.members):
            session = board.sessions[index]
            posed = problem.sessions[index]
            kept = self.kept[index]
            placed = sum(self.places[index].values()) if self.places[index] else 0
            if index in self.movers:
                left_out.append(posed.priority * (1 - placed))
            if posed.present is not None:
                stays = kept if kept is not None else 0
                gone = placed - stays if index in self.movers else 1 - stays
                moved.append(gone)
                selected.append(posed.selected * (1 - stays))
            room = self.present.rooms[index]
            if room != NOWHERE and self.rooms[index]:
                room_changes.append(placed - self.rooms[index].get(room, 0))
            for role, one in zip(self.people[index], self.present.instructors[index], strict=False):
                if one != NOWHERE and role:
                    changes.append(placed - role.get(one, 0))
            if index in self.movers:
                days += [var * self._shift(session, place) for place, var in self.places[index].items()]
        widest = 1 + sum(
            max((self._shift(board.sessions[index], place) for place in self.places[index]), default=0)
            for index in self.movers
        )
        self.dates = len(moved)
        return [
            sum(left_out) * (len(moved) + 1) + sum(moved),
            sum(selected) * (len(changes) + 1) + sum(changes),
            sum(room_changes) * widest + sum(days),
        ]

    def _shift(self, session: BoardSession, place: int) -> int:
        """Days away from where it stands; for one that stands nowhere, what the start costs."""
        posed = self.board.problem.sessions[session.index]
        if posed.present is None:
            return session.fixed_cost[place]
        return abs(self.board.ordinals[session.starts[place]] - posed.present.starts.toordinal())

    def settle(self, begin: State, *, until: float, seed: int, taken: Taken, most: int = 3) -> Settled | None:
        """The least disturbance: each objective in turn, then held. None when nothing was found in time."""
        best: Settled | None = None
        state, is_proved = begin, True
        for objective in self.objectives()[:most]:
            if taken.is_over(until):
                return best and replace(best, is_proved=False)
            self._hint(state)
            self.model.minimize(objective)
            watch = _Watch(self, taken.next_given())
            if watch.given is None:
                ended = self._solver(until, seed).solve(self.model, watch.callback) == self.cp.OPTIMAL
            else:
                ended = bool(watch.given[1])
                if watch.given[0]:
                    self._solver(None, seed).solve(self.model, watch.callback)
            taken.counts.append(2 * watch.count + ended)
            if watch.found is None:
                return best
            state, vanished, value = watch.found
            left_out, moved = (best.left_out, best.moved) if best else divmod(value, self.dates + 1)
            is_proved = is_proved and ended
            best = Settled(state, vanished, left_out, moved, is_proved)
            if not ended:
                return best
            self.model.add(objective <= value)
        return best

    def _solver(self, until: float | None, seed: int) -> Any:
        solver = self.cp.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = seed
        solver.parameters.cp_model_probing_level = 0
        if until is not None:
            solver.parameters.max_time_in_seconds = max(0.05, until - time.monotonic())
        return solver

    def read(self, value: Callable[[Any], int]) -> tuple[State, frozenset[int]]:
        """The state that the variables say, and who vanished."""
        starts, rooms, people, vanished = [], [], [], set()
        for session in self.board.sessions:
            index = session.index
            if index not in self.members:
                frozen = self.present if self.frozen is None else self.frozen
                starts.append(NOWHERE if self.frozen is None else frozen.starts[index])
                rooms.append(frozen.rooms[index])
                people.append(frozen.instructors[index])
                continue
            place = next((place for place, var in self.places[index].items() if value(var)), None)
            starts.append(NOWHERE if place is None else session.starts[place])
            rooms.append(next((room for room, var in self.rooms[index].items() if value(var)), NOWHERE))
            chosen = tuple(one for role in self.people[index] for one, var in role.items() if value(var))
            people.append(chosen)
            if place is None and index not in self.movers:
                vanished.add(index)
        return State(tuple(starts), tuple(rooms), tuple(people)), frozenset(vanished)

    def _hint(self, state: State) -> None:
        self.model.clear_hints()
        for index in sorted(self.members):
            session = self.board.sessions[index]
            for place, var in self.places[index].items():
                self.model.add_hint(var, session.starts[place] == state.starts[index])
            is_in = state.starts[index] != NOWHERE
            for room, var in self.rooms[index].items():
                self.model.add_hint(var, is_in and state.rooms[index] == room)
            for at, role in enumerate(self.people[index]):
                for one, var in role.items():
                    self.model.add_hint(var, is_in and state.instructors[index][at : at + 1] == (one,))


class _Watch:
    """Takes down every better answer; with a given count, stops when it is reached."""

    def __init__(self, resettling: Resettling, given: tuple[int, int] | None) -> None:
        watch = self
        self.given = given
        self.count = 0
        self.found: tuple[State, frozenset[int], int] | None = None

        class Callback(resettling.cp.CpSolverSolutionCallback):  # type: ignore[misc,name-defined]
            """What CP-SAT calls."""

            def on_solution_callback(self) -> None:
                watch.count += 1
                watch.found = (*resettling.read(self.value), round(self.objective_value))
                if given is not None and watch.count >= given[0]:
                    self.stop_search()

        self.callback = Callback()
