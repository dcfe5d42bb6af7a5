from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from baeumgil.stages.people.rules.as_of import as_of, containing
from baeumgil.stages.people.rules.career import ServiceSpan
from baeumgil.stages.people.rules.standing import kind_on, serving_since
from baeumgil.stages.people.terms import Authority, EmploymentKind, EntryKind, PersonKind

START = date(2020, 1, 1)


@dataclass(frozen=True)
class Span:
    starts_on: date
    ends_on: date | None


def a_service(starts_on: date, ends_on: date | None = None) -> ServiceSpan:
    return ServiceSpan(EmploymentKind.GENERAL, Authority.MAYOR, EntryKind.NEW, starts_on, ends_on)


FIRST = Span(date(2020, 1, 1), date(2020, 12, 31))
SECOND = Span(date(2022, 1, 1), None)


def test_both_ends_belong_to_a_span() -> None:
    assert containing([FIRST, SECOND], date(2020, 1, 1)) == FIRST
    assert containing([FIRST, SECOND], date(2020, 12, 31)) == FIRST
    assert containing([FIRST, SECOND], date(2021, 1, 1)) is None
    assert containing([FIRST, SECOND], date(2019, 12, 31)) is None


def test_before_the_first_span_the_first_counts_and_in_a_gap_the_last_one() -> None:
    assert as_of([FIRST, SECOND], date(2019, 1, 1)) == FIRST
    assert as_of([FIRST, SECOND], date(2021, 6, 1)) == FIRST
    assert as_of([FIRST, SECOND], date(2030, 6, 1)) == SECOND
    assert as_of([], date(2030, 6, 1)) is None


@given(st.lists(st.integers(1, 400), min_size=2, max_size=8), st.integers(-50, 3000))
def test_exactly_one_of_adjoining_spans_holds_on_any_day_within(lengths: list[int], offset: int) -> None:
    spans, day = [], START
    for length in lengths:
        spans.append(Span(day, day + timedelta(days=length - 1)))
        day += timedelta(days=length)
    asked = START + timedelta(days=offset)
    holding = [span for span in spans if span.starts_on <= asked <= span.ends_on]  # type: ignore[operator]  # all are closed
    assert holding == ([containing(spans, asked)] if START <= asked < day else [])


def test_somebody_is_candidate_official_and_former_in_turn() -> None:
    services = [a_service(date(2020, 1, 1), date(2020, 12, 31)), a_service(date(2022, 1, 1), date(2022, 12, 31))]
    kinds = [kind_on(PersonKind.FORMER, services, date(year, 6, 1)) for year in range(2019, 2024)]
    assert kinds == [
        PersonKind.CANDIDATE,
        PersonKind.OFFICIAL,
        PersonKind.FORMER,
        PersonKind.OFFICIAL,
        PersonKind.FORMER,
    ]
    assert kind_on(PersonKind.GUEST, [], date(2020, 6, 1)) is PersonKind.GUEST


def test_a_change_of_authority_is_no_new_appointment() -> None:
    services = [
        a_service(date(2010, 1, 1), date(2015, 12, 31)),
        a_service(date(2018, 1, 1), date(2020, 6, 30)),
        a_service(date(2020, 7, 1)),
    ]
    assert serving_since(services, date(2026, 1, 1)) == date(2018, 1, 1)
    assert serving_since(services, date(2012, 1, 1)) == date(2010, 1, 1)
    assert serving_since(services, date(2000, 1, 1)) == date(2010, 1, 1)
    assert serving_since([], date(2000, 1, 1)) is None
