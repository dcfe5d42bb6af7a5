"""Some sessions together, free to move, as one exact model: can all be held, and which facts forbid it?

Sessions that are not in the model are not looked at: what is impossible here is impossible in the whole year.
"""

import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from baeumgil.engines.timetabling.alone import Spot
from baeumgil.engines.timetabling.options import Choice, Ground, Key, Option
from baeumgil.engines.timetabling.state import bits


@dataclass(frozen=True, slots=True)
class Answer:
    """`is_possible` None: time ran out. `spots` where all were placed; `core` where facts were asked for and clash."""

    is_possible: bool | None
    spots: Mapping[str, Spot]
    core: tuple[Key, ...] = ()


class Together:
    """A model of some sessions. `target` must be held; every other is held as long as its fact is."""

    def __init__(self, ground: Ground, target: str, others: Iterable[str]) -> None:
        from ortools.sat.python import cp_model

        self.cp: Any = cp_model
        self.ground = ground
        self.target = target
        self.model: Any = cp_model.CpModel()
        self.facts: dict[Key, Any] = {}
        self._held: dict[str, Any] = {}
        self._options: dict[str, list[tuple[Option, Any]]] = {}
        self._rooms: dict[str, list[tuple[Option, int, Any]]] = {}
        self._people: dict[str, list[tuple[Option, int, int, Any]]] = {}
        self._use: dict[tuple[str, object, int], list[Any]] = {}
        for session in dict.fromkeys((target, *others)):
            self._add(session)
        for users in self._use.values():
            if len(users) > 1:
                self.model.add_at_most_one(users)
        self._add_gaps()
        self._add_orders()

    def _fact(self, key: Key) -> Any:
        if key not in self.facts:
            self.facts[key] = self.model.new_bool_var(f"{key[0]} {key[1]}")
        return self.facts[key]

    def _add(self, session: str) -> None:
        model, row = self.model, self.ground.sessions[session]
        choices = self.ground.choices(session, relaxed=session == self.target)
        held = model.new_constant(1) if session == self.target else self._fact(("session", session))
        self._held[session] = held
        starts = [(option, model.new_bool_var("")) for option in choices.options]
        self._options[session] = starts
        model.add(sum(chosen for _, chosen in starts) == held)
        for option, chosen in starts:
            self._forbid(chosen, option.against)
            for word in row.audiences:
                self._occupy("audience", word, option, chosen)
        self._rooms[session] = []
        if choices.needs_room and not choices.rooms:
            self._forbid(held, [("room", session)])
        elif choices.needs_room:
            self._add_rooms(session, choices.rooms)
        self._people[session] = []
        for place, slot in enumerate(choices.slots):
            for option, chosen in starts:
                who = []
                for choice in slot.people:
                    comes = model.new_bool_var("")
                    who.append(comes)
                    model.add_implication(comes, chosen)
                    self._forbid(comes, choice.against)
                    self._bar(comes, option, choice.index)
                    self._occupy("person", choice.index, option, comes)
                    self._people[session].append((option, place, choice.index, comes))
                needed = [slot_fact.negated() for slot_fact in self._role_fact(session, slot.key)]
                model.add_bool_or([*who, chosen.negated(), *needed])
                model.add_at_most_one(who)

    def _role_fact(self, session: str, key: Key) -> list[Any]:
        return [self._fact(key)] if session == self.target else []

    def _add_rooms(self, session: str, rooms: Sequence[Choice]) -> None:
        model, problem = self.model, self.ground.problem
        by_room: list[list[Any]] = [[] for _ in rooms]
        for option, chosen in self._options[session]:
            inside = []
            for place, choice in enumerate(rooms):
                takes = model.new_bool_var("")
                inside.append(takes)
                by_room[place].append(takes)
                self._forbid(takes, choice.against)
                if option.mask & self.ground.closed[choice.index]:
                    self._forbid(takes, [("room_closed", problem.rooms[choice.index].id)])
                self._occupy("room", choice.index, option, takes)
                self._rooms[session].append((option, choice.index, takes))
            model.add(sum(inside) == chosen)

    def _bar(self, chosen: Any, option: Option, person: int) -> None:
        name = self.ground.problem.instructors[person].id
        if option.mask & self.ground.away[person]:
            self._forbid(chosen, [("away", name)])
        if option.mask & self.ground.off[person]:
            self._forbid(chosen, [("weekdays", name)])

    def _forbid(self, chosen: Any, against: Iterable[Key]) -> None:
        for key in sorted(against):
            self.model.add_implication(chosen, self._fact(key).negated())

    def _occupy(self, kind: str, what: object, option: Option, chosen: Any) -> None:
        for day in bits(option.mask):
            self._use.setdefault((kind, what, day), []).append(chosen)

    def _first(self, session: str) -> Any:
        return sum(option.first * chosen for option, chosen in self._options[session])

    def _last(self, session: str) -> Any:
        return sum(option.last * chosen for option, chosen in self._options[session])

    def _add_gaps(self) -> None:
        by_course: dict[str, list[str]] = {}
        for session in self._held:
            by_course.setdefault(self.ground.sessions[session].course, []).append(session)
        for course, members in by_course.items():
            gap = self.ground.courses[course].gap_days
            if gap is None or len(members) == 1:
                continue
            members.sort(key=lambda session: self.ground.sessions[session].number)
            fact = self._fact(("gap", course))
            for at, later in enumerate(members):
                for earlier in members[:at]:
                    apart = self.model.add(self._first(later) - self._first(earlier) >= gap)
                    apart.only_enforce_if(fact, self._held[earlier], self._held[later])

    def _add_orders(self) -> None:
        for order in self.ground.problem.orders:
            if order.before in self._held and order.after in self._held:
                fact = self._fact(("order", f"{order.before}/{order.after}"))
                after = self.model.add(self._first(order.after) - self._last(order.before) > order.lag_days)
                after.only_enforce_if(fact, self._held[order.before], self._held[order.after])

    def _solver(self, seconds: float) -> Any:
        solver = self.cp.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 1
        solver.parameters.max_time_in_seconds = max(0.05, seconds)
        solver.parameters.cp_model_probing_level = 0
        solver.parameters.linearization_level = 2
        return solver

    def is_possible(self, facts: Collection[Key], seconds: float) -> Answer:
        """Ask whether all can be held while these facts hold; where not, the answer names some that clash."""
        self.model.clear_assumptions()
        asked = [key for key in self.facts if key in facts]
        self.model.add_assumptions([self.facts[key] for key in asked])
        solver = self._solver(seconds)
        status = solver.solve(self.model)
        if status == self.cp.INFEASIBLE:
            # The solver may name literals that nobody assumed (its presolve invents some): those are passed over.
            by_index = {self.facts[key].index: key for key in asked}
            named = solver.sufficient_assumptions_for_infeasibility()
            core = {by_index[index] for index in named if index in by_index}
            return Answer(False, {}, tuple(key for key in asked if key in core))
        if status in (self.cp.OPTIMAL, self.cp.FEASIBLE):
            return Answer(True, self._read(solver))
        return Answer(None, {})

    def least_moved(self, starts: Mapping[str, tuple[int, int]], seconds: float) -> Answer:
        """Place all, moving as little as can be; `starts` gives first days and the price of leaving them."""
        self.model.clear_assumptions()
        for fact in self.facts.values():
            self.model.add(fact == 1)
        price: list[Any] = []
        for session, (first, weight) in starts.items():
            if session == self.target:
                continue
            for option, chosen in self._options.get(session, ()):
                if option.first != first:
                    price.append(weight * chosen)
                self.model.add_hint(chosen, option.first == first)
        self.model.minimize(sum(price))
        solver = self._solver(seconds)
        status = solver.solve(self.model)
        if status == self.cp.INFEASIBLE:
            return Answer(False, {})
        if status in (self.cp.OPTIMAL, self.cp.FEASIBLE):
            return Answer(True, self._read(solver))
        return Answer(None, {})

    def _read(self, solver: Any) -> dict[str, Spot]:
        found = {}
        for session, starts in self._options.items():
            option = next((option for option, chosen in starts if solver.value(chosen)), None)
            if option is None:
                continue
            room = next(
                (room for one, room, takes in self._rooms[session] if one is option and solver.value(takes)), None
            )
            slots = len(self.ground.sessions[session].roles)
            people = [
                next(
                    (
                        who
                        for one, at, who, comes in self._people[session]
                        if one is option and at == place and solver.value(comes)
                    ),
                    -1,
                )
                for place in range(slots)
            ]
            found[session] = Spot(option, room, tuple(person for person in people if person >= 0))
        return found


def model_size(ground: Ground, session: str, *, relaxed: bool = False) -> int:
    """How many choices a session brings into a model."""
    choices = ground.choices(session, relaxed=relaxed)
    return len(choices.options) * (1 + len(choices.rooms) + sum(len(slot.people) for slot in choices.slots))


class Clock:
    """Counts down the seconds given."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """Seconds left; never below nothing."""
        return max(0.0, self._end - time.monotonic())
