"""A solver in its own process: listened to, stopped, killed; its best plan outlives it."""

import os
import signal
import subprocess
import sys
from dataclasses import replace

import pytest

from baeumgil.engines.timetabling import process
from baeumgil.engines.timetabling.plan import PlanStatus, Timetable
from baeumgil.engines.timetabling.problem import Problem
from baeumgil.engines.timetabling.process import Run, start
from tests.years import random_year, standing

LONG = 600.0


def large() -> Problem:
    """Too large to be proven at once: the solver goes on until it is told to end."""
    return random_year(1, sessions=70, months=12, rooms=6, instructors=20)


def heard_first_plan(run: Run) -> None:
    while run.best is None and not run.is_over:
        run.poll(1.0)
    assert run.complaint == ""
    assert run.best is not None


def test_a_small_year_comes_back_solved() -> None:
    run = start(random_year(3, sessions=5, months=1), seconds=LONG)

    plan = run.wait()

    assert run.complaint == ""
    assert isinstance(plan, Timetable)
    assert plan.status is PlanStatus.OPTIMAL


def test_a_run_that_is_stopped_gives_its_best() -> None:
    problem = large()
    run = start(problem, seconds=LONG)
    heard_first_plan(run)

    run.stop(grace=LONG)

    plan = run.outcome
    assert run.is_over
    assert plan is not None
    assert plan.recipe != ()
    assert len(plan.placed) + len(plan.unplaced) == len(problem.sessions)


def test_the_best_plan_outlives_a_child_that_dies_hard() -> None:
    run = start(large(), seconds=LONG)
    heard_first_plan(run)

    os.kill(run.pid, signal.SIGKILL)
    plan = run.wait()

    assert plan is not None
    assert (plan.placed, plan.recipe, plan.status is PlanStatus.OPTIMAL) == (run.best, (), False)


def test_a_run_that_is_killed_keeps_what_it_said() -> None:
    run = start(large(), seconds=LONG)
    heard_first_plan(run)

    run.kill()

    assert run.is_over
    assert run.outcome is not None
    with pytest.raises(ProcessLookupError):
        os.kill(run.pid, 0)


def test_a_solver_that_overruns_its_limit_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "OVERRUN", 0.1)
    monkeypatch.setattr(process, "_command", lambda *_: [sys.executable, "-c", "import time; time.sleep(600)"])

    run = start(random_year(1, sessions=3), seconds=0.1)

    assert run.wait() is None


def test_a_child_that_talks_rubbish_gives_no_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    rubbish = 'print("{\\"kind\\": "); print("[]"); print("{\\"kind\\": 1}"); raise SystemExit("lost")'
    monkeypatch.setattr(process, "_command", lambda *_: [sys.executable, "-c", rubbish])

    run = start(random_year(1, sessions=3), seconds=LONG)

    assert (run.wait(), run.complaint.strip()) == (None, "lost")


def test_a_broken_problem_is_answered_with_its_faults() -> None:
    problem = random_year(1, sessions=3)

    run = start(replace(problem, courses=()), seconds=LONG)
    said = []
    while not run.is_over:
        said += run.poll(1.0)

    assert [one.kind for one in said] == ["fault"]
    assert len(said[0].facts["faults"]) >= 1
    assert run.outcome is None


def test_a_repair_runs_in_a_process_too() -> None:
    problem = random_year(3, sessions=5, months=1)
    solved = start(problem, seconds=LONG).wait()
    assert solved is not None

    plan = start(standing(problem, solved.placed), seconds=LONG, kind="repair").wait()

    assert plan is not None
    assert plan.repair is not None
    assert (plan.repair.moved, plan.placed) == (0, solved.placed)


def test_the_child_knows_no_framework() -> None:
    code = "import sys, baeumgil.engines.timetabling.__main__; print('django' in sys.modules, 'numba' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert found.stdout.split() == ["False", "False"]
