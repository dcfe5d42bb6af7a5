"""Small problems for tests: a week of March 2026 begins on Monday the 2nd, a holiday falls on Wednesday the 11th."""

from copy import deepcopy
from typing import Any

from baeumgil.engines.timetabling.problem import Problem
from baeumgil.engines.timetabling.reading import read_problem

CALENDAR: dict[str, Any] = {
    "first": "2026-03-02",
    "last": "2026-03-27",
    "holidays": [{"on": "2026-03-11", "name": "임시공휴일"}],
}


def a_session(one: str = "s1", **changes: Any) -> dict[str, Any]:
    """Describe a session of two days for 20 people which needs a room, with some keys changed."""
    number = int("".join(filter(str.isdigit, one)) or 1)
    return {"id": one, "course": "c1", "number": number, "people": 20, "days": 2, "room": {}, **deepcopy(changes)}


def a_problem_file(*sessions: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Describe four weeks with two rooms, three instructors and two courses."""
    return {
        "format": "baeumgil-timetable-problem",
        "version": 1,
        "calendar": deepcopy(CALENDAR),
        "rooms": [
            {"id": "big", "name": "대강당", "seats": 100},
            {"id": "pc", "name": "전산교육장", "seats": 30, "features": ["pc"]},
        ],
        "instructors": [
            {"id": one, "name": name} for one, name in (("kim", "김강사"), ("lee", "이강사"), ("park", "박강사"))
        ],
        "groups": [{"id": "g1", "name": "총무과", "away_limit": 5}],
        "courses": [{"id": "c1", "name": "새내기 과정"}, {"id": "c2", "name": "보고서 과정", "gap_days": 7}],
        "sessions": list(sessions),
        **deepcopy(changes),
    }


def a_problem(*sessions: dict[str, Any], **changes: Any) -> Problem:
    """Read `a_problem_file`."""
    return read_problem(a_problem_file(*sessions, **changes))


FULL = a_problem_file(
    a_session(
        "s1",
        name="1기",
        pattern="weekly",
        within_week=False,
        windows=[{"first": "2026-03-02", "last": "2026-03-20", "why": "인사이동 뒤"}],
        wish={"first": "2026-03-02", "last": "2026-03-06"},
        weekdays=[1, 3],
        room={"features": ["pc"], "only": ["pc"]},
        roles=[{"id": "main", "instructors": ["kim", "lee"]}],
        audiences=["신규"],
        absent={"g1": 3},
        priority=5,
        pinned={"starts": "2026-03-03", "room": "pc", "instructors": {"main": "kim"}},
        announced="2026-03-03",
        present={"starts": "2026-03-03", "room": "pc", "instructors": {"main": "kim"}},
        selected=12,
    ),
    a_session("s2", course="c2", room=None),
    name="작은 해",
    orders=[{"before": "s1", "after": "s2", "lag_days": 3}],
    costs={"wish": 5, "crowded_percent": 150},
)
