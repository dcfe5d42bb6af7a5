"""Compiled choices are the plain ones."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baeumgil.engines.selection import compiled, selecting
from baeumgil.engines.selection.extra import _desk, _PlainDesk
from baeumgil.engines.selection.extra_compiled import CompiledDesk
from baeumgil.engines.selection.extra_rounds import Extra, Round
from baeumgil.engines.selection.ordering import common_keys
from baeumgil.engines.selection.problem import Mechanism, Problem
from baeumgil.engines.selection.result import Result
from baeumgil.engines.selection.selecting import select
from tests.engines.selection.cases import KINDS, SEED, a_random_problem
from tests.engines.selection.checks import broken_caps, seats_of
from tests.engines.selection.cities import a_city


def compiled_choice(problem: Problem) -> Result:
    return compiled.choose(problem, common_keys(problem, SEED))


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_small_problems_are_answered_alike(kind: str, seed: int) -> None:
    problem = a_random_problem(seed, kind, people=9)
    assert compiled_choice(problem) == select(problem, SEED)


@pytest.mark.parametrize("mechanism", ["serial", "deferred", "fill"])
def test_a_town_is_answered_alike(mechanism: Mechanism) -> None:
    problem = a_city(600, 350, mechanism=mechanism)
    result = compiled_choice(problem)
    assert result == select(problem, SEED)
    assert broken_caps(problem, result) == []


def test_many_applicants_are_chosen_by_compiled_loops(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = a_city(60, 40)
    plain = select(problem, SEED)
    monkeypatch.setattr(selecting, "PLAIN_UP_TO", 10)
    monkeypatch.setattr(selecting, "choose", None)
    assert select(problem, SEED) == plain


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**6), kind=st.sampled_from(["plain", "caps"]), is_frozen=st.booleans())
def test_more_sessions_clear_as_much_in_either_way(seed: int, kind: str, *, is_frozen: bool) -> None:
    problem = a_random_problem(seed, kind, people=9)
    halls = [one.id for one in problem.sessions]
    extras = (Extra("first", (halls[0],), 2), Extra("all", tuple(halls), 1))
    standing = seats_of(select(problem, SEED)) if is_frozen else None
    each = Round(problem, SEED, extras, standing)
    plain, fast = _desk(each), CompiledDesk(each)
    assert isinstance(plain, _PlainDesk)
    for added in ((0, 0), (1, 0), (1, 2)):
        for at in (None, 0, 1):
            assert fast.seated(added, at) == plain.seated(added, at)
