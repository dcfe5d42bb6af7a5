"""A road written out as plain values, the same for every program that asks: the API and the command line alike."""

from typing import Any

from baeumgil.stages.roadmap.queries.road import Road
from baeumgil.stages.roadmap.rules.states import Standing


def road_written(found: Road) -> dict[str, Any]:
    """Every stage of one person on a day, with state, window, reason and facts."""
    return {
        "on": found.on,
        "rules": found.rules_name,
        "person": found.person,
        "standings": [_standing(row) for row in found.standings],
        "next_step": None if found.next_step is None else found.next_step.stage.code,
        "records": found.records,
    }


def _standing(row: Standing) -> dict[str, Any]:
    return {
        "stage": row.stage.code,
        "name": row.stage.name,
        "basis": row.stage.basis,
        "occurrence": row.occurrence,
        "state": row.state,
        "anchor_on": row.anchor_on,
        "opens_on": row.opens_on,
        "due_on": row.due_on,
        "closes_on": row.closes_on,
        "settled_on": row.settled_on,
        "settled_by": row.settled_by,
        "reason": row.reason.text,
        "facts": [fact.text for fact in row.facts],
        "is_away": row.is_away,
        "blocks": [
            {
                "code": each.block.code,
                "name": each.block.name,
                "opens_on": each.opens_on,
                "due_on": each.due_on,
                "closes_on": each.closes_on,
                "state": each.state,
                "settled_on": each.settled_on,
                "settled_by": each.settled_by,
            }
            for each in row.blocks
        ],
    }
