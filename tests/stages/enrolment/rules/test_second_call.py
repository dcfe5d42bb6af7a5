"""`rules.second_call`: what more sessions would clear, counted by hand and against brute force."""

from collections import Counter
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from baeumgil.stages.enrolment.rules.second_call import (
    CurvePoint,
    best_steps,
    clearing_curve,
    percent_of,
    rounds_compared,
)

TIERS = st.sampled_from(["mandatory", "never_attended", "others"])
LISTS = st.dictionaries(st.integers(1, 5), st.lists(TIERS, max_size=12), max_size=5)


def test_the_curve_counts_who_is_next_by_tier_until_nobody_waits() -> None:
    tiers = ["mandatory", "mandatory", "never_attended", "others", "others"]
    assert clearing_curve(tiers, 2) == (
        CurvePoint(1, 2, 2, 0, 0, 3),
        CurvePoint(2, 4, 2, 1, 1, 1),
        CurvePoint(3, 5, 2, 1, 2, 0),
    )
    assert clearing_curve([], 2) == clearing_curve(tiers, 0) == ()


def test_gangneung_had_two_hundred_and_fifty_seven_applications_for_a_hundred_seats() -> None:
    assert (percent_of(514, 200), percent_of(3, 0)) == (257, 0)


@given(LISTS, st.integers(1, 5))
def test_every_step_is_the_best_there_is_and_nobody_is_counted_twice(waiting: dict[int, list[str]], size: int) -> None:
    seats = dict.fromkeys(waiting, size)
    steps = best_steps(waiting, seats)
    assert sum(step.gained for step in steps) == sum(map(len, waiting.values()))
    weights = [(step.mandatory, step.gained) for step in steps]
    begun: Counter[int] = Counter()
    for step, weight in zip(steps, weights, strict=True):
        rest = [waiting[call][begun[call] * size :][:size] for call in waiting]
        assert weight == max((each.count("mandatory"), len(each)) for each in rest)
        begun[step.call] += 1
    assert all(before.seated < after.seated for before, after in pairwise(steps))


def test_two_rounds_and_one_are_compared_by_who_has_a_seat() -> None:
    compared = rounds_compared(3, ["a", "b", "c"], ["a", "b", "d"])
    assert (compared.same, compared.only_twice, compared.only_once, compared.is_same) == (2, 1, 1, False)
    assert rounds_compared(2, ["a", "b"], ["b", "a"]).is_same
