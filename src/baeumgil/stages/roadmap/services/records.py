"""Past training comes in by file: checked whole, looked at, taken whole, taken back whole."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from baeumgil.core import clock, jobs
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.errors import Problem
from baeumgil.core.events import announce
from baeumgil.core.jobs import JobId
from baeumgil.core.locks import hold
from baeumgil.core.said import Said
from baeumgil.stages.people.terms import RosterState
from baeumgil.stages.roadmap.access import may_credit, may_import_records
from baeumgil.stages.roadmap.errors import (
    RecordImportNotFound,
    RecordImportNotReady,
    RecordImportNotUndoable,
    RecordsBroken,
    RecordsStale,
)
from baeumgil.stages.roadmap.events import RecordsChanged
from baeumgil.stages.roadmap.models import RecordImport, TrainingRecord
from baeumgil.stages.roadmap.queries.records import held_records, latest_applied
from baeumgil.stages.roadmap.rules.course_keys import LONGEST
from baeumgil.stages.roadmap.rules.record_changes import RecordChange, compare
from baeumgil.stages.roadmap.rules.records import RecordLine
from baeumgil.stages.roadmap.services.record_reading import read_records
from baeumgil.stages.roadmap.services.record_writing import put_back, still_there, write_changes

CHECK, APPLY = "roadmap.check_records", "roadmap.apply_records"
MOST_PROBLEMS = 5_000
SAMPLE = 200


@dataclass(frozen=True, slots=True)
class RecordsOutcome:
    """What an import did: records added, corrected, and found already there; or taken back."""

    record_import: int
    new: int
    replaced: int
    same: int


@action("roadmap.check_records")
def check_records(*, actor: Actor, file_name: str, path: Path, sheet: str = "", encoding: str = "auto") -> int:
    """Read a file and work out what it would change; the import. With problems in its rows it ends BROKEN.

    Raises `RecordsBroken` when the file cannot be read as training records at all.
    """
    allow(may_import_records(actor))
    read = read_records(path, file_name=file_name, sheet=sheet, encoding=encoding, today=clock.today())
    judged = read.judged
    changes = compare(judged.lines, held_records(judged.lines))
    problems = [problem.kept() for problem in judged.problems[:MOST_PROBLEMS]]
    if len(judged.problems) > MOST_PROBLEMS:
        rest = len(judged.problems) - MOST_PROBLEMS
        problems.append(
            Problem(
                "more",
                Said(f"이 밖에 고칠 곳이 {rest:,}개 더 있습니다.", f"There are {rest:,} more places to correct."),
                Said("위의 것부터 고쳐 주세요.", "Correct those above first."),
            ).kept()
        )
    kinds = {line.row: RecordChange.NEW for line in changes.new}
    kinds |= {line.row: RecordChange.REPLACED for line, *_ in changes.replaced}
    imported = RecordImport.objects.create(
        file_name=Path(file_name).name[:255],
        file_digest=hashlib.sha256(path.read_bytes()).hexdigest(),
        state=RosterState.BROKEN if problems else RosterState.READY,
        rows=read.rows,
        staged=[] if problems else [_plain(line, kinds.get(line.row, RecordChange.SAME)) for line in judged.lines],
        preview=read.preview | {"counts": _counts(changes.counts)},
        problems=problems,
        requested_by=actor.account,
        requested_label=actor.label,
        created_at=clock.now(),
    )
    record(f"이수 기록 확인 {file_name}", record_import=imported.pk, rows=read.rows, problems=len(judged.problems))
    return imported.pk


@action("roadmap.apply_records")
def apply_records(*, actor: Actor, record_import: int) -> RecordsOutcome:
    """Make the changes of the preview, all or none. Raises `RecordsStale` when something changed meanwhile."""
    imported = _held(record_import)
    allow(may_import_records(actor))
    if imported.state == RosterState.BROKEN:
        raise RecordsBroken([Problem.again(problem) for problem in imported.problems])
    if imported.state != RosterState.READY:
        raise RecordImportNotReady
    lines = [_line(plain) for plain in imported.staged]
    changes = compare(lines, held_records(lines))
    counts = _counts(changes.counts)
    if counts != imported.preview["counts"] or not still_there(lines):
        raise RecordsStale
    before = write_changes(changes, imported.pk)
    RecordImport.objects.filter(pk=imported.pk).update(state=RosterState.APPLIED, staged=before, applied_at=clock.now())
    outcome = RecordsOutcome(imported.pk, len(changes.new), len(changes.replaced), changes.same)
    record(
        f"이수 기록 적용 {imported.file_name}",
        record_import=imported.pk,
        file_digest=imported.file_digest,
        **counts,
    )
    _announce([line.person for line in changes.new] + [line.person for line, *_ in changes.replaced])
    return outcome


@action("roadmap.undo_records")
def undo_records(*, actor: Actor, record_import: int) -> RecordsOutcome:
    """Take back the import that was applied last. Raises `RecordImportNotUndoable` for any other."""
    imported = _held(record_import)
    allow(may_import_records(actor))
    if imported.state != RosterState.APPLIED or latest_applied() != imported.pk:
        raise RecordImportNotUndoable
    people = list(TrainingRecord.objects.filter(record_import=imported.pk).values_list("person_id", flat=True))
    removed, restored = put_back(imported.pk, imported.staged)
    RecordImport.objects.filter(pk=imported.pk).update(state=RosterState.UNDONE, staged=[], undone_at=clock.now())
    record(
        f"이수 기록 되돌리기 {imported.file_name}", record_import=imported.pk, removed=removed, restored=len(restored)
    )
    _announce(people + restored)
    return RecordsOutcome(imported.pk, removed, len(restored), 0)


@action("roadmap.discard_records")
def discard_records(*, actor: Actor, record_import: int) -> None:
    """Throw away an import that was not applied, with the rows it held."""
    imported = _held(record_import)
    allow(may_import_records(actor))
    if imported.state not in {RosterState.READY, RosterState.BROKEN}:
        raise RecordImportNotReady
    RecordImport.objects.filter(pk=imported.pk).update(state=RosterState.DISCARDED, staged=[], problems=[])
    record(f"이수 기록 버리기 {imported.file_name}", record_import=imported.pk)


@action("roadmap.queue_records_check")
def queue_records_check(*, actor: Actor, file_name: str, path: Path, sheet: str = "", encoding: str = "auto") -> JobId:
    """Let the worker check a file that a door has put aside; it removes the file afterwards."""
    allow(may_import_records(actor))
    record(f"이수 기록 받기 {file_name}")
    return jobs.enqueue(
        CHECK,
        actor=actor,
        file_name=file_name,
        path=str(path),
        sheet=sheet,
        encoding=encoding,
        requested_label=actor.label,
    )


@action("roadmap.queue_records_apply")
def queue_records_apply(*, actor: Actor, record_import: int) -> JobId:
    """Let the worker apply an import that was looked at."""
    imported = _held(record_import)
    allow(may_import_records(actor))
    if imported.state != RosterState.READY:
        raise RecordImportNotReady
    record(f"이수 기록 적용 요청 {imported.file_name}", record_import=imported.pk)
    return jobs.enqueue(APPLY, actor=actor, record_import=imported.pk, requested_label=actor.label)


@action("roadmap.credit")
def credit(
    *,
    actor: Actor,
    person: int,
    course_key: str,
    course_name: str,
    completed_on: date,
    starts_on: date | None = None,
    institution: str = "",
    minutes: int | None = None,
    unit_name: str = "",
    grade_title: str = "",
) -> int:
    """Keep one completed training that this system saw itself; the record. Doing it again changes nothing."""
    allow(may_credit(actor))
    made, _ = TrainingRecord.objects.update_or_create(
        person_id=person,
        course_key=course_key[:LONGEST],
        completed_on=completed_on,
        defaults={
            "course_name": course_name,
            "institution": institution,
            "starts_on": starts_on,
            "minutes": minutes,
            "unit_name": unit_name,
            "grade_title": grade_title,
            "source": "credit",
        },
    )
    record(f"이수 인정 {course_key}", person=person, completed_on=completed_on)
    _announce([person])
    return made.pk


def _held(record_import: int) -> RecordImport:
    held = hold(RecordImport, [record_import])
    if not held or not isinstance(held[0], RecordImport):
        raise RecordImportNotFound(record_import=record_import)
    return held[0]


def _announce(people: list[int]) -> None:
    if people:
        announce(RecordsChanged(tuple(sorted(set(people)))))


def _counts(counts: Mapping[RecordChange, int]) -> dict[str, int]:
    return {kind.value: count for kind, count in counts.items()}


def _plain(line: RecordLine, kind: RecordChange) -> list[Any]:
    """A line as JSON holds it, its change last."""
    days = {"starts_on": line.starts_on and line.starts_on.isoformat(), "completed_on": line.completed_on.isoformat()}
    return [days.get(name, value) for name, value in zip(RecordLine._fields, line, strict=True)] + [kind.value]


def _line(plain: list[Any]) -> RecordLine:
    line = RecordLine(*plain[: len(RecordLine._fields)])
    starts_on = date.fromisoformat(plain[6]) if plain[6] else None
    return line._replace(starts_on=starts_on, completed_on=date.fromisoformat(plain[7]))
