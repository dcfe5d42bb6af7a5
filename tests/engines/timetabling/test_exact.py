"""One exact model: the same as trying everything."""

import pytest

from baeumgil.engines.timetable_checking.checking import check
from baeumgil.engines.timetabling.board import compile_board
from baeumgil.engines.timetabling.costing import cost_lines, total
from baeumgil.engines.timetabling.exact import Exact, solve_exactly
from baeumgil.engines.timetabling.one_model import solve_as_one_model
from baeumgil.engines.timetabling.plan import Timetable
from baeumgil.engines.timetabling.problem import Problem
from baeumgil.engines.timetabling.writing import digest_of, plan_as_json, problem_as_json
from tests.engines.timetabling.enumerating import cheapest, tiny_year
from tests.years import goyang, random_year

ENOUGH = 120.0


def breaches(problem: Problem, exact: Exact) -> list[str]:
    """What the independent judge finds, but for sessions that nobody has explained yet."""
    placed = exact.placements or ()
    lines = cost_lines(problem, placed)
    plan = Timetable(digest_of(problem), placed, (), lines, total(lines))
    found = check(problem_as_json(problem), plan_as_json(plan)).breaches
    return [breach.rule for breach in found if breach.rule not in {"listing", "listed"}]


@pytest.mark.parametrize("seed", range(24))
def test_a_tiny_year_is_solved_as_well_as_by_trying_everything(seed: int) -> None:
    problem = tiny_year(seed)

    exact = solve_exactly(compile_board(problem), seconds=ENOUGH)

    best = cheapest(problem)
    assert (total(cost_lines(problem, exact.placements or ())), exact.bound, exact.proved) == (best, best, True)


def test_a_city_of_twenty_one_sessions_is_proven_optimal_and_twice_the_same() -> None:
    board = compile_board(goyang())

    exact = solve_exactly(board, seconds=ENOUGH, deterministic=4.0)

    assert (exact.bound, exact.proved, total(cost_lines(board.problem, exact.placements or ()))) == (49, True, 49)
    assert solve_exactly(board, seconds=ENOUGH, deterministic=4.0) == exact


def test_a_plan_to_begin_at_that_is_the_best_is_kept() -> None:
    board = compile_board(random_year(3, sessions=6, months=1))
    best = solve_exactly(board, seconds=ENOUGH)

    assert solve_exactly(board, seconds=ENOUGH, begin=best.placements or ()) == best


def test_the_yardstick_finds_the_same_cost() -> None:
    board = compile_board(tiny_year(12))

    assert solve_as_one_model(board, ENOUGH) == (57, 57)
