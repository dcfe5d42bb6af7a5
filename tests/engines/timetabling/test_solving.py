"""Solving: the first plan at once, the best kept, and a recipe that derives the plan again."""

from baeumgil.engines.timetabling.board import compile_board
from baeumgil.engines.timetabling.lanes import Candidate, Lanes
from baeumgil.engines.timetabling.plan import PlanStatus
from baeumgil.engines.timetabling.progress import Progress
from baeumgil.engines.timetabling.solving import SMALL, derive, solve
from baeumgil.engines.timetabling.state import empty_state, placements
from baeumgil.engines.timetabling.steps import annealing, constructing, exactly, follow
from tests.years import goyang, random_year, seoul

ENOUGH = 250.0


def test_a_city_of_twenty_one_sessions_is_proven_optimal() -> None:
    plan = solve(goyang(), seconds=ENOUGH)

    assert (plan.status, plan.bound, plan.unplaced) == (PlanStatus.OPTIMAL, plan.cost, ())


def test_the_first_complete_plan_of_a_large_year_is_told_and_kept_when_stopped() -> None:
    said: list[Progress] = []
    problem = seoul()

    plan = solve(problem, seconds=ENOUGH, report=said.append, is_stopped=lambda: bool(said))

    assert len(problem.sessions) > SMALL
    assert (said[0].placed, said[0].best) == (len(problem.sessions), plan.placed)
    assert (plan.status, plan.bound, plan.cost) == (PlanStatus.FEASIBLE, None, said[0].cost)
    assert derive(problem, plan.recipe, plan.seed) == plan.placed


def test_without_time_there_is_a_first_plan() -> None:
    plan = solve(random_year(2), seconds=0)

    assert len(plan.placed) + len(plan.unplaced) == 14
    assert plan.placed != ()


def test_a_lane_does_the_steps_that_its_recipe_says() -> None:
    problem = random_year(5, sessions=20)
    board = compile_board(problem)
    begin = Candidate(empty_state(board), 0, ())
    lanes = Lanes(board)

    lanes.go(1, begin, (constructing(7), annealing(20_000, 3, 5.0, 0.2)), anew=True)
    done = lanes.wait(600)

    assert done is not None
    assert done.candidate is not None
    assert (done.lane, lanes.busy) == (1, set())
    assert derive(problem, done.candidate.recipe, 1) == placements(board, done.candidate.state)


def test_steps_after_each_other_are_the_same_each_time() -> None:
    board = compile_board(random_year(4, sessions=6, months=1))
    recipe = (constructing(1), exactly(0.5))

    assert follow(board, recipe) == follow(board, recipe)
