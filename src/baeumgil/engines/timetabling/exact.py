"""The whole problem as one exact model, for small problems, solved to the proven optimum.

The prices of the bound say of every start how much dearer all becomes with it at least. A plan that costs at most a
limit uses no start above that limit; so the model of the few starts below it proves that limit, and is small.
HiGHS solves it within a second where CP-SAT, without a strong linear relaxation, needs minutes (measured).
"""

import time
from dataclasses import dataclass

import numpy as np

from baeumgil.engines.timetabling.board import Board
from baeumgil.engines.timetabling.climbing import Climb
from baeumgil.engines.timetabling.costing import cost_lines, total
from baeumgil.engines.timetabling.modelling import YearModel
from baeumgil.engines.timetabling.plan import Placement
from baeumgil.engines.timetabling.relaxing import is_exact_in_doubles, relax
from baeumgil.engines.timetabling.state import State, placements, state_of

_ROUNDS = 300
_NO_LIMIT = 1 << 62
_SLACKS = (0, 3, 12, 48)
"""How far above the bound the limit lies at the first, second … try; then there is none."""
_NODES = 100
"""Nodes of the search tree per unit of a deterministic limit."""


@dataclass(frozen=True, slots=True)
class Exact:
    """The best plan found (None: none in time), the proven bound (None: none), and whether they meet."""

    placements: tuple[Placement, ...] | None
    bound: int | None
    proved: bool


def solve_exactly(
    board: Board, *, seconds: float, begin: tuple[Placement, ...] = (), deterministic: float | None = None
) -> Exact:
    """Solve the whole problem as one model; `deterministic` limits by a count: the same plan each time."""
    ends = time.monotonic() + seconds
    best = state_of(board, begin) if begin else None
    known = None if best is None else _cost(board, best)
    priced = _Priced(board, known)
    bound, slacks = priced.bound, iter(_SLACKS)
    nodes = None if deterministic is None else max(1, round(deterministic * _NODES))
    while known is None or bound < known:
        limit = min(bound + next(slacks, _NO_LIMIT), _NO_LIMIT if known is None else known - 1)
        model = YearModel(board, range(len(board.sessions)), places=priced.places(limit))
        solved = model.rows.solve_by_rows(seconds=max(0.1, ends - time.monotonic()), nodes=nodes)
        if solved.cost is not None and (known is None or solved.cost < known):
            best, known = model.read(solved), solved.cost
        # A plan of at most `limit` points is in the model, and none in the model is cheaper than its own bound.
        if solved.bound is not None:
            bound = max(bound, min(limit + 1, solved.bound))
        if solved.bound is None or not solved.is_best or time.monotonic() > ends:
            break
    return Exact(None if best is None else placements(board, best), bound, known is not None and bound >= known)


def _cost(board: Board, state: State) -> int:
    return total(cost_lines(board.problem, placements(board, state)))


class _Priced:
    """The starts worth a look, by the prices of a bound."""

    def __init__(self, board: Board, known: int | None) -> None:
        self.bound = 0
        relaxation = relax(board)
        self._at = relaxation.tables.option_at
        self._least = np.zeros(len(relaxation.tables.option_span))
        if is_exact_in_doubles(relaxation):
            climb = Climb(relaxation)
            climb.rise(_ROUNDS, known=known)
            self.bound = climb.bound
            self._least = climb.value + climb.excess()

    def places(self, limit: int) -> dict[int, list[int]]:
        """By session, the starts that a plan of at most so many points may use."""
        return {
            session: np.flatnonzero(self._least[first:end] <= limit).tolist()
            for session, (first, end) in enumerate(zip(self._at[:-1], self._at[1:], strict=True))
        }
