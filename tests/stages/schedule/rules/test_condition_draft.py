from typing import Any

import pytest

from baeumgil.stages.schedule.rules.condition_draft import (
    ConditionDraft,
    ConditionWorld,
    check_condition,
)
from baeumgil.stages.schedule.terms import ConditionField, DayPattern

WORLD = ConditionWorld(course=1, rooms={5}, courses={1: "가", 2: "나", 3: "다"}, follows={1: (), 2: (1,), 3: ()})


def faults(*given: ConditionField, **values: Any) -> list[str]:
    return [one.field for one in check_condition(ConditionDraft(given=frozenset(given), **values), WORLD)]


def test_nothing_given_is_nothing_wrong_whatever_the_values() -> None:
    assert faults(session_days=0, gap_days=-1, priority=99, follows=1, only_rooms=(77,), audience="가" * 99) == []


@pytest.mark.parametrize(
    ("given", "values", "fields"),
    [
        ([ConditionField.SESSION_DAYS], {"session_days": None}, ["session_days"]),
        ([ConditionField.SESSION_DAYS], {"session_days": 261}, ["session_days"]),
        ([ConditionField.GAP_DAYS], {"gap_days": 367}, ["gap_days"]),
        ([ConditionField.GAP_DAYS], {"gap_days": None}, []),
        ([ConditionField.PRIORITY], {"priority": 0}, ["priority"]),
        ([ConditionField.ONLY_ROOMS], {"only_rooms": (6,)}, ["only_rooms"]),
        ([ConditionField.WEEKDAYS], {"weekdays": (8,)}, ["weekdays"]),
        ([ConditionField.AUDIENCE], {"audience": "가" * 61}, ["audience"]),
        ([], {"note": "가" * 301}, ["note"]),
        ([ConditionField.FOLLOWS], {"follows": 1}, ["follows"]),
        ([ConditionField.FOLLOWS], {"follows": 9}, ["follows"]),
        ([ConditionField.FOLLOWS], {"follows": 2}, ["follows"]),
        ([ConditionField.FOLLOWS], {"follows": 3, "lag_days": 400}, ["lag_days"]),
        ([ConditionField.FOLLOWS], {"follows": 3}, []),
        (
            [ConditionField.NEEDS_ROOM, ConditionField.ONLY_ROOMS],
            {"needs_room": False, "only_rooms": (5,)},
            ["needs_room"],
        ),
        (
            [ConditionField.SESSION_DAYS, ConditionField.WITHIN_WEEK],
            {"session_days": 8, "within_week": True},
            ["within_week"],
        ),
        (
            [ConditionField.PATTERN, ConditionField.WITHIN_WEEK],
            {"pattern": DayPattern.WEEKLY, "within_week": True},
            ["within_week"],
        ),
    ],
)
def test_each_fault_is_named_at_its_field(
    given: list[ConditionField], values: dict[str, Any], fields: list[str]
) -> None:
    assert faults(*given, **values) == fields


def test_all_faults_are_named_at_once() -> None:
    assert faults(ConditionField.SESSION_DAYS, ConditionField.PRIORITY, session_days=0, priority=0) == [
        "session_days",
        "priority",
    ]


def test_a_cycle_is_named_whether_it_is_decided_or_follows_from_deciding_no_longer() -> None:
    world = ConditionWorld(
        course=1, courses={1: "가", 2: "나", 3: "다"}, follows={1: (), 2: (3,), 3: (1,)}, derived=(2,)
    )
    said = "먼저 끝나야 할 과정이 돌고 돕니다: 가 → 다 → 나 → 가."
    decided = ConditionDraft(given=frozenset({ConditionField.FOLLOWS}), follows=2)
    assert [each.message for each in check_condition(decided, world)] == [said]
    assert [each.message for each in check_condition(ConditionDraft(), world)] == [said]
    nothing = ConditionDraft(given=frozenset({ConditionField.FOLLOWS}))
    assert check_condition(nothing, world) == []


def test_a_cycle_that_was_there_before_hinders_no_other_decision() -> None:
    world = ConditionWorld(course=1, courses={1: "가", 2: "나"}, follows={1: (2,), 2: (1,)}, derived=(2,))
    assert check_condition(ConditionDraft(), world) == []
