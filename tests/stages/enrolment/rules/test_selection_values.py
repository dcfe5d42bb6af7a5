"""Values of criteria, and duties that are met or still open."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baeumgil.stages.enrolment.rules.draw_numbers import carried_number, draw_number
from baeumgil.stages.enrolment.rules.selection_values import (
    Duty,
    Earlier,
    Standing,
    days_left,
    is_open,
    most_away,
    tier,
    values_of,
)
from baeumgil.stages.enrolment.terms import ApplicationState
from baeumgil.stages.plan.terms import DutyInterval

ON = date(2027, 8, 10)
KEY = frozenset({"C1"})


@pytest.mark.parametrize(
    ("interval", "days", "is_still_open"),
    [
        (DutyInterval.YEARLY, [date(2026, 12, 31)], True),
        (DutyInterval.YEARLY, [date(2027, 1, 1)], False),
        (DutyInterval.HALF_YEARLY, [date(2027, 6, 30)], True),
        (DutyInterval.HALF_YEARLY, [date(2027, 7, 1)], False),
        (DutyInterval.TWICE_A_YEAR, [date(2027, 2, 1)], True),
        (DutyInterval.TWICE_A_YEAR, [date(2027, 2, 1), date(2027, 3, 1)], False),
        (DutyInterval.EVERY_TWO_YEARS, [date(2025, 12, 31)], True),
        (DutyInterval.EVERY_TWO_YEARS, [date(2026, 1, 1)], False),
        (DutyInterval.ON_EVENT, [], False),
        (DutyInterval.REGULARLY, [], False),
    ],
)
def test_a_duty_is_open_until_it_is_met_in_its_time(
    interval: DutyInterval, days: list[date], *, is_still_open: bool
) -> None:
    assert is_open(Duty(interval, KEY), [("C1", day) for day in days], ON) is is_still_open


def test_records_of_other_courses_and_of_later_days_meet_nothing() -> None:
    assert is_open(Duty(DutyInterval.YEARLY, KEY), [("C2", ON), ("C1", date(2027, 9, 1))], ON)


@given(people=st.integers(0, 5_000), percent=st.integers(1, 100))
def test_one_of_a_unit_may_always_be_away_and_never_more_than_the_share(people: int, percent: int) -> None:
    most = most_away(people, percent)
    assert most >= 1
    assert most == 1 or most * 100 <= people * percent


def test_a_deadline_that_has_passed_is_nought_days_away() -> None:
    assert (days_left(None, ON), days_left(date(2027, 8, 1), ON), days_left(date(2027, 8, 20), ON)) == (None, 0, 10)


@given(
    st.lists(
        st.builds(
            Earlier,
            st.dates(date(2024, 1, 1), ON),
            st.sampled_from([ApplicationState.NOT_SELECTED, ApplicationState.COMPLETED, ApplicationState.NO_SHOW]),
        ),
        max_size=5,
    )
)
def test_one_more_call_that_gave_nothing_never_makes_anybody_wait_less(earlier: list[Earlier]) -> None:
    before = values_of(Standing(earlier=earlier), course=KEY, duties=(), on=ON)
    more = [*earlier, Earlier(ON, ApplicationState.NOT_SELECTED)]
    after = values_of(Standing(earlier=more), course=KEY, duties=(), on=ON)
    assert int(after["earlier_refusals"] or 0) >= int(before["earlier_refusals"] or 0)
    assert int(after["longest_waiting"] or 0) >= int(before["longest_waiting"] or 0)
    assert after["never_attended"] == (not any(each.state is ApplicationState.COMPLETED for each in earlier))


def test_tiers_put_duty_before_first_time() -> None:
    assert [
        tier({"mandatory": True, "never_attended": True}),
        tier({"mandatory": False, "never_attended": True}),
        tier({"mandatory": False, "never_attended": False}),
    ] == ["mandatory", "never_attended", "others"]


def test_a_carried_over_application_keeps_its_draw_number() -> None:
    assert carried_number("7K3M-Q9XD-2F4V", 2) == "7K3M-Q9XD-2F4V-2"
    assert draw_number(carried_number(carried_number("7K3M-Q9XD-2F4V", 2), 3)) == "7K3M-Q9XD-2F4V"
