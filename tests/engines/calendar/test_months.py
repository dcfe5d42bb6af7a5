"""Month arithmetic, one by one and columnar."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from baeumgil.engines.calendar.months import add_months, add_months_columns

days = st.dates(date(1900, 1, 1), date(2200, 12, 31))
months = st.integers(-600, 600)


@pytest.mark.parametrize(
    ("day", "by", "result"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), -48, date(2020, 2, 29)),
        (date(2024, 3, 31), -1, date(2024, 2, 29)),
        (date(2024, 12, 31), 2, date(2025, 2, 28)),
        (date(2100, 2, 28), 0, date(2100, 2, 28)),
        (date(2024, 1, 1), -1, date(2023, 12, 1)),
        (date(2024, 7, 1), 6, date(2025, 1, 1)),
    ],
)
def test_a_missing_day_becomes_the_last_of_its_month(day: date, by: int, result: date) -> None:
    assert add_months(day, by) == result


def test_days_are_added_after_the_months() -> None:
    assert add_months(date(2024, 1, 31), 1, 1) == date(2024, 3, 1)
    assert add_months(date(2024, 1, 31), 1, -29) == date(2024, 1, 31)


def test_outside_the_calendar_is_refused() -> None:
    with pytest.raises(ValueError, match="year"):
        add_months(date(1, 1, 1), -1)


@given(days, months)
def test_the_month_is_right_and_the_day_kept_where_it_exists(day: date, by: int) -> None:
    result = add_months(day, by)
    assert (result.year - day.year) * 12 + result.month - day.month == by
    is_clipped = result.day < day.day and (result + timedelta(days=1)).day == 1
    assert result.day == day.day or is_clipped


@given(days, days, months)
def test_order_is_kept(first: date, second: date, by: int) -> None:
    earlier, later = sorted([first, second])
    assert add_months(earlier, by) <= add_months(later, by)


@given(st.lists(days), months, st.integers(-400, 400))
def test_columns_equal_one_by_one(column: list[date], by: int, more: int) -> None:
    found = add_months_columns(np.array(column, dtype="datetime64[D]"), by, more)
    assert found.tolist() == [add_months(day, by, more) for day in column]


@given(st.lists(st.tuples(days, months)))
def test_each_row_may_have_its_own_months(rows: list[tuple[date, int]]) -> None:
    column = np.array([day for day, _ in rows], dtype="datetime64[D]")
    found = add_months_columns(column, np.array([by for _, by in rows], dtype=np.int64))
    assert found.tolist() == [add_months(day, by) for day, by in rows]


def test_an_unknown_day_stays_unknown() -> None:
    found = add_months_columns(np.array(["NaT", "2024-01-31"], dtype="datetime64[D]"), 1)
    assert found.tolist() == [None, date(2024, 2, 29)]
