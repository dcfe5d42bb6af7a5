"""Causes that counting alone shows: why some sessions can never be placed, whatever else is done."""

from baeumgil.engines.timetabling.plan import Unplaced
from baeumgil.engines.timetabling.problem import Problem


def counted_out(problem: Problem) -> tuple[Unplaced, ...]:
    """Sessions that cannot be placed, as few as need be, each with the facts that clash."""
    del problem
    return ()
