"""One exact model of a small problem, solved to the proven optimum."""

from dataclasses import dataclass

from baeumgil.engines.timetabling.board import Board
from baeumgil.engines.timetabling.plan import Placement


@dataclass(frozen=True, slots=True)
class Exact:
    """The best plan found (None: none in time), the proven bound (None: none), and whether they meet."""

    placements: tuple[Placement, ...] | None
    bound: int | None
    proved: bool


def solve_exactly(
    board: Board, *, seconds: float, begin: tuple[Placement, ...] = (), deterministic: float | None = None
) -> Exact:
    """Solve the whole problem as one model; with `deterministic`, the same plan each time."""
    raise NotImplementedError(board, seconds, begin, deterministic)
