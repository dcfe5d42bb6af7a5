"""How many more sessions (증설): what one more session of each kind would clear, one after another.

An estimate for those who plan, by the order of each call: reserves are left aside, everybody keeps their wishes, and
who wished one of the sessions that an extra is like would go there too, after the last of these wishes. Its days are
not known yet: neither busy days nor absence caps stand in its way. Every figure is counted by seating everybody anew;
which extra comes next is picked by figures that may be a few steps old, and counted again before it is picked.
"""

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Protocol

from baeumgil.engines.selection.facts import Facts
from baeumgil.engines.selection.ordering import common_keys
from baeumgil.engines.selection.plain import Turns
from baeumgil.engines.selection.problem import Applicant, Problem, Session

TIERS: Final = ("mandatory", "never_attended", "others")
PLAIN_UP_TO: Final = 100
"""Applicants up to which counting them plainly, dozens of times with more sessions each, is quick enough."""
Counts = tuple[int, int, int]
"""People by tier."""


@dataclass(frozen=True, slots=True)
class Extra:
    """증설 기수. One more session of a kind: like these sessions, with so many seats."""

    id: str
    like: tuple[str, ...]
    seats: int


@dataclass(frozen=True, slots=True)
class Round:
    """A selection that might get more sessions. `standing`: seats held for good; None seats everybody anew."""

    problem: Problem
    seed: str
    extras: tuple[Extra, ...]
    standing: Mapping[str, str] | None = None


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


def tier_of(applicant: Applicant) -> int:
    """To which tier somebody belongs: a place in TIERS."""
    if applicant.values.get("mandatory"):
        return 0
    return 1 if applicant.values.get("never_attended") else 2


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


def copies(round_: Round, added: Sequence[int]) -> list[tuple[str, Extra]]:
    """The sessions added, by names that no session has."""
    return [
        (f"{extra.id}\x00{number}", extra)
        for extra, times in zip(round_.extras, added, strict=True)
        for number in range(times)
    ]


def stretched(wishes: Sequence[str], added: Sequence[tuple[str, Extra]]) -> tuple[str, ...]:
    """Wishes with the sessions added, each after the last wish it is like."""
    after: dict[int, list[str]] = {}
    for name, extra in added:
        places = [place for place, wish in enumerate(wishes) if wish in extra.like]
        if places:
            after.setdefault(places[-1], []).append(name)
    return tuple(each for place, wish in enumerate(wishes) for each in (wish, *after.get(place, ())))


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
