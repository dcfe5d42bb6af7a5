"""Roster imports: what was handed in, what it would change, what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from baeumgil.core.actors import Actor
from baeumgil.core.audit import reading, saw
from baeumgil.core.errors import NotAllowed, Problem
from baeumgil.core.glossary import label
from baeumgil.core.paging import Page, bounds
from baeumgil.stages.people.access import may_see_rosters
from baeumgil.stages.people.errors import RosterImportNotFound
from baeumgil.stages.people.models import ColumnMapping, Person, RosterImport
from baeumgil.stages.people.rules.roster.headings import ALWAYS, spellings
from baeumgil.stages.people.terms import ChangeKind, RosterField, RosterImportId, RosterState


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


@dataclass(frozen=True, slots=True)
class FieldRow:
    """명단 항목. What a column may hold, how it is called, under which headings it is found by itself."""

    field: RosterField
    label: str
    is_required: bool
    headings: tuple[str, ...]


def roster_fields() -> list[FieldRow]:
    """Everything a column of a roster may hold, in the order of a mapping form."""
    required = {*ALWAYS, RosterField.STAFF_NO}
    return [FieldRow(field, label(field), field in required, spellings(field)) for field in RosterField]


def roster_imports(*, actor: Actor, page: int = 1, size: int = 25) -> Page[RosterImportRow]:
    """Imports, the newest first; three statements."""
    _need(actor)
    total = RosterImport.objects.count()
    number, start, end = bounds(page, size, total)
    rows = list(RosterImport.objects.defer("staged")[start:end])
    latest = _latest_applied()
    return Page([_row(row, latest) for row in rows], number, end - start, total)


def roster_import(*, actor: Actor, roster_import: int) -> RosterImportRow:
    """One import. Raises `RosterImportNotFound`."""
    _need(actor)
    return _row(_found(roster_import, "staged"), _latest_applied())


@reading("people.roster_preview", purpose="명단 미리 보기")
def roster_preview(
    *, actor: Actor, roster_import: int, kind: ChangeKind | None = None, page: int = 1, size: int = 50
) -> RosterPreview:
    """What it will change, person by person. People who stay as they are can be listed until it is applied."""
    _need(actor)
    imported = _found(roster_import)
    changes = _unchanged(imported) if kind is ChangeKind.UNCHANGED else _changes(imported, kind)
    number, start, end = bounds(page, size, len(changes))
    shown = changes[start:end]
    numbers = {change.staff_no for change in shown if change.staff_no}
    saw(
        Person.objects.filter(Q(staff_no__in=numbers) | Q(candidate_no__in=numbers)).values_list("pk", flat=True),
        roster_import=imported.pk,
        kind=kind,
        page=number,
    )
    row = _row(imported, _latest_applied())
    return RosterPreview(
        row=row,
        counts=row.counts,
        changes=Page(shown, number, end - start, len(changes)),
        notes=tuple(imported.preview.get("notes", ())),
        columns=imported.columns,
    )


def roster_problems(*, actor: Actor, roster_import: int) -> tuple[Problem, ...]:
    """Every problem found, in the order of the file."""
    _need(actor)
    return tuple(Problem.again(problem) for problem in _found(roster_import, "staged", "preview").problems)


def mappings(*, actor: Actor) -> list[MappingRow]:
    """Saved column mappings by name."""
    _need(actor)
    return [
        MappingRow(mapping.name, mapping.columns, mapping.updated_at)
        for mapping in ColumnMapping.objects.order_by("name")
    ]


def _need(actor: Actor) -> None:
    if not may_see_rosters(actor):
        raise NotAllowed


def _found(roster_import: int, *unread: str) -> RosterImport:
    found = RosterImport.objects.defer(*unread).filter(pk=roster_import).first()
    if found is None:
        raise RosterImportNotFound(roster_import=roster_import)
    return found


def _latest_applied() -> int | None:
    applied = RosterImport.objects.filter(state=RosterState.APPLIED).order_by("-applied_at", "-pk")
    return applied.values_list("pk", flat=True).first()


def _row(imported: RosterImport, latest: int | None) -> RosterImportRow:
    return RosterImportRow(
        id=RosterImportId(imported.pk),
        file_name=imported.file_name,
        as_of=imported.as_of,
        mapping_name=imported.mapping_name,
        state=RosterState(imported.state),
        rows=imported.rows,
        counts={ChangeKind(kind): count for kind, count in imported.preview.get("counts", {}).items()},
        problems=len(imported.problems),
        requested_label=imported.requested_label,
        created_at=imported.created_at,
        applied_at=imported.applied_at,
        undone_at=imported.undone_at,
        preview_digest=imported.preview_digest,
        may_be_undone=imported.pk == latest,
    )


def _changes(imported: RosterImport, kind: ChangeKind | None) -> list[ChangeRow]:
    sheet = imported.preview.get("sheet", "")
    return [
        ChangeRow(ChangeKind(change), staff_no, name, before, after, row, sheet if row else "")
        for change, staff_no, name, before, after, row in imported.preview.get("changes", ())
        if kind is None or change == kind
    ]


def _unchanged(imported: RosterImport) -> list[ChangeRow]:
    plan: Any = imported.staged or {}
    sheet = imported.preview.get("sheet", "")
    return [
        ChangeRow(ChangeKind.UNCHANGED, number or "", name, "", "", row, sheet)
        for number, name, row in plan.get("unchanged", ())
    ]
