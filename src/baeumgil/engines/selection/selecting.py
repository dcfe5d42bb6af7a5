"""Selecting: who gets which seat. The same problem and seed give the same result, whatever the order of rows."""

from typing import Final

from baeumgil.engines.selection.judging import judge
from baeumgil.engines.selection.ordering import common_keys, split_waiting
from baeumgil.engines.selection.plain import Choice, choose
from baeumgil.engines.selection.problem import Problem
from baeumgil.engines.selection.result import Refusal, Result, Seating

PLAIN_UP_TO: Final = 2_000
"""Applicants up to which the plain way is quick enough to do without compiled loops."""


def select(problem: Problem, seed: str) -> Result:
    """Choose; SelectionBroken, with every fault, if the problem makes no sense or the seed is not the announced one."""
    judge(problem, seed)
    common = common_keys(problem, seed)
    if len(problem.applicants) <= PLAIN_UP_TO:
        return as_result(problem, tuple(common), choose(problem, common))
    from baeumgil.engines.selection.compiled import choose as choose_compiled  # slow to import: compiled loops

    return choose_compiled(problem, common)


def as_result(problem: Problem, order: tuple[str, ...], choice: Choice) -> Result:
    """A plain choice as a result."""
    wishes = {one.id: one.wishes for one in problem.applicants}
    seated = tuple(
        Seating(name, seat.session, wishes[name].index(seat.session) + 1, seat.by)
        for name in order
        if (seat := choice.seats.get(name)) is not None
    )
    refusals: tuple[Refusal, ...] = tuple(refusal for name in order for refusal in choice.refusals[name])
    waiting, not_selected = split_waiting(problem, tuple(name for name in order if name not in choice.seats))
    return Result(order, seated, waiting, not_selected, refusals)
