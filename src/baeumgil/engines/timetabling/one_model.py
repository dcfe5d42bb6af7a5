"""The yardstick: the whole year as one model given to a generic solver, without prices, guidance or search of ours."""

import os

from baeumgil.engines.timetabling.board import Board
from baeumgil.engines.timetabling.modelling import YearModel


def solve_as_one_model(board: Board, seconds: float) -> tuple[int | None, int | None]:
    """What one CP-SAT model of everything costs after so many seconds of building and solving, and its bound."""
    model = YearModel(board, range(len(board.sessions)))
    solved = model.rows.solve_by_clauses(
        seconds=seconds, workers=os.cpu_count() or 1, deterministic=None, seed=1, hint={}
    )
    return solved.cost, solved.bound
