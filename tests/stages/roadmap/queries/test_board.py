"""The board: what is stored or computed, filtered, counted and paged within what the actor may see."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baeumgil.core import clock
from baeumgil.core.actors import Actor, ActorKind, Role
from baeumgil.core.errors import NotAllowed
from baeumgil.core.models import AccessEntry, Job
from baeumgil.stages.people.errors import UnitNotFound
from baeumgil.stages.people.terms import AbsenceKind
from baeumgil.stages.roadmap.errors import NoRulesInForce, UnknownStage
from baeumgil.stages.roadmap.models import RequirementRun
from baeumgil.stages.roadmap.queries.board import Board, BoardRow, board, board_rows, due
from baeumgil.stages.roadmap.rules.definition import CourseRef
from baeumgil.stages.roadmap.terms import StageState
from tests.build import a_person, a_unit, an_actor
from tests.stages.roadmap.build import PROMOTED, a_record, a_rule_set, computed

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 2)
OFFICE = an_actor(Role.TRAINING_OFFICE)
PROMOTED_6 = replace(
    PROMOTED, code="promotion_6", name="6급 승진자 과정", grades=(6,), order=20, courses=(CourseRef("P6", "6급"),)
)


class City:
    """A bureau with two divisions and another bureau; four people promoted on different days."""

    def __init__(self) -> None:
        a_rule_set([PROMOTED_6, PROMOTED])
        self.bureau = a_unit("행정국")
        self.first = a_unit("총무과", parent=self.bureau, code="1234567")
        self.second = a_unit("인사과", parent=self.bureau)
        self.other = a_unit("문화과")
        self.late = self._promoted("김지연", self.first, date(2025, 7, 1), 7)
        self.open = self._promoted("이열림", self.second, date(2025, 12, 1), 7)
        self.done = self._promoted("박마침", self.other, date(2025, 11, 1), 7)
        self.leader = self._promoted("최팀장", self.other, date(2025, 10, 1), 6)
        a_record(self.done, "P7", date(2025, 12, 3))

    def _promoted(self, name: str, unit: int, on: date, grade: int) -> int:
        absences = ((AbsenceKind.SECONDMENT, date(2026, 1, 1), None),) if name == "최팀장" else ()
        return a_person(name, unit=unit, grade=grade + 1, promotions=((on, grade),), absences=absences)


@pytest.fixture
def city() -> City:
    made = City()
    with clock.fixed(TODAY):
        computed(TODAY)
    Job.objects.all().delete()
    return made


def today(**asked: Any) -> Board:
    with clock.fixed(TODAY):
        return board(actor=asked.pop("actor", OFFICE), **asked)


def people(found: Board) -> list[int]:
    return [row.person for row in found.rows.rows]


def test_a_line_names_person_stage_state_days_and_the_reason(city: City) -> None:
    found = today(stage="promotion_7", states=[StageState.OVERDUE])
    assert found.rows.rows == [
        BoardRow(
            person=city.late,
            staff_no=found.rows.rows[0].staff_no,
            name="김지연",
            unit=city.first,
            unit_name=found.rows.rows[0].unit_name,
            grade_title="7급",
            stage_code="promotion_7",
            stage_name="7급 승진자 과정",
            state=StageState.OVERDUE,
            anchor_on=date(2025, 7, 1),
            opens_on=date(2025, 7, 1),
            due_on=date(2026, 1, 1),
            closes_on=None,
            settled_on=None,
            settled_by="",
            reason="이수 기한 2026. 1. 1.에서 60일 지났습니다.",
            is_away=False,
        )
    ]
    assert "총무과" in found.rows.rows[0].unit_name
    assert (found.on, found.is_stale) == (TODAY, False)


def test_every_stage_is_counted_whatever_stage_and_state_are_shown(city: City) -> None:
    expected = [
        ("promotion_7", {StageState.DONE: 1, StageState.DUE: 1, StageState.OVERDUE: 1}, 3),
        ("promotion_6", {StageState.DUE: 1}, 1),
    ]
    for asked in ({}, {"stage": "promotion_6"}, {"states": [StageState.DONE]}):
        found = today(**asked)
        assert [(one.code, dict(one.counts), one.total) for one in found.summaries] == expected


def test_filters_narrow_the_lines_and_the_counts(city: City) -> None:
    assert people(today()) == [city.late, city.leader, city.done, city.open]
    assert people(today(unit=city.bureau)) == [city.late, city.open]
    assert people(today(unit=city.second)) == [city.open]
    assert people(today(states=[StageState.DUE, StageState.OVERDUE])) == [city.late, city.leader, city.open]
    assert people(today(text="김지")) == [city.late]
    assert people(today(text="문화과 최")) == [city.leader]
    assert people(today(due_before=date(2026, 4, 1))) == [city.late, city.leader]
    assert people(today(stage="gone")) == []
    narrowed = today(unit=city.bureau, stage="promotion_7")
    assert [(one.code, one.total) for one in narrowed.summaries] == [("promotion_7", 2), ("promotion_6", 0)]
    assert narrowed.rows.total == 2


def test_a_page_is_part_of_the_whole(city: City) -> None:
    for number in range(30):
        a_person(f"사람{number}", unit=city.other, grade=8, promotions=((date(2026, 1, 1 + number % 28), 7),))
    with clock.fixed(TODAY):
        computed(TODAY)
    first, second = today(size=25), today(size=25, page=2)
    assert (len(first.rows.rows), len(second.rows.rows), first.rows.total, second.rows.number) == (25, 9, 34, 2)
    assert set(people(first)) & set(people(second)) == set()
    assert today(size=25, page=99).rows.number == 2


def test_who_is_away_is_flagged(city: City) -> None:
    assert {row.person for row in today().rows.rows if row.is_away} == {city.leader}


def test_a_liaison_sees_the_units_of_the_grant_and_nobody_else(city: City) -> None:
    for role in (Role.LIAISON, Role.HEAD, Role.AUDITOR, Role.TRAINING_OFFICE):
        actor = an_actor(role, units=[city.bureau, city.first, city.second])
        assert people(today(actor=actor)) == [city.late, city.open]
        assert people(today(actor=actor, unit=city.other)) == []
        assert [one.total for one in today(actor=actor).summaries] == [2, 0]


@pytest.mark.parametrize("role", [None, Role.OFFICIAL, Role.INSTRUCTOR, Role.SYSTEM_ADMIN])
def test_others_may_not_open_the_board(city: City, role: Role | None) -> None:
    actor = an_actor(role, person=city.late)
    for ask in (
        lambda: today(actor=actor),
        lambda: board_rows(actor=actor),
        lambda: due(actor=actor, on=TODAY),
    ):
        with pytest.raises(NotAllowed):
            ask()
    assert AccessEntry.objects.count() == 0


def test_an_api_key_opens_the_board_with_its_scope(city: City) -> None:
    key = Actor(kind=ActorKind.API_KEY, label="열쇠", scopes=frozenset({"roadmap:read"}))
    assert len(people(today(actor=key))) == 4
    with pytest.raises(NotAllowed):
        today(actor=replace(key, scopes=frozenset()))


def test_whom_a_page_showed_is_written_down(city: City) -> None:
    today(states=[StageState.OVERDUE])
    entry = AccessEntry.objects.get()
    assert (entry.reading, entry.person_ids, entry.criteria["states"]) == ("roadmap.board", [city.late], ["overdue"])


def test_an_export_holds_all_lines_of_the_filter_and_is_written_down_before_the_first(city: City) -> None:
    with clock.fixed(TODAY):
        rows = board_rows(actor=OFFICE, states=[StageState.DUE, StageState.OVERDUE])
        assert AccessEntry.objects.get().people == 3
        assert [row.person for row in rows] == [city.late, city.leader, city.open]


@pytest.mark.parametrize("asked", [{}, {"stage": "promotion_7"}, {"text": "김"}, {"states": [StageState.DUE]}])
def test_a_computed_board_of_the_same_day_equals_the_stored_one(city: City, asked: dict[str, Any]) -> None:
    stored = today(**asked)
    exported = list(_export(**asked))
    RequirementRun.objects.update(on=TODAY - timedelta(days=1))
    assert today(on=TODAY, **asked) == stored
    assert list(_export(on=TODAY, **asked)) == exported


def _export(**asked: Any) -> list[BoardRow]:
    with clock.fixed(TODAY):
        return list(board_rows(actor=OFFICE, **asked))


def test_another_day_is_computed_from_the_facts(city: City) -> None:
    found = today(on=date(2025, 12, 1), unit=city.bureau)
    assert (found.on, found.is_stale) == (date(2025, 12, 1), False)
    assert [(row.person, row.state) for row in found.rows.rows] == [
        (city.late, StageState.DUE),
        (city.open, StageState.DUE),
    ]
    narrow = an_actor(Role.LIAISON, units=[city.second])
    assert people(today(actor=narrow, on=date(2025, 12, 1))) == [city.open]


def test_a_board_before_the_first_computation_is_computed_too() -> None:
    made = City()
    assert people(today()) == [made.late, made.leader, made.done, made.open]


def test_due_lists_who_owes_what_on_any_day(city: City) -> None:
    with clock.fixed(TODAY):
        assert [(row.person, row.state) for row in due(actor=OFFICE, on=TODAY)] == [
            (city.late, StageState.OVERDUE),
            (city.leader, StageState.DUE),
            (city.open, StageState.DUE),
        ]
        assert [row.person for row in due(actor=OFFICE, on=TODAY, unit_code="1234567")] == [city.late]
        assert [row.person for row in due(actor=OFFICE, on=TODAY, stage="6급 승진자 과정")] == [city.leader]
        assert [row.person for row in due(actor=OFFICE, on=TODAY, stage="promotion_6")] == [city.leader]
        assert due(actor=OFFICE, on=date(2025, 6, 30)) == []
        assert [row.state for row in due(actor=OFFICE, on=date(2027, 1, 1))] == [StageState.OVERDUE] * 3


def test_due_names_the_stages_there_are_when_asked_for_another(city: City) -> None:
    with pytest.raises(UnknownStage) as refusal:
        due(actor=OFFICE, on=TODAY, stage="없는 단계")
    assert "promotion_7(7급 승진자 과정)" in refusal.value.text
    with pytest.raises(UnitNotFound):
        due(actor=OFFICE, on=TODAY, unit_code="9999999")


def test_without_rules_in_force_there_is_no_board() -> None:
    with pytest.raises(NoRulesInForce):
        today()


def test_the_board_takes_the_same_number_of_statements_at_one_and_at_thirty_people(city: City) -> None:
    def statements(**asked: Any) -> int:
        with CaptureQueriesContext(connection) as captured:
            today(**asked)
        return len(captured)

    asked: list[dict[str, Any]] = [{}, {"unit": city.bureau, "text": "김"}, {"on": date(2026, 2, 1)}]
    before = [statements(**one) for one in asked]
    for number in range(30):
        a_person(f"김{number}", unit=city.first, grade=8, promotions=((date(2026, 1, 1), 7),))
    with clock.fixed(TODAY):
        computed(TODAY)
    assert [statements(**one) for one in asked] == before
