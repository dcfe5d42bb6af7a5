"""One session among others that stand still: could it be placed, and which facts keep it out?"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import TypeAlias

from baeumgil.engines.timetabling.options import Choices, Ground, Key, Keys, Option
from baeumgil.engines.timetabling.plan import Placement

ROOM, PERSON, EVERYTHING = "room", "person", "everything"
Resource: TypeAlias = tuple[str, int]
Possible: TypeAlias = Callable[[Collection[Key]], bool]

_ORDERS_OF_DROPPING = (
    ("placed", "order", "gap", "room_closed", "away", "weekdays"),
    ("role", "away", "weekdays", "placed", "room_closed"),
    ("seats", "features", "only", "room_closed", "placed", "away"),
)


@dataclass(frozen=True, slots=True)
class Blocker:
    """Days on which something is not free, while all its facts hold."""

    keys: Keys
    resource: Resource
    mask: int


@dataclass(frozen=True, slots=True)
class Fence:
    """The first day must be at least `least`, the first day at most `most`, the last day at most `end`."""

    keys: Keys
    least: int = -1
    most: int = 1 << 20
    end: int = 1 << 20


@dataclass(frozen=True, slots=True)
class Spot:
    """A place for a session: days, room and the instructor of each role, by index."""

    option: Option
    room: int | None
    people: tuple[int, ...]


class Alone:
    """A session, and everything that stands in its way."""

    def __init__(self, ground: Ground, session: str, placed: Sequence[Placement] = (), *, relaxed: bool = True) -> None:
        self.ground = ground
        self.session = ground.sessions[session]
        self.choices: Choices = ground.choices(session, relaxed=relaxed)
        self.blockers: list[Blocker] = []
        self.fences: list[Fence] = []
        self._add_resources()
        for each in placed:
            if each.session != session:
                self._add_placed(each)
        self._add_fences({each.session: each for each in placed if each.session != session})
        self._by_against: dict[Keys, list[Option]] = {}
        for option in self.choices.options:
            self._by_against.setdefault(option.against, []).append(option)
        self.facts = self._facts()

    def _add_resources(self) -> None:
        ground, problem = self.ground, self.ground.problem
        for choice in self.choices.rooms:
            mask = ground.closed[choice.index]
            if mask:
                key = ("room_closed", problem.rooms[choice.index].id)
                self.blockers.append(Blocker(frozenset({key}), (ROOM, choice.index), mask))
        for person in {choice.index for slot in self.choices.slots for choice in slot.people}:
            name = problem.instructors[person].id
            for code, mask in (("away", ground.away[person]), ("weekdays", ground.off[person])):
                if mask:
                    self.blockers.append(Blocker(frozenset({(code, name)}), (PERSON, person), mask))

    def stand(self, session: str, spot: Spot) -> None:
        """Let another session stand at a spot, whatever facts hold."""
        ground, mask = self.ground, spot.option.mask
        other = ground.sessions[session]
        if spot.room is not None:
            self.blockers.append(Blocker(frozenset(), (ROOM, spot.room), mask))
        self.blockers += [Blocker(frozenset(), (PERSON, person), mask) for person in spot.people]
        if set(other.audiences) & set(self.session.audiences):
            self.blockers.append(Blocker(frozenset(), (EVERYTHING, 0), mask))
        gap = ground.courses[other.course].gap_days
        if gap is not None and other.course == self.session.course:
            is_earlier = other.number < self.session.number
            self.fences.append(
                Fence(frozenset(), least=spot.option.first + gap)
                if is_earlier
                else Fence(frozenset(), most=spot.option.first - gap)
            )
        for order in ground.problem.orders:
            if (order.before, order.after) == (session, self.session.id):
                self.fences.append(Fence(frozenset(), least=spot.option.last + order.lag_days + 1))
            if (order.after, order.before) == (session, self.session.id):
                self.fences.append(Fence(frozenset(), end=spot.option.first - order.lag_days - 1))

    def _add_placed(self, each: Placement) -> None:
        ground = self.ground
        keys = frozenset({("placed", each.session)})
        mask = ground.mask_of_days(each.days)
        if each.room is not None and self.choices.needs_room:
            self.blockers.append(Blocker(keys, (ROOM, ground.room_at[each.room]), mask))
        wanted = {choice.index for slot in self.choices.slots for choice in slot.people}
        for person in each.instructors.values():
            if ground.person_at[person] in wanted:
                self.blockers.append(Blocker(keys, (PERSON, ground.person_at[person]), mask))
        if set(ground.sessions[each.session].audiences) & set(self.session.audiences):
            self.blockers.append(Blocker(keys, (EVERYTHING, 0), mask))

    def _add_fences(self, placed: dict[str, Placement]) -> None:
        ground, session = self.ground, self.session
        gap = ground.courses[session.course].gap_days
        for other in ground.problem.sessions if gap is not None else ():
            if other.course != session.course or other.id not in placed or gap is None:
                continue
            keys = frozenset({("gap", session.course), ("placed", other.id)})
            start = ground.number(placed[other.id].starts)
            if other.number < session.number:
                self.fences.append(Fence(keys, least=start + gap))
            else:
                self.fences.append(Fence(keys, most=start - gap))
        for order in ground.problem.orders:
            if order.after == session.id and order.before in placed:
                keys = frozenset({("order", f"{order.before}/{order.after}"), ("placed", order.before)})
                last = ground.number(max(placed[order.before].days))
                self.fences.append(Fence(keys, least=last + order.lag_days + 1))
            if order.before == session.id and order.after in placed:
                keys = frozenset({("order", f"{order.before}/{order.after}"), ("placed", order.after)})
                start = ground.number(placed[order.after].starts)
                self.fences.append(Fence(keys, end=start - order.lag_days - 1))

    def _facts(self) -> tuple[Key, ...]:
        """Every fact that could keep the session out, in a fixed order."""
        keys: dict[Key, None] = {}
        every: Iterable[Keys] = (
            *self._by_against,
            *(choice.against for choice in self.choices.rooms),
            *(frozenset({slot.key}) for slot in self.choices.slots),
            *(choice.against for slot in self.choices.slots for choice in slot.people),
            *(blocker.keys for blocker in self.blockers),
            *(fence.keys for fence in self.fences),
        )
        for group in every:
            keys.update(dict.fromkeys(sorted(group)))
        if self.choices.needs_room and not self.choices.rooms:
            keys["room", self.session.id] = None
        return tuple(keys)

    def spots(
        self, facts: Collection[Key], *, most: int = 1, only_room: int | None = None, without_room: bool = False
    ) -> list[Spot]:
        """Return places that these facts leave open, one for each first day, those kept from holidays first."""
        facts = set(facts)
        taken: dict[Resource, int] = {}
        for blocker in self.blockers:
            if blocker.keys <= facts:
                taken[blocker.resource] = taken.get(blocker.resource, 0) | blocker.mask
        least = max((fence.least for fence in self.fences if fence.keys <= facts), default=-1)
        most_first = min((fence.most for fence in self.fences if fence.keys <= facts), default=1 << 20)
        end = min((fence.end for fence in self.fences if fence.keys <= facts), default=1 << 20)
        never = taken.get((EVERYTHING, 0), 0)
        rooms = [
            (choice.index, taken.get((ROOM, choice.index), 0))
            for choice in self.choices.rooms
            if not choice.against & facts
        ]
        slots = [
            [
                (choice.index, taken.get((PERSON, choice.index), 0))
                for choice in slot.people
                if not choice.against & facts
            ]
            for slot in self.choices.slots
            if slot.key in facts
        ]
        if only_room is not None:
            rooms = [(index, mask) for index, mask in rooms if index == only_room]
        needs_room = self.choices.needs_room and (bool(self.choices.rooms) or ("room", self.session.id) in facts)
        needs_room = needs_room and not without_room
        if needs_room and rooms:
            # Days on which every room is taken: most starts are passed over by this alone.
            never |= reduce(and_, (mask for _, mask in rooms))
        found: list[Spot] = []
        for option in self._allowed(facts):
            if not least <= option.first <= most_first or option.last > end or option.mask & never:
                continue
            room = next((index for index, mask in rooms if not mask & option.mask), None)
            if needs_room and room is None:
                continue
            people = matched([[index for index, mask in slot if not mask & option.mask] for slot in slots])
            if people is None:
                continue
            found.append(Spot(option, room, people))
            if len(found) == most:
                break
        return found

    def _allowed(self, facts: Collection[Key]) -> Iterable[Option]:
        for against, options in self._by_against.items():
            if against.isdisjoint(facts):
                yield from options

    def is_possible(self, facts: Collection[Key]) -> bool:
        """Tell whether these facts leave a place open."""
        return bool(self.spots(facts))

    def clash(self, given_up: Collection[Key] = ()) -> tuple[Key, ...]:
        """Return few facts that keep the session out, none of which can be spared; empty if it can be placed.

        Facts that are given up count for nothing.
        """
        facts = [key for key in self.facts if key not in given_up]
        if self.is_possible(facts):
            return ()
        if not self.is_possible(()):
            return (("days", self.session.id),)
        best: tuple[Key, ...] = ()
        for codes in _ORDERS_OF_DROPPING:
            order = sorted(facts, key=lambda key: codes.index(key[0]) if key[0] in codes else len(codes))
            found = shrunk(order, self.is_possible)
            if not best or len(found) < len(best):
                best = found
        return tuple(key for key in facts if key in best)


def shrunk(facts: Sequence[Key], is_possible: Possible) -> tuple[Key, ...]:
    """Drop facts one by one, as they stand, keeping those without which the rest would be possible."""
    left = list(facts)
    step = max(1, len(left) // 4)
    at = 0
    while at < len(left):
        rest = left[:at] + left[at + step :]
        if not is_possible(rest):
            left = rest
        elif step > 1:
            step = max(1, step // 2)
        else:
            at += 1
            step = max(1, min(step * 2, len(left) - at))
    return tuple(left)


def matched(slots: Sequence[Sequence[int]]) -> tuple[int, ...] | None:
    """Choose a different one for each slot; None if that cannot be done."""
    if len(slots) <= 1:
        return () if not slots else (slots[0][0],) if slots[0] else None
    holder: dict[int, int] = {}

    def place(slot: int, seen: set[int]) -> bool:
        for person in slots[slot]:
            if person in seen:
                continue
            seen.add(person)
            if person not in holder or place(holder[person], seen):
                holder[person] = slot
                return True
        return False

    if not all(place(slot, set()) for slot in range(len(slots))):
        return None
    chosen = {slot: person for person, slot in holder.items()}
    return tuple(chosen[slot] for slot in range(len(slots)))
