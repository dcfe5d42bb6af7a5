"""Why sessions stay unplaced, in words: what counting shows at once, what clashes as far as the time goes.

Counting knows no plan. Its ways out are tried again where the others stand now: what would let a session in by itself
need not do so beside them.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import replace

from baeumgil.engines.timetabling.alone import Alone
from baeumgil.engines.timetabling.clashing import explain
from baeumgil.engines.timetabling.counting import alone_out
from baeumgil.engines.timetabling.options import Ground
from baeumgil.engines.timetabling.plan import Placement, Unplaced
from baeumgil.engines.timetabling.problem import Problem
from baeumgil.engines.timetabling.ways import Ways, with_tried

LEAST = 0.3
"""With fewer seconds left, no more clashes are looked for."""
FOR_COUNTED = 0.5
"""The share of the time for the ways out of what was counted."""
WHEN_STOPPED = 3.0
"""So many seconds at most for the same after somebody said stop."""


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
    if not missing:
        return ()
    # Of an order counting names the sessions, not what holds each of them.
    asked = [one for one in missing if one not in known or any(fact.code == "order" for fact in known[one].why)]
    now = time.monotonic()
    counted_until, stopped_until = now + (until - now) * FOR_COUNTED, now + WHEN_STOPPED
    ground = Ground(problem)
    for session in missing:
        if session in known:
            is_late = time.monotonic() > (min(counted_until, stopped_until) if is_stopped() else counted_until)
            known[session] = _untried(known[session]) if is_late else _tried(ground, known[session], placed)
    for number, session in enumerate(asked):
        left = until - time.monotonic()
        if left < LEAST or is_stopped():
            break
        known[session] = explain(problem, placed, session, seconds=left / (len(asked) - number))
    return tuple(known.get(one, Unplaced(one)) for one in missing)


def _tried(ground: Ground, counted: Unplaced, placed: tuple[Placement, ...]) -> Unplaced:
    """The ways out of what was counted, where the others stand."""
    session = counted.session
    by_itself = alone_out(ground, session, placed)
    if by_itself is not None:
        return by_itself
    clash = Alone(ground, session, placed).clash()
    ways = Ways(ground, session, placed).out_of(clash) if clash else ()
    return replace(counted, ways_out=with_tried(ways, counted.ways_out))


def _untried(counted: Unplaced) -> Unplaced:
    """No time to try its ways out: those that name a place say that others may stand there."""
    return replace(
        counted,
        ways_out=tuple(
            replace(
                way,
                korean=f"{way.korean} 그때 다른 기수와 겹치지 않는지는 보지 못했습니다.",
                english=f"{way.english} Whether others stand there then was not looked at.",
            )
            if "starts" in way.changes
            else way
            for way in counted.ways_out
        ),
    )
