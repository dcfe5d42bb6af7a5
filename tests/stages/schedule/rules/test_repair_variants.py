from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from baeumgil.engines.timetabling.problem import (
    Calendar,
    Course,
    Order,
    Pin,
    Present,
    Problem,
    Role,
    Room,
    RoomNeed,
    Session,
    Span,
)
from baeumgil.stages.schedule.rules.repair_variants import Broken, variants_of
from baeumgil.stages.schedule.terms import RepairVariant, RunCause

MONDAY = date(2027, 3, 8)
TUESDAY = date(2027, 3, 9)
YEAR = Calendar(date(2027, 1, 1), date(2027, 12, 31))
ALL = (RepairVariant.FEWEST_DATES, RepairVariant.SAME_DATES, RepairVariant.OTHER_WEEK, RepairVariant.LEAVE_OUT)


def session(number: str, starts: date | None = MONDAY, **more: Any) -> Session:
    present = Present(starts, "1", {"lead": "1"}) if starts else None
    roles = (Role("lead", ("1", "2")), Role("assistant", ("3",)))
    plain = Session(number, "c", int(number), 30, 2, room=RoomNeed(), roles=roles, present=present)
    return replace(plain, **more)


def posed(*sessions: Session, cause: RunCause = RunCause.ROOM_CLOSED, **more: Any) -> dict[RepairVariant, Problem]:
    problem = Problem(
        YEAR,
        (Room("1", "제1강의실", 40), Room("2", "제2강의실", 40)),
        (),
        (Course("c", "보고서 작성", 14),),
        sessions,
        orders=(Order("1", "2"), Order("1", "9")),
    )
    dates = {one.id: (one.present.starts, one.present.starts + timedelta(days=1)) for one in sessions if one.present}
    return dict(variants_of(problem, Broken(cause=cause, dates=dates, **{"hit": frozenset({"1"}), **more})))


def by_id(problem: Problem) -> dict[str, Session]:
    return {one.id: one for one in problem.sessions}


def test_all_ways_are_posed_and_other_rooms_only_where_they_can_help() -> None:
    assert tuple(posed(session("1"))) == ALL
    assert tuple(posed(session("1"), only_days=frozenset({"1"}))) == (ALL[0], ALL[2], ALL[3])
    assert tuple(posed(session("1"), hit=frozenset())) == (ALL[0],)


def test_what_waits_for_a_place_is_left_alone_unless_it_was_just_added() -> None:
    waiting = session("2", None)
    assert list(by_id(posed(session("1"), waiting)[ALL[0]])) == ["1"]
    added = posed(session("1"), waiting, cause=RunCause.SESSION_ADDED, added="2", hit=frozenset())[ALL[0]]
    assert [(one.id, one.number) for one in added.sessions] == [("1", 1), ("2", 2)]
    assert added.courses[0].gap_days == 14
    late = posed(session("1", date(2027, 12, 6)), waiting, cause=RunCause.SESSION_ADDED, added="2", hit=frozenset())[
        ALL[0]
    ]
    assert late.courses[0].gap_days is None


def test_rules_bend_to_what_people_decided() -> None:
    april = (Span(date(2027, 4, 1), date(2027, 4, 30)),)
    decided = session("1", windows=april, within_week=True, people=60, room=RoomNeed(("pc",), ("2",)))
    bent = by_id(posed(decided)[ALL[0]])["1"]
    assert bent.windows == (*april, Span(MONDAY, TUESDAY))
    assert (bent.people, bent.room, [role.id for role in bent.roles]) == (40, RoomNeed(), ["lead"])
    roomless = session("1", present=Present(MONDAY))
    assert by_id(posed(roomless)[ALL[0]])["1"].room is None


def test_nothing_moves_to_a_day_of_which_nobody_could_be_told_in_time() -> None:
    in_april, soon = date(2027, 4, 1), date(2027, 3, 20)
    march = (Span(date(2027, 3, 1), date(2027, 3, 31)),)
    gone = (Span(date(2027, 2, 1), date(2027, 3, 12)),)
    ways = posed(
        session("1"), session("2", in_april), session("3", windows=march), session("4", windows=gone), not_before=soon
    )
    found = by_id(ways[RepairVariant.FEWEST_DATES])
    assert found["1"].windows == (Span(soon, YEAR.last), Span(MONDAY, TUESDAY))
    assert found["2"].windows == (Span(soon, YEAR.last),)
    assert found["3"].windows == (Span(soon, date(2027, 3, 31)), Span(MONDAY, TUESDAY))
    assert found["4"].windows == (Span(MONDAY, TUESDAY),)
    assert by_id(ways[RepairVariant.OTHER_WEEK])["1"].windows == (Span(soon, YEAR.last),)


def test_sessions_are_numbered_and_spaced_as_they_stand() -> None:
    problem = posed(session("1", TUESDAY), session("2", MONDAY))[ALL[0]]
    assert {one.id: one.number for one in problem.sessions} == {"1": 2, "2": 1}
    assert problem.courses[0].gap_days == 1
    assert problem.orders == ()


def test_each_way_lets_go_of_something_else() -> None:
    ways = posed(session("1"), session("2", date(2027, 4, 5)))
    whole = Pin(MONDAY, "1", {"lead": "1"})
    assert by_id(ways[ALL[0]])["1"].pinned is None
    same = by_id(ways[ALL[1]])["1"]
    assert (same.pinned, same.windows) == (Pin(MONDAY), (Span(MONDAY, TUESDAY, "지금 날짜"),))
    other = by_id(ways[ALL[2]])
    assert (other["1"].pinned, other["2"].pinned) == (
        Pin(None, "1", {"lead": "1"}),
        Pin(date(2027, 4, 5), "1", {"lead": "1"}),
    )
    assert [(span.first, span.last) for span in other["1"].windows] == [
        (date(2027, 1, 1), date(2027, 3, 7)),
        (date(2027, 3, 15), date(2027, 12, 31)),
    ]
    out = by_id(ways[ALL[3]])["1"]
    assert (out.pinned, out.windows) == (whole, (Span(MONDAY, TUESDAY, "지금 날짜"),))


def test_without_another_week_the_reason_names_it() -> None:
    only = (Span(MONDAY, date(2027, 3, 12)),)
    other = by_id(posed(session("1", windows=only))[ALL[2]])["1"]
    assert other.windows == (Span(MONDAY, date(2027, 3, 14), "다른 주가 없습니다"),)


def test_a_session_moved_by_hand_is_held_where_it_was_put() -> None:
    moved = posed(session("1"), session("2", TUESDAY), cause=RunCause.BY_HAND, moved="2", hit=frozenset())[ALL[0]]
    assert by_id(moved)["2"].pinned == Pin(TUESDAY, "1", {"lead": "1"})
    assert (moved.courses[0].gap_days, moved.orders) == (14, (Order("1", "2"),))
