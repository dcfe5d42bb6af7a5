"""A roster of 43,000 people from XLSX to committed, with preview.

The yardstick reads the same file with the fastest reader and copies the same rows into a bare table the database's
fastest way, in the same run.
"""

import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from statistics import median

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.core.glossary import label
from baeumgil.doors.cli.demo.city import City, invent
from baeumgil.doors.cli.demo.officials import REFERENCE_DAY
from baeumgil.engines.sheets.writing import write_table
from baeumgil.stages.people.queries.roster import roster_preview
from baeumgil.stages.people.services import bulk, seeding
from baeumgil.stages.people.services.bulk import PersonLoad
from baeumgil.stages.people.services.roster import apply_roster, check_roster, undo_roster
from bench.bare_copy import read_and_copy
from bench.measuring import Result, once

PEOPLE = 43_000
ROUNDS = 3
MOST_TIMES = 4.0
HEADINGS = (
    "사번",
    "성명",
    "생년월일",
    "소속부서",
    "직급",
    "직렬",
    "직위",
    "고용구분",
    "임용권자",
    "임용일",
    "임용구분",
    "현직급임용일",
    "현부서발령일",
    "휴직시작일",
    "임기만료일",
)
ACTOR = Actor.operator(reason="잰 값")


def run(people: int = PEOPLE) -> list[Result]:
    """Import and undo a few times; read and copy as often."""
    with tempfile.TemporaryDirectory() as folder, clock.fixed(REFERENCE_DAY):
        path = Path(folder) / "명단.xlsx"
        rows = _write(path, people)
        ours, yardstick = [], []
        for _ in range(ROUNDS):
            yardstick.append(once(lambda: read_and_copy(path))[1])
            number, seconds = once(lambda: _import(path))
            ours.append(seconds)
            undo_roster(actor=ACTOR, roster_import=number)
    value, measure = median(ours), median(yardstick)
    return [
        Result(
            name="roster_import",
            what=f"명단 {rows:,}명 XLSX에서 저장까지, 미리보기 포함",
            value=value,
            unit="s",
            yardstick_name="fastest reader and bare bulk copy",
            yardstick=measure,
            ratio=value / measure,
            limit=f"<= {MOST_TIMES:.0f}x",
            is_passed=value / measure <= MOST_TIMES,
        )
    ]


def _import(path: Path) -> int:
    number = check_roster(actor=ACTOR, file_name=path.name, path=path, as_of=REFERENCE_DAY)
    preview = roster_preview(actor=ACTOR, roster_import=number)
    apply_roster(actor=ACTOR, roster_import=number, preview_digest=preview.row.preview_digest)
    return number


def _write(path: Path, people: int) -> int:
    """The organisation into the database, everybody in service into a workbook; how many."""
    seeding.seed_policies(actor=ACTOR)
    city = invent(people, 1)
    ids = bulk.load_organisation(actor=ACTOR, units=city.organisation.units, successions=city.organisation.successions)
    unit_ids = {key: int(unit) for key, unit in ids.items()}
    with path.open("wb") as file:
        return write_table(file, title="명단", headings=HEADINGS, rows=_rows(city, unit_ids), sheet_name="명단")


def _rows(city: City, unit_ids: dict[str, int]) -> Iterator[Sequence[str | date | None]]:
    names = {
        unit_ids[unit.key]: span.full_name
        for unit in city.organisation.units
        for span in unit.spans
        if span.starts_on <= REFERENCE_DAY and (span.ends_on is None or span.ends_on >= REFERENCE_DAY)
    }
    for person in city.people(unit_ids):
        if person.staff_no and person.services and person.services[-1].ends_on is None and person.postings:
            yield _row(person, names[person.postings[-1].unit])


def _row(person: PersonLoad, unit: str) -> Sequence[str | date | None]:
    service, grade, posting = person.services[-1], person.grades[-1], person.postings[-1]
    away = [span.starts_on for span in person.absences if span.ends_on is None or span.ends_on >= REFERENCE_DAY]
    return (
        person.staff_no,
        person.name,
        person.birth_on,
        unit,
        grade.title,
        grade.series,
        posting.position_title or label(posting.position),
        label(service.employment),
        label(service.authority),
        service.starts_on,
        label(service.entry),
        grade.starts_on,
        posting.starts_on,
        away[0] if away else None,
        service.term_ends_on,
    )
