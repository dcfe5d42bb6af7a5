"""Drafts of stages: written and read without loss, and every contradiction named."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baeumgil.core.errors import Problem
from baeumgil.stages.people.terms import Position
from baeumgil.stages.roadmap.errors import RulesWrong
from baeumgil.stages.roadmap.rules.definition import Block, CourseRef, Filters, Offset, Stage, Window
from baeumgil.stages.roadmap.rules.drafting import check_stages, stage_to_json, stages_from_json, stages_to_json
from baeumgil.stages.roadmap.rules.undecided import still_unstated
from baeumgil.stages.roadmap.services.seeding import shipped_rulesets
from baeumgil.stages.roadmap.terms import BlockKind, Collision, Trigger

AT_ONCE = Window(Offset(), Offset(months=6))
COURSE = CourseRef("C1", "기본 과정")
GOOD = Stage("basic", "기본", "시 계획 제1호", Trigger.APPOINTMENT, AT_ONCE, courses=(COURSE,))


def a_block(code: str = "class", window: Window = AT_ONCE, courses: tuple[CourseRef, ...] = (COURSE,)) -> Block:
    return Block(code, "집합", BlockKind.CLASS, window, "1주", courses)


def found(*stages: Stage) -> list[tuple[str, str]]:
    return [(problem.code, problem.field) for problem in check_stages(stages)]


def sentences(*stages: Stage) -> list[str]:
    return [problem.message for problem in check_stages(stages)]


ANY_STAGE = st.builds(Stage)


@given(st.lists(ANY_STAGE, max_size=4))
def test_any_stages_come_back_from_json_as_they_were(stages: list[Stage]) -> None:
    assert stages_from_json(json.loads(json.dumps(stages_to_json(stages)))) == tuple(stages)


@given(ANY_STAGE)
def test_no_field_of_a_stage_is_left_out(stage: Stage) -> None:
    assert set(stage_to_json(stage)) == set(Stage.__dataclass_fields__)


@given(st.lists(ANY_STAGE, max_size=4))
def test_any_draft_can_be_checked_and_every_problem_names_stage_and_field(stages: list[Stage]) -> None:
    places = {stage.code or str(number) for number, stage in enumerate(stages, start=1)} | {"stages"}
    for problem in check_stages(stages):
        assert problem.message
        assert problem.field in places or any(problem.field.startswith(f"{place}.") for place in places)


def test_shipped_stages_come_back_from_json_as_they_were() -> None:
    for ruleset in shipped_rulesets():
        assert stages_from_json(stages_to_json(ruleset.stages)) == ruleset.stages


def test_a_left_out_field_takes_its_default() -> None:
    raw = {
        "code": "basic",
        "name": "기본",
        "basis": "시 계획 제1호",
        "trigger": "appointment",
        "window": {"opens": {}, "due": {"months": 6}},
        "courses": [{"code": "C1", "name": "기본 과정"}],
    }
    assert stages_from_json([raw]) == (GOOD,)


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"trigger": "birthday"}, "basic.trigger", "고를 수 없습니다"),
        ({"window": None}, "basic.window", "묶음이어야"),
        ({"window": {"opens": {"months": "6"}, "due": {}}}, "basic.window.opens.months", "정수여야"),
        ({"window": {"opens": {}}}, "basic.window.due", "빠졌습니다"),
        ({"grades": 7}, "basic.grades", "목록이어야"),
        ({"grades": [True]}, "basic.grades[0]", "정수여야"),
        ({"valid_from": "2026-13-01"}, "basic.valid_from", "날짜가 아닙니다"),
        ({"valid_from": 20260101}, "basic.valid_from", "날짜가 아닙니다"),
        ({"absence_extends": "yes"}, "basic.absence_extends", "예 또는 아니요"),
        ({"colour": "red"}, "basic.colour", "모르는 항목"),
    ],
)
def test_a_misshapen_field_is_named(change: dict[str, Any], field: str, words: str) -> None:
    with pytest.raises(RulesWrong) as refusal:
        stages_from_json([{**stage_to_json(GOOD), **change}])
    assert [problem.field for problem in refusal.value.problems] == [field]
    assert words in refusal.value.problems[0].message


def test_all_misshapen_fields_are_named_at_once() -> None:
    first = {**stage_to_json(GOOD), "trigger": "birthday", "name": 3}
    second = {**stage_to_json(GOOD), "code": "other", "order": "first"}
    with pytest.raises(RulesWrong) as refusal:
        stages_from_json([first, second, "nothing"])
    assert {problem.field for problem in refusal.value.problems} == {
        "basic.name",
        "basic.trigger",
        "other.order",
        "3번째.",
    }


def test_what_is_no_list_is_refused() -> None:
    with pytest.raises(RulesWrong):
        stages_from_json({"stages": []})


def test_a_good_stage_has_no_problems() -> None:
    assert found(GOOD) == []


def test_an_empty_draft_is_refused() -> None:
    assert check_stages([]) == [
        Problem("no_stages", "단계가 하나도 없습니다.", "한 단계라도 넣으세요.", field="stages")
    ]


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        (replace(GOOD, code="기본"), ("code", "기본.code")),
        (replace(GOOD, code=""), ("code", "1.code")),
        (replace(GOOD, name=" "), ("name", "basic.name")),
        (replace(GOOD, name="가" * 121), ("name", "basic.name")),
        (replace(GOOD, basis=""), ("basis", "basic.basis")),
        (
            replace(GOOD, valid_from=date(2026, 1, 2), valid_to=date(2026, 1, 1)),
            ("validity", "basic.valid_to"),
        ),
        (replace(GOOD, window=Window(Offset(months=7), Offset(months=6))), ("window", "basic.window.opens")),
        (
            replace(GOOD, window=Window(Offset(), Offset(months=6), Offset(months=5))),
            ("window", "basic.window.due"),
        ),
        (replace(GOOD, window=Window(Offset(), Offset(months=721))), ("window", "basic.window.due")),
        (
            replace(GOOD, trigger=Trigger.RETIREMENT, window=Window(Offset(days=1), Offset(months=1))),
            ("window", "basic.window.opens"),
        ),
        (replace(GOOD, trigger=Trigger.POSITION), ("trigger", "basic.positions")),
        (replace(GOOD, trigger=Trigger.COMPLETION), ("trigger", "basic.after_courses")),
        (replace(GOOD, grades=(7,)), ("trigger", "basic.grades")),
        (replace(GOOD, positions=(Position.TEAM_LEADER,)), ("trigger", "basic.positions")),
        (replace(GOOD, after_courses=(CourseRef("C0", "앞 과정"),)), ("trigger", "basic.after_courses")),
        (replace(GOOD, trigger=Trigger.PROMOTION, grades=(10,)), ("grade", "basic.grades")),
        (replace(GOOD, trigger=Trigger.PROMOTION, grades=(7, 7)), ("grade", "basic.grades")),
        (replace(GOOD, filters=Filters(grades=(0,))), ("grade", "basic.filters.grades")),
        (replace(GOOD, exempt=(Filters(grades=(11,)),)), ("grade", "basic.exempt[0].grades")),
        (replace(GOOD, exempt=(Filters(),)), ("exempt", "basic.exempt[0]")),
        (replace(GOOD, courses=()), ("courses", "basic.courses")),
        (replace(GOOD, courses=(CourseRef(" ", "이름뿐"),)), ("courses", "basic.courses")),
        (replace(GOOD, substitutes=(COURSE,)), ("courses", "basic.substitutes")),
        (replace(GOOD, class_size=0), ("class_size", "basic.class_size")),
        (replace(GOOD, blocks=(a_block(),)), ("courses", "basic.courses")),
        (replace(GOOD, courses=(), blocks=(a_block(), a_block())), ("blocks", "basic.blocks")),
        (replace(GOOD, courses=(), blocks=(a_block(code=" "),)), ("blocks", "basic.blocks[0].code")),
        (replace(GOOD, courses=(), blocks=(a_block(courses=()),)), ("blocks", "basic.blocks[0].courses")),
        (
            replace(GOOD, courses=(), blocks=(a_block(window=Window(Offset(days=1), Offset())),)),
            ("window", "basic.blocks[0].window.opens"),
        ),
        (replace(GOOD, collision=Collision.LATER_REPLACES), ("collision", "basic.group")),
        (
            replace(GOOD, group="promotion", collision=Collision.EARLIER_COUNTS),
            ("collision", "basic.collision_months"),
        ),
    ],
)
def test_each_contradiction_is_named_alone(wrong: Stage, problem: tuple[str, str]) -> None:
    assert found(wrong) == [problem]


def test_a_window_that_turns_round_only_at_month_ends_is_found() -> None:
    """A month after 31 January is 28 February: 28 days and 27 days later can lie on either side."""
    assert found(replace(GOOD, window=Window(Offset(days=29), Offset(months=1)))) == [("window", "basic.window.opens")]
    assert found(replace(GOOD, window=Window(Offset(days=28), Offset(months=1)))) == []


def test_two_stages_of_one_code_may_follow_each_other_but_not_overlap() -> None:
    early = replace(GOOD, valid_to=date(2025, 12, 31))
    late = replace(GOOD, valid_from=date(2026, 1, 1))
    assert found(early, late) == []
    assert found(early, replace(late, valid_from=date(2025, 12, 31))) == [("overlap", "basic.valid_from")]
    assert found(GOOD, late) == [("overlap", "basic.valid_from")]


def test_stages_that_wait_for_each_other_are_found() -> None:
    first, second, third = (CourseRef(f"C{number}", f"과정 {number}") for number in (1, 2, 3))
    one = replace(GOOD, code="one", trigger=Trigger.COMPLETION, after_courses=(third,), courses=(first,))
    two = replace(GOOD, code="two", trigger=Trigger.COMPLETION, after_courses=(first,), courses=(second,))
    three = replace(GOOD, code="three", trigger=Trigger.COMPLETION, after_courses=(second,), courses=(third,))
    assert found(one, two, three) == [
        ("circle", "one.after_courses"),
        ("circle", "two.after_courses"),
        ("circle", "three.after_courses"),
    ]
    assert found(replace(one, trigger=Trigger.APPOINTMENT, after_courses=()), two, three) == []


def test_a_stage_that_waits_for_itself_is_found() -> None:
    assert found(replace(GOOD, trigger=Trigger.COMPLETION, after_courses=(COURSE,))) == [
        ("circle", "basic.after_courses")
    ]


def test_one_group_collides_in_one_way() -> None:
    one = replace(GOOD, code="one", group="promotion", collision=Collision.LATER_REPLACES)
    two = replace(GOOD, code="two", group="promotion")
    assert found(one, two) == [("collision", "two.collision")]


def test_problems_speak_plain_korean_and_name_the_way_out() -> None:
    assert sentences(replace(GOOD, basis="", window=Window(Offset(months=7), Offset(months=6)))) == [
        "'기본' 단계의 '근거': 비어 있습니다. 법령, 조례나 계획의 이름과 조항을 적으세요.",
        "'기본' 단계의 '시작': 시작이 기한보다 늦을 수 있습니다. 기한을 늦추거나 시작을 당기세요.",
    ]


def test_what_the_source_left_open_stays_marked_until_the_city_decides() -> None:
    notes = {"basic.window.due": "원문에 없음: 도시가 정하세요.", "basic.class_size": "원문에 없음: 도시가 정하세요."}
    before = stages_to_json([GOOD])
    later = stages_to_json([replace(GOOD, window=Window(Offset(), Offset(months=9)))])
    assert still_unstated(notes, before, before) == notes
    assert set(still_unstated(notes, before, later)) == {"basic.class_size"}
    assert set(still_unstated(notes, before, before, ["basic.class_size"])) == {"basic.window.due"}
    assert still_unstated(notes, before, stages_to_json([replace(GOOD, code="other")])) == {}
