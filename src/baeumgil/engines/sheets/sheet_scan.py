"""A look over a sheet's XML, piece by piece, before a library lays it out.

A reader lays out the whole rectangle from the first to the last value: two cells in far corners would
cost gigabytes. So the extent is measured first, and on the way the cells are found that a reader shows
as blank although they are not: errors (#N/A), and formulas that nobody has computed.
"""

import re
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from baeumgil.engines.said import Said
from baeumgil.engines.sheets.archive import SAVE_AGAIN
from baeumgil.engines.sheets.errors import SheetRefused

Bytes = NDArray[np.uint8]
Places = NDArray[np.intp]

_MOST_FAULTS = 20_000
_LONGEST_CELL = 1 << 18
_LETTERS, _DIGITS = 3, 7
_CELL = re.compile(rb"<c ([^>]*[^/>])>((?:(?!</c>|<c ).)*)</c>", re.DOTALL)
_PLACE = re.compile(rb'(?:^|\s)r="([A-Za-z]{1,3})([0-9]{1,7})"')
_VALUE = re.compile(rb"<v[^>/]*>([^<]*)</v>")
_FORMULA = re.compile(rb"<f[ >/]")
ERROR, UNCOMPUTED = "error", "formula"


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
            raise SheetRefused(
                "cell_too_long", Said("셀 하나의 내용이 지나치게 깁니다.", "A cell is far too long."), SAVE_AGAIN
            )
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
                self.extent.note_fault(row, column, ERROR, shown.decode("ascii", "replace")[:20])
            elif b't="str"' in attributes or not _FORMULA.search(inside):
                continue
            elif is_uncomputed(shown, recalculates=self._recalculates):
                self.extent.note_fault(row, column, UNCOMPUTED, "")


class _Marks:
    """Where in a piece of XML the cell references, types and tags stand, found with whole-array steps.

    `is_plain` is False when anything is spelled in a way that these steps could misread.
    """

    def __init__(self, text: Bytes) -> None:
        two_before, before, here, after, two_after = (text[at : at - 4 or None] for at in range(5))
        spaced_equals = (here == ord("=")) & (two_before <= ord(" "))
        quoted = after == ord('"')
        references = spaced_equals & (before == ord("r"))
        places = np.flatnonzero(references) + 4
        cells = places[text[places] >= ord("A")]
        tags = two_before == ord("<")
        ended = (here <= ord(" ")) | (here == ord(">")) | (here == ord("/"))
        announced = int(np.count_nonzero(tags & (before == ord("c")) & ended))
        self.has_formulas = bool((tags & (before == ord("f")) & ended).any())
        oddly = bool(((here == ord("=")) & (before <= ord(" "))).any()) or bool((references & ~quoted).any())
        self.is_plain = not oddly and announced == cells.size
        types = spaced_equals & (before == ord("t")) & quoted
        self.shared_texts = int(np.count_nonzero(types & (two_after == ord("s"))))
        self.has_errors = bool((types & (two_after == ord("e"))).any())
        self.last_row = self.last_column = self.values = 0
        if self.is_plain:
            self._measure(text, cells)

    def _measure(self, text: Bytes, places: Places) -> None:
        places = _with_value(text, places)
        self.values = int(places.size)
        for letters in range(1, _LETTERS + 1):
            if not places.size:
                return
            is_longer = text[places + letters] >= ord("A")
            self._measure_columns(text, places[~is_longer], letters)
            places = places[is_longer]
        self.is_plain = self.is_plain and not places.size

    def _measure_columns(self, text: Bytes, places: Places, letters: int) -> None:
        """Cells whose column has so many letters, in groups by the number of digits of their row."""
        if not places.size:
            return
        self.last_column = max(self.last_column, column_number(_greatest(text, places, letters)))
        starts = places + letters
        for digits in range(1, _DIGITS + 1):
            ends_here = text[starts + digits] == ord('"')
            if ends_here.any():
                greatest = _greatest(text, starts[ends_here], digits)
                self.is_plain = self.is_plain and greatest.isdigit()
                self.last_row = max(self.last_row, int(greatest) if greatest.isdigit() else 0)
                starts = starts[~ends_here]
            if not starts.size:
                return
        self.is_plain = False


def _with_value(text: Bytes, places: Places) -> Places:
    """Of these references, those whose tag does not close itself."""
    closed = (text[:-1] == ord("/")) & (text[1:] == ord(">"))
    if not closed.any():
        return places
    closes = np.flatnonzero(text == ord(">"))
    following = np.searchsorted(closes, places)
    inside = following < closes.size
    kept: Places = places[~inside | (text[closes[np.minimum(following, closes.size - 1)] - 1] != ord("/"))]
    return kept


def _greatest(text: Bytes, starts: Places, length: int) -> bytes:
    """The greatest of the words of one length that begin at these places."""
    words = np.zeros((starts.size, 8), dtype=np.uint8)
    for at in range(length):
        words[:, at] = text[starts + at]
    return int(words.view(">u8").max()).to_bytes(8, "big")[:length]


def column_number(letters: bytes) -> int:
    """A is 1, Z 26, AA 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def is_uncomputed(shown: bytes, *, recalculates: bool) -> bool:
    """Some writers store 0 for every formula and ask the spreadsheet to compute when it is opened."""
    return not shown or (recalculates and shown == b"0")
