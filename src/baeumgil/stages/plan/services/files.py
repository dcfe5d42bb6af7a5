"""계획 파일 가져오기: a file is checked whole, looked at, then taken whole or not at all."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction

from baeumgil.core import clock
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.errors import Problem
from baeumgil.core.locks import hold
from baeumgil.core.said import Said, kept
from baeumgil.stages.people.terms import RosterState
from baeumgil.stages.plan.access import may_edit_plan
from baeumgil.stages.plan.errors import FileBroken, ImportNotFound, ImportNotReady, ImportStale, InstituteNotFound
from baeumgil.stages.plan.models import Institute, PlanImport, PlanVersion
from baeumgil.stages.plan.rules.files.changes import Decided, FileChange, Target
from baeumgil.stages.plan.rules.files.columns import FileField
from baeumgil.stages.plan.rules.files.deciding import decide
from baeumgil.stages.plan.rules.files.rows import FileTable, as_plain, from_plain
from baeumgil.stages.plan.services.examples import leave_examples
from baeumgil.stages.plan.services.file_known import draft_of, known_of
from baeumgil.stages.plan.services.file_reading import ReadFile, read_file
from baeumgil.stages.plan.services.file_writing import write
from baeumgil.stages.plan.services.plans import open_plan
from baeumgil.stages.plan.services.version_hold import held_draft, touch
from baeumgil.stages.plan.terms import ImportKind

MOST_PROBLEMS = 2_000
MOST_SHOWN = 5_000
_PLANNED = (Target.LINE, Target.ANCESTOR, Target.SESSION)
_FIRST = (ImportKind.COURSES, ImportKind.SUBJECTS, ImportKind.PLAN_LINES)


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What a file did: rows that added something, corrected something, or were there already."""

    kind: ImportKind
    new: int
    replaced: int
    same: int


@dataclass(frozen=True, slots=True)
class FileGiven:
    """A file handed in; `kind` and `year` None are found out."""

    file_name: str
    path: Path
    kind: ImportKind | None = None
    year: int | None = None
    sheet: str = ""
    encoding: str = "auto"


@action("plan.check_file")
def check_file(
    *,
    actor: Actor,
    institute: int,
    file_name: str,
    path: Path,
    kind: ImportKind | None = None,
    year: int | None = None,
    sheet: str = "",
    encoding: str = "auto",
) -> int:
    """Read a file and work out what it would change; the import. With problems in its rows it ends BROKEN.

    Raises `FileBroken` when the file cannot be read as anything a plan knows.
    """
    allow(may_edit_plan(actor))
    held = _institute(actor, institute)
    read = read_file(path, file_name=file_name, kind=kind, year=year, sheet=sheet, encoding=encoding)
    decided = _decide(held, read.kind, read.table, read.year)
    problems = _in_order([*read.problems, *decided.problems])
    made = PlanImport.objects.create(
        institute=held,
        kind=read.kind,
        year=read.year,
        file_name=Path(file_name).name[:255],
        file_digest=hashlib.sha256(path.read_bytes()).hexdigest(),
        state=RosterState.BROKEN if problems else RosterState.READY,
        rows=len(read.table.rows),
        staged=[] if problems else as_plain(read.table),
        preview=_preview(read, decided),
        problems=[problem.kept() for problem in _shortened(problems)],
        requested_by=actor.account,
        requested_label=actor.label[:200],
        created_at=clock.now(),
    )
    record(
        f"계획 파일 확인 {made.file_name}",
        plan_import=made.pk,
        kind=read.kind.value,
        rows=made.rows,
        problems=len(problems),
    )
    return made.pk


@action("plan.apply_file")
def apply_file(*, actor: Actor, plan_import: int) -> FileOutcome:
    """Make the changes of the preview, all or none. Raises `ImportStale` when something changed meanwhile."""
    waiting = _held(plan_import)
    allow(may_edit_plan(actor))
    if waiting.state == RosterState.BROKEN:
        raise FileBroken([Problem.again(problem) for problem in waiting.problems])
    if waiting.state != RosterState.READY:
        raise ImportNotReady
    institute, kind = _institute(actor, waiting.institute_id), ImportKind(waiting.kind)
    _hold_draft(institute, waiting.year)
    decided = _decide(institute, kind, from_plain(waiting.staged), waiting.year)
    if decided.problems or decided.digest != waiting.preview["digest"]:
        raise ImportStale
    outcome = _write(actor, institute, kind, waiting.year, decided)
    PlanImport.objects.filter(pk=waiting.pk).update(state=RosterState.APPLIED, staged=[], applied_at=clock.now())
    record(
        f"계획 파일 적용 {waiting.file_name}",
        plan_import=waiting.pk,
        kind=kind.value,
        file_digest=waiting.file_digest,
        **_counts(outcome),
    )
    return outcome


@action("plan.discard_file")
def discard_file(*, actor: Actor, plan_import: int) -> None:
    """Throw away an import that was not applied, with the rows it held."""
    waiting = _held(plan_import)
    allow(may_edit_plan(actor))
    if waiting.state not in {RosterState.READY, RosterState.BROKEN}:
        raise ImportNotReady
    PlanImport.objects.filter(pk=waiting.pk).update(
        state=RosterState.DISCARDED, staged=[], problems=[], preview=waiting.preview | {"changes": []}
    )
    record(f"계획 파일 버리기 {waiting.file_name}", plan_import=waiting.pk)


@action("plan.take_in")
def take_in(
    *,
    actor: Actor,
    institute: int,
    file_name: str,
    path: Path,
    kind: ImportKind | None = None,
    year: int | None = None,
) -> FileOutcome:
    """Check a file and take it in at once. Raises `FileBroken` with every problem; then nothing is changed."""
    allow(may_edit_plan(actor))
    held = _institute(actor, institute)
    read = read_file(path, file_name=file_name, kind=kind, year=year)
    outcome = _take(actor, held, read)
    record(
        f"계획 파일 적용 {Path(file_name).name[:255]}",
        kind=read.kind.value,
        rows=len(read.table.rows),
        **_counts(outcome),
    )
    return outcome


@action("plan.take_in_all")
def take_in_all(*, actor: Actor, institute: int, files: Sequence[FileGiven]) -> tuple[FileOutcome, ...]:
    """Several files, all or none, each after those it rests on; the outcomes in the order given.

    Raises `FileBroken` with the problems of every file; its fact `files` says how many are of which. Files that rest
    on a broken one are not held against the catalogue, for that would only repeat what is wrong.
    """
    allow(may_edit_plan(actor))
    held = _institute(actor, institute)
    problems: dict[str, list[Problem]] = {}
    reads: list[tuple[int, ReadFile]] = []
    for place, given in enumerate(files):
        try:
            options = {"kind": given.kind, "year": given.year, "sheet": given.sheet, "encoding": given.encoding}
            reads.append((place, read_file(given.path, file_name=given.file_name, **options)))  # type: ignore[arg-type]  # its own keywords
        except FileBroken as broken:
            problems.setdefault(given.file_name, []).extend(broken.problems)
    outcomes: dict[int, FileOutcome] = {}
    rests_on_broken = bool(problems)
    for place, read in sorted(reads, key=lambda pair: _order(pair[1].kind)):
        if rests_on_broken and read.kind not in _FIRST[:1]:
            problems.setdefault(files[place].file_name, []).extend(read.problems)
            continue
        try:
            outcomes[place] = _take(actor, held, read)
        except FileBroken as broken:
            problems.setdefault(files[place].file_name, []).extend(broken.problems)
            rests_on_broken = rests_on_broken or read.kind in _FIRST
    found = {name: one for name, one in problems.items() if one}
    if found:
        raise FileBroken(
            [problem for one in found.values() for problem in one],
            files=tuple((name, len(one)) for name, one in found.items()),
        )
    record("계획 파일 적용", files=len(files), rows=sum(len(read.table.rows) for _, read in reads))
    return tuple(outcomes[place] for place in sorted(outcomes))


def _take(actor: Actor, institute: Institute, read: ReadFile) -> FileOutcome:
    _hold_draft(institute, read.year)
    decided = _decide(institute, read.kind, read.table, read.year)
    problems = _in_order([*read.problems, *decided.problems])
    if problems:
        raise FileBroken(problems)
    return _write(actor, institute, read.kind, read.year, decided)


def _hold_draft(institute: Institute, year: int | None) -> None:
    """Lock the year's draft before looking, so that no line moves between deciding and writing."""
    version, has_draft = draft_of(institute.pk, year)
    if version is not None and has_draft:
        hold(PlanVersion, [version])


def _decide(institute: Institute, kind: ImportKind, table: FileTable, year: int | None) -> Decided:
    return decide(kind, table, known_of(institute.pk, institute.code, kind, year), year)


def _write(actor: Actor, institute: Institute, kind: ImportKind, year: int | None, decided: Decided) -> FileOutcome:
    """Write; a plan that is not there yet is opened. A lost race is `ImportStale`."""
    version = None
    if year is not None and any(target in decided.puts for target in _PLANNED):
        version, _ = draft_of(institute.pk, year)
        if version is None:
            version = open_plan(actor=actor, institute=institute.pk, year=year, authority=institute.authority)
        held_draft(version)
    try:
        with transaction.atomic():
            write(decided, institute=institute.pk, year=year, version=version)
    except IntegrityError as error:
        raise ImportStale from error
    if version is not None:
        touch(version)
    counts = decided.counts
    return FileOutcome(kind, counts[FileChange.NEW], counts[FileChange.REPLACED], counts[FileChange.SAME])


def _order(kind: ImportKind) -> int:
    if kind is ImportKind.OPINIONS:
        return len(_FIRST) + 1
    return _FIRST.index(kind) if kind in _FIRST else len(_FIRST)


def _institute(actor: Actor, institute: int) -> Institute:
    """The institute, locked: one file of it at a time. No example's, unless from the command line."""
    held = hold(Institute, [institute])
    if not held or not isinstance(held[0], Institute):
        raise InstituteNotFound(institute=institute)
    leave_examples(actor, held[0])
    return held[0]


def _held(plan_import: int) -> PlanImport:
    held = hold(PlanImport, [plan_import])
    if not held or not isinstance(held[0], PlanImport):
        raise ImportNotFound(plan_import=plan_import)
    return held[0]


def _counts(outcome: FileOutcome) -> dict[str, int]:
    return {"new": outcome.new, "replaced": outcome.replaced, "same": outcome.same}


def _in_order(problems: list[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda problem: problem.row or 0)


def _shortened(problems: list[Problem]) -> list[Problem]:
    if len(problems) <= MOST_PROBLEMS:
        return problems
    rest = len(problems) - MOST_PROBLEMS
    more = Problem(
        "more",
        Said(f"이 밖에 고칠 곳이 {rest:,}개 더 있습니다.", f"There are {rest:,} more places to correct."),
        Said("위의 것부터 고쳐 주세요.", "Correct those above first."),
    )
    return [*problems[:MOST_PROBLEMS], more]


def _preview(read: ReadFile, decided: Decided) -> dict[str, Any]:
    """What the page shows: the file, the counts, the remarks, and what each row would do."""
    return read.preview | {
        "digest": decided.digest,
        "counts": {change.value: count for change, count in decided.counts.items()},
        "remarks": [
            [remark.code, kept(remark.message), [kept(one) for one in remark.details]] for remark in decided.remarks
        ],
        "changes": [
            [row.row, row.change.value, row.code, kept(row.name), [[kept(word) for word in one] for one in row.told]]
            for row in decided.rows[:MOST_SHOWN]
        ],
        "sums": _sums(read.table),
    }


def _sums(table: FileTable) -> dict[str, int]:
    """Sessions and seats of the whole file, to hold against the printed plan."""
    return {
        field.value: sum(row.whole(field) or 0 for row in table.rows)
        for field in (FileField.SESSIONS, FileField.SEATS, FileField.SESSION_SEATS)
        if field in table.headings
    }
