"""Sessions of a course and sessions in order that do not fit one after the other into their windows."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from baeumgil.engines.timetabling.board import Board, Chain
from baeumgil.engines.timetabling.demand import Live, weight
from baeumgil.engines.timetabling.problem import Order
from baeumgil.engines.timetabling.references import cycles

_EXACT_UP_TO = 400


@dataclass(frozen=True, slots=True)
class BrokenChain:
    """`session` cannot be held besides `others`. `course` is set where only the gap of one course is at fault."""

    session: int
    others: tuple[int, ...]
    course: int | None
    fits: int
    """How many of the course's sessions fit (where a course is at fault)."""


class Chains:
    """Follows gaps and orders through a board."""

    def __init__(self, board: Board, live: Sequence[Live | None]) -> None:
        self.board = board
        self.live = live

    def broken(self, out: set[int]) -> Iterable[BrokenChain]:
        """Sessions to leave out so that all gaps and orders can be kept; `out` are left out already."""
        out = {index for index, alone in enumerate(self.live) if alone is None} | out
        for chain in self.board.chains:
            members = [index for index in chain.sessions if index not in out]
            kept = self._kept(members, chain.gap_days)
            for index in members:
                if index not in kept:
                    others = self._shrunk(index, members, kept, chain)
                    yield BrokenChain(index, others, chain.course, len(kept))
                    out.add(index)
        yield from self._orders(out)

    def _starts(self, index: int) -> tuple[int, ...]:
        alone = self.live[index]
        return alone.starts if alone else ()

    def _next(self, index: int, ordinal: int) -> int | None:
        """The first calendar day, not before the given one, on which the session could start."""
        starts = self._starts(index)
        at = bisect_left(starts, ordinal, key=lambda start: self.board.ordinals[start])
        return self.board.ordinals[starts[at]] if at < len(starts) else None

    def fit(self, members: Sequence[int], gap: int) -> bool:
        """Tell whether the sessions can start in this order: the earliest is always the best."""
        ordinal: int | None = 0
        for index in members:
            ordinal = self._next(index, ordinal or 0)
            if ordinal is None:
                return False
            ordinal += gap
        return True

    def _kept(self, members: Sequence[int], gap: int) -> set[int]:
        """The weightiest choice of sessions that fit, by the earliest end of every weight."""
        if self.fit(members, gap):
            return set(members)
        sessions = self.board.problem.sessions
        best: dict[int, tuple[int, tuple[int, ...]]] = {0: (0, ())}
        for index in members:
            by_weight = dict(best)
            for total, (earliest, chosen) in best.items():
                start = self._next(index, earliest)
                more = total + (sessions[index].priority if len(members) <= _EXACT_UP_TO else 1)
                if start is not None and (more not in by_weight or start + gap < by_weight[more][0]):
                    by_weight[more] = (start + gap, (*chosen, index))
            best = by_weight
        return set(best[max(best)][1])

    def _shrunk(self, index: int, members: Sequence[int], kept: Collection[int], chain: Chain) -> tuple[int, ...]:
        group = [one for one in members if one in kept or one == index]
        for one in list(group):
            rest = [other for other in group if other != one]
            if one != index and not self.fit(rest, chain.gap_days):
                group = rest
        return tuple(one for one in group if one != index)

    def _links(self, out: Collection[int]) -> list[tuple[int, int, int, bool]]:
        """(before, after, least distance, counted from the last day) of every gap and order that remains."""
        links = [
            (order.before, order.after, order.lag_days + 1, True)
            for order in self.board.orders
            if order.before not in out and order.after not in out
        ]
        for chain in self.board.chains:
            members = [index for index in chain.sessions if index not in out]
            links += [(one, other, chain.gap_days, False) for one, other in pairwise(members)]
        return links

    def _orders(self, out: set[int]) -> Iterable[BrokenChain]:
        while clash := self._clash(out):
            sessions = self.board.problem.sessions
            everyone = set(range(len(sessions)))
            for one in sorted(clash, key=lambda index: -weight(sessions[index])):
                if len(clash) > 1 and self._clash(everyone - (clash - {one})):
                    clash = clash - {one}
            leave = min(clash, key=lambda index: (weight(sessions[index]), -index))
            out.add(leave)
            yield BrokenChain(leave, tuple(sorted(clash - {leave})), None, 0)

    def _clash(self, out: Collection[int]) -> frozenset[int]:
        """Sessions of which not all can be held, for their gaps and orders; none if all can."""
        links = self._links(out)
        if not self.board.orders:
            return frozenset()
        if knots := cycles(Order(str(before), str(after)) for before, after, _, _ in links):
            return frozenset(map(int, knots[0]))
        after: dict[int, list[tuple[int, int, bool]]] = {}
        waiting: dict[int, int] = {}
        for before, later, distance, from_last in links:
            after.setdefault(before, []).append((later, distance, from_last))
            waiting[later] = waiting.get(later, 0) + 1
        least: dict[int, int] = {}
        reason: dict[int, int] = {}
        ready = [index for index in after if index not in waiting]
        while ready:
            index = ready.pop()
            found = self._earliest(index, least.get(index, 0))
            if found is None:
                return frozenset(_path(index, reason))
            for later, distance, from_last in after.get(index, ()):
                ordinal = found[from_last] + distance
                if ordinal > least.get(later, 0):
                    least[later] = ordinal
                    reason[later] = index
                waiting[later] -= 1
                if not waiting[later]:
                    ready.append(later)
        return frozenset()

    def _earliest(self, index: int, ordinal: int) -> tuple[int, int] | None:
        """The earliest first day from a day on, and the earliest last day."""
        alone = self.live[index]
        if alone is None:
            return None
        ordinals = self.board.ordinals
        at = bisect_left(alone.starts, ordinal, key=lambda start: ordinals[start])
        if at == len(alone.starts):
            return None
        return ordinals[alone.starts[at]], min(ordinals[last] for last in alone.lasts[at:])


def _path(index: int, reason: dict[int, int]) -> list[int]:
    path = [index]
    while path[-1] in reason:
        path.append(reason[path[-1]])
    return path
