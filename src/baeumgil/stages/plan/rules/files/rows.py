"""Rows of a file as values, and every cell that says nothing sensible."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from baeumgil.core.errors import Problem
from baeumgil.core.said import Said
from baeumgil.engines.sheets.table import Cell, Skipped, Table
from baeumgil.stages.plan.rules.files.columns import Columns, FileField
from baeumgil.stages.plan.rules.files.values import Wrong, reader_of

_CHECK = Said("파일의 값을 확인해 주세요.", "Check the value in the file.")
_DAYS = frozenset({FileField.STARTS_ON, FileField.ENDS_ON})


@dataclass(frozen=True, slots=True)
class FileRow:
    """One line of data; `number` as the spreadsheet shows it, blank cells left out."""

    number: int
    values: Mapping[FileField, Any]

    def text(self, field: FileField) -> str:
        """A text, empty when there is none."""
        value = self.values.get(field)
        return value if isinstance(value, str) else ""

    def whole(self, field: FileField) -> int | None:
        """A number, None when there is none."""
        value = self.values.get(field)
        return value if isinstance(value, int) else None

    def many(self, field: FileField) -> tuple[str, ...]:
        """Several texts."""
        value = self.values.get(field)
        return value if isinstance(value, tuple) else ()


@dataclass(frozen=True, slots=True)
class FileTable:
    """A file's rows of data, its rows of totals, its headings by field, its sheet; `unread` cells have a problem."""

    rows: tuple[FileRow, ...]
    totals: tuple[tuple[int, str, Mapping[FileField, Any]], ...] = ()
    headings: Mapping[FileField, str] = field(default_factory=dict)
    sheet: str = ""
    unread: frozenset[tuple[int, FileField]] = frozenset()

    def problem(self, row: int | None, at: FileField | None, code: str, message: str, remedy: str = "") -> Problem:
        """A problem at a place of this file."""
        column = self.headings.get(at, "") if at is not None else ""
        return Problem(code, message, remedy or _CHECK, sheet=self.sheet, row=row, column=column)


def read_rows(table: Table, columns: Columns) -> tuple[FileTable, list[Problem]]:
    """Every cell of the known columns, each different value of a column read once."""
    headings = {field: table.headings[place] for field, place in columns.items()}
    faults = {(fault.row, fault.column): Wrong(fault.code, fault.message, fault.remedy) for fault in table.faults}
    readers: dict[FileField, tuple[int, Any, dict[tuple[type, Cell], object]]] = {
        field: (place, reader_of(field, table.headings[place], table.date_system), {})
        for field, place in columns.items()
    }
    rows: list[FileRow] = []
    problems: list[Problem] = []
    unread: set[tuple[int, FileField]] = set()
    for row in table.rows:
        values: dict[FileField, Any] = {}
        for at, (place, read, known) in readers.items():
            value = faults.get((row.number, place)) or _read(row.cells[place], read, known)
            if isinstance(value, Wrong):
                unread.add((row.number, at))
                problems.append(
                    Problem(*value[:2], value.remedy or _CHECK, sheet=table.sheet, row=row.number, column=headings[at])
                )
            elif value is not None:
                values[at] = value
        rows.append(FileRow(row.number, values))
    totals = tuple(_total(skipped, columns, readers) for skipped in table.skipped if skipped.cells)
    return FileTable(tuple(rows), totals, headings, table.sheet, frozenset(unread)), problems


def as_plain(table: FileTable) -> list[Any]:
    """Rows as JSON holds them, for a file that waits to be taken in."""
    rows = [[row.number, {field.value: _plain(value) for field, value in row.values.items()}] for row in table.rows]
    return [{field.value: heading for field, heading in table.headings.items()}, table.sheet, rows]


def from_plain(plain: Sequence[Any]) -> FileTable:
    """What `as_plain` made; totals were compared when the file was checked."""
    headings, sheet, rows = plain
    return FileTable(
        tuple(
            FileRow(number, {FileField(name): _value(FileField(name), value) for name, value in values.items()})
            for number, values in rows
        ),
        (),
        {FileField(name): heading for name, heading in headings.items()},
        sheet,
    )


def _read(cell: Cell, read: Any, known: dict[tuple[type, Cell], object]) -> object:
    mark = (cell.__class__, cell)
    if mark not in known:
        known[mark] = read(cell)
    return known[mark]


def _total(
    skipped: Skipped, columns: Columns, readers: Mapping[FileField, Any]
) -> tuple[int, str, dict[FileField, Any]]:
    """A row of totals: its number, its label without spaces, and its figures."""
    texts = [cell for cell in skipped.cells if isinstance(cell, str)]
    label = next((text.replace(" ", "") for text in texts if text.replace(" ", "").endswith("계")), "")
    values = {}
    for at, place in columns.items():
        _, read, known = readers[at]
        value = _read(skipped.cells[place], read, known)
        if isinstance(value, int | str) and not isinstance(value, bool):
            values[at] = value
    return skipped.row, label, values


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def _value(field: FileField, value: Any) -> Any:
    if field is FileField.PERIOD:
        return tuple(date.fromisoformat(day) for day in value)
    if field in _DAYS:
        return date.fromisoformat(value)
    return tuple(value) if isinstance(value, list) else value
