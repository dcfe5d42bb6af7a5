"""A better plan from a plan, by counted random moves.

Simulated annealing: a move that costs `c` points more is made with probability exp(-c / heat), and the heat falls
evenly (in its logarithm) from beginning to end. Every hard rule holds after every move; sessions left out may stay so.
The moves themselves are in `moves`; they let go of the interpreter lock, so that two lanes run in two threads.
"""

import math
from functools import cache
from weakref import WeakKeyDictionary

import numpy as np

from baeumgil.engines.timetabling import moves as kernels
from baeumgil.engines.timetabling.board import Board
from baeumgil.engines.timetabling.moves import FINE, HEATS, LOGARITHMS, Dice
from baeumgil.engines.timetabling.state import State
from baeumgil.engines.timetabling.tables import Ints, books_of, standing_of, state_from, tables_of

SHARES = (780, 800, 820, 840, 850)
"""Of 1000 moves, up to so many are shifts, changes of room, of instructor, relabellings, exchanges; the rest push."""

_known: WeakKeyDictionary[Board, Ints] = WeakKeyDictionary()


def anneal(board: Board, state: State, *, moves: int, seed: int, heat: float = 20.0, cool: float = 0.3) -> State:
    """The best plan met in so many moves, while the heat (in points) falls from `heat` to `cool`."""
    tables = _tables(board)
    books, standing = books_of(board, tables), standing_of(board, tables, state)
    cost = kernels.settle(tables, books, standing)
    if moves > 0 and board.sessions:
        shares = np.array(SHARES, np.int64)
        kernels.run(tables, books, cost, moves, _heats(heat, cool), _logarithms(), shares, _dice(seed), standing)
    return state_from(board, tables, standing)


def cost_of(board: Board, state: State) -> int:
    """Points of a state, as the annealing counts them."""
    tables = _tables(board)
    return int(kernels.settle(tables, books_of(board, tables), standing_of(board, tables, state)))


def _tables(board: Board) -> Ints:
    tables = _known.get(board)
    if tables is None:
        tables = _known[board] = tables_of(board)
    return tables


def _heats(heat: float, cool: float) -> Ints:
    """The heat of each stretch of the way, in fixed point."""
    ratio = cool / heat
    return np.array([round(heat * ratio ** (step / (HEATS - 1)) * (1 << FINE)) for step in range(HEATS)], np.int64)


@cache
def _logarithms() -> Ints:
    """-ln of the middles of equal parts of 0 to 1, in fixed point: drawing one draws how much worse is still taken."""
    return np.array([round(-math.log((at + 0.5) / LOGARITHMS) * (1 << FINE)) for at in range(LOGARITHMS)], np.int64)


def _dice(seed: int) -> Dice:
    """A generator that starts at the seed; neighbouring seeds are far apart."""
    mixed = (seed + 1) * 0x9E3779B97F4A7C15 & (1 << 64) - 1
    mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9 & (1 << 64) - 1
    return np.array([mixed or 1], np.uint64)
