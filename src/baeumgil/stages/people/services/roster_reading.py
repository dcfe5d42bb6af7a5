"""From a file to a roster: columns found, cells read, contradictions named."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from baeumgil.core import policies
from baeumgil.core.errors import Problem
from baeumgil.core.glossary import both
from baeumgil.core.said import Said
from baeumgil.engines.sheets.errors import SheetRefused
from baeumgil.engines.sheets.reading import read_table
from baeumgil.engines.sheets.resident import looks_like_resident_heading
from baeumgil.engines.sheets.table import Table
from baeumgil.stages.people.errors import RosterBroken
from baeumgil.stages.people.queries.organisation import unit_tree
from baeumgil.stages.people.rules.retirement import POLICY as RETIREMENT
from baeumgil.stages.people.rules.retirement import RetirementPolicy
from baeumgil.stages.people.rules.roster.cells import CellReader
from baeumgil.stages.people.rules.roster.checks import CheckPolicy, check
from baeumgil.stages.people.rules.roster.facts import Roster
from baeumgil.stages.people.rules.roster.headings import Columns, find_columns
from baeumgil.stages.people.rules.roster.units import UnitIndex
from baeumgil.stages.people.terms import RosterField

YOUNGEST = "people.youngest_age"
LABELS = {field: both(field) for field in RosterField}


@dataclass(frozen=True, slots=True)
class RosterOptions:
    """How to read a roster.

    `partial`: people missing from the file stay. `allow_many_leavers`: the guard against a file that
    drops much of the city is off. `create_units`: units and teams nobody knows are made.
    """

    sheet: str = ""
    encoding: str = "auto"
    partial: bool = False
    allow_many_leavers: bool = False
    create_units: bool = False


@dataclass(frozen=True, slots=True)
class ReadRoster:
    """What was read: the rows, every problem, what was said aloud, and which heading held what."""

    roster: Roster
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    headings: Mapping[RosterField, str]
    digest: str


def read_roster(
    *, path: Path, file_name: str, as_of: date, mapping: Mapping[str, str], options: RosterOptions
) -> ReadRoster:
    """Read a file. Raises `RosterBroken` when it cannot be read as a roster at all."""
    table = _table(path, file_name, options)
    _refuse_resident_numbers(table)
    columns = find_columns(table.headings, _known_fields(mapping), LABELS)
    if columns.problems:
        raise RosterBroken([_at_sheet(problem, table.sheet) for problem in columns.problems])
    headings = {field: table.headings[place] for field, place in columns.places.items()}
    by_place = list(zip(*(row.cells for row in table.rows), strict=True))
    reader = CellReader(
        sheet=table.sheet,
        headings=headings,
        numbers=[row.number for row in table.rows],
        cells={field: by_place[place] for field, place in columns.places.items()},
        date_system=table.date_system,
        units=UnitIndex.of(unit_tree(as_of), create=options.create_units),
    )
    _say_what_was_left_out(reader, table, columns)
    _cell_faults(reader, table, columns)
    roster = reader.read()
    check(roster, reader, check_policy(as_of))
    problems = sorted(reader.problems, key=lambda problem: (problem.row or 0, problem.column))
    return ReadRoster(roster, tuple(problems), tuple(reader.notes.lines), headings, _digest(path))


def check_policy(as_of: date) -> CheckPolicy:
    """Policies that checks lean on, on the roster's day."""
    found = policies.values_on([RETIREMENT, YOUNGEST], as_of)
    youngest = found.get(YOUNGEST)
    retiring = found.get(RETIREMENT)
    return CheckPolicy(
        as_of=as_of,
        youngest_age=youngest if isinstance(youngest, int) else 0,
        retirement=None if retiring is None else RetirementPolicy.from_value(retiring),
    )


def _table(path: Path, file_name: str, options: RosterOptions) -> Table:
    try:
        return read_table(path, file_name=file_name, sheet=options.sheet, encoding=options.encoding)
    except SheetRefused as refused:
        raise RosterBroken([Problem(refused.code, refused.message, refused.remedy)]) from refused


def _refuse_resident_numbers(table: Table) -> None:
    """Neither the file nor any of its values is kept (개인정보 보호법 제24조의2)."""
    places = set(table.resident_columns) | {
        place for place, heading in enumerate(table.headings) if looks_like_resident_heading(heading)
    }
    if places:
        raise RosterBroken(
            [
                Problem(
                    "resident_numbers",
                    Said(
                        "주민등록번호로 보이는 열이 있어 파일 전체를 받지 않았습니다.",
                        "A column looks like resident registration numbers, so the whole file was not accepted.",
                    ),
                    Said(
                        "그 열을 지우고 다시 저장한 뒤 올리세요. 생년월일 열만 있으면 됩니다.",
                        "Remove that column, save the file again and upload "
                        "it. A column with the date of birth is enough.",
                    ),
                    sheet=table.sheet,
                    column=_heading(table, place),
                )
                for place in sorted(places)
            ]
        )


def _heading(table: Table, place: int) -> str:
    """The heading, unless a number like that stands in the heading itself."""
    heading = table.headings[place]
    return f"{place + 1}번째" if any(each.isdecimal() for each in heading) else heading


def _known_fields(mapping: Mapping[str, str]) -> dict[str, str]:
    wrong = [name for name in mapping if name not in set(RosterField)]
    if wrong:
        raise RosterBroken(
            [
                Problem(
                    "unknown_field",
                    Said(
                        f"열 맞춤에 모르는 항목이 있습니다: {name}", f"The column mapping has an unknown field: {name}"
                    ),
                    Said("항목 이름을 고치세요.", "Correct the name of the field."),
                )
                for name in wrong
            ]
        )
    return {name: heading for name, heading in mapping.items() if heading}


def _at_sheet(problem: Problem, sheet: str) -> Problem:
    return Problem(problem.code, problem.message, problem.remedy, sheet=sheet, column=problem.column)


def _say_what_was_left_out(reader: CellReader, table: Table, columns: Columns) -> None:
    notes = reader.notes
    if columns.ignored:
        notes.say(f"쓰지 않는 열은 읽지 않았습니다: {', '.join(columns.ignored)}.")
    if columns.not_allowed:
        notes.say(f"법이 수집을 허용하지 않는 열은 저장하지 않습니다: {', '.join(columns.not_allowed)}.")
    hidden = [sheet.name for sheet in table.sheets if sheet.hidden]
    if hidden:
        notes.say(f"숨겨진 시트는 읽지 않았습니다: {', '.join(hidden)}.")
    others = [sheet.name for sheet in table.sheets if not sheet.hidden and sheet.name != table.sheet and sheet.rows]
    if others:
        notes.say(f"'{table.sheet}' 시트만 읽었습니다. 읽지 않은 시트: {', '.join(others)}.")
    if table.skipped:
        notes.say(f"자료가 아닌 {len(table.skipped)}행(빈 줄, 소계 따위)은 건너뛰었습니다.")


def _cell_faults(reader: CellReader, table: Table, columns: Columns) -> None:
    fields = {place: field for field, place in columns.places.items()}
    rows = {row.number: at for at, row in enumerate(table.rows)}
    for fault in table.faults:
        if fault.column in fields and fault.row in rows:
            reader.fault(rows[fault.row], fields[fault.column], fault.code, fault.message, fault.remedy)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
