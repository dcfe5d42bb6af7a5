"""What is told of sessions left out: ways out that work where the others stand, or that nobody looked."""

import time
from datetime import date

from baeumgil.engines.timetabling.counting import counted_out
from baeumgil.engines.timetabling.plan import Placement, Unplaced
from baeumgil.engines.timetabling.problem import Problem
from baeumgil.engines.timetabling.unplaced import explained
from tests.engines.timetabling.problems import a_problem, a_session

WEEK = {"first": "2026-03-02", "last": "2026-03-06"}
STANDS = (Placement("s2", date(2026, 3, 2), (date(2026, 3, 2), date(2026, 3, 3)), "big", {}),)


def told(problem: Problem, placed: tuple[Placement, ...] = STANDS, *, seconds: float = 60.0) -> Unplaced:
    return explained(problem, placed, counted_out(problem), until=time.monotonic() + seconds)[0]


def too_large_beside_another() -> Problem:
    return a_problem(a_session("s1", people=120, days=3, windows=[WEEK]), a_session("s2", people=60))


def test_a_way_out_names_a_day_on_which_no_other_session_stands() -> None:
    found = told(too_large_beside_another())
    assert [(fact.code, fact.subject) for fact in found.why] == [("seats", "s1")]
    assert [(way.code, way.changes["starts"], way.changes.get("room")) for way in found.ways_out] == [
        ("fewer_people", "2026-03-04", "big"),
        ("add_room", "2026-03-02", None),
    ]


def test_without_time_to_look_a_way_out_says_that_nobody_looked() -> None:
    for way in told(too_large_beside_another(), seconds=-1).ways_out:
        assert way.korean.endswith("그때 다른 기수와 겹치지 않는지는 보지 못했습니다.")


def test_whoever_says_stop_still_gets_ways_out_that_were_tried() -> None:
    problem = too_large_beside_another()
    counted = counted_out(problem)
    (found,) = explained(problem, STANDS, counted, until=time.monotonic() + 60.0, is_stopped=lambda: True)
    assert [way.changes["starts"] for way in found.ways_out] == ["2026-03-04", "2026-03-02"]


def test_where_no_single_change_is_enough_all_that_has_to_change_is_named() -> None:
    problem = a_problem(a_session("s1", people=120, pattern="weekly", within_week=True), a_session("s2"))
    (way,) = told(problem).ways_out
    assert way.code == "several"
    assert way.changes["facts"] == [{"code": "within_week", "subject": "s1"}, {"code": "seats", "subject": "s1"}]
    assert way.english.startswith("새내기 과정 1기 fits on 2026-03-02 if all of this is changed: ")


def test_a_calendar_of_holidays_only_is_told_which_of_them_to_work() -> None:
    calendar = {
        "first": "2026-03-02",
        "last": "2026-03-03",
        "holidays": [{"on": f"2026-03-0{day}", "name": "휴관"} for day in (2, 3)],
    }
    (way,) = told(a_problem(a_session("s1"), calendar=calendar), ()).ways_out
    assert (way.code, way.changes["starts"]) == ("several", "2026-03-02")


def test_no_other_room_is_offered_to_those_pinned_to_one() -> None:
    pinned = {"starts": "2026-03-03", "room": "pc"}
    problem = a_problem(a_session("s1", days=1, pinned=pinned), a_session("s2", days=1, pinned=pinned))
    found = told(problem, (Placement("s2", date(2026, 3, 3), (date(2026, 3, 3),), "pc", {}),))
    assert found.why[0].code == "room_days"
    assert {way.code for way in found.ways_out} == {"free_pin", "move_session"}


def test_only_the_days_that_are_missing_are_asked_of_another_room() -> None:
    one_day = [{"first": "2026-03-03", "last": "2026-03-05"}]
    problem = a_problem(*(a_session(f"s{n}", people=60, days=2, windows=one_day) for n in (1, 2)))
    stands = (Placement("s2", date(2026, 3, 3), (date(2026, 3, 3), date(2026, 3, 4)), "big", {}),)
    asked = [way for way in told(problem, stands).ways_out if "days" in way.changes and way.code == "add_room"]
    assert [(way.changes["first"], way.changes["last"], way.changes["days"]) for way in asked] == [
        ("2026-03-04", "2026-03-04", 1)
    ]
