"""A first plan."""

from collections.abc import Mapping

from baeumgil.engines.timetabling.board import Board
from baeumgil.engines.timetabling.state import State


def construct(board: Board, *, seed: int, wished: Mapping[int, int] | None = None) -> State:
    """A feasible plan with as many sessions as find room; `wished` says at which first day to aim, by session."""
    raise NotImplementedError
