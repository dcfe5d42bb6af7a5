"""A better plan from a plan, by counted random moves."""

from baeumgil.engines.timetabling.board import Board
from baeumgil.engines.timetabling.state import State


def anneal(board: Board, state: State, *, moves: int, seed: int, heat: float = 20.0, cool: float = 0.3) -> State:
    """The best plan met in so many moves, while the heat (in points) falls from `heat` to `cool`."""
    raise NotImplementedError
