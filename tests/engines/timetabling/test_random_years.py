"""Years at random: whatever the solver says, the independent judge finds nothing to object to."""

import pytest

from baeumgil.engines.timetable_checking.checking import check
from baeumgil.engines.timetabling.plan import PlanStatus, Timetable
from baeumgil.engines.timetabling.problem import Problem
from baeumgil.engines.timetabling.reading import read_problem
from baeumgil.engines.timetabling.repairing import repair
from baeumgil.engines.timetabling.solving import derive, solve
from baeumgil.engines.timetabling.writing import plan_as_json, problem_as_json
from tests.thoroughness import some
from tests.years import random_year, standing

ENOUGH = 60.0


def judged(problem: Problem, plan: Timetable) -> tuple[bool, int, tuple[object, ...]]:
    report = check(problem_as_json(problem), plan_as_json(plan))
    return report.is_sound, report.cost, report.breaches


@pytest.mark.parametrize("seed", range(50))
def test_the_judge_finds_nothing_in_a_first_plan(seed: int) -> None:
    problem = random_year(seed)

    plan = solve(problem, seconds=0)

    assert judged(problem, plan) == (True, plan.cost, ())
    assert {one.session for one in plan.placed} | {one.session for one in plan.unplaced} == {
        one.id for one in problem.sessions
    }


@pytest.mark.parametrize("seed", some(range(6), quick=3))
def test_the_judge_finds_nothing_in_a_best_plan_and_the_recipe_derives_it(seed: int) -> None:
    problem = random_year(seed, sessions=5, months=1)

    plan = solve(problem, seconds=ENOUGH)

    assert judged(problem, plan) == (True, plan.cost, ())
    assert derive(problem, plan.recipe, plan.seed) == plan.placed
    assert (plan.status is PlanStatus.OPTIMAL) == (plan.bound == plan.cost)


@pytest.mark.parametrize("seed", some(range(10), quick=4))
def test_the_judge_finds_nothing_in_a_repair_and_the_recipe_derives_it(seed: int) -> None:
    problem = random_year(seed, sessions=7, pins=False)
    stood = solve(problem, seconds=0)
    other = standing(random_year(seed, sessions=7, pins=True), stood.placed)

    plan = repair(other, seconds=ENOUGH)

    assert judged(other, plan) == (True, plan.cost, ())
    assert derive(other, plan.recipe, plan.seed) == plan.placed


@pytest.mark.parametrize("seed", range(10))
def test_a_year_survives_its_file(seed: int) -> None:
    problem = random_year(seed)

    assert read_problem(problem_as_json(problem)) == problem
