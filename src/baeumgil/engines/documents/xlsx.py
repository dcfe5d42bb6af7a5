"""A paper as XLSX: one sheet a table with live numbers, and a first sheet with the words around them."""

import io
import math
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from baeumgil.engines.documents.flow import Grid, Line, Place, flow, heads_of
from baeumgil.engines.documents.measuring import halves, lines_needed
from baeumgil.engines.documents.tree import Align, Document, Orientation
from baeumgil.engines.documents.writing import clean

OVERVIEW = "개요"
_LONGEST_NAME = 31
_LONGEST_TEXT = 32_767
_FORBIDDEN_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_RESERVED = "history"
_COLOURS: Mapping[str, str] = {"header": "#E3E9F1", "total": "#F3F1E4", "closed": "#D5D5D5"}
_SIDES = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right", Align.JUSTIFY: "left"}
_A4 = 9
_WIDTH = {Orientation.PORTRAIT: 96, Orientation.LANDSCAPE: 144}
"""Widths of all columns together that print on one page."""
_NARROWEST, _LINE, _LEAST = 6, 15.0, 18.0
_WHOLE, _BROKEN = '#,##0;"△"#,##0', '#,##0.0#;"△"#,##0.0#'
_DAY = "yyyy. m. d."
_EXACT = 10**15
"""Greater whole numbers lose digits in a workbook and are written as text."""


def write_xlsx(document: Document) -> bytes:
    """The tables of a paper as a workbook. Text is written as text, whatever it looks like: nothing is computed."""
    # Loading it takes a moment, which only those who write workbooks should wait for.
    import xlsxwriter

    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    pieces = flow(document)
    grids = [piece for piece in pieces if isinstance(piece, Grid)]
    lines = [piece for piece in pieces if isinstance(piece, Line)]
    with xlsxwriter.Workbook(target, options) as book:
        _properties(book, document)
        formats = _Formats(book)
        has_overview = bool(lines) or not grids
        names = sheet_names([OVERVIEW] * has_overview + [grid.sheet or document.title for grid in grids])
        if has_overview:
            _overview(book.add_worksheet(names[0]), document, lines, formats)
        for name, grid in zip(names[has_overview:], grids, strict=True):
            _Sheet(book.add_worksheet(name), document, grid, formats).write()
    return target.getvalue()


def sheet_names(wanted: Iterable[str]) -> list[str]:
    """Names a workbook takes: at most 31 characters, none forbidden, each once without regard to case."""
    taken = {_RESERVED}
    names = []
    for number, name in enumerate(wanted, start=1):
        stem = _FORBIDDEN_IN_NAMES.sub(" ", clean(name).replace("\n", " ")).strip(" '") or f"표 {number}"
        fitting = stem[:_LONGEST_NAME].rstrip(" '")
        times = 1
        while fitting.casefold() in taken:
            times += 1
            end = f" ({times})"
            fitting = f"{stem[: _LONGEST_NAME - len(end)].rstrip()}{end}"
        taken.add(fitting.casefold())
        names.append(fitting)
    return names


class _Formats:
    """Each combination of looks once: a workbook holds a limited number of them."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], object] = {}

    def of(self, **looks: object) -> object:
        looks = {"font_name": "맑은 고딕", "font_size": 10, "valign": "vcenter", **looks}
        key = tuple(sorted(looks.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(looks)
        return self._made[key]

    def cell(self, place: Place, *, is_plain: bool) -> object:
        looks: dict[str, object] = {
            "align": _SIDES[place.align],
            "text_wrap": True,
            "num_format": _number_format(place),
        }
        if not is_plain:
            looks["border"] = 1
        if place.is_bold:
            looks["bold"] = True
        if place.shade in _COLOURS:
            looks["bg_color"] = _COLOURS[place.shade]
        return self.of(**looks)


class _Sheet:
    """One table on its sheet: title, unit, head, rows, and how it prints."""

    def __init__(self, sheet: Any, document: Document, grid: Grid, formats: _Formats) -> None:
        self._sheet = sheet
        self._document = document
        self._grid = grid
        self._formats = formats
        self._columns = len(grid.shares)
        self._widths = _widths(grid.shares, _WIDTH[document.orientation])

    def write(self) -> None:
        """All of it."""
        top = self._above()
        for column, width in enumerate(self._widths):
            self._sheet.set_column(column, column, width)
        for row, height in enumerate(_heights(self._grid, self._widths)):
            self._sheet.set_row(top + row, height)
        for place in self._grid.places:
            self._place(place, top)
        _print_setup(self._sheet, self._document)
        if self._grid.header_rows:
            self._sheet.freeze_panes(top + self._grid.header_rows, 0)
            self._sheet.repeat_rows(top, top + self._grid.header_rows - 1)

    def _above(self) -> int:
        """Title and unit; returns the row in which the table begins."""
        title = self._grid.caption or clean(self._document.title)
        self._sheet.write_string(0, 0, title[:_LONGEST_TEXT], self._formats.of(bold=True, font_size=14))
        self._sheet.set_row(0, 24)
        if self._grid.unit:
            self._sheet.write_string(1, self._columns - 1, self._grid.unit, self._formats.of(align="right"))
        return 2

    def _place(self, place: Place, top: int) -> None:
        row, column = top + place.row, place.column
        look = self._formats.cell(place, is_plain=self._grid.is_plain)
        if place.rows > 1 or place.columns > 1:
            self._sheet.merge_range(row, column, row + place.rows - 1, column + place.columns - 1, "", look)
        _write(self._sheet, row, column, place, look)


def _write(sheet: Any, row: int, column: int, place: Place, look: object) -> None:
    """A number as a number, a day as a day, all else as text. A text given for a number is how paper writes it."""
    value = place.cell.value
    if _is_number(value):
        sheet.write_number(row, column, value, look)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, look)
    elif place.text:
        sheet.write_string(row, column, place.text[:_LONGEST_TEXT], look)
    else:
        sheet.write_blank(row, column, None, look)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and math.isfinite(value) and abs(value) < _EXACT


def _number_format(place: Place) -> str:
    """Live numbers look as they do on paper, as far as a format can say it."""
    value = place.cell.value
    if isinstance(value, date):
        return _DAY
    if isinstance(value, float) and not value.is_integer() and math.isfinite(value):
        return _BROKEN
    if isinstance(value, int | float):
        # A year or a code, for which the paper said that it is written without commas.
        return "0" if place.text == str(value) else _WHOLE
    return "@"


def _overview(sheet: Any, document: Document, lines: list[Line], formats: _Formats) -> None:
    """The words of the paper, a line a row."""
    width = _WIDTH[document.orientation]
    sheet.set_column(0, 0, width)
    for row, line in enumerate((*heads_of(document), *lines)):
        is_head = row == 0
        look = formats.of(
            bold=line.is_bold,
            font_size=16 if is_head else 10,
            align="center" if line.align is Align.CENTRE else "left",
            text_wrap=True,
            indent=max(line.level - 1, 0),
        )
        sheet.write_string(row, 0, line.whole[:_LONGEST_TEXT], look)
        sheet.set_row(row, 28 if is_head else max(_LEAST, _LINE * lines_needed(line.whole, width - 4)))
    _print_setup(sheet, document)


def _print_setup(sheet: Any, document: Document) -> None:
    sheet.set_paper(_A4)
    if document.orientation is Orientation.LANDSCAPE:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)
    if document.header:
        sheet.set_header(f"&L{_running(document.header)}")
    number = "&C- &P -" if document.has_page_numbers else ""
    footer = f"&L{_running(document.footer)}" if document.footer else ""
    if number or footer:
        sheet.set_footer(footer + number)


def _running(text: str) -> str:
    """Text of a header: an ampersand begins a code there, and there is little room."""
    return clean(text)[:100].replace("&", "&&").replace("\n", " ")


def _properties(book: Any, document: Document) -> None:
    day = document.made_on or date(2000, 1, 1)
    book.set_properties(
        {
            "title": clean(document.title),
            "subject": clean(document.subject),
            "author": clean(document.author),
            "keywords": ", ".join(clean(word) for word in document.keywords),
            "created": datetime.combine(day, time(), UTC),
        }
    )


def _widths(shares: Iterable[float], room: float) -> list[float]:
    return [max(_NARROWEST, share * room) for share in shares]


def _heights(grid: Grid, widths: list[float]) -> list[float]:
    heights = [_LEAST] * grid.height
    for place in sorted(grid.places, key=lambda place: place.rows):
        room = sum(widths[place.column : place.column + place.columns]) - 1
        needed = _LINE * lines_needed(place.text, room) + 3 if halves(place.text) else _LEAST
        last = place.row + place.rows - 1
        heights[last] += max(0.0, needed - sum(heights[place.row : last + 1]))
    return [min(height, 409.0) for height in heights]
