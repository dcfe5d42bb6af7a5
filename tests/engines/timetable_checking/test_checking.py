"""The judge of timetables: it names each rule broken, reckons the costs itself, and answers any file."""

from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baeumgil.engines.timetable_checking.checking import CostFigure, check
from baeumgil.engines.timetable_checking.reckoning import day_number, week, weekday
from baeumgil.engines.timetabling.reading import read_problem
from baeumgil.engines.timetabling.writing import digest_of
from tests.engines.timetabling.problems import a_problem_file, a_session
from tests.engines.timetabling.test_reading import changed, places_in, values

PROBLEM = a_problem_file(
    a_session(
        "s1",
        windows=[{"first": "2026-03-02", "last": "2026-03-13"}],
        room={"features": ["pc"]},
        roles=[{"id": "main", "instructors": ["kim", "lee"]}],
        audiences=["신규"],
        within_week=True,
        announced="2026-03-02",
        absent={"g1": 4},
        pinned={"instructors": {"main": "kim"}},
    ),
    a_session(
        "s2", course="c2", number=1, wish={"first": "2026-03-02", "last": "2026-03-03"}, weekdays=[1], absent={"g1": 4}
    ),
    a_session("s3", course="c2", number=2, days=3, pattern="weekly", room=None, audiences=["신규"], priority=3),
    rooms=[
        {"id": "big", "name": "대강당", "seats": 100, "closed": [{"first": "2026-03-20", "last": "2026-03-20"}]},
        {"id": "pc", "name": "전산교육장", "seats": 30, "features": ["pc"]},
    ],
    instructors=[
        {"id": "kim", "name": "김강사", "fee": 7, "weekdays": [1, 2, 3, 4]},
        {"id": "lee", "name": "이강사", "away": [{"first": "2026-03-05", "last": "2026-03-06"}]},
        {"id": "park", "name": "박강사"},
    ],
    calendar={
        "first": "2026-03-02",
        "last": "2026-04-03",
        "holidays": [{"on": "2026-03-11", "name": "임시공휴일"}],
        "avoid": [{"first": "2026-03-02", "last": "2026-03-03", "name": "인사이동", "cost": 5}],
    },
    orders=[{"before": "s1", "after": "s3", "lag_days": 3}],
)


def a_line(session: str, starts: str, *more: str, room: str | None = None, **instructors: str) -> dict[str, Any]:
    return {"session": session, "starts": starts, "days": [starts, *more], "room": room, "instructors": instructors}


def a_plan(*placed: dict[str, Any], **changes: Any) -> dict[str, Any]:
    report = check(PROBLEM, _plan(placed, []))
    claims = [{"rule": each.rule, "amount": each.amount, "cost": each.cost} for each in report.costs]
    return {**_plan(placed, claims), "cost": report.cost, **changes}


def _plan(placed: Any, costs: Any) -> dict[str, Any]:
    there = {line["session"] for line in placed}
    return {
        "format": "baeumgil-timetable-plan",
        "version": 1,
        "problem": digest_of(read_problem(PROBLEM)),
        "engine": "1",
        "seed": 1,
        "recipe": [],
        "placed": deepcopy(list(placed)),
        "unplaced": [{"session": f"s{number}"} for number in range(1, 4) if f"s{number}" not in there],
        "costs": costs,
        "cost": 0,
        "bound": None,
        "status": "feasible",
    }


FIRST = a_line("s1", "2026-03-09", "2026-03-10", room="pc", main="kim")
SECOND = a_line("s2", "2026-03-10", "2026-03-12", room="big")
THIRD = a_line("s3", "2026-03-17", "2026-03-24", "2026-03-31")


WHOLE = a_plan(FIRST, SECOND, THIRD)


def rules_of(plan: object, problem: object = PROBLEM) -> list[tuple[str, tuple[str, ...]]]:
    report = check(problem, plan)
    assert report.is_sound is not bool(report.breaches)
    for breach in report.breaches:
        assert (breach.korean[-1], breach.english[-1]) == (".", ".")
        f"{breach.korean}{breach.english}".encode()
    return [(breach.rule, breach.sessions) for breach in report.breaches]


def test_a_sound_plan_has_no_breach_and_every_cost_line() -> None:
    report = check(PROBLEM, a_plan(FIRST, SECOND, THIRD))
    assert (report.is_sound, report.breaches) == (True, ())
    assert report.costs == (
        CostFigure("unplaced", 0, 0),
        CostFigure("promise", 1, 60),
        CostFigure("emptied", 3, 12),
        CostFigure("avoid", 0, 0),
        CostFigure("wish", 1, 2),
        CostFigure("weekday", 1, 1),
        CostFigure("crowded", 3, 3),
        CostFigure("fee", 14, 14),
        CostFigure("spare", 4, 4),
    )
    assert report.cost == 96


def test_avoided_days_and_sessions_left_out_cost() -> None:
    early = a_line("s1", "2026-03-02", "2026-03-03", room="pc", main="kim")
    costs = {each.rule: each.amount for each in check(PROBLEM, a_plan(early)).costs}
    assert (costs["avoid"], costs["unplaced"], costs["promise"]) == (10, 4, 0)


@pytest.mark.parametrize(
    ("line", "broken"),
    [
        (a_line("s1", "2026-03-09", "2026-03-12", room="pc", main="kim"), "days"),
        (a_line("s1", "2026-03-11", "2026-03-12", room="pc", main="kim"), "days"),
        (a_line("s1", "2026-03-16", "2026-03-17", room="pc", main="kim"), "days"),
        (a_line("s1", "2026-03-09", "2026-03-10", room="big", main="kim"), "room_fit"),
        (a_line("s1", "2026-03-09", "2026-03-10", room="attic", main="kim"), "room_fit"),
        (a_line("s1", "2026-03-09", "2026-03-10", main="kim"), "room_fit"),
        (a_line("s2", "2026-03-19", "2026-03-20", room="big"), "room_closed"),
        (a_line("s3", "2026-03-17", "2026-03-24", "2026-03-31", room="big"), "room_fit"),
        (a_line("s3", "2026-03-23", "2026-03-30", "2026-04-06"), "days"),
        (a_line("s1", "2026-03-09", "2026-03-10", room="pc", main="kim", aide="lee"), "instructor_fit"),
    ],
)
def test_a_rule_broken_by_one_line_is_named(line: dict[str, Any], broken: str) -> None:
    assert rules_of(a_plan(line)) == [(broken, (line["session"],))]


@pytest.mark.parametrize(
    ("line", "broken"),
    [
        (a_line("s1", "2026-03-09", "2026-03-10", room="pc", main="lee"), ["pinned"]),
        (a_line("s1", "2026-03-09", "2026-03-10", room="pc", main="park"), ["instructor_fit", "pinned"]),
        (a_line("s1", "2026-03-09", "2026-03-10", room="pc", main="zz"), ["instructor_fit", "pinned"]),
        (a_line("s1", "2026-03-09", "2026-03-10", room="pc"), ["instructor_fit", "pinned"]),
        (a_line("s1", "2026-03-05", "2026-03-06", room="pc", main="lee"), ["instructor_away", "pinned"]),
        (a_line("s1", "2026-03-05", "2026-03-06", room="pc", main="kim"), ["instructor_away"]),
        (a_line("s1", "2026-03-06", "2026-03-09", room="pc", main="kim"), ["days", "instructor_away"]),
    ],
)
def test_rules_of_instructors_pins_and_weeks(line: dict[str, Any], broken: list[str]) -> None:
    assert rules_of(a_plan(line)) == [(rule, ("s1",)) for rule in broken]


def test_clashes_gaps_and_orders_name_both_sessions() -> None:
    second = a_line("s2", "2026-03-10", "2026-03-12", room="pc")
    third = a_line("s3", "2026-03-10", "2026-03-17", "2026-03-24")
    assert rules_of(a_plan(FIRST, second, third)) == [
        ("audience_clash", ("s1", "s3")),
        ("room_clash", ("s1", "s2")),
        ("gap", ("s2", "s3")),
        ("order", ("s1", "s3")),
    ]


def test_an_order_counts_days_between_the_end_and_the_start() -> None:
    third = a_line("s3", "2026-03-13", "2026-03-20", "2026-03-27")
    assert rules_of(a_plan(FIRST, third)) == [("order", ("s1", "s3"))]
    third = a_line("s3", "2026-03-16", "2026-03-23", "2026-03-30")
    assert rules_of(a_plan(FIRST, third)) == []


def test_every_session_stands_once_in_the_plan() -> None:
    plan = a_plan(FIRST)
    plan["unplaced"] = [{"session": "s1"}, {"session": "zz"}, {"session": "s2"}]
    assert rules_of(plan) == [("listing", ("s3",)), ("listing", ("s1",)), ("listing", ("zz",))]


def test_claims_are_compared() -> None:
    plan = a_plan(FIRST, SECOND, THIRD)
    assert rules_of({**plan, "problem": "0" * 64}) == [("digest", ())]
    assert rules_of({**plan, "cost": 95}) == [("costs", ())]
    assert rules_of({**plan, "costs": plan["costs"][1:]}) == [("costs", ())]
    assert rules_of(changed(plan, ("costs", 1, "amount"), 2)) == [("costs", ())]
    assert rules_of({**plan, "bound": 97}) == [("bound", ())]
    assert rules_of({**plan, "bound": 95, "status": "optimal"}) == [("status", ())]
    assert rules_of({**plan, "status": "bounded"}) == [("status", ())]
    assert rules_of({**plan, "bound": 96, "status": "optimal"}) == []


def test_what_a_repair_says_it_changed_is_counted_again() -> None:
    """One day later, another room, another instructor; a session that stood somewhere is left out."""
    stood = {"starts": "2026-03-02", "room": "big", "instructors": {"main": "lee"}}
    problem = a_problem_file(
        a_session("s1", roles=[{"id": "main", "instructors": ["kim", "lee"]}], present=stood, selected=3),
        a_session("s2", course="c2", present={"starts": "2026-03-09"}, selected=5),
        a_session("s3"),
    )
    lines = [a_line("s1", "2026-03-04", "2026-03-05", room="pc", main="kim"), a_line("s3", "2026-03-09", "2026-03-10")]
    true = {"moved": 1, "selected_moved": 8, "instructor_changes": 1, "room_changes": 1, "days_shifted": 2}
    plan = {**_plan(lines, []), "repair": {**true, "level": "year", "proved": False}}
    assert "repair" not in {each.rule for each in check(problem, plan).breaches}
    for name, amount in true.items():
        plan["repair"] = {**true, name: amount + 1, "level": "year", "proved": False}
        told = [each.english for each in check(problem, plan).breaches if each.rule == "repair"]
        assert told == [f"Repair, {name}: claimed {amount + 1}, is {amount}."]


def test_unreadable_files_are_answered_with_the_place() -> None:
    report = check(changed(PROBLEM, ("sessions", 1, "days"), True), a_plan())
    assert [(breach.rule, breach.english) for breach in report.breaches] == [
        ("problem", "The problem file cannot be read: at sessions[1].days, wanted is a whole number.")
    ]
    assert rules_of(changed(a_plan(FIRST), ("placed", 0, "days", 1), "2026-02-30")) == [("plan", ())]
    assert rules_of(7) == [("plan", ())]
    assert rules_of(a_plan(), [PROBLEM]) == [("problem", ())]


@given(st.dates(date(1600, 1, 1), date(2400, 1, 1)))
def test_days_are_reckoned_as_the_calendar_has_them(day: date) -> None:
    number = day_number(day.isoformat())
    assert number == (day - date(1970, 1, 1)).days
    assert weekday(number) == day.isoweekday()
    assert week(number) == week(number - day.weekday()) == week(number - day.weekday() - 1) + 1


@given(st.text(max_size=12) | st.from_regex(r"\A\d{4}-\d\d-\d\d\Z"))
def test_only_days_of_the_calendar_are_days(text: str) -> None:
    try:
        is_day = date.fromisoformat(text).isoformat() == text
    except ValueError:
        is_day = False
    assert (day_number(text) is not None) == is_day


@given(st.data())
@settings(max_examples=60)
def test_any_value_in_any_place_is_answered(data: st.DataObject) -> None:
    plan = WHOLE
    where = data.draw(st.sampled_from(places_in(PROBLEM)))
    rules_of(plan, changed(PROBLEM, where, data.draw(values)))
    rules_of(changed(plan, data.draw(st.sampled_from(places_in(plan))), data.draw(values)))


@given(st.data())
@settings(max_examples=50)
def test_the_reader_and_the_judge_refuse_the_same_shapes_of_a_problem(data: st.DataObject) -> None:
    """What the judge accepts, the reader may refuse (its gates are narrower); never the other way round."""
    problem = changed(PROBLEM, data.draw(st.sampled_from(places_in(PROBLEM))), data.draw(values))
    try:
        read_problem(problem)
    except ValueError:
        return
    assert "problem" not in {rule for rule, _ in rules_of(a_plan(), problem)}
