"""A year as a problem for the solver."""

from typing import Literal

from baeumgil.engines.timetabling.problem import Problem

Keep = Literal["nothing", "pins", "present"]


def problem_of_year(year: int, *, keep: Keep) -> Problem:
    """The sessions of a schedule year with all they need, as they stand in the tables now.

    `keep`: "nothing" plans from scratch (past sessions stay), "pins" keeps what is pinned, "present" also tells where
    every session stands. Ids are primary keys as text.
    """
    raise NotImplementedError
