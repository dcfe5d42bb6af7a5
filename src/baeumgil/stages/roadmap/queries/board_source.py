"""Whence the board takes its lines: the stored computation, or one made for the asked day."""

from dataclasses import replace
from datetime import date

from baeumgil.core import clock
from baeumgil.core.actors import EVERYWHERE, Actor
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.people.queries.organisation import subtree
from baeumgil.stages.roadmap.access import may_see_board, units_seen
from baeumgil.stages.roadmap.queries.board_computed import Computed
from baeumgil.stages.roadmap.queries.board_row import Wanted
from baeumgil.stages.roadmap.queries.board_stored import Stored
from baeumgil.stages.roadmap.queries.rulesets import RulesInForce
from baeumgil.stages.roadmap.queries.runs import shown_run

Source = Stored | Computed


def source_for(
    actor: Actor, rules: RulesInForce, on: date | None, wanted: Wanted, unit: int | None
) -> tuple[Source, bool]:
    """Stored states where they are of the asked day, else computed ones; and whether they are stale.

    `unit` narrows to its subtree. Raises `NotAllowed`.
    """
    visible = visible_to(actor)
    run = shown_run()
    if run is not None and on in {None, run.on}:
        below = None if unit is None else subtree(unit, run.on)
        return Stored(run.id, run.on, replace(wanted, units=_both(visible, below))), run.is_stale
    day = on or clock.today()
    below = None if unit is None else subtree(unit, day)
    return Computed(rules.stages, day, replace(wanted, units=below), visible), False


def visible_to(actor: Actor) -> frozenset[int] | None:
    """Units the actor may look into, None for everywhere. Raises `NotAllowed` when there are none."""
    if not may_see_board(actor):
        raise NotAllowed
    return units_seen(actor)


def _both(one: frozenset[int] | None, other: frozenset[int] | None) -> frozenset[int] | None:
    if one is EVERYWHERE or other is None:
        return other if one is EVERYWHERE else one
    return one & other
