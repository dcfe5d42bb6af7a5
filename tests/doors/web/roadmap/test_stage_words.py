from datetime import date

import pytest

from baeumgil.doors.web.roadmap.comparison import Difference, FieldChange, compare
from baeumgil.doors.web.roadmap.stage_words import anchor_words, facts, filter_words, offset_words, window_words
from baeumgil.stages.people.terms import EmploymentKind, Position
from baeumgil.stages.roadmap.rules.definition import CourseRef, Filters, Offset, Stage, Window
from baeumgil.stages.roadmap.terms import Trigger


def a_stage(code: str = "one", *, due: int = 6, trigger: Trigger = Trigger.APPOINTMENT, **rest: object) -> Stage:
    values: dict[str, object] = {
        "code": code,
        "name": f"단계 {code}",
        "basis": "계획 1쪽",
        "trigger": trigger,
        "window": Window(Offset(), Offset(due)),
        **rest,
    }
    return Stage(**values)  # type: ignore[arg-type]  # values of a test


@pytest.mark.parametrize(
    ("offset", "words"),
    [
        (Offset(), "그날"),
        (Offset(6), "6개월 뒤"),
        (Offset(18), "18개월 뒤"),
        (Offset(-36), "3년 전"),
        (Offset(30), "2년 6개월 뒤"),
        (Offset(1, 10), "1개월 10일 뒤"),
        (Offset(0, -1), "1일 전"),
        (Offset(-3, 1), "3개월 전, 1일 뒤"),
    ],
)
def test_an_offset_is_said_as_people_say_it(offset: Offset, words: str) -> None:
    assert offset_words(offset) == words


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        (a_stage(), "임용된 날"),
        (a_stage(trigger=Trigger.PROMOTION, grades=(6, 7)), "6급·7급으로 승진한 날"),
        (a_stage(trigger=Trigger.PROMOTION), "승진한 날"),
        (a_stage(trigger=Trigger.POSITION, positions=(Position.TEAM_LEADER,)), "팀장 직위를 받은 날"),
        (a_stage(trigger=Trigger.POSTING), "다른 부서로 옮긴 날"),
        (a_stage(trigger=Trigger.RETURN), "복직·복귀한 날"),
        (a_stage(trigger=Trigger.RETIREMENT), "정년퇴직일"),
        (a_stage(trigger=Trigger.COMPLETION, after_courses=(CourseRef("A", "새내기"),)), "‘새내기’ 수료일"),
    ],
)
def test_an_anchor_is_said_as_people_say_it(stage: Stage, words: str) -> None:
    assert anchor_words(stage) == words


def test_a_window_says_whether_it_ever_closes() -> None:
    assert window_words(Window(Offset(), Offset(6))) == "그날부터 6개월 뒤까지, 그 뒤에도 이수할 수 있음"
    assert window_words(Window(Offset(), Offset(6), Offset(6))) == "그날부터 6개월 뒤까지"
    assert window_words(Window(Offset(), Offset(6), Offset(9))) == "그날부터 6개월 뒤까지, 늦어도 9개월 뒤까지"


def test_filters_are_said_in_words() -> None:
    assert filter_words(Filters()) == "모든 사람"
    assert filter_words(Filters(grades=(6, 7), employments=(EmploymentKind.GENERAL,))) == "6급·7급, 일반직"


def test_facts_leave_out_what_says_nothing() -> None:
    names = [fact.name for fact in facts(a_stage())]
    assert names[:2] == ["이름", "근거"]
    assert "구간" not in names


def test_versions_are_compared_stage_by_stage() -> None:
    before = [a_stage("one"), a_stage("two"), a_stage("three", valid_from=date(2020, 1, 1))]
    after = [a_stage("one"), a_stage("two", due=12), a_stage("three", valid_from=date(2021, 1, 1))]
    found = compare(before, after)
    assert [(change.code, change.difference) for change in found] == [
        ("two", Difference.CHANGED),
        ("three", Difference.ADDED),
        ("three", Difference.REMOVED),
    ]
    assert found[0].fields == (
        FieldChange(
            "기간",
            "그날부터 6개월 뒤까지, 그 뒤에도 이수할 수 있음",
            "그날부터 1년 뒤까지, 그 뒤에도 이수할 수 있음",
        ),
    )
    assert compare(before, before) == []
