from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from baeumgil.stages.plan.rules.committee import Term, most_at_once, term_end

DAYS = st.dates(date(2020, 1, 1), date(2021, 12, 31))


@st.composite
def terms(draw: st.DrawFn) -> Term:
    first = draw(DAYS)
    return Term("김", "교수", first, first + timedelta(days=draw(st.integers(0, 400))))


def test_a_term_of_two_years_ends_the_day_before() -> None:
    assert term_end(date(2026, 1, 1), 24) == date(2027, 12, 31)
    assert term_end(date(2024, 2, 29), 12) == date(2025, 2, 27)


@given(st.lists(terms(), max_size=8), DAYS, st.integers(0, 300))
def test_the_most_at_once_is_that_of_the_fullest_day(held: list[Term], first: date, length: int) -> None:
    last = first + timedelta(days=length)
    by_day = [
        sum(term.holds_on(first + timedelta(days=place)) for term in held) for place in range((last - first).days + 1)
    ]
    assert most_at_once(held, first, last) == max(by_day)
