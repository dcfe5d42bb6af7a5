"""How many more sessions (증설): what one more session of each kind would clear, one after another.

An estimate for those who plan, by the order of each call: reserves are left aside, everybody keeps their wishes, and
who wished one of the sessions that an extra is like would go there too, after the last of these wishes. Its days are
not known yet: neither busy days nor absence caps stand in its way. Every figure is counted by seating everybody anew;
which extra comes next is picked by figures that may be a few steps old, and counted again before it is picked.
"""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Protocol

from baeumgil.engines.selection.extra_rounds import Counts, Round, copies, stretched, tier_of
from baeumgil.engines.selection.facts import Facts
from baeumgil.engines.selection.ordering import common_keys
from baeumgil.engines.selection.plain import Turns
from baeumgil.engines.selection.problem import Session

PLAIN_UP_TO: Final = 100
"""Applicants up to which counting them plainly, dozens of times with more sessions each, is quick enough."""


@dataclass(frozen=True, slots=True)
class Gain:
    """한 기수를 더 열면. Who gets a seat by it after the extras before it; `left` have none yet in this round."""

    round: str
    extra: str
    number: int
    """The first, second … of its kind."""
    mandatory: int
    never_attended: int
    others: int
    left: int

    @property
    def seated(self) -> int:
        """People newly seated."""
        return self.mandatory + self.never_attended + self.others


def what_if(rounds: Sequence[Round]) -> tuple[Gain, ...]:
    """What one more session of each kind would clear, each alone, the best first."""
    gains = [_gain(desk, at, [0] * len(desk.round.extras)) for desk in map(_desk, rounds) for at in range(desk.kinds)]
    return tuple(sorted(gains, key=_worth))


def marginal(rounds: Sequence[Round], *, most: int) -> tuple[Gain, ...]:
    """The curve: the extra that clears most for the weightiest tier, then the next; at most `most`, none idle."""
    desks = [_desk(each) for each in rounds]
    added = [[0] * desk.kinds for desk in desks]
    heap = [
        (*_worth(_gain(desk, at, added[no])), no, at, 0) for no, desk in enumerate(desks) for at in range(desk.kinds)
    ]
    heapq.heapify(heap)
    curve: list[Gain] = []
    while heap and len(curve) < most:
        *_old, no, at, counted = heapq.heappop(heap)
        gain = _gain(desks[no], at, added[no])
        entry = (*_worth(gain), no, at, sum(added[no]))
        if counted < sum(added[no]) and heap and entry > heap[0]:
            heapq.heappush(heap, entry)
            continue
        if gain.seated <= 0:
            continue
        curve.append(gain)
        added[no][at] += 1
        heapq.heappush(heap, (*entry[:-1], sum(added[no]) - 1))
    return tuple(curve)


def _worth(gain: Gain) -> tuple[int, int, int, str, str]:
    return -gain.mandatory, -gain.never_attended, -gain.others, gain.round, gain.extra


class _Desk(Protocol):
    """Counts who would be seated, with so many more sessions of each kind."""

    round: Round
    kinds: int
    people: int

    def seated(self, added: Sequence[int], at: int | None = None) -> Counts: ...  # one more of kind `at`, if given


def _desk(each: Round) -> _Desk:
    if len(each.problem.applicants) <= PLAIN_UP_TO:
        return _PlainDesk(each)
    from baeumgil.engines.selection.extra_compiled import CompiledDesk  # slow to import: compiled loops

    return CompiledDesk(each)


def _gain(desk: _Desk, at: int, added: Sequence[int]) -> Gain:
    before = desk.seated(added)
    after = desk.seated(added, at)
    return Gain(
        round=desk.round.problem.name,
        extra=desk.round.extras[at].id,
        number=added[at] + 1,
        mandatory=after[0] - before[0],
        never_attended=after[1] - before[1],
        others=after[2] - before[2],
        left=desk.people - sum(after),
    )


@dataclass(slots=True)
class _PlainDesk:
    round: Round
    kinds: int = field(init=False)
    people: int = field(init=False)
    _order: tuple[str, ...] = field(init=False)
    _counted: dict[tuple[int, ...], Counts] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.kinds = len(self.round.extras)
        self.people = len(self.round.problem.applicants)
        self._order = tuple(common_keys(self.round.problem, self.round.seed))

    def seated(self, added: Sequence[int], at: int | None = None) -> Counts:
        """Seat everybody in order."""
        tried = tuple(times + (kind == at) for kind, times in enumerate(added))
        known = self._counted.get(tried)
        if known is None:
            known = self._counted[tried] = self._seat(tried)
        return known

    def _seat(self, added: Sequence[int]) -> Counts:
        problem, standing = self.round.problem, self.round.standing or {}
        new = copies(self.round, added)
        facts = Facts(
            replace(
                problem,
                sessions=(*problem.sessions, *(Session(name, extra.id, extra.seats) for name, extra in new)),
                applicants=tuple(replace(one, wishes=stretched(one.wishes, new)) for one in problem.applicants),
            )
        )
        turns = Turns(facts, {})
        for name, session in standing.items():
            if name in facts.applicants and session in facts.sessions:
                turns.open[session] -= 1
                turns.hold(name, session)
        turns.run(name for name in self._order if name not in turns.choice.seats)
        counts = [0, 0, 0]
        for name in turns.choice.seats:
            counts[tier_of(facts.applicants[name])] += 1
        return counts[0], counts[1], counts[2]
