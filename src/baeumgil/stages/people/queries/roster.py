"""Roster imports: what was handed in, what it would change, what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from baeumgil.core.actors import Actor
from baeumgil.core.audit import reading
from baeumgil.core.errors import Problem
from baeumgil.core.paging import Page
from baeumgil.stages.people.terms import ChangeKind, RosterImportId, RosterState


@dataclass(frozen=True, slots=True)
class RosterImportRow:
    """명단 가져오기. One file on its way."""

    id: RosterImportId
    file_name: str
    as_of: date
    mapping_name: str
    state: RosterState
    rows: int
    counts: Mapping[ChangeKind, int]
    problems: int
    requested_label: str
    created_at: datetime
    applied_at: datetime | None
    undone_at: datetime | None
    preview_digest: str
    may_be_undone: bool


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One thing the roster will do to one person; `row` as the spreadsheet shows it, 0 when not in the file."""

    kind: ChangeKind
    staff_no: str
    name: str
    before: str
    after: str
    row: int
    sheet: str


@dataclass(frozen=True, slots=True)
class RosterPreview:
    """What an import will change, or has changed."""

    row: RosterImportRow
    counts: Mapping[ChangeKind, int]
    changes: Page[ChangeRow]
    notes: tuple[str, ...]
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class MappingRow:
    """열 맞춤. A saved mapping: field to heading."""

    name: str
    columns: Mapping[str, str]
    updated_at: datetime


def roster_imports(*, actor: Actor, page: int = 1, size: int = 25) -> Page[RosterImportRow]:
    """Imports, the newest first."""
    raise NotImplementedError


def roster_import(*, actor: Actor, roster_import: int) -> RosterImportRow:
    """One import. Raises `RosterImportNotFound`."""
    raise NotImplementedError


@reading("people.roster_preview")
def roster_preview(
    *, actor: Actor, roster_import: int, kind: ChangeKind | None = None, page: int = 1, size: int = 50
) -> RosterPreview:
    """What it will change, person by person."""
    raise NotImplementedError


def roster_problems(*, actor: Actor, roster_import: int) -> tuple[Problem, ...]:
    """Every problem found, in the order of the file."""
    raise NotImplementedError


def mappings(*, actor: Actor) -> list[MappingRow]:
    """Saved column mappings by name."""
    raise NotImplementedError
