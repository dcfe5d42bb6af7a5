"""What an instructor's day costs."""

from hypothesis import given
from hypothesis import strategies as st

from baeumgil.stages.schedule.rules.fees import (
    FeeGrade,
    FeeSum,
    FeeTable,
    LargerGroup,
    day_minutes_of,
    fee_of,
    fee_table_of,
    points_of,
)

GRADE = FeeGrade("g1", "1급", "교수", 250_000, 120_000)
TABLE = FeeTable((GRADE,), (LargerGroup(100, 20), LargerGroup(249, 30)))


def test_the_first_hour_the_further_ones_and_larger_groups_are_added_up() -> None:
    assert fee_of(TABLE, GRADE, day_minutes=200, days=2, people=101) == FeeSum(
        GRADE, 200, 2, 250_000, 5, 300_000, 20, 660_000, 1_320_000
    )
    assert fee_of(TABLE, GRADE, day_minutes=60, days=1, people=250).total == 325_000
    assert fee_of(FeeTable((GRADE,), half_hours=False), GRADE, day_minutes=61, days=1, people=10).total == 370_000
    assert fee_of(TABLE, GRADE, day_minutes=0, days=1, people=10).total == 0


@given(st.integers(1, 600), st.integers(1, 20), st.integers(1, 400))
def test_more_time_days_or_people_never_cost_less(minutes: int, days: int, people: int) -> None:
    now = fee_of(TABLE, GRADE, day_minutes=minutes, days=days, people=people).total
    assert now >= GRADE.first_hour * days
    assert fee_of(TABLE, GRADE, day_minutes=minutes + 1, days=days, people=people).total >= now
    assert fee_of(TABLE, GRADE, day_minutes=minutes, days=days + 1, people=people).total > now
    assert fee_of(TABLE, GRADE, day_minutes=minutes, days=days, people=people + 1).total >= now


def test_a_table_passes_over_what_it_cannot_read() -> None:
    good = {"code": "g1", "name": "1급", "who": "교수", "first_hour": 250_000, "further_hour": 120_000}
    larger = [{"over": 249, "percent": 30}, {"over": "많이"}, {"over": 100, "percent": 20}]
    value = {"grades": [good, {**good, "first_hour": -1}, "글"], "larger": larger}
    assert fee_table_of(value) == TABLE
    assert fee_table_of({"grades": [good]}).grade("없음") is None
    assert fee_table_of({"grades": "글"}) == fee_table_of(None) == FeeTable()


def test_a_days_minutes_and_points_are_rounded_up() -> None:
    assert day_minutes_of(12_600, 2) == 480
    assert (day_minutes_of(1260, 3), day_minutes_of(100, 3), day_minutes_of(None, 3)) == (420, 34, 420)
    assert (points_of(0), points_of(1), points_of(100_000), points_of(970_000)) == (0, 1, 1, 10)
