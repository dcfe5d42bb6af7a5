"""Polish a plan by solving the sessions of some weeks exactly while the rest stands."""

from baeumgil.engines.timetabling.board import Board
from baeumgil.engines.timetabling.state import State


def improve_window(board: Board, state: State, *, first: int, last: int, deterministic: float, seed: int) -> State:
    """The state with the sessions that start on days `first` to `last` solved anew, never worse."""
    raise NotImplementedError(board, state, first, last, deterministic, seed)
