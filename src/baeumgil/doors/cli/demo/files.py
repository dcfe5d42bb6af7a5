"""The invented city as the files a city hands in: roster, training records, organisation codes."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

import numpy as np

from baeumgil.core import clock
from baeumgil.core.glossary import label
from baeumgil.doors.cli.demo.build import RULES, TRAINING_TOPIC
from baeumgil.doors.cli.demo.city import City, invent
from baeumgil.doors.cli.demo.in_memory import career_columns_of
from baeumgil.doors.cli.demo.officials import REFERENCE_DAY
from baeumgil.doors.cli.demo.training import training_of, unit_names
from baeumgil.engines.sheets.writing import write_table
from baeumgil.stages.people.queries.policies import retirement_policy
from baeumgil.stages.people.services.bulk import PersonLoad
from baeumgil.stages.people.terms import AbsenceKind, PersonKind, UnitKind
from baeumgil.stages.roadmap.queries.standings import CityStandings
from baeumgil.stages.roadmap.rules.columns import ExemptionColumns, TrainingColumns, standing_columns
from baeumgil.stages.roadmap.services.bulk import RecordLoad
from baeumgil.stages.roadmap.services.seeding import shipped_ruleset

Cell = str | date | int | None
ROSTER = (
    "사번",
    "성명",
    "생년월일",
    "소속부서",
    "직급",
    "직렬",
    "직위",
    "고용구분",
    "임용권자",
    "최초임용일",
    "현직급임용일",
    "현부서발령일",
    "재직상태",
    "휴직파견시작일",
    "임기만료일",
    "담당업무",
)
RECORDS = ("사번", "성명", "과정코드", "과정명", "교육기관", "수료일", "교육시간(분)")
ORGANISATION = ("기관코드", "전체기관명", "최하위기관명", "차수", "상위기관코드", "대표기관코드", "유형분류_중")
MIDDLE_TYPES = {
    UnitKind.BODY: "02",
    UnitKind.TOWNSHIP: "03",
    UnitKind.COUNCIL: "04",
    UnitKind.ATTACHED: "05",
    UnitKind.PROJECT: "06",
    UnitKind.BUREAU: "09",
    UnitKind.DIVISION: "09",
    UnitKind.OFFICE: "10",
}


def write_files(*, size: int, seed_number: int, folder: Path) -> list[Path]:
    """Write the files; needs the default policies, and reads nobody from the database."""
    city = invent(size, seed_number)
    ids = {unit.key: place for place, unit in enumerate(city.organisation.units)}
    people = list(city.people(ids))
    full_names = {ids[unit.key]: unit.spans[-1].full_name for unit in city.organisation.units}
    officials = [person for person in people if person.kind is PersonKind.OFFICIAL]
    rows = [_roster_row(person, full_names) for person in officials]
    paths = [folder / name for name in ("roster.xlsx", "roster_cp949.csv", "records.xlsx", "organisation.csv")]
    note = f"{city.organisation.city} 가상 명단, {REFERENCE_DAY:%Y-%m-%d} 기준. 실제 인물이 아닙니다."
    _write_sheet(paths[0], "명단", ROSTER, rows, note)
    _write_csv(paths[1], ROSTER, rows)
    _write_sheet(paths[2], "이수 기록", RECORDS, _record_rows(city, people, ids), note)
    _write_csv(paths[3], ORGANISATION, _unit_rows(city))
    return paths


def _roster_row(person: PersonLoad, units: dict[int, str]) -> Sequence[Cell]:
    service, grade, posting = person.services[-1], person.grades[-1], person.postings[-1]
    away = next((span for span in person.absences if span.ends_on is None), None)
    return (
        person.staff_no,
        person.name,
        person.birth_on,
        units[posting.unit],
        grade.title,
        grade.series,
        posting.position_title or label(posting.position),
        label(service.employment),
        label(service.authority),
        person.services[0].starts_on,
        grade.starts_on,
        posting.starts_on,
        _status(away.kind if away else None),
        away.starts_on if away else None,
        service.term_ends_on,
        posting.duties,
    )


def _status(away: AbsenceKind | None) -> str:
    return {None: "재직", AbsenceKind.SUSPENSION: "직위해제"}.get(away) or label(away)


def _record_rows(city: City, people: list[PersonLoad], ids: dict[str, int]) -> Iterator[Sequence[Cell]]:
    stages = shipped_ruleset(RULES).stages
    careers = career_columns_of(people, retirement_policy(clock.today()))
    nobody = np.array([], dtype=np.int64)
    training = TrainingColumns(nobody, nobody, nobody.astype("datetime64[D]"), ())
    exemptions = ExemptionColumns(nobody, nobody.astype(np.int16), ())
    standings = standing_columns(careers, training, exemptions, stages, REFERENCE_DAY)
    random = np.random.Generator(np.random.PCG64([city.seed, TRAINING_TOPIC]))
    names = unit_names(city.organisation, ids)
    for row in training_of(random, CityStandings(careers, training, standings), stages, names, REFERENCE_DAY):
        person = people[row.person]
        if person.staff_no is not None and person.kind is PersonKind.OFFICIAL:
            yield _record_row(person, row)


def _record_row(person: PersonLoad, row: RecordLoad) -> Sequence[Cell]:
    return person.staff_no, person.name, row.course_key, row.course_name, row.institution, row.completed_on, row.minutes


def _unit_rows(city: City) -> Iterator[Sequence[Cell]]:
    units = {unit.key: unit.spans[-1] for unit in city.organisation.units if unit.spans[-1].ends_on is None}
    top = next(span.official_code for span in units.values() if not span.parent)
    for span in units.values():
        parent = units[span.parent].official_code if span.parent else "0000000"
        depth = len(span.full_name.split())
        kind = MIDDLE_TYPES.get(span.kind, "10")
        yield span.official_code, span.full_name, span.name, depth, parent, top, kind


def _write_sheet(path: Path, title: str, headings: Sequence[str], rows: Iterable[Sequence[Cell]], note: str) -> None:
    with path.open("wb") as file:
        write_table(file, title=title, headings=headings, rows=rows, sheet_name=title, notes=(note,))


def _write_csv(path: Path, headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    with path.open("w", encoding="cp949", errors="replace", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(headings)
        writer.writerows(["" if cell is None else str(cell) for cell in row] for row in rows)
