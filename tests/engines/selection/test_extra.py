"""What more sessions would clear."""

from baeumgil.engines.selection.extra import Gain, marginal, what_if
from baeumgil.engines.selection.extra_rounds import Extra, Round
from baeumgil.engines.selection.problem import Problem, Quota
from baeumgil.engines.selection.selecting import select
from tests.engines.selection.cases import MONDAY, SEED, a_problem, a_session, an_applicant
from tests.engines.selection.checks import seats_of


def a_call(name: str, seats: int, must: int, new: int, others: int) -> Problem:
    values = [{"mandatory": True}] * must + [{"never_attended": True}] * new + [{}] * others
    people = [an_applicant(f"{name}{at}", "s", values=each) for at, each in enumerate(values)]
    order = ("mandatory", "never_attended", "draw")
    return a_problem([a_session("s", seats, [MONDAY])], people, name=name, order=order)


def a_round(problem: Problem, seats: int, *, is_frozen: bool = False) -> Round:
    standing = seats_of(select(problem, SEED)) if is_frozen else None
    return Round(problem, SEED, (Extra("one more", ("s",), seats),), standing)


def test_each_further_session_clears_the_next_in_the_order() -> None:
    gains = (
        Gain("a", "one more", 1, 2, 1, 0, 5),
        Gain("a", "one more", 2, 0, 2, 1, 2),
        Gain("a", "one more", 3, 0, 0, 2, 0),
    )
    problem = a_call("a", 1, 3, 3, 3)
    assert marginal([a_round(problem, 3)], most=9) == gains
    assert marginal([a_round(problem, 3, is_frozen=True)], most=9) == gains
    assert marginal([a_round(problem, 3)], most=2) == gains[:2]
    assert [gain.seated for gain in gains] == [3, 3, 2]


def test_over_all_calls_the_weightiest_tier_goes_first() -> None:
    rounds = [a_round(a_call("a", 1, 1, 4, 0), 2), a_round(a_call("b", 1, 4, 0, 0), 2)]
    assert [(gain.round, gain.number, gain.mandatory, gain.never_attended) for gain in marginal(rounds, most=4)] == [
        ("b", 1, 2, 0),
        ("b", 2, 1, 0),
        ("a", 1, 0, 2),
        ("a", 2, 0, 2),
    ]
    assert [(gain.round, gain.mandatory, gain.never_attended) for gain in what_if(rounds)] == [("b", 2, 0), ("a", 0, 2)]


def test_a_quota_of_every_session_holds_in_the_new_one_and_moves_make_room() -> None:
    people = [an_applicant(f"p{at}", "s", groups={"unit": ("u",)}) for at in range(4)]
    quota = Quota("q", "unit", frozenset({"u"}), None, 1)
    problem = a_problem([a_session("s", 2)], people, quotas=(quota,))
    assert [gain.others for gain in marginal([a_round(problem, 5)], most=2)] == [1, 1]
    # Whoever would rather go to s moves on there, and leaves t to somebody else.
    moving = a_problem(
        [a_session("s"), a_session("t")],
        [
            an_applicant("a", "s", values={"longest_waiting": 9}),
            an_applicant("b", "s", "t", values={"longest_waiting": 5}),
            an_applicant("c", "t"),
        ],
    )
    assert what_if([a_round(moving, 1)]) == (Gain("시험", "one more", 1, 0, 0, 1, 0),)
    assert what_if([a_round(moving, 1, is_frozen=True)])[0].seated == 0
