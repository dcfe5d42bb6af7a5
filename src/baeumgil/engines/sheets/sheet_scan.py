"""A look over a sheet's XML, piece by piece, before a library lays it out.

A reader lays out the whole rectangle from the first to the last value: two cells in far corners would
cost gigabytes. So the extent is measured first, and on the way the cells are found that a reader shows
as blank although they are not: errors (#N/A), and formulas that nobody has computed.
"""

import re
from dataclasses import dataclass, field
from io import BytesIO

import numpy as np
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse
from numpy.typing import NDArray

from baeumgil.engines.sheets.archive import SAVE_AGAIN
from baeumgil.engines.sheets.errors import SheetRefused

Bytes = NDArray[np.uint8]

_MOST_FAULTS = 20_000
_LONGEST_CELL = 1 << 18
_LETTERS, _DIGITS = 3, 7
_CELL = re.compile(rb"<c ([^>]*[^/>])>((?:(?!</c>|<c ).)*)</c>", re.DOTALL)
_PLACE = re.compile(rb'(?:^|\s)r="([A-Za-z]{1,3})([0-9]{1,7})"')
_VALUE = re.compile(rb"<v[^>/]*>([^<]*)</v>")
_FORMULA = re.compile(rb"<f[ >/]")
_ERROR = "error"
_UNCOMPUTED = "formula"


@dataclass(slots=True)
class Extent:
    """How far a sheet's values reach, and what is odd about them. Rows and columns count from 1."""

    last_row: int = 0
    last_column: int = 0
    values: int = 0
    shared_texts: int = 0
    merged: int = 0
    is_odd: bool = False
    faults: dict[tuple[int, int], tuple[str, str]] = field(default_factory=dict)

    @property
    def area(self) -> int:
        """Cells of the rectangle."""
        return self.last_row * self.last_column

    def note_fault(self, row: int, column: int, kind: str, text: str) -> None:
        """Remember a cell whose value cannot be had; row and column count from 1."""
        if len(self.faults) < _MOST_FAULTS:
            self.faults[row, column] = (kind, text)


class SheetScan:
    """Feed it the sheet in pieces; `extent` holds the answer after `close()`."""

    def __init__(self, *, recalculates: bool) -> None:
        self.extent = Extent()
        self._recalculates = recalculates
        self._rest = b""

    def feed(self, piece: bytes) -> None:
        """Take the next piece."""
        text = self._rest + piece
        cut = text.rfind(b"<c ")
        if cut < 0 or len(text) - cut > _LONGEST_CELL:
            cut = max(text.rfind(b"<"), 0)
        self._rest = text[cut:]
        if len(self._rest) > 8 * _LONGEST_CELL:
            raise SheetRefused("cell_too_long", "셀 하나의 내용이 지나치게 깁니다.", SAVE_AGAIN)
        self._look(text[:cut])

    def close(self) -> Extent:
        """Take what is left over."""
        self._look(self._rest)
        self._rest = b""
        return self.extent

    def _look(self, text: bytes) -> None:
        extent = self.extent
        extent.merged += text.count(b"mergeCell ")
        if b"<!" in text or b":worksheet" in text:
            extent.is_odd = True
        if extent.is_odd:
            return
        marks = _Marks(np.frombuffer(b"    " + text + b" " * 16, dtype=np.uint8))
        extent.is_odd = not marks.is_plain
        if extent.is_odd:
            return
        extent.values += marks.values
        extent.shared_texts += marks.shared_texts
        extent.last_row = max(extent.last_row, marks.last_row)
        extent.last_column = max(extent.last_column, marks.last_column)
        if marks.has_errors or marks.has_formulas:
            self._find_faults(text)

    def _find_faults(self, text: bytes) -> None:
        for found in _CELL.finditer(text):
            attributes, inside = found[1], found[2]
            is_error = b't="e"' in attributes
            if not is_error and b"<f" not in inside:
                continue
            place = _PLACE.search(attributes)
            if place is None:
                continue
            value = _VALUE.search(inside)
            shown = value[1] if value is not None else b""
            row, column = int(place[2]), column_number(place[1])
            if is_error:
                self.extent.note_fault(row, column, _ERROR, shown.decode("ascii", "replace")[:20])
            elif b't="str"' in attributes or not _FORMULA.search(inside):
                continue
            elif _is_uncomputed(shown, recalculates=self._recalculates):
                self.extent.note_fault(row, column, _UNCOMPUTED, "")


class _Marks:
    """Where in a piece of XML the cell references, types and tags stand, found with whole-array steps."""

    def __init__(self, text: Bytes) -> None:
        equals = np.flatnonzero(text == ord("="))
        before, after = text[equals - 1], text[equals + 1]
        spaced = text[equals - 2] <= ord(" ")
        is_reference = (before == ord("r")) & spaced
        oddly = (before <= ord(" ")) | (is_reference & (after != ord('"')))
        places = equals[is_reference] + 2
        first = text[places]
        is_cell = first >= ord("A")
        tags = np.flatnonzero(text == ord("<"))
        kinds, ends = text[tags + 1], text[tags + 2]
        ended = (ends <= ord(" ")) | (ends == ord(">")) | (ends == ord("/"))
        cells = int(np.count_nonzero((kinds == ord("c")) & ended))
        self.has_formulas = bool(((kinds == ord("f")) & ended).any())
        self.is_plain = not bool(oddly.any()) and cells == int(np.count_nonzero(is_cell))
        self.last_row = self.last_column = self.values = 0
        types = equals[(before == ord("t")) & spaced & (after == ord('"'))] + 2
        short = types[text[types + 1] == ord('"')]
        self.shared_texts = int(np.count_nonzero(text[short] == ord("s")))
        self.has_errors = bool((text[short] == ord("e")).any())
        if self.is_plain:
            self._measure(text, places[is_cell])

    def _measure(self, text: Bytes, places: NDArray[np.intp]) -> None:
        closes = np.flatnonzero(text == ord(">"))
        following = np.searchsorted(closes, places)
        if following.size and following[-1] >= closes.size:
            self.is_plain = False
            return
        with_value = places[text[closes[following] - 1] != ord("/")]
        self.values = int(with_value.size)
        if not with_value.size:
            return
        column = np.zeros(with_value.size, dtype=np.int64)
        at = with_value.copy()
        for _ in range(_LETTERS):
            letter = (text[at] & 0xDF).astype(np.int64) - ord("A") + 1
            is_letter = (letter >= 1) & (letter <= 26)  # noqa: PLR2004  letters of the alphabet
            column = np.where(is_letter, column * 26 + letter, column)
            at = at + is_letter
        row = np.zeros(with_value.size, dtype=np.int64)
        for _ in range(_DIGITS):
            digit = text[at].astype(np.int64) - ord("0")
            is_digit = (digit >= 0) & (digit <= 9)  # noqa: PLR2004  digits
            row = np.where(is_digit, row * 10 + digit, row)
            at = at + is_digit
        self.is_plain = bool((text[at] == ord('"')).all())
        self.last_row, self.last_column = int(row.max()), int(column.max())


def column_number(letters: bytes) -> int:
    """A is 1, Z 26, AA 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def look_closely(content: bytes, *, recalculates: bool) -> Extent:
    """The same answer for a sheet that is spelled unusually, by a full parse. Raises `SheetRefused`."""
    extent = Extent(merged=content.count(b"mergeCell "))
    row = column = 0
    try:
        for event, element in iterparse(BytesIO(content), events=("start", "end"), forbid_dtd=True):
            tag = element.tag.rpartition("}")[2]
            if event == "start":
                if tag == "row":
                    row, column = int(element.get("r") or row + 1), 0
                continue
            if tag == "c":
                row, column = _place(element.get("r"), row, column + 1)
                _weigh(extent, element, (row, column), recalculates=recalculates)
                element.clear()
            elif tag == "row":
                element.clear()
    except (ParseError, DefusedXmlException, ValueError):
        raise SheetRefused("xml_broken", "시트의 내용이 깨져 있어 읽을 수 없습니다.", SAVE_AGAIN) from None
    return extent


def _place(reference: str | None, row: int, column: int) -> tuple[int, int]:
    if reference is None:
        return row, column
    letters = reference.rstrip("0123456789")
    if not 1 <= len(letters) <= _LETTERS or not letters.isascii() or not letters.isalpha():
        raise ValueError(reference)
    return int(reference[len(letters) :]), column_number(letters.encode())


def _weigh(extent: Extent, element: object, place: tuple[int, int], *, recalculates: bool) -> None:
    children = {child.tag.rpartition("}")[2]: child for child in element}  # type: ignore[attr-defined]  # an XML element
    if not children:
        return
    extent.values += 1
    extent.last_row, extent.last_column = max(extent.last_row, place[0]), max(extent.last_column, place[1])
    kind = element.get("t")  # type: ignore[attr-defined]  # an XML element
    extent.shared_texts += kind == "s"
    shown = children["v"].text or "" if "v" in children else ""
    if kind == "e":
        extent.note_fault(*place, _ERROR, shown[:20])
    elif "f" in children and kind != "str" and _is_uncomputed(shown.encode(), recalculates=recalculates):
        extent.note_fault(*place, _UNCOMPUTED, "")


def _is_uncomputed(shown: bytes, *, recalculates: bool) -> bool:
    """Some writers store 0 for every formula and ask the spreadsheet to compute when it is opened."""
    return not shown or (recalculates and shown == b"0")
