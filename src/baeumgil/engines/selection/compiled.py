"""Choosing with compiled loops, for many people. Slow to import: ask for it where it is needed."""

from collections.abc import Mapping

import numpy as np

from baeumgil.engines.selection import deferred, filling, serial
from baeumgil.engines.selection.compiling import (
    ABSENCE_FULL,
    BUSY,
    CODE_NAMES,
    QUOTA_FULL,
    Choice,
    Compiled,
    compile_board,
    priorities,
)
from baeumgil.engines.selection.facts import Facts
from baeumgil.engines.selection.ordering import Key, split_waiting
from baeumgil.engines.selection.problem import Problem
from baeumgil.engines.selection.result import Refusal, Result, Seating


def choose(problem: Problem, common: Mapping[str, Key]) -> Result:
    """Give out the seats by the problem's mechanism; `common` are the keys in the common order."""
    facts = Facts(problem)
    compiled = compile_board(facts, tuple(common))
    if facts.is_deferred:
        choice = deferred.choose(compiled.board, priorities(facts, compiled, common))
    elif problem.mechanism == "fill":
        choice = filling.choose(compiled.board)
    else:
        choice = serial.choose(compiled.board)
    return as_result(problem, compiled, choice)


def as_result(problem: Problem, compiled: Compiled, choice: Choice) -> Result:
    """A choice in numbers as a result in words."""
    board, order, sessions = compiled.board, compiled.order, compiled.sessions
    got, by, begins = choice.got.tolist(), choice.by.tolist(), board.wish_at.tolist()
    session_of = [sessions[at] for at in board.wish.tolist()]
    seated = tuple(
        Seating(
            order[row], session_of[wish], wish - begins[row] + 1, compiled.reserves[by[row]] if by[row] >= 0 else ""
        )
        for row, wish in enumerate(got)
        if wish >= 0
    )
    codes, ats, weeks, lasts = (each.tolist() for each in (choice.code, choice.at, choice.at_week, choice.last))
    owner = np.repeat(np.arange(len(order)), np.diff(board.wish_at)).tolist()
    is_fill = problem.mechanism == "fill"
    refusals = []
    for wish in np.flatnonzero(choice.code).tolist():
        code, last = codes[wish], lasts[wish]
        at = ""
        if code == QUOTA_FULL:
            at = compiled.quotas[ats[wish]]
        elif code == ABSENCE_FULL:
            at = f"{compiled.units[ats[wish]]}|{compiled.weeks[weeks[wish]]}"
        elif code == BUSY:
            at = compiled.busy_on[wish]
        name, row = order[owner[wish]], owner[wish]
        refusals.append(
            Refusal(
                name,
                session_of[wish],
                CODE_NAMES[code],
                at,
                order[last] if last >= 0 else None,
                is_fill and last > row,
            )
        )
    unseated = tuple(order[row] for row, wish in enumerate(got) if wish < 0)
    waiting, not_selected = split_waiting(problem, unseated)
    return Result(order, seated, waiting, not_selected, tuple(refusals))
