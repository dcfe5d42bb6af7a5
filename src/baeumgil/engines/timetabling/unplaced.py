"""Why sessions stay unplaced, in words: what counting shows at once, what clashes as far as the time goes."""

import time
from collections.abc import Callable, Iterable

from baeumgil.engines.timetabling.clashing import explain
from baeumgil.engines.timetabling.plan import Placement, Unplaced
from baeumgil.engines.timetabling.problem import Problem

LEAST = 0.3
"""With fewer seconds left, no more clashes are looked for."""


def explained(
    problem: Problem,
    placed: tuple[Placement, ...],
    counted: Iterable[Unplaced],
    *,
    until: float,
    is_stopped: Callable[[], bool] = lambda: False,
) -> tuple[Unplaced, ...]:
    """One answer for every session that is not placed, in the order of the problem."""
    known = {one.session: one for one in counted}
    there = {one.session for one in placed}
    missing = [one.id for one in problem.sessions if one.id not in there]
    asked = [one for one in missing if one not in known]
    for number, session in enumerate(asked):
        left = until - time.monotonic()
        if left < LEAST or is_stopped():
            break
        known[session] = explain(problem, placed, session, seconds=left / (len(asked) - number))
    return tuple(known.get(one, Unplaced(one)) for one in missing)
