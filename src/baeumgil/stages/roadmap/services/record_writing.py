"""Writing what a file of training records changes, and taking it back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any

from baeumgil.core.bulk_rows import insert_rows
from baeumgil.stages.people.queries.careers import careers
from baeumgil.stages.people.queries.identities import identities
from baeumgil.stages.people.rules.as_of import containing
from baeumgil.stages.people.rules.career import Career
from baeumgil.stages.roadmap.models import TrainingRecord
from baeumgil.stages.roadmap.rules.record_changes import Changes, Content
from baeumgil.stages.roadmap.rules.records import RecordLine

CHUNK = 1_000
RECORD_COLUMNS = (
    "person_id",
    "course_key",
    "course_name",
    "institution",
    "starts_on",
    "completed_on",
    "minutes",
    "unit_name",
    "grade_title",
    "source",
)
"""Where a record of past training is written, but for the import it came with."""


def write_changes(changes: Changes, record_import: int) -> list[list[Any]]:
    """Add the new records and correct the others; what the corrected ones held before, for undoing."""
    past = {career.person: career for career in careers(sorted({line.person for line in changes.new}))}
    insert_rows(TrainingRecord, (*RECORD_COLUMNS, "record_import_id"), _rows(changes.new, past, record_import))
    _correct((identity, after) for _, identity, _, after in changes.replaced)
    return [[identity, *_as_json(before)] for _, identity, before, _ in changes.replaced]


def put_back(record_import: int, before: Sequence[Sequence[Any]]) -> tuple[int, list[int]]:
    """Remove what the import added and give back what it corrected; how many, and of whom."""
    removed, _ = TrainingRecord.objects.filter(record_import=record_import).delete()
    _correct((int(identity), _from_json(content)) for identity, *content in before)
    people: list[int] = []
    for some in _chunks([int(row[0]) for row in before]):
        people += TrainingRecord.objects.filter(pk__in=some).values_list("person_id", flat=True)
    return removed, people


def still_there(lines: Sequence[RecordLine]) -> bool:
    """True when every staff number still belongs to the person of the preview."""
    wanted = {line.staff_no: line.person for line in lines}
    found = identities(wanted)
    return all(staff_no in found and found[staff_no].person == person for staff_no, person in wanted.items())


def _rows(lines: Iterable[RecordLine], past: Mapping[int, Career], record_import: int) -> Iterator[tuple[object, ...]]:
    for line in lines:
        career = past[line.person]
        posting = None if line.unit_name else containing(career.postings, line.completed_on)
        spell = None if line.grade_title else containing(career.grades, line.completed_on)
        yield (
            line.person,
            line.course_key,
            line.course_name,
            line.institution,
            line.starts_on,
            line.completed_on,
            line.minutes,
            line.unit_name or (posting.unit_name if posting is not None else ""),
            line.grade_title or (spell.title if spell is not None else ""),
            "import",
            record_import,
        )


def _correct(contents: Iterable[tuple[int, Content]]) -> None:
    stream = iter(contents)
    while some := list(islice(stream, CHUNK)):
        wanted = dict(some)
        rows = list(TrainingRecord.objects.filter(pk__in=wanted))
        for row in rows:
            for name, value in zip(Content._fields, wanted[row.pk], strict=True):
                setattr(row, name, value)
        TrainingRecord.objects.bulk_update(rows, Content._fields, batch_size=CHUNK)


def _as_json(content: Content) -> list[Any]:
    return [*content._replace(starts_on=None), content.starts_on.isoformat() if content.starts_on else None]


def _from_json(plain: Sequence[Any]) -> Content:
    content = Content(*plain[:-1])
    return content._replace(starts_on=date.fromisoformat(plain[-1]) if plain[-1] else None)


def _chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]
