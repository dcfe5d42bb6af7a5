from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baeumgil.engines.timetabling.problem import (
    Avoided,
    Calendar,
    Course,
    NamedDay,
    Order,
    Problem,
    Room,
    RoomNeed,
    Session,
    Span,
)
from baeumgil.stages.schedule.rules.year_figures import figures_of, largest_matching, weeks_from_wish, working_days

MONDAY = date(2026, 3, 2)
HOLIDAY = date(2026, 3, 4)


def a_session(key: str, **facts: object) -> Session:
    return Session(**({"id": key, "course": "c", "number": 1, "people": 20, "days": 2} | facts))  # type: ignore[arg-type]


def a_problem(*sessions: Session, rooms: tuple[Room, ...] = (), orders: tuple[Order, ...] = ()) -> Problem:
    return Problem(
        calendar=Calendar(
            date(2026, 3, 1),
            date(2026, 4, 30),
            holidays=(NamedDay(HOLIDAY, "하루 쉼"),),
            working=(NamedDay(date(2026, 3, 7), "토요일 근무"),),
            avoid=(Avoided(date(2026, 4, 1), date(2026, 4, 30), "인사이동", 2),),
        ),
        rooms=rooms,
        instructors=(),
        courses=(Course("c", "과정"),),
        sessions=sessions,
        orders=orders,
    )


def days(first: date, count: int = 2) -> tuple[date, ...]:
    return tuple(first + timedelta(days=step) for step in range(count))


def test_a_day_worked_after_all_counts_and_a_holiday_does_not() -> None:
    worked = working_days(a_problem())
    assert date(2026, 3, 7) in worked
    assert not {HOLIDAY, date(2026, 3, 8)} & worked
    assert len([day for day in worked if day.month == 3]) == 22


def test_sessions_on_days_not_worked_are_named_with_those_days() -> None:
    found = figures_of(a_problem(a_session("a"), a_session("b")), {"a": days(date(2026, 3, 3)), "b": days(MONDAY)})
    assert found.broken == (("a", (HOLIDAY,)),)
    assert (found.placed, found.open, found.session_days, found.conflicts) == (2, 0, 4, 1)


def test_rooms_that_do_not_suffice_are_counted_by_day_however_they_are_given_out() -> None:
    rooms = (
        Room("small", "작은 방", 20),
        Room("large", "큰 방", 50, closed=(Span(date(2026, 3, 3), date(2026, 3, 3)),)),
    )
    wanting = [a_session(key, room=RoomNeed(), people=people) for key, people in (("a", 20), ("b", 20), ("c", 40))]
    held = dict.fromkeys(("a", "b", "c"), days(MONDAY))
    found = figures_of(a_problem(*wanting, rooms=rooms), held)
    assert found.roomless == ((MONDAY, 1), (date(2026, 3, 3), 2))
    assert (found.peak, found.peak_days) == (3, days(MONDAY))


def test_sessions_for_the_same_people_and_a_wrong_order_are_conflicts() -> None:
    sessions = (a_session("a", audiences=("새내기",)), a_session("b", audiences=("새내기",)))
    found = figures_of(
        a_problem(*sessions, orders=(Order("a", "b", 3),)), {"a": days(MONDAY), "b": days(date(2026, 3, 3))}
    )
    assert (found.together, found.out_of_order) == ((("a", "b"),), (("a", "b"),))


def test_wishes_and_times_to_avoid_are_counted() -> None:
    march = Span(date(2026, 3, 9), date(2026, 3, 31))
    sessions = (a_session("a", wish=march), a_session("b", wish=march), a_session("c"))
    found = figures_of(
        a_problem(*sessions),
        {"a": days(date(2026, 3, 10)), "b": days(date(2026, 4, 8)), "c": days(date(2026, 3, 31))},
    )
    assert (found.wished, found.in_wish, found.weeks_off, found.avoided_days) == (2, 1, 2, 3)


def test_months_without_sessions_are_months_too() -> None:
    found = figures_of(a_problem(a_session("a")), {"a": days(MONDAY)})
    assert [(month.month, month.session_days, month.sessions) for month in found.months] == [(3, 2, 1), (4, 0, 0)]
    assert (found.busiest_percent, found.unevenness_percent) == (200, 100)
    empty = figures_of(a_problem(a_session("a")), {"a": ()})
    assert (empty.open, empty.busiest_percent, empty.unevenness_percent, empty.peak) == (1, 0, 0, 0)


@pytest.mark.parametrize(("starts", "weeks"), [(8, 1), (9, 0), (13, 0), (14, 1), (20, 1), (21, 2), (1, 2)])
def test_weeks_from_the_wish_begin_with_the_first_day_outside(starts: int, weeks: int) -> None:
    session = a_session("a", wish=Span(date(2026, 3, 9), date(2026, 3, 13)))
    assert weeks_from_wish(session, date(2026, 3, starts)) == weeks


@given(st.lists(st.lists(st.sampled_from("abcd"), max_size=3, unique=True), max_size=4))
def test_a_largest_matching_is_as_large_as_trying_everything(choices: list[list[str]]) -> None:
    best = 0
    for order in permutations([*"abcd", *("-",) * len(choices)], len(choices)):
        best = max(best, sum(given in wanted for given, wanted in zip(order, choices, strict=True)))
    assert largest_matching(choices) == best
