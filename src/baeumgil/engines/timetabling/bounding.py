"""A proven lower bound on the cost of every plan of a problem, and the days the relaxation wishes."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from baeumgil.engines.timetabling.board import Board
from baeumgil.engines.timetabling.climbing import Climb
from baeumgil.engines.timetabling.relaxing import is_exact_in_doubles, relax

_FIRST_ROUNDS = 100
"""Rounds after which a first bound is told, and the days it wishes."""
_ROUNDS = 25
_STALLED_ROUNDS = 300
_STALLED = 0.0005
"""A climb that gained less than this share in so many rounds has arrived."""


@dataclass(frozen=True, slots=True)
class Bound:
    """No plan costs less than `value`; `is_exact`: some plan is known to cost just that.

    `weeks`: session index → index of the first day it would best aim at; empty where there is nothing new to say.
    """

    value: int
    is_exact: bool = False
    weeks: Mapping[int, int] = field(default_factory=dict)


def lower_bound(
    board: Board, *, seconds: float, report: Callable[[Bound], None] | None = None, known: int | None = None
) -> Bound:
    """A proven lower bound within so many seconds; `report` hears of every better one on the way.

    `known` is the cost of a plan, if there is one: no bound can pass it.
    """
    ends = time.monotonic() + seconds
    relaxation = relax(board)
    if not is_exact_in_doubles(relaxation):
        return Bound(0)
    climb = Climb(relaxation)
    told, arrived, arrived_at = -1, climb.value, 0
    while time.monotonic() < ends:
        before = climb.rounds
        climb.rise(_ROUNDS, known=known)
        is_first = before < _FIRST_ROUNDS <= climb.rounds
        if report is not None and (climb.bound > told or is_first) and climb.rounds >= _FIRST_ROUNDS:
            told = climb.bound
            report(Bound(told, told == known, wished_days(board, climb) if is_first else {}))
        if climb.value > arrived + abs(arrived) * _STALLED:
            arrived, arrived_at = climb.value, climb.rounds
        if climb.rounds == before or climb.rounds - arrived_at >= _STALLED_ROUNDS:
            break
    return Bound(climb.bound, climb.bound == known, wished_days(board, climb))


def wished_days(board: Board, climb: Climb) -> dict[int, int]:
    """By session, the index of the day on which the relaxation would start it."""
    return {session: board.sessions[session].starts[place] for session, place in climb.wished().items()}
