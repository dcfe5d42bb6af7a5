"""A plan that stands, repaired with the fewest changes."""

from baeumgil.engines.timetabling.plan import Timetable
from baeumgil.engines.timetabling.problem import Problem


def repair(problem: Problem, *, seconds: float = 5.0, seed: int = 1) -> Timetable:
    """The plan nearest to every session's `present`."""
    raise NotImplementedError
