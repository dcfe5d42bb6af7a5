"""2차 모집. How many more sessions would seat how many of those who wait, and how two rounds compare with one."""

import heapq
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from baeumgil.stages.enrolment.terms import Criterion

MANDATORY, NEVER = Criterion.MANDATORY.value, Criterion.NEVER_ATTENDED.value
MOST_POINTS = 60
HUNDRED = 100


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """기수 몇 개를 더 열면. How many of those who wait have a seat then, in all and by tier; how many still wait."""

    sessions: int
    seated: int
    mandatory: int
    never_attended: int
    others: int
    left: int


@dataclass(frozen=True, slots=True)
class ExtraStep:
    """한 기수 더. The next best session to add over all calls: whose, what it gives, what all steps gave by then."""

    number: int
    call: int
    gained: int
    mandatory: int
    never_attended: int
    seated: int


@dataclass(frozen=True, slots=True)
class RoundsCompared:
    """두 번 나누어 뽑은 것과 한 번에 뽑은 것. Seats of both rounds given out in one, by the same lots."""

    seats: int
    seated_twice: int
    seated_once: int
    same: int
    only_twice: int
    only_once: int

    @property
    def is_same(self) -> bool:
        """Whether the very same people have a seat either way."""
        return self.only_twice == self.only_once == 0


def percent_of(applied: int, seats: int) -> int:
    """Applications per hundred seats, rounded down; 0 where there are no seats."""
    return applied * HUNDRED // seats if seats else 0


def clearing_curve(tiers: Sequence[str], seats: int, most: int = MOST_POINTS) -> tuple[CurvePoint, ...]:
    """By number of extra sessions of so many seats: who of the waiting, in their order, would be seated.

    `tiers` is the waiting list in order. The last point is the first that clears it, or the `most`-th.
    """
    points: list[CurvePoint] = []
    for sessions in range(1, most + 1):
        seated = Counter(tiers[: sessions * seats])
        total = seated.total()
        points.append(
            CurvePoint(
                sessions=sessions,
                seated=total,
                mandatory=seated[MANDATORY],
                never_attended=seated[NEVER],
                others=total - seated[MANDATORY] - seated[NEVER],
                left=len(tiers) - total,
            )
        )
        if total == len(tiers):
            break
    return tuple(points) if tiers and seats > 0 else ()


def best_steps(
    waiting: Mapping[int, Sequence[str]], seats: Mapping[int, int], most: int = MOST_POINTS
) -> tuple[ExtraStep, ...]:
    """One session after the other, always the one that seats most of who must come, then most people at all.

    `waiting` are the tiers of each call's waiting list in order, `seats` how many a session of it has. Ties go to the
    call with the smaller number, so that the same facts give the same answer.
    """
    queue: list[tuple[int, int, int, int]] = []

    def offer(call: int, begin: int) -> None:
        gained = waiting[call][begin : begin + seats.get(call, 0)]
        if gained:
            must = sum(tier == MANDATORY for tier in gained)
            heapq.heappush(queue, (-must, -len(gained), call, begin))

    for call in waiting:
        offer(call, 0)
    steps: list[ExtraStep] = []
    seated = 0
    while queue and len(steps) < most:
        _must, _all, call, begin = heapq.heappop(queue)
        counted = Counter(waiting[call][begin : begin + seats[call]])
        seated += counted.total()
        steps.append(
            ExtraStep(
                number=len(steps) + 1,
                call=call,
                gained=counted.total(),
                mandatory=counted[MANDATORY],
                never_attended=counted[NEVER],
                seated=seated,
            )
        )
        offer(call, begin + seats[call])
    return tuple(steps)


def rounds_compared(seats: int, twice: Collection[str], once: Collection[str]) -> RoundsCompared:
    """Who has a seat after two rounds, and who would after one, by draw number."""
    first, second = set(twice), set(once)
    return RoundsCompared(
        seats=seats,
        seated_twice=len(first),
        seated_once=len(second),
        same=len(first & second),
        only_twice=len(first - second),
        only_once=len(second - first),
    )
