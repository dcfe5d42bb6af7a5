"""Problems given as a file: stopped with the best plan so far, and judged before anybody sees one."""

from dataclasses import replace
from typing import Any

import pytest

from baeumgil.core import worker
from baeumgil.core.actors import Actor, Role
from baeumgil.core.errors import NotAllowed
from baeumgil.core.jobs import JobId
from baeumgil.core.models import Job
from baeumgil.engines.timetabling.problem import Problem
from baeumgil.engines.timetabling.solving import solve
from baeumgil.stages.schedule.errors import RunNotFound, RunOver
from baeumgil.stages.schedule.services import file_solving
from baeumgil.stages.schedule.services.file_solving import ask_solving, result_of, stop_solving
from tests.build import an_actor, the_operator
from tests.engines.timetabling.problems import a_problem, a_session
from tests.stages.schedule.solving_world import SaidSolver

pytestmark = pytest.mark.django_db
PROBLEM = a_problem(a_session("s1", days=1))


@pytest.fixture
def operator() -> Actor:
    return the_operator()


class Endless(SaidSolver):
    """Has a plan, and goes on until it is stopped."""

    def poll(self, timeout: float) -> list[Any]:
        """Nothing new."""
        del timeout
        self.is_over = self.was_stopped
        return []


def asked(operator: Actor) -> JobId:
    return ask_solving(actor=operator, problem=PROBLEM, seconds=600, seed=1)


def test_a_problem_that_is_asked_to_stop_ends_with_its_best(operator: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    job = asked(operator)
    monkeypatch.setattr(file_solving, "start", lambda problem, **_: Endless([], solve(problem, seconds=5.0)))
    stop_solving(actor=operator, job=job)
    assert worker.run_here(job)
    told = result_of(actor=operator, job=job)
    assert (told["state"], [one["session"] for one in told["result"]["plan"]["placed"]]) == ("done", ["s1"])
    with pytest.raises(RunOver):
        stop_solving(actor=operator, job=job)


def test_a_plan_that_breaks_a_rule_is_not_handed_out(operator: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(problem: Problem, **_: object) -> SaidSolver:
        plan = solve(problem, seconds=5.0)
        return SaidSolver([], replace(plan, placed=tuple(replace(one, room=None) for one in plan.placed)))

    job = asked(operator)
    monkeypatch.setattr(file_solving, "start", broken)
    assert worker.run_here(job)
    result = result_of(actor=operator, job=job)["result"]
    assert (result["plan"], "강의실이 필요한데 없거나" in result["complaint"]) == (None, True)


def test_only_who_may_edit_the_schedule_stops_and_only_a_problem(operator: Actor) -> None:
    job = asked(operator)
    with pytest.raises(NotAllowed):
        stop_solving(actor=an_actor(Role.OFFICIAL), job=job)
    assert "stop" not in Job.objects.get(pk=job).arguments
    Job.objects.filter(pk=job).update(name="schedule.run")
    with pytest.raises(RunNotFound):
        stop_solving(actor=operator, job=job)
    assert "stop" not in Job.objects.get(pk=job).arguments
