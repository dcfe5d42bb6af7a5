"""A draft of rules: what an editor has changed but not yet saved. It waits in the session, so nothing typed is lost.

Rules hold no personal data, so the session may keep them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.sessions.backends.base import SessionBase

from baeumgil.stages.roadmap.queries.rulesets import RuleSetRow
from baeumgil.stages.roadmap.rules.definition import Stage
from baeumgil.stages.roadmap.rules.drafting import stages_from_json, stages_to_json
from baeumgil.stages.roadmap.terms import RuleSetId


@dataclass(frozen=True, slots=True)
class Draft:
    """The stages as edited, and the version they were taken from."""

    base_number: int
    stages: tuple[Stage, ...]
    is_touched: bool


def draft_of(session: SessionBase, row: RuleSetRow) -> Draft:
    """The draft that waits for this set, or its newest version untouched."""
    kept = session.get(_key(row.id))
    if not isinstance(kept, dict):
        return Draft(row.latest, row.stages, is_touched=False)
    return Draft(int(kept["base"]), stages_from_json(kept["stages"]), is_touched=True)


def keep(session: SessionBase, rule_set: RuleSetId, base_number: int, stages: Sequence[Stage]) -> None:
    """Put the edited stages aside."""
    session[_key(rule_set)] = {"base": base_number, "stages": stages_to_json(stages)}


def drop(session: SessionBase, rule_set: RuleSetId) -> None:
    """Forget the draft."""
    session.pop(_key(rule_set), None)


def _key(rule_set: RuleSetId) -> str:
    return f"rules-draft-{rule_set}"
