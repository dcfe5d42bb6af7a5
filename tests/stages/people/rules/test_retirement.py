from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baeumgil.stages.people.rules.retirement import RetirementPolicy, age_limit_day, retirement, retirement_day
from baeumgil.stages.people.terms import EmploymentKind
from tests.build import RETIREMENT_POLICY

OFFICIAL = EmploymentKind.GENERAL


def day(birth_on: date | None, employment: EmploymentKind = OFFICIAL, term_ends_on: date | None = None) -> date | None:
    found = retirement(birth_on=birth_on, employment=employment, term_ends_on=term_ends_on, policy=RETIREMENT_POLICY)
    return None if found is None else found.on


def test_case_1_born_30_june_against_1_july_retires_half_a_year_apart() -> None:
    assert day(date(1966, 6, 30)) == date(2026, 6, 30)
    assert day(date(1966, 7, 1)) == date(2026, 12, 31)


def test_case_2_born_29_february_retires_on_30_june_of_a_year_that_may_have_no_such_day() -> None:
    assert day(date(1968, 2, 29)) == date(2028, 6, 30)
    assert day(date(1964, 2, 29)) == date(2024, 6, 30)


@pytest.mark.parametrize(
    ("birth_on", "expected"),
    [
        (date(1966, 1, 1), date(2026, 6, 30)),
        (date(1965, 12, 31), date(2025, 12, 31)),
        (date(1966, 12, 31), date(2026, 12, 31)),
    ],
)
def test_the_turn_of_the_year_is_a_boundary_too(birth_on: date, expected: date) -> None:
    assert day(birth_on) == expected


@given(st.dates(date(1930, 1, 1), date(2020, 12, 31)))
def test_everybody_retires_in_the_half_year_of_the_birthday_and_never_before_it(birth_on: date) -> None:
    ends = age_limit_day(birth_on, 60)
    assert ends.year == birth_on.year + 60
    assert (ends.month, ends.day) in {(6, 30), (12, 31)}
    assert (birth_on.month, birth_on.day) <= (ends.month, ends.day)
    assert (ends.month == 6) == (birth_on.month <= 6)


def test_a_fixed_term_ends_with_its_term_and_not_by_age() -> None:
    assert day(date(1966, 1, 1), EmploymentKind.FIXED_TERM, date(2027, 3, 1)) == date(2027, 3, 1)
    assert day(date(1966, 1, 1), EmploymentKind.FIXED_TERM) is None


@pytest.mark.parametrize("employment", [EmploymentKind.POLITICAL, EmploymentKind.INVESTED_BODY])
def test_some_kinds_have_no_age_limit(employment: EmploymentKind) -> None:
    assert day(date(1966, 1, 1), employment) is None


def test_without_a_birth_date_nothing_is_guessed() -> None:
    assert day(None) is None


def test_the_reason_tells_the_facts_and_the_article() -> None:
    found = retirement(birth_on=date(1966, 7, 1), employment=OFFICIAL, term_ends_on=None, policy=RETIREMENT_POLICY)
    assert found is not None
    assert found.reason.text == (
        "7월에서 12월 사이에 태어나 60세가 되는 2026년 12월 31일에 정년퇴직합니다(지방공무원법 제66조)."
    )
    assert found.reason.facts == {"birth_on": "1966-07-01", "age": 60, "retires_on": "2026-12-31"}


def test_the_reason_of_a_term_tells_its_article() -> None:
    found = retirement(
        birth_on=None,
        employment=EmploymentKind.FIXED_TERM,
        term_ends_on=date(2027, 3, 1),
        policy=RETIREMENT_POLICY,
    )
    assert found is not None
    assert found.reason.text == "임기가 2027년 3월 1일에 끝납니다(지방공무원 임용령 제21조의3)."


@given(
    st.none() | st.dates(date(1940, 1, 1), date(2010, 1, 1)),
    st.sampled_from(EmploymentKind),
    st.none() | st.dates(date(2020, 1, 1), date(2040, 1, 1)),
)
def test_the_quick_way_gives_the_same_day(
    birth_on: date | None, employment: EmploymentKind, term_ends_on: date | None
) -> None:
    quick = retirement_day(
        birth_on=birth_on, employment=employment, term_ends_on=term_ends_on, policy=RETIREMENT_POLICY
    )
    assert quick == day(birth_on, employment, term_ends_on)


def test_a_malformed_policy_is_refused() -> None:
    with pytest.raises(TypeError):
        RetirementPolicy.from_value(60)
