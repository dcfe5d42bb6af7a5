"""Raw rows as tidy ones: trimmed text, whole numbers, blanks as None; and what is no data left out."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta

from baeumgil.engines.sheets.resident import looks_like_resident_number
from baeumgil.engines.sheets.table import Cell, Row, Skipped

_SUBTOTALS = frozenset({"소계", "소 계", "계", "합계", "합 계", "총계", "총 계", "누계", "누 계", "총합계"})
_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"})
_FOOTNOTE = ("※", "주)", "주:", "비고:", "출처")
_LABELS = 3
_LONG_NUMBER = 10**10
_RESIDENT_LENGTH = 13
_EXCEL_TEXT = re.compile(r'="(.*)"', re.DOTALL)
_MOST_SKIPPED = 1_000


class Tidy(dict[str, str | None]):
    """Text trimmed once per spelling. Remembers whether it met error marks or resident numbers."""

    def __init__(self) -> None:
        super().__init__()
        self.met_error = False
        self.met_resident = False
        self.marks: set[Cell] = set()

    def __missing__(self, text: str) -> str | None:
        found = _EXCEL_TEXT.fullmatch(text) if text.startswith('="') else None
        tidy = (found[1] if found else text).strip().strip("\ufeff") or None
        if tidy is not None:
            self.met_error = self.met_error or tidy in _ERRORS
            if len(tidy) >= _RESIDENT_LENGTH and not self.met_resident:
                self.met_resident = looks_like_resident_number(tidy)
            if tidy in _SUBTOTALS or tidy.startswith(_FOOTNOTE):
                self.marks.add(tidy)
        self[text] = tidy
        return tidy

    def row(self, raw: Sequence[object]) -> tuple[Cell, ...]:
        """One row, cell by cell; text and days, by far the most, without a call of their own."""
        return tuple(
            [
                self[cell] if cell.__class__ is str else cell if cell.__class__ is date else self.other(cell)
                for cell in raw
            ]
        )

    def other(self, cell: object) -> Cell:
        """A cell that is no text."""
        if isinstance(cell, float):
            if not cell.is_integer():
                return cell
            if cell > _LONG_NUMBER and looks_like_resident_number(cell):
                self.met_resident = True
            return int(cell)
        if isinstance(cell, time):
            return cell.isoformat("minutes" if not cell.second else "seconds")
        if isinstance(cell, timedelta):
            minutes = round(cell.total_seconds() / 60)
            return f"{minutes // 60}:{minutes % 60:02}"
        if isinstance(cell, datetime) and cell.time() == time(0, 0):
            return cell.date()
        return cell  # type: ignore[return-value]  # days, truth values and None are left


def is_error(cell: Cell) -> bool:
    """True for #N/A and the like."""
    return isinstance(cell, str) and cell in _ERRORS


def data_rows(
    rows: Iterable[tuple[int, tuple[Cell, ...]]],
    heading: Sequence[Cell],
    marks: set[Cell],
    skipped: list[Skipped],
) -> Iterator[Row]:
    """The rows of data, as wide as the heading; sub-totals, repeated headings and footnotes go to `skipped`.

    `marks` are the texts of this file that may make a row no data; a row without any is not looked at twice.
    """
    width = len(heading)
    blank = (None,) * width
    marks = marks | {None, next((cell for cell in heading if cell is not None), None)}
    for number, raw in rows:
        cells = raw if len(raw) == width else (raw[:width] if len(raw) > width else raw + blank[len(raw) :])
        if marks.isdisjoint(cells[:_LABELS]):
            yield Row(number, cells)
            continue
        if cells == blank:
            continue
        reason = _no_data(cells, tuple(heading))
        if not reason:
            yield Row(number, cells)
        elif len(skipped) < _MOST_SKIPPED:
            skipped.append(Skipped(number, reason, cells if reason == "subtotal" else ()))


def _no_data(cells: tuple[Cell, ...], heading: tuple[Cell, ...]) -> str:
    filled = [cell for cell in cells if cell is not None]
    if any(cell in _SUBTOTALS for cell in (cells[:_LABELS] if cells[0] is not None else filled[:_LABELS])):
        return "subtotal"
    if heading == cells:
        return "heading"
    return "note" if len(filled) == 1 and isinstance(filled[0], str) and filled[0].startswith(_FOOTNOTE) else ""
