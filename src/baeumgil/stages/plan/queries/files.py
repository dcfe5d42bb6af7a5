"""Imports of files for the plan: what was handed in, what it would change, what is wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from baeumgil.core.actors import Actor
from baeumgil.core.errors import NotAllowed, Problem
from baeumgil.core.paging import Page, bounds
from baeumgil.core.said import again
from baeumgil.stages.people.terms import RosterState
from baeumgil.stages.plan.access import may_see_drafts
from baeumgil.stages.plan.errors import ImportNotFound
from baeumgil.stages.plan.models import PlanImport
from baeumgil.stages.plan.rules.files.changes import FileChange, Remark
from baeumgil.stages.plan.terms import ImportKind


@dataclass(frozen=True, slots=True)
class PlanImportRow:
    """계획 파일 가져오기. One file on its way."""

    id: int
    institute: int
    institute_name: str
    kind: ImportKind
    year: int | None
    file_name: str
    state: RosterState
    rows: int
    counts: Mapping[FileChange, int]
    problems: int
    requested_label: str
    created_at: datetime
    applied_at: datetime | None


@dataclass(frozen=True, slots=True)
class FileChangeRow:
    """One row of the file and what it will do; `told` are what, before and after."""

    row: int
    change: FileChange
    code: str
    name: str
    told: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class PlanImportPreview:
    """What an import will change. `columns` are heading and field; `sums` sessions and seats of the whole file."""

    row: PlanImportRow
    changes: Page[FileChangeRow]
    remarks: tuple[Remark, ...]
    sums: Mapping[str, int]
    columns: tuple[tuple[str, str], ...]
    unused: tuple[str, ...]
    left_out: tuple[tuple[int, str], ...]
    hidden_sheets: tuple[str, ...]
    sheet: str
    encoding: str


def plan_imports(*, actor: Actor, page: int = 1, size: int = 25) -> Page[PlanImportRow]:
    """Imports, the newest first; two statements."""
    _need(actor)
    total = PlanImport.objects.count()
    number, start, end = bounds(page, size, total)
    found = PlanImport.objects.select_related("institute").defer("staged")[start:end]
    return Page([_row(one) for one in found], number, end - start, total)


def plan_import(
    *, actor: Actor, plan_import: int, change: FileChange | None = None, page: int = 1, size: int = 50
) -> PlanImportPreview:
    """What it will change, row by row; one statement. Raises `ImportNotFound`."""
    _need(actor)
    found = _found(plan_import)
    said = found.preview
    every: Sequence[Any] = said.get("changes", ())
    wanted = [plain for plain in every if change is None or plain[1] == change]
    number, start, end = bounds(page, size, len(wanted))
    return PlanImportPreview(
        row=_row(found),
        changes=Page([_change(plain) for plain in wanted[start:end]], number, end - start, len(wanted)),
        remarks=tuple(
            Remark(code, again(message), tuple(again(one) for one in details))
            for code, message, details in said.get("remarks", ())
        ),
        sums=said.get("sums", {}),
        columns=tuple((heading, field) for heading, field in said.get("columns", ())),
        unused=tuple(said.get("unused", ())),
        left_out=tuple((row, reason) for row, reason in said.get("left_out", ())),
        hidden_sheets=tuple(said.get("hidden_sheets", ())),
        sheet=said.get("sheet", ""),
        encoding=said.get("encoding", ""),
    )


def plan_import_problems(*, actor: Actor, plan_import: int) -> tuple[Problem, ...]:
    """Every problem found, in the order of the file."""
    _need(actor)
    return tuple(Problem.again(problem) for problem in _found(plan_import).problems)


def _need(actor: Actor) -> None:
    if not may_see_drafts(actor):
        raise NotAllowed


def _found(plan_import: int) -> PlanImport:
    found = PlanImport.objects.select_related("institute").defer("staged").filter(pk=plan_import).first()
    if found is None:
        raise ImportNotFound(plan_import=plan_import)
    return found


def _row(found: PlanImport) -> PlanImportRow:
    return PlanImportRow(
        id=found.pk,
        institute=found.institute_id,
        institute_name=found.institute.name,
        kind=ImportKind(found.kind),
        year=found.year,
        file_name=found.file_name,
        state=RosterState(found.state),
        rows=found.rows,
        counts={FileChange(change): count for change, count in found.preview.get("counts", {}).items()},
        problems=len(found.problems),
        requested_label=found.requested_label,
        created_at=found.created_at,
        applied_at=found.applied_at,
    )


def _change(plain: Sequence[Any]) -> FileChangeRow:
    row, change, code, name, told = plain
    return FileChangeRow(
        row,
        FileChange(change),
        code,
        again(name),
        tuple((again(what), again(was), again(now)) for what, was, now in told),
    )
