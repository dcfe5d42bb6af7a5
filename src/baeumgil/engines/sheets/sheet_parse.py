"""The look over a sheet that is spelled unusually: a full parse, in place of whole-array steps.

Prefixed tags, single quotes, cells that do not say where they stand: all lawful, and slower to follow.
"""

from xml.parsers import expat

from baeumgil.engines.said import Said
from baeumgil.engines.sheets.archive import SAVE_AGAIN
from baeumgil.engines.sheets.errors import SheetRefused
from baeumgil.engines.sheets.limits import MEBIBYTE
from baeumgil.engines.sheets.sheet_scan import ERROR, UNCOMPUTED, Extent, column_number, is_uncomputed

_MOST_LETTERS = 3


def look_closely(content: bytes, *, recalculates: bool) -> Extent:
    """How far the values of this sheet reach. Raises `SheetRefused` when it is no well-formed sheet."""
    look = _Look(recalculates=recalculates)
    look.extent.merged = content.count(b"mergeCell ")
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = look.start
    parser.EndElementHandler = look.end
    parser.CharacterDataHandler = look.text
    parser.StartDoctypeDeclHandler = look.refuse
    parser.EntityDeclHandler = look.refuse
    try:
        for at in range(0, len(content), MEBIBYTE):
            parser.Parse(content[at : at + MEBIBYTE], False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError):
        raise SheetRefused(
            "xml_broken",
            Said("시트의 내용이 깨져 있어 읽을 수 없습니다.", "The sheet is broken and cannot be read."),
            SAVE_AGAIN,
        ) from None
    return look.extent


class _Look:
    """Follows rows and cells as they begin and end."""

    def __init__(self, *, recalculates: bool) -> None:
        self.extent = Extent()
        self._recalculates = recalculates
        self._local: dict[str, str] = {}
        self._row = self._column = 0
        self._kind: str | None = None
        self._filled = self._formula = self._in_value = False
        self._shown = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """A tag opens."""
        local = self._local.get(tag) or self._local.setdefault(tag, tag.rpartition(":")[2])
        if local == "c":
            self._place(attributes.get("r"))
            self._kind = attributes.get("t")
            self._filled = self._formula = False
            self._shown = ""
        elif local == "row":
            self._row, self._column = int(attributes.get("r") or self._row + 1), 0
        else:
            self._filled = True
            self._in_value = local == "v"
            self._formula = self._formula or local == "f"

    def end(self, tag: str) -> None:
        """A tag closes; with a cell, weigh it."""
        self._in_value = False
        if self._local[tag] != "c" or not self._filled:
            return
        extent = self.extent
        extent.values += 1
        extent.last_row = max(extent.last_row, self._row)
        extent.last_column = max(extent.last_column, self._column)
        extent.shared_texts += self._kind == "s"
        if self._kind == "e":
            extent.note_fault(self._row, self._column, ERROR, self._shown[:20])
        elif self._is_uncomputed():
            extent.note_fault(self._row, self._column, UNCOMPUTED, "")

    def _is_uncomputed(self) -> bool:
        is_formula = self._formula and self._kind != "str"
        return is_formula and is_uncomputed(self._shown.encode(), recalculates=self._recalculates)

    def text(self, text: str) -> None:
        """Characters; only those of a value matter, and of it only the beginning."""
        if self._in_value and len(self._shown) < MEBIBYTE:
            self._shown += text

    def refuse(self, *given: object) -> None:
        """Neither document types nor entities."""
        raise ValueError(len(given))

    def _place(self, reference: str | None) -> None:
        if reference is None:
            self._column += 1
            return
        letters = reference.rstrip("0123456789")
        if not 1 <= len(letters) <= _MOST_LETTERS or not letters.isascii() or not letters.isalpha():
            raise ValueError(len(letters))
        self._row, self._column = int(reference[len(letters) :]), column_number(letters.encode())
