"""The bound: never above what some plan costs."""

from dataclasses import replace

import pytest

from baeumgil.engines.timetabling.board import compile_board
from baeumgil.engines.timetabling.bounding import Bound, lower_bound
from baeumgil.engines.timetabling.construction import construct
from baeumgil.engines.timetabling.costing import cost_lines, total
from baeumgil.engines.timetabling.state import placements
from tests.engines.timetabling.enumerating import cheapest, tiny_year
from tests.engines.timetabling.problems import a_problem, a_session
from tests.thoroughness import some
from tests.years import goyang, random_year

ENOUGH = 60.0


@pytest.mark.parametrize("seed", some(range(16), quick=8))
def test_no_plan_of_a_tiny_year_is_cheaper(seed: int) -> None:
    problem = tiny_year(seed)

    assert lower_bound(compile_board(problem), seconds=ENOUGH).value <= cheapest(problem)


@pytest.mark.parametrize("seed", some(range(8), quick=4))
def test_no_plan_that_is_built_is_cheaper(seed: int) -> None:
    board = compile_board(random_year(seed))
    built = total(cost_lines(board.problem, placements(board, construct(board, seed=1))))

    assert lower_bound(board, seconds=ENOUGH).value <= built


def test_a_city_of_twenty_one_sessions_is_bounded_close_to_its_best_plan_and_days_are_wished() -> None:
    told: list[Bound] = []
    board = compile_board(goyang())

    bound = lower_bound(board, seconds=ENOUGH, report=told.append)

    assert bound.value == 49
    assert set(bound.weeks) == set(range(21))
    assert all(day in board.sessions[session].starts for session, day in bound.weeks.items())
    assert [one.value for one in told] == sorted(one.value for one in told)
    assert told[0].weeks


def test_a_session_that_cannot_be_placed_costs_its_price() -> None:
    problem = a_problem(a_session(people=400, priority=3))

    assert lower_bound(compile_board(problem), seconds=ENOUGH).value == 3000


def test_two_sessions_that_want_the_only_free_days_of_one_instructor_cost_the_cheaper_one() -> None:
    role = [{"id": "main", "instructors": ["kim"]}]
    days = [{"first": "2026-03-02", "last": "2026-03-03"}]
    problem = a_problem(
        a_session("s1", roles=role, windows=days),
        a_session("s2", roles=role, windows=days, priority=2),
        costs={"spare": 0},
    )

    assert lower_bound(compile_board(problem), seconds=ENOUGH).value == 1000


def test_a_session_out_of_step_with_its_course_costs_its_price() -> None:
    days = [{"first": "2026-03-02", "last": "2026-03-06"}]
    problem = a_problem(
        a_session("s1", course="c2", windows=days), a_session("s2", course="c2", windows=days), costs={"spare": 0}
    )

    assert lower_bound(compile_board(problem), seconds=ENOUGH).value == 1000


def test_a_bound_that_meets_a_known_plan_ends_the_search() -> None:
    problem = a_problem(a_session(people=400))

    assert lower_bound(compile_board(problem), seconds=ENOUGH, known=1000).is_exact is True


def test_points_too_large_to_be_summed_exactly_are_not_bounded() -> None:
    problem = a_problem(a_session())
    problem = replace(problem, costs=replace(problem.costs, unplaced=10**12))

    assert lower_bound(compile_board(problem), seconds=ENOUGH) == Bound(0)


def test_nothing_to_place_costs_nothing() -> None:
    assert lower_bound(compile_board(a_problem()), seconds=ENOUGH).value == 0
