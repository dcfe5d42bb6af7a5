"""A year solved: counted, built, bounded and bettered, the best plan always at hand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from baeumgil.engines.timetabling.plan import Placement, Step, Timetable
from baeumgil.engines.timetabling.problem import Problem


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a solving has come. `best` is given when it is new."""

    seconds: float
    phase: str
    cost: int | None
    bound: int | None
    placed: int
    total: int
    best: tuple[Placement, ...] | None = None


def solve(
    problem: Problem,
    *,
    seconds: float,
    seed: int = 1,
    report: Callable[[Progress], None] | None = None,
    is_stopped: Callable[[], bool] | None = None,
) -> Timetable:
    """The best plan found in so many seconds, with what is proved of it."""
    raise NotImplementedError


def derive(problem: Problem, recipe: Sequence[Step], seed: int) -> tuple[Placement, ...]:
    """Do the steps of a recipe again: the same problem and engine give the same plan."""
    raise NotImplementedError
