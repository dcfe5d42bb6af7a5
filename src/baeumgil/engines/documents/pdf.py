"""A paper as PDF, set by typst from a template of ours with nothing but the faces that set-up prepared."""

import json
import re
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Literal

from baeumgil.engines.documents.flow import Break, Grid, Line, Piece, Place, flow, heads_of
from baeumgil.engines.documents.fonts import FAMILIES, require_fonts
from baeumgil.engines.documents.measuring import halves
from baeumgil.engines.documents.tree import Document, Orientation
from baeumgil.engines.documents.writing import clean

_TEMPLATE = Path(__file__).with_name("paper.typ")
_STANDARD: Literal["ua-1"] = "ua-1"
_UNDATED = date(2000, 1, 1)
_ROOM = {Orientation.PORTRAIT: 100, Orientation.LANDSCAPE: 151}
"""Half characters of a table's face between the margins."""
_PADDING = 2
_LONGEST_WORD = 4
_BREAK_HERE = "\u200b"
_JOINTS = re.compile(r"(?<=[·ㆍ/,~)])(?!$)")
"""After these a word that must break breaks best."""


def write_pdf(document: Document, *, fonts: Path) -> bytes:
    """The paper as a tagged PDF (PDF/UA-1): the same bytes for the same paper. Raises `FontsMissing`."""
    # Loading the typesetter is for those who write papers.
    import typst

    require_fonts(fonts)
    written = typst.compile(
        _TEMPLATE.read_bytes(),
        format="pdf",
        font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts]),
        ignore_system_fonts=True,
        sys_inputs={"paper": paper_of(document)},
        pdf_standards=_STANDARD,
        timestamp=datetime.combine(document.made_on or _UNDATED, time(), UTC),
    )
    if not isinstance(written, bytes):
        raise TypeError("one file was asked for")
    return written


def paper_of(document: Document) -> str:
    """All that the template draws, as JSON."""
    day = document.made_on
    return json.dumps(
        {
            "families": FAMILIES,
            "title": clean(document.title),
            "author": clean(document.author),
            "subject": clean(document.subject),
            "keywords": [clean(word) for word in document.keywords],
            "day": [day.year, day.month, day.day] if day else None,
            "header": clean(document.header),
            "footer": clean(document.footer),
            "numbered": document.has_page_numbers,
            "landscape": document.orientation is Orientation.LANDSCAPE,
            "pieces": [_piece(piece, document.orientation) for piece in (*heads_of(document), *flow(document))],
        },
        ensure_ascii=False,
    )


def _piece(piece: Piece, orientation: Orientation) -> dict[str, object]:
    match piece:
        case Line():
            return {
                "kind": "line",
                "role": piece.role.value,
                "text": piece.text,
                "mark": piece.mark,
                "level": piece.level,
                "align": piece.align.value,
                "bold": piece.is_bold,
                "small": piece.is_small,
            }
        case Grid():
            return {
                "kind": "grid",
                "shares": piece.shares,
                "header": piece.header_rows,
                "caption": piece.caption,
                "unit": piece.unit,
                "plain": piece.is_plain,
                "cells": [_cell(place, piece, _ROOM[orientation]) for place in piece.places],
            }
        case Break():
            return {"kind": "break"}


def _cell(place: Place, grid: Grid, room: int) -> dict[str, object]:
    share = sum(grid.shares[place.column : place.column + place.columns])
    return {
        "x": place.column,
        "y": place.row,
        "columns": place.columns,
        "rows": place.rows,
        "text": breakable(place.text, int(share * room) - _PADDING),
        "align": place.align.value,
        "shade": place.shade,
        "bold": place.is_bold,
    }


def breakable(text: str, room: int) -> str:
    """The text with places to break inside words that are wider than their column: after a joint, else anywhere."""
    room = max(room, _LONGEST_WORD)
    return "\n".join(" ".join(_breakable(word, room) for word in line.split(" ")) for line in text.split("\n"))


def _breakable(word: str, room: int) -> str:
    if halves(word) <= room:
        return word
    return _BREAK_HERE.join(
        part if halves(part) <= room else _BREAK_HERE.join(part)
        for part in _JOINTS.sub(_BREAK_HERE, word).split(_BREAK_HERE)
    )
