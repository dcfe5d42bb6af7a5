"""Units as they stood on a day."""

from dataclasses import dataclass
from datetime import date

from baeumgil.core.actors import Actor
from baeumgil.stages.people.terms import SuccessionKind, UnitKind


@dataclass(frozen=True, slots=True)
class UnitRow:
    """부서. One unit as it was on a day; `depth` counts from 0 at the top of the tree that was asked for."""

    id: int
    key: str
    official_code: str
    name: str
    full_name: str
    kind: UnitKind
    parent: int | None
    depth: int
    sort_order: int
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class SuccessionRow:
    """A unit before or after another one."""

    kind: SuccessionKind
    on: date
    unit: int
    name: str


@dataclass(frozen=True, slots=True)
class UnitHistory:
    """All names and places of a unit, what it came from and what became of it."""

    unit: int
    spans: tuple[UnitRow, ...]
    predecessors: tuple[SuccessionRow, ...]
    successors: tuple[SuccessionRow, ...]


def unit_tree(on: date, root: int | None = None) -> list[UnitRow]:
    """Units that existed on a day, depth first in official order; one statement."""
    raise NotImplementedError


def unit_on(unit: int, on: date) -> UnitRow:
    """One unit as it was on a day. Raises `UnitNotFound`."""
    raise NotImplementedError


def unit_by_code(code: str, on: date) -> UnitRow:
    """The unit that had an official code on a day. Raises `UnitNotFound`."""
    raise NotImplementedError


def subtree(unit: int, on: date) -> frozenset[int]:
    """A unit and everything below it on a day; only itself when it did not exist then."""
    raise NotImplementedError


def unit_history(unit: int) -> UnitHistory:
    """Names, places, origins and successors. Raises `UnitNotFound`."""
    raise NotImplementedError


def visible_units(*, actor: Actor, on: date) -> list[UnitRow]:
    """Units whose people the actor may see."""
    raise NotImplementedError
