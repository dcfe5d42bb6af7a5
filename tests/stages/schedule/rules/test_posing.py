"""A session in the words of the problem."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from baeumgil.engines.timetabling.problem import Order, Pin, Present, Role, RoomNeed, Span
from baeumgil.stages.plan.terms import CourseKind
from baeumgil.stages.schedule.rules.conditions import Because, ConditionRow
from baeumgil.stages.schedule.rules.month_spans import MonthSpan
from baeumgil.stages.schedule.rules.posing import (
    Frame,
    Place,
    SessionFacts,
    absent,
    orders_of,
    posed,
    shares_of,
)
from baeumgil.stages.schedule.terms import ConditionField, DayPattern, RoomFeature, TeachingRole

NEW_YEAR = date(2027, 1, 1)
MARCH = MonthSpan((3, 1), (3, 31))


def a_condition(**more: object) -> ConditionRow:
    facts: dict[str, object] = {
        "course": 1,
        "code": "C1",
        "name": "보고서",
        "kind": CourseKind.CLASSROOM,
        "field_name": "",
        "session_days": 2,
        "roles": (TeachingRole.LEAD,),
    }
    return ConditionRow(**{**facts, **more})  # type: ignore[arg-type]  # facts of one row, by name


def facts(condition: ConditionRow | None = None, **more: object) -> SessionFacts:
    given_facts: dict[str, object] = {
        "id": 7,
        "course": 1,
        "number": 1,
        "title": "보고서 1기",
        "seats": 30,
        "days": 2,
        "condition": condition or a_condition(),
    }
    return SessionFacts(**{**given_facts, **more})  # type: ignore[arg-type]  # facts of one session, by name


FRAME = Frame(2027, NEW_YEAR)
FIRST = Place(0, 1)


def test_what_the_conditions_say_is_asked_of_the_solver() -> None:
    condition = a_condition(
        features=(RoomFeature.PC,), only_rooms=(3,), windows=(MARCH,), weekdays=(1,), audience="9급", priority=3
    )
    found = posed(facts(condition), FRAME, FIRST)
    assert (found.room, found.windows) == (RoomNeed(("pc",), ("3",)), (Span(date(2027, 3, 1), date(2027, 3, 31)),))
    assert (found.weekdays, found.audiences, found.priority) == ((1,), ("9급",), 3)


def test_a_week_holds_only_what_fits_into_it() -> None:
    within = a_condition(within_week=True)
    assert posed(facts(within, days=5), FRAME, FIRST).within_week
    assert not posed(facts(within, days=6), FRAME, FIRST).within_week
    assert not posed(facts(a_condition(within_week=True, pattern=DayPattern.WEEKLY)), FRAME, FIRST).within_week


def test_nothing_new_starts_in_the_past_or_too_soon_after_the_session_before() -> None:
    frame = Frame(2027, date(2027, 5, 3))
    assert posed(facts(), frame, FIRST).windows == (Span(date(2027, 5, 3), date(2027, 12, 31)),)
    later = Place(1, 2, date(2027, 6, 1))
    assert posed(facts(), frame, later).windows == (Span(date(2027, 6, 1), date(2027, 12, 31)),)


def test_where_no_time_is_left_the_window_says_so() -> None:
    frame = Frame(2027, date(2027, 5, 3))
    assert posed(facts(a_condition(windows=(MARCH,))), frame, FIRST).windows == (
        Span(date(2027, 5, 3), date(2027, 12, 31), "남은 때가 없습니다."),
    )


def test_the_plans_own_days_go_before_what_is_usual_but_not_before_what_the_office_said() -> None:
    usual = a_condition(wish=(MARCH,))
    given_wish = a_condition(wish=(MARCH,), why={ConditionField.WISH: Because("", is_given=True)})
    march = Span(date(2027, 3, 1), date(2027, 3, 31))
    may = Span(date(2027, 5, 1), date(2027, 5, 31))
    assert posed(facts(usual, planned_month=5), FRAME, FIRST).wish == may
    assert posed(facts(given_wish, planned_month=5), FRAME, FIRST).wish == march
    assert posed(facts(usual, planned_month=5), Frame(2027, NEW_YEAR, follows_plan=False), FIRST).wish == march
    week = posed(facts(usual, planned_starts_on=date(2027, 3, 10)), FRAME, FIRST).wish
    assert week == Span(date(2027, 3, 8), date(2027, 3, 14))


def test_pins_and_presence_are_kept_as_far_as_asked() -> None:
    held = facts(
        starts_on=date(2027, 3, 8), room=3, instructors={TeachingRole.LEAD: 5}, is_date_pinned=True, is_room_pinned=True
    )
    found = posed(held, Frame(2027, NEW_YEAR, keeps_present=True), FIRST)
    assert found.pinned == Pin(date(2027, 3, 8), "3", {})
    assert found.present == Present(date(2027, 3, 8), "3", {"lead": "5"})
    scratch = posed(held, Frame(2027, NEW_YEAR, keeps_pins=False), FIRST)
    assert (scratch.pinned, scratch.present) == (None, None)


def test_a_role_lists_who_can_fill_it_and_who_fills_it_and_is_left_out_where_nobody_can() -> None:
    able = Frame(2027, NEW_YEAR, {(1, TeachingRole.LEAD): (4, 6)})
    held = facts(starts_on=date(2027, 3, 8), instructors={TeachingRole.LEAD: 5})
    assert posed(facts(), able, FIRST).roles == (Role("lead", ("4", "6")),)
    assert posed(held, able, FIRST).roles == (Role("lead", ("4", "6", "5")),)
    assert posed(facts(), FRAME, FIRST).roles == ()


def test_a_course_that_needs_no_room_asks_for_none() -> None:
    assert posed(facts(a_condition(needs_room=False)), FRAME, FIRST).room is None


@settings(max_examples=60)
@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 500)), st.integers(1, 300))
def test_departments_send_no_more_than_their_share(people: dict[str, int], seats: int) -> None:
    shares = shares_of(people)
    assert sum(shares.values()) <= 1000
    for group, count in absent(seats, shares).items():
        assert 0 < count <= seats * shares[group] / 1000 + 0.5


@settings(max_examples=60)
@given(st.integers(0, 6), st.integers(0, 6))
def test_every_following_session_comes_after_its_share_of_those_before(before: int, after: int) -> None:
    first, later = list(range(before)), list(range(10, 10 + after))
    found = orders_of(first, later, 3)
    assert len(found) == (after if before else 0)
    assert [int(order.before) for order in found] == sorted(int(order.before) for order in found)
    if found:
        assert found[-1] == Order(str(first[-1]), str(later[-1]), 3)
