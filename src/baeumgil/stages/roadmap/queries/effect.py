"""What an edited draft would do to the city's own people, before it is saved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from baeumgil.core.actors import Actor
from baeumgil.core.audit import reading, saw
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.people.queries.careers import career_columns
from baeumgil.stages.people.queries.persons import PersonRow, person_rows
from baeumgil.stages.people.rules.columns import CareerColumns
from baeumgil.stages.roadmap.access import may_edit_rules
from baeumgil.stages.roadmap.errors import RuleSetNotFound, RulesWrong
from baeumgil.stages.roadmap.models import RuleSetVersion
from baeumgil.stages.roadmap.queries.facts import exemption_columns, training_columns
from baeumgil.stages.roadmap.rules.columns import standing_columns
from baeumgil.stages.roadmap.rules.definition import Stage
from baeumgil.stages.roadmap.rules.drafting import check_stages, stages_from_json
from baeumgil.stages.roadmap.rules.effect import Change, Comparison, StageEffect, compare
from baeumgil.stages.roadmap.terms import RuleSetId, StageState


@dataclass(frozen=True, slots=True)
class EffectSample:
    """One person for whom something changes, before and after; None where the stage is not on the road."""

    person: int
    staff_no: str | None
    name: str
    unit_name: str
    grade_title: str
    stage_code: str
    stage_name: str
    before: StageState | None
    after: StageState | None
    due_before: date | None
    due_after: date | None


@dataclass(frozen=True, slots=True)
class Effect:
    """영향. What saving a draft would do to the city's own people on one day."""

    on: date
    people: int
    people_touched: int
    stages: tuple[StageEffect, ...]
    sample: tuple[EffectSample, ...]


@reading("roadmap.effect", purpose="규칙 변경 영향 확인")
def effect_of(*, actor: Actor, rule_set: RuleSetId, stages: Sequence[Stage], on: date) -> Effect:
    """What the edited stages would change against the set's newest version, before anything is saved.

    Raises `RulesWrong` for a draft that could not be saved, `RuleSetNotFound`.
    """
    if not may_edit_rules(actor):
        raise NotAllowed
    problems = check_stages(stages)
    if problems:
        raise RulesWrong(problems)
    careers = career_columns()
    comparison = _compared(careers, _newest_stages(rule_set), stages, on)
    people = {change.at: int(careers.person[change.at]) for change in comparison.sample}
    rows = person_rows(person_ids=people.values(), on=on)
    saw(people.values(), rule_set=rule_set)
    names = {effect.code: effect.name for effect in comparison.stages}
    return Effect(
        on=on,
        people=len(careers),
        people_touched=comparison.people_touched,
        stages=comparison.stages,
        sample=tuple(_sample(change, rows[people[change.at]], names[change.code]) for change in comparison.sample),
    )


def _newest_stages(rule_set: RuleSetId) -> tuple[Stage, ...]:
    version = RuleSetVersion.objects.filter(rule_set_id=rule_set).order_by("-number").first()
    if version is None:
        raise RuleSetNotFound(rule_set=rule_set)
    return stages_from_json(version.stages)


def _compared(careers: CareerColumns, before: Sequence[Stage], after: Sequence[Stage], on: date) -> Comparison:
    exemptions = exemption_columns(careers)
    training = training_columns(careers, (*before, *after))
    return compare(
        standing_columns(careers, training, exemptions, before, on),
        before,
        standing_columns(careers, training, exemptions, after, on),
        after,
    )


def _sample(change: Change, row: PersonRow, stage_name: str) -> EffectSample:
    return EffectSample(
        person=row.id,
        staff_no=row.staff_no,
        name=row.name,
        unit_name=row.unit_name,
        grade_title=row.grade_title,
        stage_code=change.code,
        stage_name=stage_name,
        before=change.before,
        after=change.after,
        due_before=change.due_before,
        due_after=change.due_after,
    )
