"""Stretches of time as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baeumgil.doors.web.plan.minutes import minutes_text, read_minutes


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("21시간", 1_260),
        ("1시간 30분", 90),
        ("90분", 90),
        ("1:30", 90),
        ("1.5", 90),
        ("3", 180),
        ("2h", 120),
        ("2 h 5 min", 125),
        ("0", 0),
        ("1,000시간", 60_000),
    ],
)
def test_time_is_read_as_it_is_written(typed: str, minutes: int) -> None:
    assert read_minutes(typed) == minutes


@pytest.mark.parametrize("typed", ["", "  ", "-1", "하루", "1:75", "99999시간", "시간", "3일"])
def test_what_is_no_time_is_not_read(typed: str) -> None:
    assert read_minutes(typed) is None


@given(st.integers(0, 100_000))
def test_what_is_shown_is_read_back(minutes: int) -> None:
    assert read_minutes(minutes_text(minutes)) == minutes


def test_nothing_is_shown_as_nothing() -> None:
    assert (minutes_text(None), minutes_text(0), minutes_text(45)) == ("", "0분", "45분")
