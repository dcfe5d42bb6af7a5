"""A stage survives its form without loss."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.http import QueryDict

from baeumgil.doors.web.roadmap.stage_editor import Lines, StageEditor
from baeumgil.stages.people.terms import Authority, EmploymentKind, EntryKind, Position
from baeumgil.stages.roadmap.queries.rulesets import rule_set, rule_sets
from baeumgil.stages.roadmap.rules.checking import check_stages
from baeumgil.stages.roadmap.rules.definition import Block, CourseRef, Filters, Offset, Stage, Window
from baeumgil.stages.roadmap.terms import (
    BlockKind,
    Collision,
    Obligation,
    Repetition,
    Strand,
    Trigger,
)
from tests.doors.web.office.city import the_rules

FULL = Stage(
    code="team_leader_6",
    name="6급 팀장 과정",
    basis="인재육성계획 3쪽",
    trigger=Trigger.POSITION,
    window=Window(Offset(-1, -10), Offset(6), Offset(12, 5)),
    courses=(CourseRef("A-1", "팀장 과정", "교육원", ("팀장, 되기", "리더 과정")),),
    substitutes=(CourseRef("B-1", "바깥 과정"), CourseRef("B-2", "또 다른 과정", "도교육원")),
    purpose="팀을 이끎",
    strand=Strand.JOB,
    obligation=Obligation.RECOMMENDED,
    repetition=Repetition.FIRST,
    grades=(6, 7),
    positions=(Position.TEAM_LEADER, Position.DIVISION_HEAD),
    after_courses=(CourseRef("C-1", "앞 과정"),),
    filters=Filters(
        (6, 5), ("행정", "시설"), (EmploymentKind.GENERAL,), (Position.MEMBER,), (Authority.COUNCIL,), (EntryKind.NEW,)
    ),
    exempt=(Filters(grades=(9,)), Filters(entries=(EntryKind.TRANSFER,))),
    exempt_note="전입자는 뺌",
    group="승진",
    collision=Collision.EARLIER_COUNTS,
    collision_months=24,
    absence_extends=False,
    blocks=(
        Block("e1", "e-러닝", BlockKind.ELEARNING, Window(Offset(), Offset(1)), "3주", (CourseRef("D-1", "사전"),)),
        Block("c1", "집합", BlockKind.CLASS, Window(Offset(1), Offset(2), Offset(3)), "4주", (CourseRef("D-2", "본"),)),
    ),
    length_text="3일",
    class_size=35,
    valid_from=date(2022, 1, 1),
    valid_to=date(2030, 12, 31),
    order=60,
)


def typed_back(editor: StageEditor) -> QueryDict:
    """What a browser would send for the form as it is shown."""
    data = QueryDict(mutable=True)
    lists = [editor.courses, editor.substitutes, editor.after, *editor.block_courses]
    forms = [editor.form, editor.filters, *editor.exempt.forms, *editor.blocks.forms]
    forms += [form for lines in lists for form in lines.forms]
    counted: list[Lines[Any]] = [*lists, editor.exempt, editor.blocks]
    for listed in counted:
        data[f"{listed.prefix}-count"] = str(listed.count)
    for form in forms:
        for bound in form:
            value = bound.value()
            if isinstance(value, list | tuple):
                data.setlist(bound.html_name, [str(one) for one in value])
            elif value is True:
                data[bound.html_name] = "on"
            elif value not in (None, False):
                data[bound.html_name] = str(value)
    return data


def test_every_field_comes_back_as_it_was() -> None:
    editor = StageEditor.typed(typed_back(StageEditor.of(FULL)))
    assert editor.is_valid()
    back = editor.stage()
    assert sorted(back.filters.grades) == [5, 6]
    assert Stage(**{name: getattr(back, name) for name in FULL.__slots__} | {"filters": FULL.filters}) == FULL


@pytest.mark.django_db
def test_every_shipped_stage_comes_back_as_it_was() -> None:
    the_rules()
    for row in rule_sets():
        for stage in rule_set(row.id).stages:
            editor = StageEditor.typed(typed_back(StageEditor.of(stage)))
            assert editor.is_valid(), (stage.code, editor.form.errors)
            back = editor.stage()
            assert {name: getattr(back, name) for name in stage.__slots__ if name not in {"filters", "exempt"}} == {
                name: getattr(stage, name) for name in stage.__slots__ if name not in {"filters", "exempt"}
            }
            assert as_sets(back.filters) == as_sets(stage.filters)
            assert [as_sets(item) for item in back.exempt] == [as_sets(item) for item in stage.exempt]


def as_sets(filters: Filters) -> dict[str, set[object]]:
    return {name: set(getattr(filters, name)) for name in filters.__slots__}


def test_a_line_more_keeps_what_was_typed() -> None:
    data = typed_back(StageEditor.of(FULL))
    editor = StageEditor.typed(data, more="substitutes")
    assert editor.substitutes.count == len(FULL.substitutes) + 2
    assert editor.substitutes.forms[0]["name"].value() == "바깥 과정"
    assert StageEditor.typed(data, more="blocks").blocks.count == 3
    assert StageEditor.typed(data, more="blocks-0-courses").block_courses[0].count == 3


def test_a_stage_without_a_basis_is_refused() -> None:
    data = typed_back(StageEditor.of(FULL))
    data["stage-basis"] = ""
    editor = StageEditor.typed(data)
    assert not editor.is_valid()
    assert "근거를 적으세요" in str(editor.form.errors["basis"])


@pytest.mark.parametrize("code", ["team-leader", "Team", "6급", "1st", "a" * 41, "team leader"])
def test_the_form_takes_no_code_that_the_rules_refuse(code: str) -> None:
    data = typed_back(StageEditor.of(FULL))
    data["stage-code"] = code
    editor = StageEditor.typed(data)
    assert not editor.is_valid()
    assert list(editor.form.errors) == ["code"]
    assert "code" in {problem.code for problem in check_stages([replace(FULL, code=code)])}


def test_a_course_needs_both_name_and_code() -> None:
    data = typed_back(StageEditor.of(FULL))
    data["courses-0-code"] = ""
    editor = StageEditor.typed(data)
    assert not editor.is_valid()
    assert "과정 부호" in str(editor.courses.forms[0].errors["code"])


def test_validity_must_not_end_before_it_begins() -> None:
    data = typed_back(StageEditor.of(FULL))
    data["stage-valid_to"] = "2021-01-01"
    assert not StageEditor.typed(data).is_valid()


def test_a_count_that_is_no_number_shows_no_lines() -> None:
    data = typed_back(StageEditor.of(FULL))
    data["courses-count"] = "-1e9"
    assert StageEditor.typed(data).courses.count == 0
