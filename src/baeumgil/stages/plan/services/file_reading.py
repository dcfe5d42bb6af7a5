"""From a file to its rows: what kind it is, which year it is of, and every cell that cannot be read."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from baeumgil.core.errors import Problem
from baeumgil.core.said import Said
from baeumgil.engines.sheets.errors import SheetRefused
from baeumgil.engines.sheets.limits import MEBIBYTE, Limits
from baeumgil.engines.sheets.reading import read_table
from baeumgil.engines.sheets.resident import looks_like_resident_heading
from baeumgil.engines.sheets.table import Table
from baeumgil.stages.plan.errors import FileBroken
from baeumgil.stages.plan.rules.files.columns import FileField, find_columns, kind_of, missing_columns, year_in_headings
from baeumgil.stages.plan.rules.files.deciding import NEEDS_YEAR
from baeumgil.stages.plan.rules.files.rows import FileTable, read_rows
from baeumgil.stages.plan.terms import ImportKind

LIMITS = Limits(file_bytes=10 * MEBIBYTE, unpacked_bytes=80 * MEBIBYTE, rows=20_000, columns=200, cells=1_000_000)
_YEAR = re.compile(r"(?<!\d)(20\d{2})(?!\d)")
_LISTED = 100


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file as read: kind, year, rows, cells that cannot be read, and what a preview tells of the file."""

    kind: ImportKind
    year: int | None
    table: FileTable
    problems: list[Problem]
    preview: dict[str, Any]


def read_file(
    path: Path,
    *,
    file_name: str,
    kind: ImportKind | None = None,
    year: int | None = None,
    sheet: str = "",
    encoding: str = "auto",
) -> ReadFile:
    """Read a file. Raises `FileBroken` when it is no table, or none that a plan knows."""
    try:
        table = read_table(path, file_name=file_name, sheet=sheet, encoding=encoding, limits=LIMITS)
    except SheetRefused as refused:
        raise FileBroken([Problem(refused.code, refused.message, refused.remedy)]) from refused
    _refuse_resident_numbers(table)
    found = kind or kind_of(table.headings)
    if found is None:
        raise FileBroken([_unknown_kind(table)])
    columns = find_columns(found, table.headings)
    missing = missing_columns(found, columns, table.sheet, table.heading_row)
    if missing:
        raise FileBroken(missing)
    rows, problems = read_rows(table, columns)
    used = set(columns.values())
    preview = {
        "sheet": table.sheet,
        "encoding": table.encoding,
        "hidden_sheets": [each.name for each in table.sheets if each.hidden],
        "columns": [[table.headings[place], field.value] for field, place in columns.items()],
        "unused": [name for place, name in enumerate(table.headings) if name and place not in used],
        "left_out": [[each.row, each.reason] for each in table.skipped[:_LISTED]],
    }
    return ReadFile(found, year or _year(found, table, rows, file_name), rows, problems, preview)


def _refuse_resident_numbers(table: Table) -> None:
    """Neither the file nor any of its values is kept (개인정보 보호법 제24조의2)."""
    places = table.resident_columns | {
        place for place, heading in enumerate(table.headings) if looks_like_resident_heading(heading)
    }
    if places:
        raise FileBroken(
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
                    column=table.headings[place],
                )
                for place in sorted(places)
            ]
        )


def _unknown_kind(table: Table) -> Problem:
    return Problem(
        "kind_unknown",
        Said(
            "열 제목만으로는 어떤 자료인지 알 수 없습니다.", "The headings alone do not tell what kind of list this is."
        ),
        Said(
            "자료 종류를 고르거나, 내보내기로 받은 파일의 열 제목을 쓰세요.",
            "Choose the kind, or use the headings of an exported file.",
        ),
        sheet=table.sheet,
        row=table.heading_row,
    )


def _year(kind: ImportKind, table: Table, rows: FileTable, file_name: str) -> int | None:
    """The year a file is of when nobody said: its headings, its days, its title, its name, if they name just one."""
    said = year_in_headings(table.headings)
    if said is not None:
        return said
    if kind is ImportKind.SESSIONS:
        days: list[int] = [
            row.values[FileField.STARTS_ON].year for row in rows.rows if FileField.STARTS_ON in row.values
        ]
        if days:
            return max(set(days), key=days.count)
    if kind not in NEEDS_YEAR and kind is not ImportKind.COURSES:
        return None
    for text in (table.title, Path(file_name).stem):
        years = set(_YEAR.findall(text))
        if len(years) == 1:
            return int(years.pop())
    return None
