"""2차 모집. How many more sessions would seat how many of those who wait, and how two rounds compare with one."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from baeumgil.engines.selection.extra import marginal
from baeumgil.engines.selection.extra_rounds import Extra, Round
from baeumgil.engines.selection.problem import Applicant, Problem, Quota, Session
from baeumgil.stages.enrolment.terms import Criterion

MANDATORY, NEVER, ARRIVAL = (
    criterion.value for criterion in (Criterion.MANDATORY, Criterion.NEVER_ATTENDED, Criterion.ARRIVAL)
)
EVERY = "every"
"""Stands for all sessions of a call: whoever waits for one of them goes to a session more."""
LONGEST_NUMBER = 20
MOST_POINTS = 60
HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Waiter:
    """기다리는 사람. By draw number: the tier, the groups that caps ask about, seats held in the year."""

    number: str
    tier: str
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    held: int = 0


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """한 모집의 대기 줄. Who waits, in order; `seats` of a session more and the caps that would hold on it."""

    people: Sequence[Waiter]
    seats: int
    quotas: tuple[Quota, ...] = ()
    seats_a_year: int | None = None


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


def clearing_curve(line: WaitingLine, most: int = MOST_POINTS) -> tuple[CurvePoint, ...]:
    """By number of extra sessions: who of the waiting, in their order and within the caps, would be seated.

    The last point is the first that seats nobody more, or the `most`-th.
    """
    points: list[CurvePoint] = []
    mandatory = never_attended = others = 0
    for gain in marginal([_round(0, line)], most=most):
        mandatory, never_attended = mandatory + gain.mandatory, never_attended + gain.never_attended
        others += gain.others
        total = mandatory + never_attended + others
        points.append(CurvePoint(gain.number, total, mandatory, never_attended, others, gain.left))
    return tuple(points)


def best_steps(waiting: Mapping[int, WaitingLine], most: int = MOST_POINTS) -> tuple[ExtraStep, ...]:
    """One session after the other, always the one that seats most of who must come, then of who never could, then at
    all. Ties go to the call with the smaller number, so that the same facts give the same answer.
    """
    steps: list[ExtraStep] = []
    seated = 0
    for number, gain in enumerate(marginal([_round(call, waiting[call]) for call in sorted(waiting)], most=most), 1):
        seated += gain.seated
        steps.append(
            ExtraStep(
                number=number,
                call=int(gain.round),
                gained=gain.seated,
                mandatory=gain.mandatory,
                never_attended=gain.never_attended,
                seated=seated,
            )
        )
    return tuple(steps)


def _round(call: int, line: WaitingLine) -> Round:
    """The waiting list as a selection of its own: the order is the list's, seats are those of extra sessions alone."""
    people = tuple(
        Applicant(
            id=one.number,
            wishes=(EVERY,),
            values={MANDATORY: one.tier == MANDATORY, NEVER: one.tier == NEVER, ARRIVAL: place},
            groups=one.groups,
            held=one.held,
        )
        for place, one in enumerate(line.people)
    )
    problem = Problem(
        name=f"{call:0{LONGEST_NUMBER}}",
        mechanism="serial",
        order=(ARRIVAL,),
        sessions=(Session(EVERY, EVERY, 0),),
        applicants=people,
        quotas=line.quotas,
        seats_a_year=line.seats_a_year,
    )
    return Round(problem, "", (Extra(EVERY, (EVERY,), line.seats),))


def caps_of_extra(quotas: Sequence[Quota], sessions: int) -> tuple[Quota, ...]:
    """Caps that would hold on a session more: those of every session, and those that each of the call's sessions has
    for itself, the smallest of them. Reserves are left aside.
    """
    found = {quota.id: replace(quota, reserved=None) for quota in quotas if quota.session is None}
    named: dict[tuple[str, frozenset[str]], list[Quota]] = defaultdict(list)
    for quota in quotas:
        if quota.session is not None and quota.most is not None:
            named[quota.kind, quota.keys].append(quota)
    for alike in named.values():
        if len({quota.session for quota in alike}) == sessions:
            least = min(alike, key=lambda quota: (quota.most or 0, quota.id))
            found[least.id] = replace(least, session=None, reserved=None)
    return tuple(found[number] for number in sorted(found) if found[number].most is not None)


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
