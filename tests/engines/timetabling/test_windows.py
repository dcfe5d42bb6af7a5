"""Polishing: some weeks solved exactly, never worse."""

import pytest

from baeumgil.engines.timetabling.board import compile_board
from baeumgil.engines.timetabling.construction import construct
from baeumgil.engines.timetabling.costing import cost_lines, total
from baeumgil.engines.timetabling.exact import solve_exactly
from baeumgil.engines.timetabling.state import empty_state, placements
from baeumgil.engines.timetabling.windows import improve_window
from tests.engines.timetabling.enumerating import tiny_year
from tests.years import random_year


@pytest.mark.parametrize("seed", range(6))
def test_a_window_over_everything_finds_the_best_plan_and_one_over_nothing_changes_nothing(seed: int) -> None:
    board = compile_board(tiny_year(seed))
    begun = construct(board, seed=1)

    polished = improve_window(board, begun, first=0, last=len(board.days), deterministic=2.0, seed=1)

    best = solve_exactly(board, seconds=60.0).bound
    assert total(cost_lines(board.problem, placements(board, polished))) == best
    assert improve_window(board, begun, first=-2, last=-1, deterministic=2.0, seed=1) == begun


def test_a_window_keeps_what_stands_outside_and_comes_out_the_same_twice() -> None:
    board = compile_board(random_year(5, sessions=10))
    begun = construct(board, seed=1)

    polished = improve_window(board, begun, first=10, last=30, deterministic=0.5, seed=1)

    kept = [at for at, start in enumerate(begun.starts) if not (start == -1 or 10 <= start <= 30)]
    assert [polished.starts[at] for at in kept] == [begun.starts[at] for at in kept]
    assert [polished.instructors[at] for at in kept] == [begun.instructors[at] for at in kept]
    assert improve_window(board, begun, first=10, last=30, deterministic=0.5, seed=1) == polished


def test_no_time_changes_nothing() -> None:
    board = compile_board(tiny_year(1))

    assert improve_window(board, empty_state(board), first=0, last=9, deterministic=0.0, seed=1) == empty_state(board)
