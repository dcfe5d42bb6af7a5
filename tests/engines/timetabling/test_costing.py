from dataclasses import replace
from datetime import date

from baeumgil.engines.timetabling.costing import cost_lines, total
from baeumgil.engines.timetabling.plan import Placement
from baeumgil.engines.timetabling.problem import (
    Avoided,
    Calendar,
    CostRule,
    Costs,
    Course,
    Group,
    Instructor,
    Problem,
    Role,
    Room,
    RoomNeed,
    Session,
    Span,
)

TALK = Session(
    "talk",
    "course",
    1,
    people=25,
    days=2,
    wish=Span(date(2026, 3, 2), date(2026, 3, 3)),
    weekdays=(1,),
    room=RoomNeed(),
    roles=(Role("lead", ("kim",)), Role("assist", ("lee",))),
    absent={"office": 3},
    announced=date(2026, 3, 2),
)
OTHER = replace(TALK, id="other", number=2, announced=None, wish=None, weekdays=(), room=None, roles=())
YEAR = Problem(
    Calendar(
        date(2026, 3, 1),
        date(2026, 4, 30),
        avoid=(
            Avoided(date(2026, 3, 17), date(2026, 3, 20), "인사이동", 2),
            Avoided(date(2026, 3, 18), date(2026, 3, 18), "행사", 5),
        ),
    ),
    rooms=(Room("large", "큰 방", 66),),
    instructors=(Instructor("kim", "김", fee=3), Instructor("lee", "이", fee=1)),
    courses=(Course("course", "과정"),),
    sessions=(TALK, OTHER),
    groups=(Group("office", "총무과", 4),),
)


def amounts(problem: Problem, *placements: Placement) -> dict[str, int]:
    return {line.rule.value: line.amount for line in cost_lines(problem, placements) if line.amount}


def on(session: str, *days: int, **rest: object) -> Placement:
    dates = tuple(date(2026, 3, day) for day in days)
    return Placement(session, dates[0], dates, **rest)  # type: ignore[arg-type]


STAFF = {"lead": "kim", "assist": "lee"}


def test_what_is_left_out_costs_its_priority() -> None:
    assert amounts(replace(YEAR, sessions=(TALK, replace(OTHER, priority=4)))) == {"unplaced": 5}


def test_a_plan_as_wished_and_promised_costs_only_people_and_seats() -> None:
    assert amounts(YEAR, on("talk", 2, 3, room="large", instructors=STAFF)) == {"unplaced": 1, "fee": 8, "spare": 2}


def test_every_rule_has_its_amount() -> None:
    placed = (on("talk", 17, 18, room="large", instructors=STAFF), on("other", 18, 19))
    assert amounts(YEAR, *placed) == {
        "promise": 1,
        "emptied": 2,
        "avoid": 2 + 7 + 7 + 2,
        "wish": 2,
        "weekday": 1,
        "crowded": 2,
        "fee": 8,
        "spare": 2,
    }


def test_lines_hold_every_rule_in_order_with_its_points() -> None:
    costs = Costs(promise=3, emptied=0, avoid=2, wish=5, weekday=7, crowded=11, fee=13, spare=17)
    placed = (on("talk", 17, 18, room="large", instructors=STAFF), on("other", 18, 19))
    lines = cost_lines(replace(YEAR, costs=costs), placed)
    assert [line.rule for line in lines] == list(CostRule)
    assert [line.cost for line in lines] == [0, 3, 0, 36, 10, 7, 22, 104, 34]
    assert total(lines) == 216


def test_session_days_count_in_the_month_in_which_the_session_starts() -> None:
    long = replace(OTHER, days=4)
    placed = Placement(
        "other", date(2026, 3, 31), (date(2026, 3, 31), date(2026, 4, 1), date(2026, 4, 2), date(2026, 4, 3))
    )
    tight = replace(YEAR, sessions=(TALK, long), costs=Costs(crowded_percent=50))
    assert amounts(tight, placed)["crowded"] == 3
