"""From a file of training records to judged lines."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from baeumgil.core.errors import Problem
from baeumgil.core.said import Said
from baeumgil.engines.sheets.errors import SheetRefused
from baeumgil.engines.sheets.reading import read_table
from baeumgil.engines.sheets.resident import looks_like_resident_heading
from baeumgil.engines.sheets.table import Table
from baeumgil.stages.people.queries.identities import identities
from baeumgil.stages.roadmap.errors import NoRulesInForce, RecordsBroken
from baeumgil.stages.roadmap.queries.rulesets import in_force
from baeumgil.stages.roadmap.rules.course_keys import known_courses
from baeumgil.stages.roadmap.rules.record_columns import RecordField, find_columns, missing_columns
from baeumgil.stages.roadmap.rules.records import Holder, Judged, judge, known_rows, staff_numbers

_LISTED = 100


@dataclass(frozen=True, slots=True)
class ReadRecords:
    """A file as read: how many rows of data, what they say, and what a preview tells of the file."""

    rows: int
    judged: Judged
    preview: dict[str, Any]


def read_records(path: Path, *, file_name: str, sheet: str, encoding: str, today: date) -> ReadRecords:
    """Read and judge a file against people and the roadmap in force. Raises `RecordsBroken`."""
    try:
        table = read_table(path, file_name=file_name, sheet=sheet, encoding=encoding)
    except SheetRefused as refused:
        raise RecordsBroken([Problem(refused.code, refused.message, refused.remedy)]) from refused
    _refuse_resident_numbers(table)
    columns = find_columns(table.headings)
    missing = missing_columns(columns, table.sheet, table.heading_row)
    if missing:
        raise RecordsBroken(missing)
    holders = {
        staff_no: Holder(found.person, found.name, found.birth_on)
        for staff_no, found in identities(staff_numbers(table, columns)).items()
    }
    judged = judge(table, columns, holders, _known_courses(), today)
    return ReadRecords(len(table.rows), judged, _preview(table, columns, judged))


def _refuse_resident_numbers(table: Table) -> None:
    """Neither the file nor any of its values is kept (개인정보 보호법 제24조의2)."""
    places = table.resident_columns | {
        place for place, heading in enumerate(table.headings) if looks_like_resident_heading(heading)
    }
    if places:
        raise RecordsBroken(
            [
                Problem(
                    "resident_number",
                    Said(
                        "주민등록번호로 보이는 열이 있어 파일을 읽지 않았습니다. 값은 어디에도 남기지 않았습니다.",
                        "A column seems to hold resident registration numbers, so the file was not read. No value "
                        "was kept anywhere.",
                    ),
                    Said("그 열을 지운 파일을 올려 주세요.", "Upload a file without that column."),
                    sheet=table.sheet,
                    row=table.heading_row,
                    column=""
                    if place in table.resident_columns and not table.headings[place]
                    else table.headings[place],
                )
                for place in sorted(places)
            ]
        )


def _known_courses() -> Mapping[str, str]:
    try:
        return known_courses(in_force().stages)
    except NoRulesInForce:
        return {}


def _preview(table: Table, columns: Mapping[RecordField, int], judged: Judged) -> dict[str, Any]:
    """What is said of the file beside its changes."""
    unknown = Counter(line.course_name for line in judged.lines if not line.is_on_road)
    used = set(columns.values())
    return {
        "sheet": table.sheet,
        "encoding": table.encoding,
        "hidden_sheets": [each.name for each in table.sheets if each.hidden],
        "columns": {field.value: table.headings[place] for field, place in columns.items()},
        "unused": [name for place, name in enumerate(table.headings) if name and place not in used],
        "left_out": [[each.row, each.reason] for each in table.skipped[:_LISTED]],
        "on_road": known_rows(judged.lines),
        "unknown_courses": unknown.most_common(_LISTED),
        "not_completed": len(judged.not_completed),
        "other_names": list(judged.other_names[:_LISTED]),
        "other_names_count": len(judged.other_names),
    }
