"""Causes that counting shows: named with their numbers, as few sessions left out as need be, none without need."""

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baeumgil.engines.timetabling.counting import counted_out
from baeumgil.engines.timetabling.plan import Unplaced
from baeumgil.engines.timetabling.problem import Problem
from tests.engines.timetabling.problems import a_problem, a_session

WEEK = {"first": "2026-03-02", "last": "2026-03-06"}
HOLIDAY_ONLY = {"first": "2026-03-11", "last": "2026-03-11"}


def codes(unplaced: Unplaced) -> tuple[str, ...]:
    return tuple(fact.code for fact in unplaced.why)


def ways(unplaced: Unplaced) -> tuple[str, ...]:
    return tuple(way.code for way in unplaced.ways_out)


def only_cause(*sessions: dict[str, Any], **changes: Any) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Codes of the facts and of the ways out where one session is counted out."""
    out = counted_out(a_problem(*sessions, **changes))
    assert [(each.session, each.is_minimal) for each in out] == [("s1", True)]
    return codes(out[0]), ways(out[0])


def test_a_year_that_fits_leaves_nobody_out() -> None:
    assert counted_out(a_problem(a_session("s1"), a_session("s2"), a_session("s3", course="c2"))) == ()


def test_a_session_larger_than_every_room() -> None:
    assert only_cause(a_session(people=101)) == (("seats",), ("fewer_people", "add_room"))
    out = counted_out(a_problem(a_session(people=101)))
    assert out[0].why[0].english == "새내기 과정 1기: 101 people; the largest room (대강당) has 100 seats."


def test_equipment_and_seats_that_no_room_has_together() -> None:
    assert only_cause(a_session(people=40, room={"features": ["pc"]})) == (
        ("seats", "features"),
        ("other_room", "fewer_people", "add_room"),
    )


def test_a_window_made_of_holidays_only() -> None:
    out = counted_out(a_problem(a_session(days=1, windows=[HOLIDAY_ONLY])))
    assert [codes(each) for each in out] == [("window", "holidays")]
    assert out[0].why[1].english == "Nothing is held on holidays: 2026-03-11 임시공휴일."
    assert (out[0].ways_out[0].code, out[0].ways_out[0].changes["days"]) == ("widen_window", 1)


def test_a_window_shorter_than_the_session() -> None:
    assert only_cause(a_session(days=6, windows=[WEEK])) == (("window",), ("widen_window",))


def test_more_days_than_a_week_has() -> None:
    assert only_cause(a_session(days=6, within_week=True)) == (("within_week",), ("across_weeks",))


def test_more_days_than_the_calendar_has() -> None:
    assert only_cause(a_session(days=90)) == (("days",), ("fewer_days",))


def test_all_rooms_closed_in_the_window() -> None:
    closed = [{**WEEK, "why": "보수"}]
    rooms = [
        {"id": "big", "name": "대강당", "seats": 100, "closed": closed},
        {"id": "pc", "name": "전산교육장", "seats": 30, "closed": closed},
    ]
    assert only_cause(a_session(windows=[WEEK]), rooms=rooms) == (
        ("window", "room_closed", "room_closed"),
        ("widen_window", "open_room", "open_room", "add_room"),
    )


def test_no_rooms_at_all() -> None:
    assert only_cause(a_session(), rooms=[]) == (("room",), ("add_room",))


def test_nobody_who_could_teach() -> None:
    assert only_cause(a_session(roles=[{"id": "main", "instructors": []}])) == (("role",), ("add_instructor",))


def test_an_instructor_with_no_free_day() -> None:
    people = [
        {"id": "kim", "name": "김강사", "away": [{"first": "2026-01-01", "last": "2026-12-31"}]},
        {"id": "lee", "name": "이강사"},
    ]
    assert only_cause(a_session(roles=[{"id": "main", "instructors": ["kim"]}]), instructors=people) == (
        ("role", "away"),
        ("add_instructor", "free_instructor"),
    )


def test_one_instructor_for_two_roles() -> None:
    roles = [{"id": "main", "instructors": ["kim"]}, {"id": "aide", "instructors": ["kim"]}]
    assert only_cause(a_session(roles=roles))[0] == ("role", "role")


@pytest.mark.parametrize(
    ("pinned", "facts"),
    [
        ({"starts": "2026-03-11"}, ("pinned_start", "holidays")),
        ({"starts": "2026-03-14"}, ("pinned_start",)),
        ({"room": "pc"}, ("seats", "pinned_room")),
    ],
)
def test_a_pin_that_cannot_be_kept(pinned: dict[str, Any], facts: tuple[str, ...]) -> None:
    found, ways_out = only_cause(a_session(people=50, pinned=pinned))
    assert found == facts
    assert ways_out[0] == "free_pin"


def test_two_pins_on_one_room_and_day_leave_one_out() -> None:
    first = a_session("s1", pinned={"starts": "2026-03-02", "room": "pc"}, selected=3)
    second = a_session("s2", pinned={"starts": "2026-03-03", "room": "pc"}, selected=9)
    out = counted_out(a_problem(first, second))
    assert [(each.session, codes(each)) for each in out] == [("s1", ("room_days", "session", "session"))]
    assert out[0].why[0].english == "전산교육장, 2026-03-03: 2 sessions need it on this day, but it can serve 1."
    assert [(way.code, way.disturbed) for way in out[0].ways_out][:2] == [("free_pin", 3), ("add_room", 0)] or ways(
        out[0]
    )


def test_more_room_days_than_a_week_has() -> None:
    sessions = [a_session(f"s{number}", days=2, people=50, windows=[WEEK]) for number in range(1, 5)]
    out = counted_out(a_problem(*sessions))
    assert len(out) == 2
    assert {codes(each) for each in out} == {("room_days", "session", "session", "session")}
    assert out[0].why[0].english == "대강당, 2026-03-02~2026-03-06: 6 days are needed, but there are 5."


def test_the_union_of_two_sets_of_rooms_is_counted() -> None:
    rooms = [{"id": one, "name": one, "seats": 30} for one in ("a", "b", "c")]
    sessions = [
        *(a_session(f"s{number}", days=5, windows=[WEEK], room={"only": ["a", "b"]}) for number in (1, 2)),
        *(a_session(f"s{number}", days=5, windows=[WEEK], room={"only": ["b", "c"]}) for number in (3, 4)),
    ]
    out = counted_out(a_problem(*sessions, rooms=rooms))
    assert [codes(each)[0] for each in out] == ["room_days"]


def test_long_blocks_within_a_week_are_counted_as_blocks() -> None:
    sessions = [a_session(f"s{n}", days=3, people=50, within_week=True, windows=[WEEK]) for n in (1, 2)]
    out = counted_out(a_problem(*sessions))
    assert len(out) == 1
    two_weeks = [{"first": "2026-03-16", "last": "2026-03-27"}]
    sessions = [a_session(f"s{n}", days=3, people=50, within_week=True, windows=two_weeks) for n in (1, 2, 3)]
    assert [codes(each)[0] for each in counted_out(a_problem(*sessions))] == ["room_days"]


def test_instructors_and_audiences_are_counted_too() -> None:
    taught = [a_session(f"s{n}", days=3, windows=[WEEK], roles=[{"id": "m", "instructors": ["kim"]}]) for n in (1, 2)]
    assert [codes(each)[0] for each in counted_out(a_problem(*taught))] == ["instructor_days"]
    same = [a_session(f"s{n}", days=3, windows=[WEEK], audiences=["신규"]) for n in (1, 2)]
    assert [codes(each)[0] for each in counted_out(a_problem(*same))] == ["audience_days"]


def test_the_lighter_session_is_left_out() -> None:
    heavy = a_session("s1", days=3, people=50, windows=[WEEK], priority=9)
    light = a_session("s2", days=3, people=50, windows=[WEEK], priority=2)
    assert [each.session for each in counted_out(a_problem(heavy, light))] == ["s2"]


def test_a_chain_longer_than_its_window_keeps_as_many_as_fit() -> None:
    sessions = [a_session(f"s{n}", course="c2", days=1) for n in range(1, 7)]
    out = counted_out(a_problem(*sessions))
    assert len(out) == 2
    assert all(codes(each)[0] == "gap" for each in out)
    assert out[0].why[0].english == (
        "보고서 과정: of 5 sessions starting 2026-03-02~2026-03-27, at least 7 days apart, only 4 fit."
    )
    assert (out[0].ways_out[0].code, out[0].ways_out[0].changes["gap_days"]) == ("shorter_gap", 4)


def test_orders_that_do_not_fit_one_after_the_other() -> None:
    sessions = [a_session("s1", days=3, windows=[WEEK]), a_session("s2", days=3, windows=[WEEK], priority=2)]
    out = counted_out(a_problem(*sessions, orders=[{"before": "s1", "after": "s2"}]))
    assert [(each.session, codes(each)) for each in out] == [("s1", ("order", "session", "session"))]


def test_an_order_against_the_numbers_of_a_course() -> None:
    sessions = [a_session("s1", course="c2"), a_session("s2", course="c2", priority=2)]
    out = counted_out(a_problem(*sessions, orders=[{"before": "s2", "after": "s1"}]))
    assert [(each.session, codes(each)) for each in out] == [("s1", ("order", "gap", "session", "session"))]


def all_can_be_held(problem: Problem, left_out: set[str]) -> bool:
    """Try every way to place every other session: slow, and sure."""
    calendar = problem.calendar
    free = {holiday.on for holiday in calendar.holidays}
    days = [calendar.first + timedelta(days=n) for n in range((calendar.last - calendar.first).days + 1)]
    work = [day for day in days if day.isoweekday() < 6 and day not in free]
    sessions = [session for session in problem.sessions if session.id not in left_out]
    gaps = {course.id: course.gap_days for course in problem.courses}
    taken: set[tuple[str, date]] = set()
    starts: dict[str, date] = {}

    def place(at: int) -> bool:
        if at == len(sessions):
            return True
        session = sessions[at]
        for first in range(len(work) - session.days + 1):
            block = work[first : first + session.days]
            if not any(span.first <= block[0] and block[-1] <= span.last for span in session.windows):
                continue
            gap = gaps[session.course]
            if gap is not None and any(
                (block[0] - starts[other.id]).days < gap for other in sessions[:at] if other.course == session.course
            ):
                continue
            rooms = [room.id for room in problem.rooms if room.seats >= session.people]
            people = [role.instructors for role in session.roles]
            for choice in product(rooms, *people):
                wants = {(thing, day) for thing in choice for day in block}
                if wants & taken or len(wants) < len(choice) * len(block):
                    continue
                taken.update(wants)
                starts[session.id] = block[0]
                if place(at + 1):
                    return True
                taken.difference_update(wants)
        return False

    return place(0)


@given(
    st.lists(
        st.tuples(
            st.integers(1, 3),
            st.sampled_from([20, 50]),
            st.integers(2, 4),
            st.integers(0, 3),
            st.sampled_from(["c1", "c2"]),
            st.sampled_from([(), ("kim",), ("kim", "lee")]),
        ),
        min_size=1,
        max_size=4,
    )
)
@settings(max_examples=60)
def test_what_is_counted_out_is_truly_impossible_with_the_rest(drawn: list[Any]) -> None:
    sessions = [
        a_session(
            f"s{number}",
            days=days,
            people=people,
            course=course,
            windows=[{"first": f"2026-03-0{2 + shift}", "last": f"2026-03-{2 + shift + length:02}"}],
            roles=[{"id": "main", "instructors": list(teachers)}] if teachers else [],
        )
        for number, (days, people, length, shift, course, teachers) in enumerate(drawn, 1)
    ]
    problem = a_problem(*sessions)
    out = {each.session for each in counted_out(problem)}
    for session in out:
        assert not all_can_be_held(problem, out - {session})
