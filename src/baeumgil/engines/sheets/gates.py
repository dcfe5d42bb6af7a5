"""The gates an XLSX file passes before a library opens it.

Size, archive, structure, markup, extent: each shuts with its own sentence and way out. What passes is
handed on in memory, so that the bytes that were looked at are the bytes that are read.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from baeumgil.engines.said import Said
from baeumgil.engines.sheets.archive import SAVE_AGAIN, Entry, content, entries_of, pieces
from baeumgil.engines.sheets.errors import SheetRefused
from baeumgil.engines.sheets.limits import MEBIBYTE, Limits
from baeumgil.engines.sheets.sheet_parse import look_closely
from baeumgil.engines.sheets.sheet_scan import Extent, SheetScan
from baeumgil.engines.sheets.structure import Structure, structure_of

_TEXTS = "xl/sharedStrings.xml"
_XML = (".xml", ".rels", ".vml")
_OVERLAP = 256
_MARKUP = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']*)""", re.IGNORECASE)
_PLAIN_ENCODINGS = {b"utf-8", b"utf8", b"us-ascii", b"ascii"}
_TEXT_START = re.compile(rb"<(?:\w+:)?si[\s>/]")
_SHARED = re.compile(rb't="s"[^>]*><v>(\d{1,9})</v>')
_FEWER = Said(
    "쓰지 않는 행과 열을 지우거나 파일을 나누어 올려 주세요.", "Remove unused rows and columns, or split the file."
)


@dataclass(frozen=True, slots=True)
class PassedSheet:
    """A sheet as the workbook announces it, with what the look over it found."""

    name: str
    entry: str
    hidden: bool
    extent: Extent


@dataclass(frozen=True, slots=True)
class PassedWorkbook:
    """A workbook that may be opened. `date_system` is 1900 or 1904."""

    data: bytes
    date_system: int
    sheets: tuple[PassedSheet, ...]


def read_whole(path: Path, limits: Limits) -> bytes:
    """The file's bytes, refused by size before they are read."""
    if path.stat().st_size > limits.file_bytes:
        raise SheetRefused(
            "file_too_big",
            Said(
                f"파일이 {limits.file_bytes // MEBIBYTE}MB를 넘습니다.",
                f"The file is larger than {limits.file_bytes // MEBIBYTE} MB.",
            ),
            Said(
                "그림과 쓰지 않는 시트를 지우거나 파일을 나누어 올려 주세요.",
                "Remove pictures and unused sheets, or split the file.",
            ),
        )
    return path.read_bytes()


def pass_workbook(data: bytes, limits: Limits) -> PassedWorkbook:
    """Every gate for an XLSX. Raises `SheetRefused`."""
    entries = {entry.name: entry for entry in entries_of(data, limits)}
    structure = structure_of(data, entries)
    extents = _look_over(data, entries, structure, limits)
    sheets = tuple(PassedSheet(part.name, part.entry, part.hidden, extents[part.entry]) for part in structure.sheets)
    shown = [sheet for sheet in sheets if not sheet.hidden]
    _refuse_extents(shown, limits)
    _refuse_expansion(data, entries, shown, limits)
    return PassedWorkbook(data, structure.date_system, sheets)


def _look_over(data: bytes, entries: Mapping[str, Entry], structure: Structure, limits: Limits) -> dict[str, Extent]:
    """Unpack every entry once, in pieces: sums and markup of all, extent of the sheets."""
    sheets = {part.entry for part in structure.sheets}
    extents = {}
    for name, entry in entries.items():
        scan = SheetScan(recalculates=structure.recalculates) if name in sheets else None
        if scan is None and name.endswith(_XML) and entry.unpacked > limits.part_bytes:
            raise SheetRefused(
                "part_too_big",
                Said("파일에 든 글자가 지나치게 많습니다.", "There is far too much text in the file."),
                _FEWER,
            )
        is_xml = scan is not None or name.casefold().endswith(_XML)
        tail = b""
        for piece in pieces(data, entry):
            if is_xml:
                _refuse_markup(tail + piece, is_first=not tail)
            if scan is not None:
                scan.feed(piece)
            tail = piece[-_OVERLAP:]
        if scan is not None:
            extents[name] = _closed(scan, data, entry, structure, limits)
    return extents


def _closed(scan: SheetScan, data: bytes, entry: Entry, structure: Structure, limits: Limits) -> Extent:
    extent = scan.close()
    if not extent.is_odd:
        return extent
    return look_closely(content(data, entry, limits.odd_sheet_bytes), recalculates=structure.recalculates)


def _refuse_markup(text: bytes, *, is_first: bool) -> None:
    """No document types, no entities, and no spelling in which they could hide."""
    declared = _ENCODING.match(text[:_OVERLAP].removeprefix(b"\xef\xbb\xbf")) if is_first else None
    if b"\0" in text or text.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _odd_encoding()
    if declared is not None and declared[1].lower() not in _PLAIN_ENCODINGS:
        raise _odd_encoding()
    if b"<!" in text and _MARKUP.search(text):
        raise SheetRefused(
            "xml_doctype",
            Said(
                "파일 안에 허용하지 않는 선언(DOCTYPE)이 있습니다.",
                "There is a declaration in the file that is not allowed (DOCTYPE).",
            ),
            SAVE_AGAIN,
        )


def _refuse_extents(sheets: Iterable[PassedSheet], limits: Limits) -> None:
    area = 0
    for sheet in sheets:
        extent = sheet.extent
        area += extent.area
        if extent.last_row > limits.rows:
            raise SheetRefused(
                "too_many_rows",
                Said(
                    f"시트 '{sheet.name}'의 행이 {limits.rows:,}개를 넘습니다.",
                    f"The sheet “{sheet.name}” has more than {limits.rows:,} rows.",
                ),
                _FEWER,
            )
        if extent.last_column > limits.columns:
            raise SheetRefused(
                "too_many_columns",
                Said(
                    f"시트 '{sheet.name}'의 열이 {limits.columns:,}개를 넘습니다.",
                    f"The sheet “{sheet.name}” has more than {limits.columns:,} columns.",
                ),
                _FEWER,
            )
        if extent.merged > limits.merged:
            raise SheetRefused(
                "too_many_merged",
                Said(
                    f"시트 '{sheet.name}'에 병합한 셀이 너무 많습니다.",
                    f"The sheet “{sheet.name}” has too many merged cells.",
                ),
                _FEWER,
            )
    if area > limits.cells:
        raise SheetRefused(
            "too_many_cells",
            Said(f"셀이 {limits.cells:,}개를 넘습니다.", f"There are more than {limits.cells:,} cells."),
            _FEWER,
        )


def _refuse_expansion(data: bytes, entries: Mapping[str, Entry], sheets: Iterable[PassedSheet], limits: Limits) -> None:
    """A long text that a million cells share is stored once and read a million times."""
    entry = entries.get(_TEXTS)
    users = [sheet for sheet in sheets if sheet.extent.shared_texts]
    if entry is None or not users:
        return
    text = content(data, entry, limits.part_bytes)
    starts = np.fromiter((found.start() for found in _TEXT_START.finditer(text)), dtype=np.int64)
    lengths = np.diff(starts, append=len(text))
    count = sum(sheet.extent.shared_texts for sheet in users)
    if not lengths.size or int(lengths.max()) * count <= limits.expanded_bytes:
        return
    total = sum(_expanded(data, entries[sheet.entry], lengths) for sheet in users)
    if total > limits.expanded_bytes or any(sheet.extent.is_odd for sheet in users):
        raise SheetRefused(
            "too_much_text",
            Said("셀에 든 글자를 모두 펼치면 지나치게 많습니다.", "Unfolded, the cells hold far too much text."),
            _FEWER,
        )


def _expanded(data: bytes, entry: Entry, lengths: "np.ndarray[tuple[int], np.dtype[np.int64]]") -> int:
    total, tail = 0, b""
    for piece in pieces(data, entry):
        text = tail + piece
        cut = max(text.rfind(b"<c"), 0)
        numbers = np.array(_SHARED.findall(text[:cut]), dtype=np.int64)
        total += int(lengths[numbers[numbers < lengths.size]].sum())
        tail = text[cut:]
    return total


def _odd_encoding() -> SheetRefused:
    return SheetRefused(
        "xml_encoding", Said("파일 안의 글자가 UTF-8이 아닙니다.", "The text inside the file is not UTF-8."), SAVE_AGAIN
    )
