"""Which lines fit the calendar together."""

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from baeumgil.stages.schedule.rules.settling import Broken, Judge, settle


def clashing(*pairs: frozenset[int]) -> Judge:
    """Sessions that cannot both be in; one alone cannot be in at all."""

    def judge(accepted: frozenset[int]) -> Sequence[Broken]:
        return [Broken("room_clash", pair, f"{sorted(pair)}") for pair in pairs if pair <= accepted]

    return judge


def test_lines_that_break_nothing_are_all_accepted() -> None:
    assert settle([1, 2], clashing()).accepted == {1, 2}


def test_a_line_that_breaks_a_rule_is_taken_out_with_its_reason() -> None:
    settled = settle([1, 2], clashing(frozenset({2})))
    assert settled.accepted == {1}
    assert settled.skipped == {2: "[2]"}


def test_what_was_broken_before_keeps_nobody_out() -> None:
    def judge(accepted: frozenset[int]) -> Sequence[Broken]:
        del accepted
        return [Broken("gap", frozenset({1, 9}), "이미 어긋남")]

    assert settle([1], judge).accepted == {1}


def test_whoever_clashes_with_an_unticked_line_is_told() -> None:
    def judge(accepted: frozenset[int]) -> Sequence[Broken]:
        return [Broken("room_clash", frozenset({1, 2}), "겹침")] if accepted == {1} else []

    assert [broken.text for broken in settle([1], judge, others=[2]).needs_others] == ["겹침"]
    assert settle([1, 2], judge).accepted == {1, 2}


@settings(max_examples=60)
@given(
    st.sets(st.integers(1, 8)),
    st.lists(st.frozensets(st.integers(1, 8), min_size=1, max_size=2), max_size=6),
)
def test_what_is_accepted_breaks_nothing_and_the_rest_has_a_reason(
    chosen: set[int], pairs: list[frozenset[int]]
) -> None:
    judge = clashing(*pairs)
    settled = settle(chosen, judge)
    assert judge(settled.accepted) == []
    assert settled.accepted | set(settled.skipped) == chosen
