"""선발의 사실. Everything a selection of a call depends on, read for everybody at once.

A building block for actions and queries that have asked who may; a constant number of statements.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from baeumgil.engines.selection.problem import Problem


@dataclass(frozen=True, slots=True)
class SelectionFacts:
    """The problem, and whose draw number is whose: the application by number."""

    problem: Problem
    applications: Mapping[str, int]


def selection_facts(call: int) -> SelectionFacts:
    """The facts of a call's approved applications as of its closing."""
    raise NotImplementedError
