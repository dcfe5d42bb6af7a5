"""본인의 값과 까닭. What the published order says of one applicant, read off the stored problem and result alone."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from baeumgil.engines.selection.drawing import draw
from baeumgil.engines.selection.explaining import Explained, explain
from baeumgil.engines.selection.problem import Applicant, Problem
from baeumgil.engines.selection.reading import read_problem, read_result
from baeumgil.stages.enrolment.terms import Criterion

DRAW_SHOWN = 8
"""Digits of a draw that tell two people apart; the whole of it is in the bundle."""


@dataclass(frozen=True, slots=True)
class OwnValue:
    """One criterion of the published order: yes or no, days, times, a place in the queue, or a draw; None for none."""

    criterion: Criterion
    value: bool | int | str | None


@dataclass(frozen=True, slots=True)
class OwnResult:
    """The values of somebody in the order of the criteria, and the refusals of their wishes by session."""

    values: tuple[OwnValue, ...] = ()
    explained: Mapping[int, Explained] = field(default_factory=dict)


def own_result(problem: str, result: str, *, seed: str, number: str) -> OwnResult:
    """Read one applicant's part of a selection: only they and those they are compared with are looked at."""
    rows, found = json.loads(problem), json.loads(result)
    refusals = [row for row in found["refusals"] if row["applicant"] == number]
    wanted = {number, *(row["last"] for row in refusals)}
    rows["applicants"] = [row for row in rows["applicants"] if row["id"] in wanted]
    small = read_problem(rows)
    mine = next((one for one in small.applicants if one.id == number), None)
    if mine is None:
        return OwnResult()
    told = explain(small, read_result({**found, "refusals": refusals}), seed, number)
    return OwnResult(_values(small, mine, seed), {int(each.session): each for each in told})


def _values(problem: Problem, mine: Applicant, seed: str) -> tuple[OwnValue, ...]:
    return tuple(OwnValue(Criterion(name), _value(name, mine, seed)) for name in problem.order)


def _value(criterion: str, mine: Applicant, seed: str) -> bool | int | str | None:
    match criterion:
        case Criterion.DRAW:
            return draw(seed, mine.id)[:DRAW_SHOWN]
        case Criterion.OWN_INSTITUTE:
            return bool(set(mine.own).intersection(mine.wishes))
        case Criterion.MANDATORY | Criterion.NEVER_ATTENDED:
            return bool(mine.values.get(criterion))
        case _:
            return mine.values.get(criterion)
