"""편성 계산을 하는 동안. The solver runs in its own process; here it is listened to, and its best is kept.

Nothing here holds a transaction: a year takes minutes. Whatever dies, the last best plan is in the row.
"""

import json
from dataclasses import dataclass, replace
from typing import Any, Protocol

from baeumgil.core import clock, jobs
from baeumgil.core.actors import Actor
from baeumgil.engines.timetable_checking.checking import check
from baeumgil.engines.timetabling.costing import cost_lines, total
from baeumgil.engines.timetabling.plan import PlanStatus, Timetable, Unplaced
from baeumgil.engines.timetabling.problem import Problem
from baeumgil.engines.timetabling.process import Kind, Message
from baeumgil.engines.timetabling.process import start as start_solver
from baeumgil.engines.timetabling.progress import Progress
from baeumgil.engines.timetabling.reading import read_plan, read_problem
from baeumgil.engines.timetabling.writing import canonical, digest_of, plan_as_json, problem_as_json
from baeumgil.stages.schedule.errors import RunNotFound
from baeumgil.stages.schedule.models import Run
from baeumgil.stages.schedule.rules.run_failures import CUT_SHORT, RULES_BROKEN
from baeumgil.stages.schedule.services.run_ending import OVER, finish_run
from baeumgil.stages.schedule.terms import RunKind, RunState

LISTENING = 0.5
"""So many seconds at most between two looks at whether somebody asked to stop."""
MOST_POINTS = 240
LEAST_SECONDS = 1.0
MOST_BREACHES = 3


class Solver(Protocol):
    """A solver at work, as `engines.timetabling.process.Run` is."""

    @property
    def is_over(self) -> bool:
        """Whether it has ended and all it said has been heard."""

    @property
    def outcome(self) -> Timetable | None:
        """Its plan, or the best it spoke of."""

    @property
    def complaint(self) -> str:
        """What it wrote beside the protocol."""

    def poll(self, timeout: float) -> list[Message]:
        """What it has said since."""

    def stop(self) -> None:
        """Ask it to end with its best."""

    def kill(self) -> None:
        """End it at once."""


class Start(Protocol):
    """How a solver is started."""

    def __call__(self, problem: Problem, *, seconds: float, seed: int = 1, kind: Kind = "year") -> Solver:
        """Start it."""


@dataclass(slots=True)
class _Told:
    """What was heard so far."""

    points: list[dict[str, Any]]
    before: float
    faults: tuple[str, ...] = ()
    is_answered: bool = False

    def take(self, progress: Progress) -> None:
        """One more point of the drawing; those that say nothing new replace the last one."""
        point = {
            "seconds": round(self.before + progress.seconds, 1),
            "phase": progress.phase,
            "cost": progress.cost,
            "bound": progress.bound,
            "placed": progress.placed,
        }
        said = ("phase", "cost", "bound")
        last = self.points[-2:]
        if len(last) == 2 and all(each[key] == point[key] for each in last for key in said):  # noqa: PLR2004  a line's two ends
            self.points[-1] = point
        else:
            self.points.append(point)
        if len(self.points) > MOST_POINTS:
            self.points[:] = [*self.points[:-1:2], self.points[-1]]


def solve_run(*, actor: Actor, run: int, start: Start = start_solver) -> int | None:
    """Solve a queued run to its end; its proposal, None where there is none. Ended before: nothing happens.

    Tried again after a worker died: it takes the time that was left, and the best of both tries counts.
    """
    row = Run.objects.filter(pk=run).first()
    if row is None:
        raise RunNotFound(run=run)
    if row.state in OVER:
        return None
    begun = _begin(row)
    if begun is None:
        return None
    problem, before = begun
    seconds = max(LEAST_SECONDS, row.seconds - before)
    told = _Told(list(row.progress), before)
    solver = start(problem, seconds=seconds, seed=row.seed, kind="repair" if row.kind == RunKind.REPAIR else "year")
    try:
        is_stopped = _listen(solver, run, told)
        outcome = solver.outcome
    finally:
        solver.kill()
    plan = _better(problem, outcome, _kept(row))
    failure = ""
    if not told.is_answered and not is_stopped:
        failure = "; ".join(told.faults) or (CUT_SHORT if plan is not None else "")
    if plan is None:
        return finish_run(actor=actor, run=run, plan=None, failure=failure)
    breaches = _breaches(problem, plan)
    if breaches:
        return finish_run(actor=actor, run=run, plan=None, failure=f"{RULES_BROKEN} {breaches}")
    text = _text(plan)
    return finish_run(actor=actor, run=run, plan=text, is_cut_short=is_stopped or bool(failure), failure=failure)


def _begin(row: Run) -> tuple[Problem, float] | None:
    """The problem as stored, and seconds spent before; None when somebody ended the run just now."""
    alive = Run.objects.filter(pk=row.pk).exclude(state__in=OVER)
    if not alive.update(state=RunState.RUNNING, started_at=row.started_at or clock.now()):
        return None
    spent = float(row.progress[-1]["seconds"]) if row.progress else 0.0
    return read_problem(json.loads(row.problem)), spent


def _listen(solver: Solver, run: int, told: _Told) -> bool:
    """Hear the solver out, keeping what it says; whether it was stopped, by Ctrl+C at the command line too."""
    is_stopped = False
    while not solver.is_over:
        try:
            messages = solver.poll(LISTENING)
        except KeyboardInterrupt:
            is_stopped = True
            solver.stop()
            messages = solver.poll(0)
        if messages:
            _keep(solver, run, told, messages)
        if not is_stopped and Run.objects.filter(pk=run, stop_asked=True).exists():
            is_stopped = True
            solver.stop()
            _keep(solver, run, told, solver.poll(0))
    return is_stopped


def _keep(solver: Solver, run: int, told: _Told, messages: list[Message]) -> None:
    newest: Progress | None = None
    for message in messages:
        told.is_answered |= message.kind == "plan"
        if message.kind == "fault":
            told.faults = tuple(str(fault["korean"]) for fault in message.facts["faults"])
        progress = message.progress
        if progress is not None:
            told.take(progress)
            newest = progress
    if newest is None:
        return
    changes: dict[str, Any] = {"progress": told.points, "placed": newest.placed, "bound": newest.bound}
    best = solver.outcome if any(_has_best(message) for message in messages) else None
    if best is not None:
        changes |= {"plan": _text(best), "cost": best.cost, "engine": best.engine}
    Run.objects.filter(pk=run).update(**changes)
    jobs.progress(int(told.points[-1]["seconds"]), 0)


def _has_best(message: Message) -> bool:
    return message.facts.get("best") is not None


def _kept(row: Run) -> Timetable | None:
    return read_plan(json.loads(row.plan)) if row.plan else None


def _better(problem: Problem, outcome: Timetable | None, kept: Timetable | None) -> Timetable | None:
    """The cheaper of what came out and what an earlier try had kept."""
    if kept is None:
        return outcome
    if outcome is not None and outcome.cost <= kept.cost:
        return outcome
    lines = cost_lines(problem, kept.placed)
    placed = {each.session for each in kept.placed}
    cost = total(lines)
    bound = outcome.bound if outcome is not None else None
    return replace(
        kept,
        problem=digest_of(problem),
        unplaced=tuple(Unplaced(each.id) for each in problem.sessions if each.id not in placed),
        costs=lines,
        cost=cost,
        bound=bound,
        status=PlanStatus.FEASIBLE if bound is None else PlanStatus.OPTIMAL if bound >= cost else PlanStatus.BOUNDED,
        recipe=(),
    )


def _breaches(problem: Problem, plan: Timetable) -> str:
    """What the independent checker finds against the plan, in words."""
    report = check(problem_as_json(problem), plan_as_json(plan))
    return " ".join(breach.korean for breach in report.breaches[:MOST_BREACHES])


def _text(plan: Timetable) -> str:
    return canonical(plan_as_json(plan)).decode()
