from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baeumgil.stages.schedule.rules import month_spans
from baeumgil.stages.schedule.rules.month_spans import MonthSpan

MARCH = MonthSpan((3, 1), (3, 31))
DAYS = st.dates(date(2000, 1, 1), date(2000, 12, 31)).map(lambda day: (day.month, day.day))


@given(DAYS, DAYS, st.integers(1990, 2100))
def test_a_span_reads_as_it_was_written_and_lies_in_its_year(
    one: tuple[int, int], other: tuple[int, int], year: int
) -> None:
    span = MonthSpan(min(one, other), max(one, other))
    assert month_spans.span_of(span.as_texts()) == span
    first, last = span.in_year(year)
    assert (first.year, last.year, first <= last) == (year, year, True)


@pytest.mark.parametrize("text", ["3.1~3.31", "03-01 ~ 03-31", "3월 1일~3월 31일", "3/1 ~ 3/31", "3. 1. ~ 3. 31."])
def test_spans_are_read_as_people_type_them(text: str) -> None:
    assert month_spans.typed(f"\n{text}\n") == ((MARCH,), ())


@pytest.mark.parametrize("text", ["3월", "3.31~3.1", "2.30~3.1", "13.1~13.2", "12.1~1.31", "~", "３.1~３.2", "1" * 400])
def test_lines_that_are_no_span_are_named(text: str) -> None:
    assert month_spans.typed(text) == ((), (text,))


@pytest.mark.parametrize("pair", [None, 3, [], ["03-01"], ["03-01", None], ["02-30", "03-01"], ["04-01", "03-01"]])
def test_what_is_stored_as_no_span_is_left_out(pair: object) -> None:
    assert month_spans.spans_of([pair, ["03-01", "03-31"]]) == (MARCH,)
    assert month_spans.spans_of(pair) == ()


def test_the_29th_of_february_is_the_28th_where_there_is_none() -> None:
    leap = MonthSpan((2, 29), (2, 29))
    assert (leap.in_year(2028), leap.in_year(2027)) == (
        (date(2028, 2, 29), date(2028, 2, 29)),
        (date(2027, 2, 28), date(2027, 2, 28)),
    )


def test_orientation_ends_before_the_appointment_and_never_reaches_into_the_year_before() -> None:
    assert month_spans.before((7, 1), weeks=8, length_days=19) == MonthSpan((5, 6), (6, 12))
    assert month_spans.before((1, 10), weeks=8, length_days=3) == MonthSpan((1, 1), (1, 7))
    assert month_spans.before((1, 10), weeks=8, length_days=30) is None


def test_after_promotions_never_reaches_into_the_next_year() -> None:
    assert month_spans.after((7, 1), weeks=2) == MonthSpan((7, 1), (7, 14))
    assert month_spans.after((12, 20), weeks=10) == MonthSpan((12, 20), (12, 31))
    assert month_spans.said([MARCH]) == "3월 1일~3월 31일"
