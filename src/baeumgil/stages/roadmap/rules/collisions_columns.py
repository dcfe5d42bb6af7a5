"""Collisions of a group of stages, for many people at once: later replaces earlier, or earlier counts for later."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from baeumgil.engines.calendar.months import add_months_columns
from baeumgil.engines.calendar.spans import keys
from baeumgil.stages.people.rules.columns import Codes, Days, Places
from baeumgil.stages.roadmap.rules.definition import Stage
from baeumgil.stages.roadmap.rules.life_columns import Flags
from baeumgil.stages.roadmap.rules.reasons import REASON_ORDER, ReasonCode
from baeumgil.stages.roadmap.rules.settling_columns import UNDECIDED, SettlementColumns
from baeumgil.stages.roadmap.terms import Collision


@dataclass(frozen=True, slots=True)
class Grouped:
    """Occurrences of one group, by person, anchor and stage; `rows` are their places among all."""

    rows: Places
    at: Places
    anchor: Days
    trained: Flags
    earlier_counts: Flags
    later_replaces: Flags
    months: Places


def settle_collisions(
    stages: Sequence[Stage],
    occurrences: tuple[Codes, Places, Days],
    trained: Flags,
    settlement: SettlementColumns,
    on: np.datetime64,
) -> None:
    """Settle what is undecided by what its neighbours in the group say.

    `occurrences`: place of the stage, person and anchor, in the order of the stages.
    """
    place, at, anchor = occurrences
    for name in dict.fromkeys(stage.group for stage in stages if stage.group):
        if all(stage.collision is Collision.KEEP_BOTH for stage in stages if stage.group == name):
            continue
        member = np.array([stage.group == name for stage in stages])
        rows = np.flatnonzero(member[place])
        rows = rows[np.argsort(keys(at[rows], anchor[rows]), kind="stable")]
        kinds = place[rows]
        group = Grouped(
            rows,
            at[rows],
            anchor[rows],
            trained[rows],
            np.array([stage.collision is Collision.EARLIER_COUNTS for stage in stages])[kinds],
            np.array([stage.collision is Collision.LATER_REPLACES for stage in stages])[kinds],
            np.array([stage.collision_months for stage in stages])[kinds],
        )
        _earlier_counts(group, settlement)
        _superseded(group, settlement, on)


def _earlier_counts(group: Grouped, settlement: SettlementColumns) -> None:
    later = np.flatnonzero(group.earlier_counts & (settlement.reason[group.rows] == UNDECIDED))
    earlier = later - 1
    while len(later):
        same = (earlier >= 0) & (group.at[earlier] == group.at[later])
        later, earlier = later[same], earlier[same]
        counts = group.trained[earlier] & (group.anchor[earlier] < group.anchor[later])
        reach = add_months_columns(group.anchor[earlier], group.months[later])
        counts &= group.anchor[later] <= reach
        into, source = group.rows[later[counts]], group.rows[earlier[counts]]
        settlement.reason[into] = REASON_ORDER[ReasonCode.EARLIER_COUNTS]
        settlement.settled[into] = settlement.settled[source]
        settlement.record[into] = settlement.record[source]
        later, earlier = later[~counts], earlier[~counts] - 1


def _superseded(group: Grouped, settlement: SettlementColumns, on: np.datetime64) -> None:
    if not len(group.rows):
        return
    key = keys(group.at, group.anchor)
    following = np.searchsorted(key, key, side="right")
    after = np.minimum(following, len(key) - 1)
    replaced = group.later_replaces & (settlement.reason[group.rows] == UNDECIDED)
    replaced &= (following < len(key)) & (group.at[after] == group.at) & (group.anchor[after] <= on)
    settlement.reason[group.rows[replaced]] = REASON_ORDER[ReasonCode.SUPERSEDED]
    settlement.settled[group.rows[replaced]] = group.anchor[after[replaced]]
