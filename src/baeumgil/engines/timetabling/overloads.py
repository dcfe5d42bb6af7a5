"""More days wanted of some rooms, instructors or people than they have, in a part of the year."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

import numpy as np
import numpy.typing as npt

from baeumgil.engines.timetabling.board import Board, monday_of
from baeumgil.engines.timetabling.demand import Item, Live
from baeumgil.engines.timetabling.state import bits

_MOST_UNIONS = 2_000
_NOTHING = np.zeros(1, dtype=np.int64)
_LONG_BLOCKS = (3, 4, 5)
"""Blocks that must lie within a week: of two of three days, only one fits into a week of five."""


class Kind(StrEnum):
    """What is wanted."""

    ROOMS = "room_days"
    INSTRUCTORS = "instructor_days"
    AUDIENCE = "audience_days"


@dataclass(frozen=True, slots=True)
class Overload:
    """`items` together want `wanted` of `things` between two days; there are only `there`.

    `block` 0: days are counted; otherwise blocks of at least so many days within one week.
    """

    kind: Kind
    things: frozenset[int]
    first: int
    last: int
    items: tuple[Item, ...]
    wanted: int
    there: int
    block: int = 0


@dataclass(frozen=True, slots=True)
class _Family:
    kind: Kind
    items: tuple[Item, ...]
    free: Callable[[int], int]
    """Days on which a thing is there, as bits."""


class Counting:
    """Searches a board for overloads among the sessions that are still in."""

    def __init__(self, board: Board, live: Sequence[Live | None]) -> None:
        self.board = board
        every = (1 << len(board.days)) - 1
        self.families = (
            _Family(Kind.ROOMS, tuple(_room_items(board, live)), lambda room: every & ~board.room_closed[room]),
            _Family(Kind.INSTRUCTORS, tuple(_role_items(board, live)), lambda one: every & ~board.instructor_away[one]),
            _Family(Kind.AUDIENCE, tuple(_audience_items(board, live)), lambda _: every),
        )
        mondays = [monday_of(day) for day in board.days]
        weeks = {monday: number for number, monday in enumerate(dict.fromkeys(mondays))}
        self.week_of = np.array([weeks[monday] for monday in mondays], dtype=np.int64)
        self._offered: dict[tuple[Kind, int, int], npt.NDArray[np.int64]] = {}

    def offered(self, family: _Family, thing: int, block: int) -> npt.NDArray[np.int64]:
        """How many days (or blocks, by the week) of a thing there are before each day (or week)."""
        key = (family.kind, thing, block)
        if key not in self._offered:
            free = _as_days(family.free(thing), len(self.board.days))
            if block:
                free = np.bincount(self.week_of, weights=free).astype(np.int64) // block
            self._offered[key] = np.concatenate(([0], free.cumsum()))
        return self._offered[key]

    def overloads(self) -> Iterable["Search"]:
        """Go through every set of things that could be too full."""
        sessions = self.board.problem.sessions
        for family in self.families:
            for things, items in _sets(family.items):
                yield Search(self, family, things, items, 0)
                if family.kind is Kind.AUDIENCE:
                    continue
                for block in _LONG_BLOCKS:
                    long = [
                        Item(item.session, item.things, 1, item.first, item.last, 0)
                        for item in items
                        if sessions[item.session].within_week and sessions[item.session].days >= block
                    ]
                    if len(long) > 1:
                        yield Search(self, family, things, long, block)


class Search:
    """One set of things, and who wants only these."""

    def __init__(
        self, counting: Counting, family: _Family, things: frozenset[int], items: list[Item], block: int
    ) -> None:
        self.kind = family.kind
        self.things = things
        self.items = items
        self.block = block
        self._counting = counting
        self._family = family
        self._masks = [family.free(thing) for thing in things]
        self._size = len(counting.board.days)

    def concerns(self, session: int) -> bool:
        """Tell whether the session wants only these things."""
        return any(item.session == session for item in self.items)

    def find(self, out: set[int]) -> Overload | None:
        """The fullest part of the year, by how much is too much; None if all fits."""
        items = [item for item in self.items if item.session not in out]
        if not items:
            return None
        return self._single_day(items) or self._span(items)

    def _single_day(self, items: Sequence[Item]) -> Overload | None:
        """A day that more sessions surely take than there are things."""
        if self.block:
            return None
        wanted: dict[int, list[Item]] = {}
        for item in items:
            for day in bits(item.surely):
                wanted.setdefault(day, []).append(item)
        worst: Overload | None = None
        for day, users in wanted.items():
            there = sum(mask >> day & 1 for mask in self._masks)
            if len(users) > there and (worst is None or len(users) - there > worst.wanted - worst.there):
                each = tuple(Item(one.session, one.things, 1, day, day, one.surely) for one in users)
                worst = Overload(self.kind, self.things, day, day, each, len(users), there)
        return worst

    def _span(self, items: Sequence[Item]) -> Overload | None:
        firsts = sorted({item.first for item in items})
        lasts = sorted({item.last for item in items})
        row = {day: at for at, day in enumerate(firsts)}
        column = {day: at for at, day in enumerate(lasts)}
        wanted = np.zeros((len(firsts), len(lasts)), dtype=np.int64)
        for item in items:
            wanted[row[item.first], column[item.last]] += item.size
        wanted = wanted[::-1].cumsum(axis=0)[::-1].cumsum(axis=1)
        there = self._there(np.array(firsts), np.array(lasts))
        excess = np.where(wanted > 0, wanted - there, 0)
        at = int(excess.argmax())
        first, last = firsts[at // len(lasts)], lasts[at % len(lasts)]
        if excess.flat[at] <= 0:
            return None
        inside = tuple(item for item in items if first <= item.first and item.last <= last)
        return Overload(
            self.kind, self.things, first, last, inside, int(wanted.flat[at]), int(there.flat[at]), self.block
        )

    def _there(self, firsts: npt.NDArray[np.int64], lasts: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """How much there is from each first day to each last day."""
        unit = self._counting.week_of if self.block else np.arange(self._size)
        total = sum((self._counting.offered(self._family, thing, self.block) for thing in self.things), start=_NOTHING)
        # A week that the span only touches counts whole: more than there is, never less.
        there: npt.NDArray[np.int64] = total[unit[lasts] + 1][None, :] - total[unit[firsts]][:, None]
        np.maximum(there, 0, out=there)
        return there


def _as_days(mask: int, size: int) -> npt.NDArray[np.int64]:
    raw = np.frombuffer(mask.to_bytes((size + 7) // 8, "little"), dtype=np.uint8)
    return np.unpackbits(raw, bitorder="little")[:size].astype(np.int64)


def _sets(items: Sequence[Item]) -> Iterable[tuple[frozenset[int], list[Item]]]:
    """Sets of things that some want exclusively, and unions of two that overlap; with all who want only these."""
    by_set: dict[frozenset[int], list[Item]] = {}
    for item in items:
        by_set.setdefault(item.things, []).append(item)
    known = sorted(by_set, key=lambda things: (len(things), sorted(things)))
    unions = dict.fromkeys(known)
    for one, other in combinations(known, 2):
        if len(unions) > _MOST_UNIONS + len(known):
            break
        if one & other and not (one <= other or other <= one):
            unions[one | other] = None
    for things in unions:
        inside: dict[int, Item] = {}
        for subset in known:
            for item in by_set[subset] if subset <= things else ():
                had = inside.get(item.session)
                size = item.size + (had.size if had else 0)
                inside[item.session] = Item(item.session, item.things, size, item.first, item.last, item.surely)
        yield things, list(inside.values())


def _room_items(board: Board, live: Sequence[Live | None]) -> Iterable[Item]:
    for session, alone in zip(board.sessions, live, strict=True):
        if session.needs_room and alone is not None:
            yield _item(session.index, session.rooms, session.days, alone)


def _role_items(board: Board, live: Sequence[Live | None]) -> Iterable[Item]:
    for session, alone in zip(board.sessions, live, strict=True):
        if alone is not None:
            yield from (_item(session.index, role, session.days, alone) for role in session.roles)


def _audience_items(board: Board, live: Sequence[Live | None]) -> Iterable[Item]:
    for session, alone in zip(board.sessions, live, strict=True):
        if alone is not None:
            yield from (_item(session.index, (word,), session.days, alone) for word in session.audiences)


def _item(session: int, things: Iterable[int], size: int, alone: Live) -> Item:
    return Item(session, frozenset(things), size, alone.first, alone.last, alone.surely)
