"""편성 계산. A run of the solver is asked for, stopped, finished, derived again."""

from baeumgil.core.actors import Actor
from baeumgil.engines.timetabling.problem import Problem
from baeumgil.stages.schedule.terms import RunCause, RunKind


def start_run(
    *,
    actor: Actor,
    year: int,
    seconds: int,
    seed: int = 1,
    kind: RunKind = RunKind.YEAR,
    cause: RunCause = RunCause.YEAR,
    subject: str = "",
    problem: Problem | None = None,
) -> int:
    """Store the year's problem (or the one given: a variant of it) and queue its solving; the run."""
    raise NotImplementedError


def stop_run(*, actor: Actor, run: int) -> None:
    """Ask a run to end with the best plan it has. Raises `RunOver`."""
    raise NotImplementedError


def derive_run(*, actor: Actor, run: int) -> bool:
    """Derive a finished run's plan again from what was stored; whether it came out the same."""
    raise NotImplementedError
