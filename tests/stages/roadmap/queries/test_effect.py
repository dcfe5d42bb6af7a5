"""What a draft would do to the city's own people, before it is saved."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from baeumgil.core.actors import Role
from baeumgil.core.errors import NotAllowed
from baeumgil.core.models import AccessEntry
from baeumgil.stages.roadmap.errors import RuleSetNotFound, RulesWrong
from baeumgil.stages.roadmap.models import RuleSetVersion
from baeumgil.stages.roadmap.queries.rulesets import Effect, StageEffect, effect_of
from baeumgil.stages.roadmap.rules.definition import CourseRef, Offset, Stage, Window
from baeumgil.stages.roadmap.terms import RuleSetId, StageState
from tests.build import a_person, a_unit, an_actor
from tests.stages.roadmap.build import PROMOTED, a_rule_set

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 2)
OFFICE = an_actor(Role.TRAINING_OFFICE)
NAME = "7급 승진자 과정"


def effect(rule_set: RuleSetId, stages: Sequence[Stage]) -> Effect:
    return effect_of(actor=OFFICE, rule_set=rule_set, stages=stages, on=TODAY)


def promoted(grade: int = 7, on: date = date(2026, 1, 1)) -> int:
    return a_person(unit=a_unit(), grade=grade + 1, promotions=((on, grade),))


def test_unchanged_stages_touch_nobody() -> None:
    mine = a_rule_set()
    promoted()
    found = effect(mine, [PROMOTED])
    assert (found.people, found.people_touched, found.sample) == (1, 0, ())
    assert found.stages == (StageEffect("promotion_7", NAME, 1, 1, 0, 0, 0),)
    assert found.stages[0].is_changed is False


def test_a_longer_time_limit_moves_due_days() -> None:
    mine = a_rule_set()
    person = promoted()
    found = effect(mine, [replace(PROMOTED, window=Window(Offset(), Offset(months=9)))])
    assert found.stages == (StageEffect("promotion_7", NAME, 1, 1, 0, 0, 1),)
    (sample,) = found.sample
    assert (sample.person, sample.before, sample.after, sample.due_before, sample.due_after) == (
        person,
        StageState.DUE,
        StageState.DUE,
        date(2026, 7, 1),
        date(2026, 10, 1),
    )


def test_wider_and_narrower_targets_oblige_and_release_people() -> None:
    mine = a_rule_set()
    seven, six = promoted(7), promoted(6)
    found = effect(mine, [replace(PROMOTED, grades=(6,))])
    assert found.stages == (StageEffect("promotion_7", NAME, 1, 1, 1, 1, 0),)
    assert (found.people_touched, [(one.person, one.before, one.after) for one in found.sample]) == (
        2,
        [(seven, StageState.DUE, None), (six, None, StageState.DUE)],
    )


def test_new_and_dropped_stages_are_both_told() -> None:
    mine = a_rule_set()
    promoted(7), promoted(6)
    new = replace(PROMOTED, code="promotion_6", name="6급", grades=(6,), courses=(CourseRef("P6", "6급"),))
    assert effect(mine, [new]).stages == (
        StageEffect("promotion_7", NAME, 1, 0, 0, 1, 0),
        StageEffect("promotion_6", "6급", 0, 1, 1, 0, 0),
    )


def test_a_city_of_many_gets_a_sample_of_twenty() -> None:
    mine = a_rule_set()
    for _ in range(23):
        promoted()
    found = effect(mine, [replace(PROMOTED, grades=(5,))])
    assert (found.people_touched, len(found.sample)) == (23, 20)
    assert AccessEntry.objects.get().people == 20


def test_nothing_is_saved_by_looking() -> None:
    mine = a_rule_set()
    before = list(RuleSetVersion.objects.values_list("pk", "number"))
    effect(mine, [replace(PROMOTED, grades=(5,))])
    assert list(RuleSetVersion.objects.values_list("pk", "number")) == before


def test_a_draft_that_could_not_be_saved_and_unknown_sets_are_refused() -> None:
    mine = a_rule_set()
    with pytest.raises(RulesWrong):
        effect(mine, [replace(PROMOTED, basis="")])
    with pytest.raises(RuleSetNotFound):
        effect(RuleSetId(10**9), [PROMOTED])
    for role in Role:
        if role is not Role.TRAINING_OFFICE:
            with pytest.raises(NotAllowed):
                effect_of(actor=an_actor(role), rule_set=mine, stages=[PROMOTED], on=TODAY)
