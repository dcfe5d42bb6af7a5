"""명단 가져오기: check, apply, undo."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, cast

from baeumgil.core import clock
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.errors import Invalid, Problem
from baeumgil.core.events import announce
from baeumgil.core.jobs import JobId, enqueue
from baeumgil.core.said import Said
from baeumgil.stages.people.access import may_import_roster
from baeumgil.stages.people.errors import ImportNotReady, RosterBroken, RosterImportNotFound, RosterStale
from baeumgil.stages.people.events import RosterApplied
from baeumgil.stages.people.models import ColumnMapping, RosterImport
from baeumgil.stages.people.queries.roster_state import recorded
from baeumgil.stages.people.rules.roster.staging import staged
from baeumgil.stages.people.services.quiet_memory import quiet_memory
from baeumgil.stages.people.services.roster_planning import digest_of, make_plan, preview_of, row_problems
from baeumgil.stages.people.services.roster_reading import RosterOptions, read_roster
from baeumgil.stages.people.services.roster_undo import undo
from baeumgil.stages.people.services.roster_writing import write_plan
from baeumgil.stages.people.terms import ChangeKind, RosterField, RosterImportId, RosterState

__all__ = [
    "RosterOptions",
    "RosterOutcome",
    "apply_roster",
    "check_roster",
    "discard_roster",
    "queue_roster_apply",
    "queue_roster_check",
    "save_mapping",
    "undo_roster",
]


@dataclass(frozen=True, slots=True)
class RosterOutcome:
    """What applying or undoing a roster did."""

    roster_import: RosterImportId
    counts: Mapping[ChangeKind, int]
    people_changed: int


@action("people.save_mapping")
def save_mapping(*, actor: Actor, name: str, columns: Mapping[str, str], options: RosterOptions | None = None) -> None:
    """Keep under a name which heading holds which field; the same name again replaces it."""
    allow(may_import_roster(actor))
    name = " ".join(name.split())
    problems = (
        []
        if name
        else [
            Problem("missing", Said("열 맞춤의 이름을 적으세요.", "Enter a name for the column mapping."), field="name")
        ]
    )
    problems += [
        Problem("unknown_field", Said(f"모르는 항목입니다: {field}", f"Unknown field: {field}"), field=field)
        for field in columns
        if field not in set(RosterField)
    ]
    if problems:
        raise Invalid(problems)
    ColumnMapping.objects.update_or_create(
        name=name,
        defaults={
            "columns": {field: heading for field, heading in columns.items() if heading},
            "options": asdict(options or RosterOptions()),
            "updated_at": clock.now(),
        },
    )
    record(f"열 맞춤 {name}", columns=len(columns))


@action("people.check_roster")
def check_roster(
    *,
    actor: Actor,
    file_name: str,
    path: Path,
    as_of: date,
    mapping_name: str = "",
    columns: Mapping[str, str] | None = None,
    options: RosterOptions | None = None,
) -> RosterImportId:
    """Read a file and work out what it would change. With problems in its rows the import ends BROKEN.

    Raises `RosterBroken` when the file cannot be read as a roster at all.
    """
    allow(may_import_roster(actor))
    options = options or RosterOptions()
    with quiet_memory():
        imported = _checked(
            actor=actor,
            file_name=file_name,
            path=path,
            as_of=as_of,
            mapping_name=mapping_name,
            columns=columns,
            options=options,
        )
    imported.save(force_insert=True)
    record(f"명단 확인 {file_name}", roster_import=imported.pk, rows=imported.rows, problems=len(imported.problems))
    return RosterImportId(imported.pk)


def _checked(
    *,
    actor: Actor,
    file_name: str,
    path: Path,
    as_of: date,
    mapping_name: str,
    columns: Mapping[str, str] | None,
    options: RosterOptions,
) -> RosterImport:
    read = read_roster(
        path=path, file_name=file_name, as_of=as_of, mapping=_mapping(mapping_name, columns), options=options
    )
    headings = {field.value: heading for field, heading in read.headings.items()}
    broken = frozenset(problem.row for problem in read.problems if problem.row is not None)
    record_now = recorded(as_of)
    plan, of_the_whole = make_plan(read.roster, as_of, options, everybody=record_now.known(), broken=broken)
    problems = [*of_the_whole, *read.problems, *row_problems(plan, read.roster.sheet, headings)]
    problems.sort(key=lambda problem: (problem.row or 0, problem.column))
    preview = {} if problems else preview_of(plan, read.roster.new_units)
    imported = RosterImport(
        file_name=Path(file_name).name[:255],
        file_digest=read.digest,
        as_of=as_of,
        mapping_name=mapping_name,
        columns=headings,
        options=asdict(options),
        state=RosterState.BROKEN if problems else RosterState.READY,
        rows=len(read.roster),
        preview={**preview, "notes": list(read.notes), "sheet": read.roster.sheet},
        problems=[problem.kept() for problem in problems],
        requested_by=actor.account,
        requested_label=actor.label,
        created_at=clock.now(),
    )
    if not problems:
        fingerprint = record_now.fingerprint
        imported.preview_digest = digest_of(imported, fingerprint)
        imported.staged = staged(plan, read.roster, fingerprint)
    return imported


@action("people.apply_roster")
def apply_roster(*, actor: Actor, roster_import: int, preview_digest: str) -> RosterOutcome:
    """Make the changes of the preview, all or none. Raises `RosterStale` when people changed meanwhile."""
    imported = _held(roster_import)
    allow(may_import_roster(actor))
    if imported.state == RosterState.BROKEN:
        raise RosterBroken([Problem.again(problem) for problem in imported.problems])
    if imported.state != RosterState.READY:
        raise ImportNotReady
    plan = cast("dict[str, Any]", imported.staged)
    with quiet_memory():
        if preview_digest != imported.preview_digest or recorded(imported.as_of).fingerprint != plan["fingerprint"]:
            raise RosterStale
        write_plan(plan, imported.pk, imported.as_of)
    RosterImport.objects.filter(pk=imported.pk).update(state=RosterState.APPLIED, staged=[], applied_at=clock.now())
    record(
        f"명단 적용 {imported.file_name}",
        roster_import=imported.pk,
        as_of=imported.as_of,
        file_digest=imported.file_digest,
        **plan["counts"],
    )
    changed = int(plan["people"])
    announce(RosterApplied(imported.pk, imported.as_of, changed))
    counts = {ChangeKind(kind): count for kind, count in plan["counts"].items()}
    return RosterOutcome(RosterImportId(imported.pk), counts, changed)


@action("people.undo_roster")
def undo_roster(*, actor: Actor, roster_import: int) -> RosterOutcome:
    """Put everything back as it was before the latest applied import. Raises `ImportNotUndoable`."""
    imported = _held(roster_import)
    allow(may_import_roster(actor))
    undo(imported)
    RosterImport.objects.filter(pk=imported.pk).update(state=RosterState.UNDONE, undone_at=clock.now())
    changed = int(imported.preview.get("people", 0))
    counts = {ChangeKind(kind): count for kind, count in imported.preview["counts"].items()}
    record(f"명단 되돌리기 {imported.file_name}", roster_import=imported.pk, people=changed)
    announce(RosterApplied(imported.pk, imported.as_of, changed, undone=True))
    return RosterOutcome(RosterImportId(imported.pk), counts, changed)


@action("people.discard_roster")
def discard_roster(*, actor: Actor, roster_import: int) -> None:
    """Throw away an import that was not applied, with the rows it held."""
    imported = _held(roster_import)
    allow(may_import_roster(actor))
    if imported.state in {RosterState.APPLIED, RosterState.UNDONE}:
        raise ImportNotReady(
            Said(
                "적용한 가져오기는 버릴 수 없습니다. 되돌리기를 쓰세요.",
                "An applied import cannot be discarded. Undo it instead.",
            )
        )
    kept = {"counts": imported.preview.get("counts", {}), "changes": [], "notes": []}
    RosterImport.objects.filter(pk=imported.pk).update(
        state=RosterState.DISCARDED, staged=[], problems=[], preview=kept, preview_digest=""
    )
    record(f"명단 버리기 {imported.file_name}", roster_import=imported.pk)


@action("people.queue_roster_check")
def queue_roster_check(
    *,
    actor: Actor,
    file_name: str,
    path: Path,
    as_of: date,
    mapping_name: str = "",
    columns: Mapping[str, str] | None = None,
    options: RosterOptions | None = None,
) -> JobId:
    """Let the worker check a big file. The job's result names the import; the file is removed at its end."""
    allow(may_import_roster(actor))
    record(f"명단 확인 맡기기 {file_name}", as_of=as_of)
    return enqueue(
        "people.check_roster",
        actor=actor,
        file_name=file_name,
        path=str(path),
        as_of=as_of.isoformat(),
        mapping_name=mapping_name,
        columns=dict(columns or {}),
        options=asdict(options or RosterOptions()),
        requested_label=actor.label,
    )


@action("people.queue_roster_apply")
def queue_roster_apply(*, actor: Actor, roster_import: int, preview_digest: str) -> JobId:
    """Let the worker apply a big import."""
    imported = _held(roster_import)
    allow(may_import_roster(actor))
    record(f"명단 적용 맡기기 {imported.file_name}", roster_import=roster_import)
    return enqueue(
        "people.apply_roster",
        actor=actor,
        unique_key=f"people.apply_roster:{roster_import}",
        roster_import=roster_import,
        preview_digest=preview_digest,
        requested_label=actor.label,
    )


def _held(roster_import: int) -> RosterImport:
    """The import, locked; its long preview is read only when it is asked for."""
    found = RosterImport.objects.select_for_update().defer("preview", "problems").filter(pk=roster_import).first()
    if found is None:
        raise RosterImportNotFound(roster_import=roster_import)
    return found


def _mapping(mapping_name: str, columns: Mapping[str, str] | None) -> dict[str, str]:
    if columns:
        return dict(columns)
    if not mapping_name:
        return {}
    saved = ColumnMapping.objects.filter(name=mapping_name).values_list("columns", flat=True).first()
    if saved is None:
        raise RosterBroken(
            [
                Problem(
                    "mapping_missing",
                    Said(
                        f"'{mapping_name}'이라는 열 맞춤이 없습니다.", f"There is no column mapping “{mapping_name}”."
                    ),
                    Said("저장된 열 맞춤을 고르세요.", "Choose a saved column mapping."),
                )
            ]
        )
    return dict(saved)
