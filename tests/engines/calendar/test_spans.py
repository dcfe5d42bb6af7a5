"""Spans of days, one by one and columnar."""

from datetime import date, timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from baeumgil.engines.calendar.spans import FOR_EVER, Days, Places, Span, holding_columns, joined, joined_columns, keys

days = st.dates(date(2020, 1, 1), date(2021, 12, 31))
ends = st.none() | st.integers(0, 200)
owned = st.lists(st.tuples(st.integers(0, 4), days, ends), max_size=20)


def as_columns(spans: list[tuple[int, date, date]]) -> tuple[Places, Days, Days]:
    rows = sorted(spans, key=lambda span: span[:2])
    at = np.array([owner for owner, _, _ in rows], dtype=np.int64)
    starts = np.array([start for _, start, _ in rows], dtype="datetime64[D]")
    return at, starts, np.array([end for _, _, end in rows], dtype="datetime64[D]")


def spans_of(drawn: list[tuple[int, date, int | None]]) -> list[tuple[int, date, date]]:
    return [
        (owner, start, FOR_EVER if length is None else start + timedelta(days=length)) for owner, start, length in drawn
    ]


def test_touching_spans_become_one_and_a_gap_of_a_day_parts_them() -> None:
    first, second = (date(2024, 1, 1), date(2024, 1, 31)), (date(2024, 2, 1), date(2024, 2, 29))
    third = (date(2024, 3, 2), None)
    assert joined([third, second, first]) == [(date(2024, 1, 1), date(2024, 2, 29)), (date(2024, 3, 2), FOR_EVER)]


def test_a_span_inside_another_changes_nothing() -> None:
    outer, inner = (date(2024, 1, 1), date(2024, 12, 31)), (date(2024, 3, 1), date(2024, 3, 31))
    assert joined([outer, inner]) == [outer]


def test_nothing_follows_an_open_end() -> None:
    assert joined([(date(2024, 1, 1), None), (date(2024, 6, 1), None)]) == [(date(2024, 1, 1), FOR_EVER)]


@given(owned)
def test_columns_join_as_one_by_one(drawn: list[tuple[int, date, int | None]]) -> None:
    spans = spans_of(drawn)
    expected: list[tuple[int, Span]] = []
    for owner in range(5):
        expected += [(owner, run) for run in joined((start, end) for at, start, end in spans if at == owner)]
    at, starts, run_ends = joined_columns(*as_columns(spans))
    found = list(zip(at.tolist(), zip(starts.tolist(), run_ends.tolist(), strict=True), strict=True))
    assert found == expected


@given(owned, st.lists(st.tuples(st.integers(0, 4), days)))
def test_the_span_of_a_day_is_the_last_begun_or_the_first(
    drawn: list[tuple[int, date, int | None]], asked: list[tuple[int, date]]
) -> None:
    at, starts, _ = as_columns(spans_of(drawn))
    owners, wanted = np.array([owner for owner, _ in asked], dtype=np.int64), [day for _, day in asked]
    found = holding_columns(keys(at, starts), at, owners, np.array(wanted, dtype="datetime64[D]"))
    for row, (owner, day) in zip(found.tolist(), asked, strict=True):
        mine = [place for place in range(len(at)) if at[place] == owner]
        begun = [place for place in mine if starts[place].item() <= day]
        assert row == (begun[-1] if begun else mine[0] if mine else -1)
