"""A unit's people and where they stand."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baeumgil.core import clock
from baeumgil.core.actors import Actor, Role
from baeumgil.stages.people.errors import UnitNotFound
from baeumgil.stages.roadmap.queries.unit_overview import UnitOverview, unit_overview
from baeumgil.stages.roadmap.terms import StageState
from tests.build import a_person, a_unit, an_actor
from tests.stages.roadmap.build import PROMOTED, a_rule_set, computed

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 2)
OFFICE = an_actor(Role.TRAINING_OFFICE)


def overview(unit: int, actor: Actor = OFFICE, on: date | None = None) -> UnitOverview:
    with clock.fixed(TODAY):
        return unit_overview(actor=actor, unit=unit, on=on)


def promoted(name: str, unit: int, *days: date) -> int:
    return a_person(name, unit=unit, grade=8, promotions=tuple((day, 7) for day in days))


def test_everybody_of_the_unit_is_listed_with_stages_and_counts() -> None:
    a_rule_set()
    bureau = a_unit("행정국")
    division, other = a_unit("총무과", parent=bureau), a_unit("문화과")
    late = promoted("김지연", division, date(2025, 7, 1))
    free = a_person("이자유", unit=bureau, grade=8)
    promoted("박다른", other, date(2025, 7, 1))
    computed(TODAY)
    found = overview(bureau)
    assert (found.unit.name, found.on, found.stages) == ("행정국", TODAY, (("promotion_7", "7급 승진자 과정"),))
    assert {one.person.id: (one.open, one.overdue, list(one.stages)) for one in found.people} == {
        late: (1, 1, ["promotion_7"]),
        free: (0, 0, []),
    }
    assert found.counts == {StageState.OVERDUE: 1}
    assert (found.page.total, found.page.rows) == (2, found.people)


def test_of_several_occurrences_the_open_one_matters_else_the_newest() -> None:
    a_rule_set([PROMOTED])
    unit = a_unit()
    person = promoted("김두번", unit, date(2024, 1, 1), date(2025, 12, 1))
    computed(TODAY)
    (only,) = overview(unit).people
    assert only.person.id == person
    assert only.stages["promotion_7"].anchor_on == date(2025, 12, 1)


def test_another_day_is_computed_from_the_facts() -> None:
    a_rule_set()
    unit = a_unit()
    promoted("김지연", unit, date(2025, 7, 1))
    computed(TODAY)
    found = overview(unit, on=date(2025, 12, 31))
    assert (found.on, found.counts, found.people[0].overdue) == (date(2025, 12, 31), {StageState.DUE: 1}, 0)


def test_only_who_may_look_into_the_unit_finds_it() -> None:
    a_rule_set()
    mine, other = a_unit(), a_unit()
    promoted("김지연", mine, date(2025, 7, 1))
    computed(TODAY)
    liaison = an_actor(Role.LIAISON, units=[mine])
    assert len(overview(mine, liaison).people) == 1
    for actor, unit in ((liaison, other), (an_actor(Role.OFFICIAL), mine), (OFFICE, 10**9)):
        with pytest.raises(UnitNotFound):
            overview(unit, actor)


def test_the_page_takes_the_same_number_of_statements_at_one_and_at_thirty_people() -> None:
    a_rule_set()
    unit = a_unit()
    counts = []
    for people in (1, 29):
        for number in range(people):
            promoted(f"김{number}", unit, date(2025, 7, 1))
        computed(TODAY)
        with CaptureQueriesContext(connection) as statements:
            overview(unit)
        counts.append(len(statements))
    assert counts[0] == counts[1]
