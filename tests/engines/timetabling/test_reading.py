"""Files of problems and plans: read whole, or answered with every fault at once."""

from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baeumgil.engines.timetabling.plan import PlanStatus, Timetable
from baeumgil.engines.timetabling.problem import Pattern, Pin, Role, Span
from baeumgil.engines.timetabling.reading import ProblemBroken, read_plan, read_problem
from tests.engines.timetabling.problems import FULL, a_problem, a_problem_file, a_session

SPARE_PLAN: dict[str, Any] = {
    "format": "baeumgil-timetable-plan",
    "version": 1,
    "problem": "0" * 64,
    "engine": "1",
    "seed": 1,
    "recipe": [{"name": "construct", "limit": 5, "seed": 2, "extra": {"round": 3}}],
    "placed": [
        {"session": "s1", "starts": "2026-03-03", "days": ["2026-03-03"], "room": "pc", "instructors": {"main": "kim"}}
    ],
    "unplaced": [
        {
            "session": "s2",
            "why": [{"code": "seats", "subject": "s2", "korean": "자리", "english": "seats"}],
            "ways_out": [{"code": "room", "korean": "다른 강의실", "english": "a room", "changes": {"room": "big"}}],
            "is_minimal": True,
        }
    ],
    "costs": [{"rule": "unplaced", "amount": 1, "cost": 1000}],
    "cost": 1000,
    "bound": None,
    "status": "feasible",
}

values: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.just(10**50)
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["2026-03-02", "2026-02-30", "20260302", "kim", "s1", "\ud800", "x" * 9999]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def faults_of(data: object, *, plan: bool = False) -> list[str]:
    try:
        (read_plan if plan else read_problem)(data)
    except ProblemBroken as broken:
        for fault in broken.faults:
            assert fault.korean.endswith(".")
            assert fault.english.endswith(".")
            f"{fault.path}{fault.korean}{fault.english}".encode()
        return [fault.path for fault in broken.faults]
    return []


def places_in(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [path, *(place for key, item in inner for place in places_in(item, (*path, key)))]


def changed(data: Any, path: tuple[Any, ...], value: object) -> Any:
    if not path:
        return value
    whole = deepcopy(data)
    spot = whole
    for key in path[:-1]:
        spot = spot[key]
    spot[path[-1]] = value
    return whole


def test_a_whole_file_is_read() -> None:
    problem = read_problem(FULL)
    session = problem.sessions[0]
    assert (session.pattern, session.weekdays, session.priority) == (Pattern.WEEKLY, (1, 3), 5)
    assert session.windows == (Span(date(2026, 3, 2), date(2026, 3, 20), "인사이동 뒤"),)
    assert session.roles == (Role("main", ("kim", "lee")),)
    assert session.pinned == Pin(date(2026, 3, 3), "pc", {"main": "kim"})
    assert (problem.costs.wish, problem.costs.promise, problem.costs.crowded_percent) == (5, 60, 150)
    assert problem.sessions[1].room is None


def test_what_is_left_out_takes_its_default() -> None:
    problem = a_problem(a_session())
    assert (problem.calendar.weekend, problem.instructors[0].weekdays) == ((6, 7), (1, 2, 3, 4, 5, 6, 7))
    assert (problem.orders, problem.sessions[0].windows, problem.sessions[0].pinned) == ((), (), None)


def test_every_fault_is_named_at_once_with_its_place() -> None:
    data = a_problem_file(
        a_session("s1", priorty=3, people=True, roles=[{"id": "main", "instructors": ["kim", "nobody"]}]),
        a_session("s1", course="none", days=0, windows=[{"first": "2026-03-09", "last": "2026-03-02"}]),
        a_session("s3", room={"only": ["attic"]}, absent={"g9": 1}, weekdays=[8], announced="2026-02-30"),
        a_session("s4", pinned={"starts": "2027-03-02", "room": "attic", "instructors": {"aide": "kim"}}, selected="3"),
        orders=[{"before": "s1", "after": "zz"}],
    )
    data["calendar"]["holidays"].append({"on": "2027-01-01", "name": "신정"})
    del data["rooms"][0]["seats"]
    assert sorted(faults_of(data)) == [
        "calendar.holidays[1].on",
        "orders[0].after",
        "rooms[0].seats",
        "sessions[0].people",
        "sessions[0].priorty",
        "sessions[0].roles[0].instructors[1]",
        "sessions[1].course",
        "sessions[1].days",
        "sessions[1].id",
        "sessions[1].windows[0]",
        "sessions[2].absent.g9",
        "sessions[2].announced",
        "sessions[2].room.only[0]",
        "sessions[2].weekdays[0]",
        "sessions[3].pinned.instructors.aide",
        "sessions[3].pinned.room",
        "sessions[3].pinned.starts",
        "sessions[3].selected",
    ]


def test_a_misspelt_key_is_told_which_was_meant() -> None:
    with pytest.raises(ProblemBroken) as broken:
        read_problem(a_problem_file(a_session(priorty=3)))
    assert [fault.english for fault in broken.value.faults] == [
        "The format has no key “priorty”. If you mean “priority”, write that; otherwise remove it."
    ]


def test_cycles_of_orders_are_named() -> None:
    orders = [("s1", "s2"), ("s2", "s3"), ("s3", "s1"), ("s3", "s4"), ("s4", "s4")]
    data = a_problem_file(
        *(a_session(f"s{number}") for number in range(1, 5)),
        orders=[{"before": before, "after": after} for before, after in orders],
    )
    with pytest.raises(ProblemBroken) as broken:
        read_problem(data)
    assert [(fault.path, fault.english) for fault in broken.value.faults] == [
        ("orders[0]", "These orders go round in a circle: s1 → s2 → s3 → s1. Remove one of them."),
        ("orders[4]", "These orders go round in a circle: s4 → s4. Remove one of them."),
    ]


def test_entries_that_are_no_objects_do_not_shift_the_places_of_others() -> None:
    data = a_problem_file(a_session("s1"), a_session("s2", course="none"))
    data["sessions"].insert(0, 7)
    assert faults_of(data) == ["sessions[0]", "sessions[2].course"]


def test_pins_that_clash_are_no_fault_of_the_file() -> None:
    pinned = {"starts": "2026-03-11", "room": "pc"}
    data = a_problem_file(a_session("s1", pinned=pinned, people=99), a_session("s2", pinned=pinned))
    assert faults_of(data) == []


def test_numbers_of_a_course_with_a_gap_differ() -> None:
    twice = [a_session("s1", number=1, course="c2"), a_session("s2", number=1, course="c2")]
    assert faults_of(a_problem_file(*twice)) == ["sessions[1].number"]
    assert faults_of(a_problem_file(*({**one, "course": "c1"} for one in twice))) == []


@pytest.mark.parametrize(
    ("key", "most"), [("sessions", 5000), ("rooms", 1000), ("instructors", 5000), ("orders", 20000)]
)
def test_files_too_large_are_refused(key: str, most: int) -> None:
    data = a_problem_file(a_session(), **{key: [{}] * (most + 1)})
    assert faults_of(data) == [key]


def test_a_number_too_long_to_be_written_is_answered() -> None:
    assert faults_of(a_problem_file(a_session(people=10**5000, name=10**5000))) == [
        "sessions[0].name",
        "sessions[0].people",
    ]


def test_a_calendar_of_six_years_is_refused() -> None:
    data = a_problem_file(calendar={"first": "2026-01-01", "last": "2031-01-01"})
    assert faults_of(data) == ["calendar.last"]
    assert faults_of(a_problem_file(calendar={"first": "2026-01-01", "last": "2030-12-31"})) == []


def test_a_plan_is_no_problem_and_the_reverse() -> None:
    assert faults_of(SPARE_PLAN) == ["format"]
    assert faults_of(FULL, plan=True) == ["format"]


def test_a_plan_is_read() -> None:
    timetable = read_plan(SPARE_PLAN)
    assert isinstance(timetable, Timetable)
    assert (timetable.cost, timetable.bound, timetable.status) == (1000, None, PlanStatus.FEASIBLE)
    assert timetable.unplaced[0].ways_out[0].changes == {"room": "big"}


def test_a_session_stands_once_in_a_plan() -> None:
    data = deepcopy(SPARE_PLAN)
    data["unplaced"][0]["session"] = "s1"
    assert faults_of(data, plan=True) == ["unplaced[0].session"]


@given(values)
@settings(max_examples=60)
def test_any_value_at_all_is_answered(data: object) -> None:
    assert faults_of(data)
    assert faults_of(data, plan=True)


@given(st.data())
@settings(max_examples=80)
def test_a_file_with_any_value_in_any_place_is_answered(data: st.DataObject) -> None:
    for whole, is_plan in ((FULL, False), (SPARE_PLAN, True)):
        path = data.draw(st.sampled_from(places_in(whole)))
        faults_of(changed(whole, path, data.draw(values)), plan=is_plan)
