import tomllib
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baeumgil.stages.plan.rules.clocks import (
    ClockPolicy,
    PlanStanding,
    SessionSpan,
    plan_clock,
    policy_of,
    session_clocks,
    state_of,
)
from baeumgil.stages.plan.services.seeding import SEED
from baeumgil.stages.plan.terms import ClockKind, ClockState

POLICY = ClockPolicy(12, 31, 60, "계획", 10, "명단", 10, "결과", 30, 7)
DAY = date(2026, 11, 1)


def _span(starts_on: date, days: int = 3, name: str = "보고서", number: int = 1) -> SessionSpan:
    return SessionSpan(name, number, starts_on, starts_on + timedelta(days=days - 1), starts_on.year, 5)


@pytest.mark.parametrize(
    ("on", "approved_on", "state"),
    [
        (date(2026, 10, 31), None, ClockState.AHEAD),
        (date(2026, 11, 1), None, ClockState.SOON),
        (date(2026, 12, 31), None, ClockState.SOON),
        (date(2027, 1, 1), None, ClockState.LATE),
        (date(2027, 1, 1), date(2026, 12, 28), ClockState.MET),
    ],
)
def test_a_plan_is_due_on_the_last_day_of_the_year_before(
    on: date, approved_on: date | None, state: ClockState
) -> None:
    row = plan_clock(PlanStanding(2027, "2027년 계획", 3, approved_on), on, POLICY)
    assert (row.due_on, row.state, row.kind) == (date(2026, 12, 31), state, ClockKind.PLAN_DUE)
    assert (row.link_year, row.version, row.subject) == (2027, 3, "2027년 계획")


@given(st.integers(-400, 400), st.integers(0, 90))
def test_late_begins_the_day_after(days: int, soon_days: int) -> None:
    state = state_of(DAY, DAY + timedelta(days=days), soon_days=soon_days)
    expected = ClockState.LATE if days > 0 else ClockState.SOON if -days <= soon_days else ClockState.AHEAD
    assert state is expected


def test_lists_are_due_ten_days_before_and_results_ten_days_after() -> None:
    upcoming, over = _span(date(2026, 11, 16)), _span(date(2026, 10, 26), name="지난 과정")
    rows = session_clocks([upcoming, over], DAY, POLICY)
    assert [(row.kind, row.due_on, row.state, row.subject) for row in rows] == [
        (ClockKind.LIST_DUE, date(2026, 11, 6), ClockState.SOON, "보고서 1기"),
        (ClockKind.RESULT_DUE, date(2026, 11, 7), ClockState.SOON, "지난 과정 1기"),
    ]


def test_sessions_due_on_one_day_share_a_row() -> None:
    spans = [_span(date(2026, 11, 25), number=number, name=name) for name in ("나", "가") for number in (2, 1)]
    [row] = session_clocks(spans, DAY, POLICY)
    assert (row.subject, row.count, row.state) == ("가 1기 외 3건", 4, ClockState.AHEAD)


def test_days_that_passed_and_days_far_away_are_not_shown() -> None:
    spans = [_span(DAY + timedelta(days=days)) for days in (-60, 3, 41)]
    assert session_clocks(spans, DAY, POLICY) == []
    assert [row.due_on for row in session_clocks([_span(DAY + timedelta(days=40))], DAY, POLICY)] == [
        DAY + timedelta(days=30)
    ]


def test_the_shipped_policy_says_what_the_law_says() -> None:
    with (SEED / "plan.toml").open("rb") as file:
        values = {row["key"]: row["value"] for row in tomllib.load(file)["policy"]}
    policy = policy_of(values["plan.clocks"])
    assert (policy.plan_month, policy.plan_day) == (12, 31)
    assert (policy.list_days_before, policy.result_days_after) == (10, 10)


def test_a_policy_with_an_unknown_word_is_refused() -> None:
    with pytest.raises(TypeError):
        policy_of({"plan_month": 12})
