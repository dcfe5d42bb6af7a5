"""Polish a plan by solving the sessions of some weeks exactly while the rest stands."""

from baeumgil.engines.timetabling.board import Board
from baeumgil.engines.timetabling.costing import cost_lines, total
from baeumgil.engines.timetabling.modelling import YearModel
from baeumgil.engines.timetabling.state import NOWHERE, State, placements

_FUSE = 600.0
"""Seconds after which a window is given up: far above what its count allows."""


def improve_window(board: Board, state: State, *, first: int, last: int, deterministic: float, seed: int) -> State:
    """The state with the sessions that start on days `first` to `last`, or are left out, solved anew; never worse.

    They stay within the window. One worker and a counted limit: the same plan each time.
    """
    free = [index for index, start in enumerate(state.starts) if start == NOWHERE or first <= start <= last]
    places = {
        index: [place for place, start in enumerate(board.sessions[index].starts) if first <= start <= last]
        for index in free
    }
    model = YearModel(board, free, stands=state, places=places)
    solved = model.rows.solve_by_clauses(
        seconds=_FUSE, workers=1, deterministic=deterministic, seed=seed, hint=model.hinted(state)
    )
    if solved.cost is None:
        return state
    better = model.read(solved)
    return better if _cost(board, better) < _cost(board, state) else state


def _cost(board: Board, state: State) -> int:
    return total(cost_lines(board.problem, placements(board, state)))
