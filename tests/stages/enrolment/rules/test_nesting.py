"""Quotas inside one another."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from baeumgil.stages.enrolment.rules.nesting import Cover, are_nested, cover_of, keep_apart
from baeumgil.stages.enrolment.terms import QuotaKind

BELOW = {"1": frozenset({"1", "2", "3"}), "2": frozenset({"2"}), "3": frozenset({"3"})}
UNIT, GRADE = QuotaKind.UNIT, QuotaKind.GRADE


def test_units_count_with_the_units_below_them() -> None:
    assert cover_of(UNIT, ["1"], BELOW).keys == {"1", "2", "3"}
    assert cover_of(UNIT, ["2", "9"], BELOW).keys == {"2", "9"}
    assert cover_of(GRADE, ["1"], BELOW).keys == {"1"}


def test_what_lies_inside_is_nested_and_what_overlaps_is_not() -> None:
    bureau, division = cover_of(UNIT, ["1"], BELOW), cover_of(UNIT, ["2"], BELOW)
    assert are_nested([bureau, division, bureau])
    assert not are_nested([cover_of(UNIT, ["2", "3"], {}), cover_of(UNIT, ["3", "4"], {})])
    assert not are_nested([bureau, cover_of(GRADE, ["7"], {})])
    assert are_nested([cover_of(UNIT, ["2"], {}, session=1), cover_of(GRADE, ["7"], {}, session=2)])


def test_reserves_are_apart_where_nobody_can_have_both() -> None:
    kept = [cover_of(UNIT, [unit], BELOW, is_reserve=True) for unit in ("1", "2", "3")]
    assert keep_apart(kept[1:])
    assert not keep_apart(kept)
    assert not keep_apart([kept[1], cover_of(GRADE, ["7"], {}, is_reserve=True)])
    assert keep_apart([kept[0], cover_of(UNIT, ["2"], BELOW)])


@given(st.lists(st.frozensets(st.sampled_from("abcd"), min_size=1), max_size=4))
@settings(max_examples=100, deadline=None)
def test_nested_is_what_the_word_says(keys: list[frozenset[str]]) -> None:
    covers = [Cover(GRADE, one, row=row) for row, one in enumerate(keys, 1)]
    expected = all(one <= two or two <= one or not one & two for one, two in product(keys, keys))
    assert are_nested(covers) == expected
