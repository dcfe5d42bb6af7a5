"""Rule sets: shipped ones stay, copies are edited in versions, one is in force."""

from dataclasses import replace
from datetime import date

import pytest

from baeumgil.core.actors import Actor, Role
from baeumgil.core.errors import NotAllowed
from baeumgil.core.models import AuditEntry, Job
from baeumgil.stages.roadmap.errors import (
    NoRulesInForce,
    RuleSetNotFound,
    RulesMovedOn,
    RulesWrong,
    TemplateNotEditable,
)
from baeumgil.stages.roadmap.models import RuleSet, RuleSetVersion
from baeumgil.stages.roadmap.queries.rulesets import in_force, rule_set, rule_sets, stage_list
from baeumgil.stages.roadmap.rules.definition import Offset, Window
from baeumgil.stages.roadmap.services.rulesets import (
    adopt,
    put_in_force,
    restore_version,
    save_version,
    seed_templates,
)
from baeumgil.stages.roadmap.services.seeding import SHIPPED, shipped_ruleset
from baeumgil.stages.roadmap.terms import RuleSetId
from tests.build import a_unit, an_actor, the_operator
from tests.stages.roadmap.build import PROMOTED, a_rule_set, the_templates

pytestmark = pytest.mark.django_db

OFFICE = an_actor(Role.TRAINING_OFFICE)
LONGER = replace(PROMOTED, window=Window(Offset(), Offset(months=9)))


def test_seeding_twice_changes_nothing() -> None:
    assert seed_templates(actor=the_operator()) == len(SHIPPED)
    before = list(RuleSetVersion.objects.order_by("pk").values())
    assert seed_templates(actor=the_operator()) == 0
    assert list(RuleSetVersion.objects.order_by("pk").values()) == before


def test_a_template_holds_what_was_shipped() -> None:
    row = rule_set(the_templates()["gyeongnam_2025"])
    shipped = shipped_ruleset("gyeongnam_2025")
    assert (row.stages, row.notes, row.unstated, row.source) == (
        shipped.stages,
        tuple(shipped.notes),
        shipped.unstated,
        shipped.source,
    )
    assert (row.is_template, row.number, row.latest) == (True, 1, 1)


def test_a_new_release_adds_a_version_to_a_template_and_keeps_the_old_one() -> None:
    template = the_templates()["goyang_2026"]
    RuleSetVersion.objects.filter(rule_set_id=template).update(digest="older", stages=[])
    assert seed_templates(actor=the_operator()) == 1
    assert [version.number for version in rule_set(template).versions] == [2, 1]
    assert rule_set(template).stages == shipped_ruleset("goyang_2026").stages


def test_a_copy_carries_stages_source_and_what_the_source_leaves_open() -> None:
    template = the_templates()["goyang_2024"]
    copy = rule_set(adopt(actor=OFFICE, template=template, name=" 우리 시 로드맵 "))
    origin = rule_set(template)
    assert (copy.name, copy.template_code, copy.is_template) == ("우리 시 로드맵", "goyang_2024", False)
    assert (copy.stages, copy.source, copy.unstated) == (origin.stages, origin.source, origin.unstated)


def test_a_set_can_be_adopted_more_than_once() -> None:
    template = the_templates()["goyang_2024"]
    first, second = (adopt(actor=OFFICE, template=template, name="사본") for _ in range(2))
    third = adopt(actor=OFFICE, template=first, name="사본의 사본")
    assert [rule_set(one).code for one in (first, second, third)] == ["goyang_2024_1", "goyang_2024_2", "goyang_2024_3"]


def test_a_copy_needs_a_name() -> None:
    template = the_templates()["goyang_2024"]
    with pytest.raises(RulesWrong):
        adopt(actor=OFFICE, template=template, name=" ")
    assert RuleSet.objects.filter(is_template=False).count() == 0


def test_saving_makes_a_new_version_and_leaves_the_old_one_as_it_was() -> None:
    mine = a_rule_set()
    before = list(RuleSetVersion.objects.filter(rule_set_id=mine).order_by("number").values())
    assert save_version(actor=OFFICE, rule_set=mine, base_number=2, stages=[LONGER], note=" 기한 연장 ") == 3
    after = list(RuleSetVersion.objects.filter(rule_set_id=mine).order_by("number").values())
    assert after[:2] == before
    row = rule_set(mine)
    assert (row.stages, row.number, row.versions[0].note, row.versions[0].made_by) == (
        (LONGER,),
        3,
        "기한 연장",
        "시험 계정",
    )
    assert rule_set(mine, 2).stages == (PROMOTED,)


def test_saving_the_same_again_makes_no_version() -> None:
    mine = a_rule_set()
    assert save_version(actor=OFFICE, rule_set=mine, base_number=2, stages=[PROMOTED]) == 2
    assert RuleSetVersion.objects.filter(rule_set_id=mine).count() == 2


def test_two_people_editing_at_once_do_not_overwrite_each_other() -> None:
    mine = a_rule_set()
    save_version(actor=OFFICE, rule_set=mine, base_number=2, stages=[LONGER])
    before = rule_set(mine)
    with pytest.raises(RulesMovedOn) as refusal:
        save_version(actor=OFFICE, rule_set=mine, base_number=2, stages=[replace(PROMOTED, name="다른 이름")])
    assert refusal.value.facts == {"base_number": 2, "newest": 3}
    assert rule_set(mine) == before


def test_a_draft_that_contradicts_itself_is_refused_with_every_problem() -> None:
    mine = a_rule_set()
    before = rule_set(mine)
    wrong = replace(PROMOTED, basis="", grades=(10,))
    with pytest.raises(RulesWrong) as refusal:
        save_version(actor=OFFICE, rule_set=mine, base_number=2, stages=[wrong])
    assert [problem.field for problem in refusal.value.problems] == ["promotion_7.basis", "promotion_7.grades"]
    assert rule_set(mine) == before


def test_a_template_is_not_edited() -> None:
    template = the_templates()["goyang_2024"]
    before = rule_set(template)
    with pytest.raises(TemplateNotEditable):
        save_version(actor=OFFICE, rule_set=template, base_number=1, stages=[PROMOTED])
    with pytest.raises(TemplateNotEditable):
        restore_version(actor=OFFICE, rule_set=template, number=1)
    assert rule_set(template) == before


def test_an_earlier_version_comes_back_as_a_new_one() -> None:
    mine = a_rule_set()
    save_version(actor=OFFICE, rule_set=mine, base_number=2, stages=[LONGER])
    assert restore_version(actor=OFFICE, rule_set=mine, number=2) == 4
    assert rule_set(mine).stages == (PROMOTED,)
    assert rule_set(mine, 3).stages == (LONGER,)
    assert restore_version(actor=OFFICE, rule_set=mine, number=4) == 4


def test_deciding_a_field_takes_its_mark_away_and_going_back_brings_it_back() -> None:
    mine = adopt(actor=OFFICE, template=the_templates()["goyang_2024"], name="우리 시")
    stages = list(rule_set(mine).stages)
    assert "wellboarding.window.due" in rule_set(mine).unstated
    stages[1] = replace(stages[1], window=Window(Offset(months=12), Offset(months=15)))
    save_version(actor=OFFICE, rule_set=mine, base_number=1, stages=stages, decided=["promotion_8.window.due"])
    left = rule_set(mine).unstated
    assert {"wellboarding.window.due", "promotion_8.window.due"} & set(left) == set()
    assert "promotion_7.window.due" in left
    restore_version(actor=OFFICE, rule_set=mine, number=1)
    assert "wellboarding.window.due" in rule_set(mine).unstated


def test_one_set_is_in_force_and_taking_another_computes_everybody_anew() -> None:
    first, second = a_rule_set(), a_rule_set(in_force=False)
    Job.objects.all().delete()
    put_in_force(actor=OFFICE, rule_set=second)
    assert in_force().rule_set == second
    assert [row.id for row in rule_sets() if row.is_in_force] == [second]
    assert rule_sets()[0].id == second
    assert rule_set(first).is_in_force is False
    assert list(Job.objects.values_list("name", "state")) == [("roadmap.recompute", "queued")]


def test_saving_the_set_in_force_computes_everybody_anew_and_another_does_not() -> None:
    mine, other = a_rule_set(), a_rule_set(in_force=False)
    Job.objects.all().delete()
    save_version(actor=OFFICE, rule_set=other, base_number=2, stages=[LONGER])
    assert Job.objects.count() == 0
    save_version(actor=OFFICE, rule_set=mine, base_number=2, stages=[LONGER])
    assert Job.objects.count() == 1
    assert in_force().stages == (LONGER,)


def test_a_shipped_set_may_be_in_force_as_it_is() -> None:
    template = the_templates()["seoul_2019"]
    put_in_force(actor=OFFICE, rule_set=template)
    assert in_force().name == shipped_ruleset("seoul_2019").name
    assert stage_list()[0] == ("newcomer", "신규 임용 과정(7~9급)")


def test_before_any_set_is_in_force_there_are_no_rules() -> None:
    assert stage_list() == []
    with pytest.raises(NoRulesInForce):
        in_force()


def test_unknown_sets_and_versions_are_not_found() -> None:
    mine = a_rule_set()
    nothing = RuleSetId(10**9)
    for ask in (
        lambda: rule_set(nothing),
        lambda: rule_set(mine, 99),
        lambda: adopt(actor=OFFICE, template=nothing, name="없음"),
        lambda: restore_version(actor=OFFICE, rule_set=mine, number=99),
        lambda: put_in_force(actor=OFFICE, rule_set=nothing),
    ):
        with pytest.raises(RuleSetNotFound):
            ask()
    assert rule_set(mine).number == 2


def test_only_the_whole_citys_training_office_changes_rules() -> None:
    mine, template = a_rule_set(), the_templates()["goyang_2024"]
    before, count = rule_set(mine), RuleSet.objects.count()
    strangers: list[Actor] = [an_actor(role) for role in Role if role is not Role.TRAINING_OFFICE]
    strangers += [an_actor(), an_actor(Role.TRAINING_OFFICE, units=[a_unit()])]
    for stranger in strangers:
        for act in (
            lambda who=stranger: adopt(actor=who, template=template, name="사본"),
            lambda who=stranger: save_version(actor=who, rule_set=mine, base_number=2, stages=[LONGER]),
            lambda who=stranger: restore_version(actor=who, rule_set=mine, number=1),
            lambda who=stranger: put_in_force(actor=who, rule_set=template),
            lambda who=stranger: seed_templates(actor=who),
        ):
            with pytest.raises(NotAllowed):
                act()
    assert (rule_set(mine), RuleSet.objects.count()) == (before, count)


def test_every_change_of_rules_is_in_the_audit_chain() -> None:
    mine = a_rule_set()
    save_version(actor=OFFICE, rule_set=mine, base_number=2, stages=[LONGER], note="기한 연장")
    newest = AuditEntry.objects.order_by("-number")[0]
    assert (newest.action, newest.subject, newest.facts) == (
        "roadmap.save_rules",
        "규칙 goyang_2024_1",
        {"number": 3, "base": 2, "stages": 1, "note": "기한 연장"},
    )


def test_a_version_remembers_days_and_terms_as_they_were() -> None:
    dated = replace(PROMOTED, valid_from=date(2026, 1, 1), valid_to=date(2027, 12, 31))
    mine = a_rule_set([dated])
    assert rule_set(mine).stages == (dated,)
