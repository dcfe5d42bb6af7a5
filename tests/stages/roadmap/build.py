"""Builders for the roadmap: rules in force, records, and a computed day."""

from collections.abc import Sequence
from datetime import date

from baeumgil.stages.roadmap.models import TrainingRecord
from baeumgil.stages.roadmap.queries.rulesets import rule_sets
from baeumgil.stages.roadmap.rules.definition import CourseRef, Offset, Stage, Window
from baeumgil.stages.roadmap.services.requirements import RecomputeOutcome, recompute
from baeumgil.stages.roadmap.services.rulesets import adopt, put_in_force, save_version, seed_templates
from baeumgil.stages.roadmap.terms import RuleSetId, Trigger
from tests.build import the_operator

PROMOTED = Stage(
    "promotion_7",
    "7급 승진자 과정",
    "시 계획 제1호",
    Trigger.PROMOTION,
    Window(Offset(), Offset(months=6)),
    courses=(CourseRef("P7", "7급 승진자 과정"),),
    grades=(7,),
    order=10,
)


def the_templates() -> dict[str, RuleSetId]:
    """The shipped sets, by code."""
    seed_templates(actor=the_operator())
    return {row.code: row.id for row in rule_sets() if row.is_template}


def a_rule_set(stages: Sequence[Stage] = (PROMOTED,), *, in_force: bool = True) -> RuleSetId:
    """The city's own set with these stages, in force."""
    rule_set = adopt(actor=the_operator(), template=the_templates()["goyang_2024"], name="우리 시 규칙")
    save_version(actor=the_operator(), rule_set=rule_set, base_number=1, stages=stages, note="시험")
    if in_force:
        put_in_force(actor=the_operator(), rule_set=rule_set)
    return rule_set


def a_record(person: int, course_key: str, completed_on: date, course_name: str = "과정") -> int:
    """One completed training."""
    return TrainingRecord.objects.create(
        person_id=person, course_key=course_key, course_name=course_name, completed_on=completed_on
    ).pk


def computed(on: date) -> RecomputeOutcome:
    """Everybody's states of a day, stored."""
    return recompute(actor=the_operator(), on=on)
