"""Imports of training records: what was handed in, what it would change, what is wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from baeumgil.core.actors import Actor
from baeumgil.core.audit import reading, saw
from baeumgil.core.errors import NotAllowed, Problem
from baeumgil.core.paging import Page, bounds
from baeumgil.stages.people.terms import RosterState
from baeumgil.stages.roadmap.access import may_see_record_imports
from baeumgil.stages.roadmap.errors import RecordImportNotFound
from baeumgil.stages.roadmap.models import RecordImport, TrainingRecord
from baeumgil.stages.roadmap.rules.record_changes import Held, RecordChange
from baeumgil.stages.roadmap.rules.records import RecordLine

CHUNK = 5_000


@dataclass(frozen=True, slots=True)
class RecordImportRow:
    """이수 기록 가져오기. One file on its way."""

    id: int
    file_name: str
    state: RosterState
    rows: int
    counts: Mapping[RecordChange, int]
    problems: int
    requested_label: str
    created_at: datetime
    applied_at: datetime | None
    undone_at: datetime | None
    may_be_undone: bool


@dataclass(frozen=True, slots=True)
class RecordChangeRow:
    """One line of the file and what it will do; `row` as the spreadsheet shows it."""

    kind: RecordChange
    row: int
    person: int
    staff_no: str
    course_key: str
    course_name: str
    institution: str
    starts_on: date | None
    completed_on: date
    minutes: int | None
    is_on_road: bool


@dataclass(frozen=True, slots=True)
class RecordPreview:
    """What an import will change. `on_road` lines are of a course of the roadmap in force.

    `other_names` are rows (the first hundred) whose name is not that of the person with the staff number.
    """

    row: RecordImportRow
    changes: Page[RecordChangeRow]
    on_road: int
    unknown_courses: tuple[tuple[str, int], ...]
    not_completed: int
    other_names: tuple[int, ...]
    other_names_count: int
    left_out: tuple[tuple[int, str], ...]
    columns: Mapping[str, str]
    unused: tuple[str, ...]
    hidden_sheets: tuple[str, ...]
    sheet: str
    encoding: str


def record_imports(*, actor: Actor, page: int = 1, size: int = 25) -> Page[RecordImportRow]:
    """Imports, the newest first; three statements."""
    _need(actor)
    total = RecordImport.objects.count()
    number, start, end = bounds(page, size, total)
    latest = latest_applied()
    rows = [_row(found, latest) for found in RecordImport.objects.defer("staged")[start:end]]
    return Page(rows, number, end - start, total)


@reading("roadmap.record_preview", purpose="이수 기록 미리 보기")
def record_preview(
    *, actor: Actor, record_import: int, kind: RecordChange | None = None, page: int = 1, size: int = 50
) -> RecordPreview:
    """What it will change, line by line; after it was applied only the figures. Raises `RecordImportNotFound`."""
    _need(actor)
    found = _found(record_import)
    staged: Sequence[Sequence[Any]] = found.staged if found.state == RosterState.READY else ()
    wanted = [plain for plain in staged if kind is None or plain[-1] == kind]
    number, start, end = bounds(page, size, len(wanted))
    shown = [_change(plain) for plain in wanted[start:end]]
    saw([change.person for change in shown], record_import=found.pk, kind=kind, page=number)
    said = found.preview
    return RecordPreview(
        row=_row(found, latest_applied()),
        changes=Page(shown, number, end - start, len(wanted)),
        on_road=said.get("on_road", 0),
        unknown_courses=tuple((name, count) for name, count in said.get("unknown_courses", ())),
        not_completed=said.get("not_completed", 0),
        other_names=tuple(said.get("other_names", ())),
        other_names_count=said.get("other_names_count", 0),
        left_out=tuple((row, reason) for row, reason in said.get("left_out", ())),
        columns=said.get("columns", {}),
        unused=tuple(said.get("unused", ())),
        hidden_sheets=tuple(said.get("hidden_sheets", ())),
        sheet=said.get("sheet", ""),
        encoding=said.get("encoding", ""),
    )


def record_problems(*, actor: Actor, record_import: int) -> tuple[Problem, ...]:
    """Every problem found, in the order of the file."""
    _need(actor)
    return tuple(Problem.again(problem) for problem in _found(record_import).problems)


def record_import_state(record_import: int) -> RosterState:
    """Where an import stands. Raises `RecordImportNotFound`."""
    return RosterState(_found(record_import).state)


def latest_applied() -> int | None:
    """The import that was applied last and not taken back; it alone can be undone."""
    applied = RecordImport.objects.filter(state=RosterState.APPLIED).order_by("-applied_at", "-pk")
    return applied.values_list("pk", flat=True).first()


def held_records(lines: Sequence[RecordLine]) -> dict[tuple[int, str, date], Held]:
    """Records that are there for the people and days of these lines; one statement for each 5,000 people."""
    if not lines:
        return {}
    first = min(line.completed_on for line in lines)
    last = max(line.completed_on for line in lines)
    people = sorted({line.person for line in lines})
    held: dict[tuple[int, str, date], Held] = {}
    for start in range(0, len(people), CHUNK):
        rows = TrainingRecord.objects.filter(
            person_id__in=people[start : start + CHUNK], completed_on__gte=first, completed_on__lte=last
        ).values_list("person_id", "course_key", "completed_on", "pk", *Held._fields[1:])
        for person, course_key, completed_on, *rest in rows.iterator(chunk_size=CHUNK):
            held[person, course_key, completed_on] = Held(*rest)
    return held


def _need(actor: Actor) -> None:
    if not may_see_record_imports(actor):
        raise NotAllowed


def _found(record_import: int) -> RecordImport:
    found = RecordImport.objects.filter(pk=record_import).first()
    if found is None:
        raise RecordImportNotFound(record_import=record_import)
    return found


def _row(found: RecordImport, latest: int | None) -> RecordImportRow:
    return RecordImportRow(
        id=found.pk,
        file_name=found.file_name,
        state=RosterState(found.state),
        rows=found.rows,
        counts={RecordChange(kind): count for kind, count in found.preview.get("counts", {}).items()},
        problems=len(found.problems),
        requested_label=found.requested_label,
        created_at=found.created_at,
        applied_at=found.applied_at,
        undone_at=found.undone_at,
        may_be_undone=found.pk == latest,
    )


def _change(plain: Sequence[Any]) -> RecordChangeRow:
    row, person, staff_no, course_key, course_name, institution, starts_on, completed_on, minutes = plain[:9]
    return RecordChangeRow(
        kind=RecordChange(plain[-1]),
        row=row,
        person=person,
        staff_no=staff_no,
        course_key=course_key,
        course_name=course_name,
        institution=institution,
        starts_on=date.fromisoformat(starts_on) if starts_on else None,
        completed_on=date.fromisoformat(completed_on),
        minutes=minutes,
        is_on_road=plain[11],
    )
