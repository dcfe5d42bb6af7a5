"""Changing the organisation: import of the official code file, and changes by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from baeumgil.core.actions import action
from baeumgil.core.actors import Actor
from baeumgil.stages.people.terms import UnitId, UnitKind


@dataclass(frozen=True, slots=True)
class OrganisationOutcome:
    """How many units the import made, renamed, moved, closed and left alone; `units` is how many stand now."""

    created: int
    renamed: int
    moved: int
    closed: int
    unchanged: int
    units: int


@action("people.import_organisation")
def import_organisation(
    *,
    actor: Actor,
    valid_from: date,
    rows: Sequence[Sequence[str]] | None = None,
    path: Path | None = None,
    file_name: str = "",
    body: str = "",
) -> OrganisationOutcome:
    """Take in the official organisation-code file, or its rows with the headings first.

    `body` picks one city by code or name when the file holds several. Units missing from the file are
    closed on the day before `valid_from`. Raises `Invalid` naming row, column and remedy.
    """
    raise NotImplementedError


@action("people.create_unit")
def create_unit(*, actor: Actor, name: str, parent: int, kind: UnitKind, on: date, official_code: str = "") -> UnitId:
    """Make a unit by hand, such as a team, which has no official code."""
    raise NotImplementedError


@action("people.rename_unit")
def rename_unit(*, actor: Actor, unit: int, name: str, on: date) -> None:
    """Give a unit another name from a day on; what was recorded before keeps the old one."""
    raise NotImplementedError


@action("people.move_unit")
def move_unit(*, actor: Actor, unit: int, parent: int, on: date) -> None:
    """Put a unit under another one from a day on."""
    raise NotImplementedError


@action("people.merge_units")
def merge_units(*, actor: Actor, units: Sequence[int], into: int | None = None, name: str = "", on: date) -> UnitId:
    """Close units and let one follow them: `into`, an existing one, or a new one called `name`."""
    raise NotImplementedError


@action("people.split_unit")
def split_unit(*, actor: Actor, unit: int, names: Sequence[str], on: date) -> tuple[UnitId, ...]:
    """Close a unit and let several new ones follow it."""
    raise NotImplementedError


@action("people.close_unit")
def close_unit(*, actor: Actor, unit: int, on: date) -> None:
    """End a unit the day before `on`."""
    raise NotImplementedError
