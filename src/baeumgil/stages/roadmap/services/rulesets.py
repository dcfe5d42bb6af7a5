"""Rule sets: take a template, edit the copy, put one in force, go back."""

from collections.abc import Sequence

from baeumgil.core.actions import action
from baeumgil.core.actors import Actor
from baeumgil.stages.roadmap.rules.definition import Stage
from baeumgil.stages.roadmap.terms import RuleSetId


@action("roadmap.seed_templates")
def seed_templates(*, actor: Actor) -> int:
    """Store the shipped rule sets as templates; running it again changes nothing. Returns how many were written."""
    raise NotImplementedError


@action("roadmap.adopt_rules")
def adopt(*, actor: Actor, template: RuleSetId, name: str) -> RuleSetId:
    """Make the city's own copy of a set, to be edited."""
    raise NotImplementedError


@action("roadmap.save_rules")
def save_version(
    *, actor: Actor, rule_set: RuleSetId, base_number: int, stages: Sequence[Stage], note: str = ""
) -> int:
    """Save edited stages as a new version and return its number.

    Raises `RulesWrong` with every problem, `RulesMovedOn` when `base_number` is no longer the newest.
    """
    raise NotImplementedError


@action("roadmap.restore_rules")
def restore_version(*, actor: Actor, rule_set: RuleSetId, number: int) -> int:
    """Make an earlier version the newest again, as a version of its own; return its number."""
    raise NotImplementedError


@action("roadmap.put_rules_in_force")
def put_in_force(*, actor: Actor, rule_set: RuleSetId) -> None:
    """From now on this set obliges; every requirement is computed anew."""
    raise NotImplementedError
