"""A proven lower bound on the cost of every plan of a problem, and the days the relaxation wishes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from baeumgil.engines.timetabling.board import Board


@dataclass(frozen=True, slots=True)
class Bound:
    """No plan costs less than `value`. `weeks`: session index → index of the first day it would best aim at."""

    value: int
    is_exact: bool
    weeks: Mapping[int, int]


def lower_bound(board: Board, *, seconds: float, report: Callable[[Bound], None] | None = None) -> Bound:
    """A proven lower bound within so many seconds; `report` hears of every better one on the way."""
    raise NotImplementedError(board, seconds, report)
