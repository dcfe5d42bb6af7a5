import pytest
from hypothesis import given
from hypothesis import strategies as st

from baeumgil.stages.plan.rules.needs_duties import people_a_year, shares
from baeumgil.stages.plan.terms import DutyInterval


@pytest.mark.parametrize(
    ("interval", "people"),
    [
        (DutyInterval.YEARLY, 101),
        (DutyInterval.HALF_YEARLY, 202),
        (DutyInterval.TWICE_A_YEAR, 202),
        (DutyInterval.EVERY_TWO_YEARS, 51),
        (DutyInterval.ON_EVENT, None),
        (DutyInterval.REGULARLY, None),
    ],
)
def test_an_interval_says_how_many_a_year(interval: DutyInterval, people: int | None) -> None:
    assert people_a_year(interval, 101) == people


@given(st.integers(0, 10_000), st.dictionaries(st.integers(1, 50), st.integers(0, 500), min_size=1))
def test_shares_together_cover_everybody(people: int, seats: dict[int, int]) -> None:
    made = shares(people, seats)
    assert made.keys() == seats.keys()
    assert people <= sum(made.values()) < people + len(seats)


def test_shares_follow_last_years_seats() -> None:
    assert shares(100, {1: 300, 2: 100}) == {1: 75, 2: 25}
    assert shares(100, {1: 0, 2: 0}) == {1: 50, 2: 50}
    assert shares(100, {}) == {}
