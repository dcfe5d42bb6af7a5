"""`rules.second_call`: what more sessions would clear, counted by hand and against brute force."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from baeumgil.engines.selection.problem import Quota
from baeumgil.stages.enrolment.rules.second_call import (
    CurvePoint,
    Waiter,
    WaitingLine,
    best_steps,
    caps_of_extra,
    clearing_curve,
    percent_of,
    rounds_compared,
)

TIERS = st.sampled_from(["mandatory", "never_attended", "others"])
LISTS = st.dictionaries(st.integers(1, 5), st.lists(TIERS, max_size=12), max_size=5)


def a_line(tiers: Sequence[str], seats: int, **fields: Any) -> WaitingLine:
    people = [Waiter(f"n{place}", tier, {"unit": (f"u{place % 2}",)}) for place, tier in enumerate(tiers)]
    return WaitingLine(people, seats, **fields)


def test_the_curve_counts_who_is_next_by_tier_until_nobody_waits() -> None:
    tiers = ["mandatory", "mandatory", "never_attended", "others", "others"]
    assert clearing_curve(a_line(tiers, 2)) == (
        CurvePoint(1, 2, 2, 0, 0, 3),
        CurvePoint(2, 4, 2, 1, 1, 1),
        CurvePoint(3, 5, 2, 1, 2, 0),
    )
    assert clearing_curve(a_line([], 2)) == clearing_curve(a_line(tiers, 0)) == ()


def test_caps_of_the_call_hold_on_a_session_more() -> None:
    tiers = ["others"] * 5
    capped = a_line(tiers, 3, quotas=(Quota("1", "unit", frozenset({"u0"}), most=1),))
    assert [point.seated for point in clearing_curve(capped)] == [3, 4, 5]
    full = [replace(one, held=2) if one.number == "n0" else one for one in a_line(tiers, 9).people]
    assert clearing_curve(WaitingLine(full, 9, seats_a_year=2)) == (CurvePoint(1, 4, 0, 0, 4, 1),)


def test_what_holds_on_every_session_holds_on_one_more() -> None:
    everywhere = Quota("1", "grade", frozenset({"7"}), most=4, reserved=2)
    kept = Quota("2", "grade", frozenset({"8"}), reserved=2)
    here = [Quota(str(3 + at), "unit", frozenset({"a"}), session=str(at), most=5 - at) for at in range(2)]
    only = Quota("5", "unit", frozenset({"b"}), session="0", most=1)
    found = caps_of_extra([everywhere, kept, *here, only], 2)
    assert found == (replace(everywhere, reserved=None), replace(here[1], session=None))


def test_gangneung_had_two_hundred_and_fifty_seven_applications_for_a_hundred_seats() -> None:
    assert (percent_of(514, 200), percent_of(3, 0)) == (257, 0)


@given(LISTS, st.integers(1, 5))
def test_every_step_is_the_best_there_is_and_nobody_is_counted_twice(waiting: dict[int, list[str]], size: int) -> None:
    steps = best_steps({call: a_line(tiers, size) for call, tiers in waiting.items()})
    assert sum(step.gained for step in steps) == sum(map(len, waiting.values()))
    weights = [(step.mandatory, step.never_attended, step.gained) for step in steps]
    begun: Counter[int] = Counter()
    for step, weight in zip(steps, weights, strict=True):
        rest = [waiting[call][begun[call] * size :][:size] for call in waiting]
        assert weight == max((each.count("mandatory"), each.count("never_attended"), len(each)) for each in rest)
        begun[step.call] += 1
    assert all(before.seated < after.seated for before, after in pairwise(steps))


def test_two_rounds_and_one_are_compared_by_who_has_a_seat() -> None:
    compared = rounds_compared(3, ["a", "b", "c"], ["a", "b", "d"])
    assert (compared.same, compared.only_twice, compared.only_once, compared.is_same) == (2, 1, 1, False)
    assert rounds_compared(2, ["a", "b"], ["b", "a"]).is_same
