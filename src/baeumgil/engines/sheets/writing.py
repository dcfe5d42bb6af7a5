"""Writing tables as XLSX in which text stays text and nothing is a formula."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import islice
from typing import BinaryIO

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

Value = str | int | float | bool | date | None

_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "﹢", "﹣", "﹦", "﹫", "−")
_GUARD = "'"
_MOST_ROWS = 1_048_576
_LONGEST = 32_767
_LOOKED_AT = 200
_NARROWEST, _WIDEST = 8, 60
_FONT = "맑은 고딕"
_BAD_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_LONGEST_NAME = 31
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "remove_timezone": True,
    "nan_inf_to_errors": True,
}


def export_cell(text: str) -> str:
    """Text that no spreadsheet takes for a formula: a risky beginning, also full-width, gets an apostrophe before it.

    Spaces and invisible characters before the sign do not hide it. (ASVS 5.0, 1.2.10)
    """
    bare = text.lstrip(" \u00a0\u3000\u200b\u200c\u200d\u2060\ufeff")
    risky = bare.startswith(_RISKY) or text.startswith(_RISKY)
    return (_GUARD + text if risky else text)[:_LONGEST]


def write_table(
    stream: BinaryIO,
    *,
    title: str,
    headings: Sequence[str],
    rows: Iterable[Sequence[Value]],
    sheet_name: str,
    notes: Sequence[str] = (),
) -> int:
    """Write one sheet: title, notes, a bold frozen heading, the rows. Gives the number of rows written.

    Rows are taken one by one and kept no longer; text is guarded by `export_cell`, days become day cells.
    """
    with xlsxwriter.Workbook(stream, _OPTIONS) as book:
        body = book.add_format({"font_name": _FONT, "font_size": 10})
        days = book.add_format({"font_name": _FONT, "font_size": 10, "num_format": "yyyy-mm-dd"})
        head = book.add_format(
            {"font_name": _FONT, "font_size": 10, "bold": True, "bg_color": "#E8ECF4", "bottom": 1, "text_wrap": True}
        )
        big = book.add_format({"font_name": _FONT, "font_size": 14, "bold": True})
        sheet = book.add_worksheet(_sheet_name(sheet_name))
        stream_of_rows = iter(rows)
        sample = list(islice(stream_of_rows, _LOOKED_AT))
        for place, width in enumerate(_widths(headings, sample)):
            sheet.set_column(place, place, width)
        top = _write_top(sheet, title, notes, big, body)
        for place, heading in enumerate(headings):
            sheet.write_string(top, place, export_cell(heading), head)
        sheet.freeze_panes(top + 1, 0)
        sheet.repeat_rows(top)
        number = top
        for number, row in enumerate(_both(sample, stream_of_rows), top + 1):
            if number >= _MOST_ROWS:
                raise ValueError(f"a sheet holds {_MOST_ROWS} rows")
            for place, value in enumerate(row):
                _write(sheet, number, place, value, body, days)
        if number > top and headings:
            sheet.autofilter(top, 0, number, len(headings) - 1)
    return number - top


def _write_top(sheet: Worksheet, title: str, notes: Sequence[str], big: object, body: object) -> int:
    """Title and notes; the row of the heading."""
    row = 0
    if title:
        sheet.write_string(row, 0, export_cell(title), big)
        row += 1
    for note in notes:
        sheet.write_string(row, 0, export_cell(note), body)
        row += 1
    return row


def _write(sheet: Worksheet, row: int, column: int, value: Value, body: object, days: object) -> None:  # noqa: PLR0917  place, value and looks
    if value is None or value == "":
        return
    if isinstance(value, str):
        sheet.write_string(row, column, export_cell(value), body)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value, body)
    elif isinstance(value, datetime):
        sheet.write_string(row, column, value.strftime("%Y-%m-%d %H:%M"), body)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, days)
    else:
        sheet.write_number(row, column, value, body)


def _both(first: Iterable[Sequence[Value]], then: Iterable[Sequence[Value]]) -> Iterable[Sequence[Value]]:
    yield from first
    yield from then


def _widths(headings: Sequence[str], rows: Sequence[Sequence[Value]]) -> list[float]:
    widths = [_breadth(heading) + 2 for heading in headings]
    for row in rows:
        for place, value in enumerate(row[: len(widths)]):
            widths[place] = max(widths[place], _breadth(value))
    return [min(_WIDEST, max(_NARROWEST, width + 1)) for width in widths]


def _breadth(value: Value) -> int:
    """Columns of a fixed-width page: Hangul takes two."""
    text = "" if value is None else str(value)[:_WIDEST]
    return sum(2 if each > "\u1100" else 1 for each in text)


def _sheet_name(name: str) -> str:
    return name.translate(_BAD_IN_NAMES).strip()[:_LONGEST_NAME] or "Sheet1"
