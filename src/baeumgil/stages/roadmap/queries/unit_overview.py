"""A unit's people and where they stand, for liaisons and heads."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from baeumgil.core.actors import Actor
from baeumgil.stages.people.queries.organisation import UnitRow
from baeumgil.stages.people.queries.persons import PersonRow
from baeumgil.stages.roadmap.queries.board import BoardRow
from baeumgil.stages.roadmap.terms import StageState


@dataclass(frozen=True, slots=True)
class PersonOverview:
    """One person of the unit: every stage's newest occurrence by stage code, and how many are open."""

    person: PersonRow
    stages: Mapping[str, BoardRow]
    open: int
    overdue: int


@dataclass(frozen=True, slots=True)
class UnitOverview:
    """부서 현황. The people of a unit and of the units below it, with their stages."""

    unit: UnitRow
    on: date
    is_stale: bool
    stages: tuple[tuple[str, str], ...]
    people: tuple[PersonOverview, ...]
    counts: Mapping[StageState, int]


def unit_overview(*, actor: Actor, unit: int, on: date | None = None) -> UnitOverview:
    """The unit page. Raises `UnitNotFound` for an unknown unit and for one the actor may not look into."""
    raise NotImplementedError
