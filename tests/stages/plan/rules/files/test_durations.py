from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baeumgil.stages.plan.rules.files.durations import Duration, disagrees, read_duration

DAY = date(2025, 9, 29)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("3일", Duration(days=3)),
        ("1일(7시간)", Duration(days=1, minutes=420)),
        ("2일간 14h", Duration(days=2, minutes=840)),
        ("2주", Duration(weeks=2)),
        ("43주", Duration(weeks=43)),
        ("2h", Duration(minutes=120)),
        ("1.5시간", Duration(minutes=90)),
        ("50분", Duration(minutes=50)),
        ("2~3h", Duration()),
        ("0일", Duration()),
        ("상시", Duration()),
        ("", Duration()),
    ],
)
def test_only_what_is_certain_is_read(text: str, said: Duration) -> None:
    assert read_duration(text) == said


@given(st.text(max_size=30))
def test_no_text_breaks_the_reader(text: str) -> None:
    said = read_duration(text)
    assert said.days is None or said.days > 0
    assert said.minutes is None or said.minutes >= 0


@given(st.integers(1, 60), st.integers(1, 60))
def test_days_agree_only_when_they_are_as_many(days: int, long: int) -> None:
    assert disagrees(Duration(days=days), DAY, DAY + timedelta(long - 1)) is (days != long)


@given(st.integers(1, 52), st.integers(1, 7))
def test_weeks_agree_with_every_day_of_their_last_week(weeks: int, day: int) -> None:
    last = DAY + timedelta((weeks - 1) * 7 + day - 1)
    assert not disagrees(Duration(weeks=weeks), DAY, last)
    assert disagrees(Duration(weeks=weeks + 1), DAY, last)


def test_nothing_disagrees_with_what_says_nothing() -> None:
    assert not disagrees(Duration(minutes=120), DAY, DAY + timedelta(400))


def test_half_a_year_is_long() -> None:
    assert [read_duration(text).is_long for text in ("25주", "26주", "3일")] == [False, True, False]
