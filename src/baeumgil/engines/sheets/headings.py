"""Finding where a table begins: past its title and unit line, at a heading of one or two rows."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from baeumgil.engines.said import Said
from baeumgil.engines.sheets.errors import SheetRefused
from baeumgil.engines.sheets.table import Cell
from baeumgil.engines.sheets.text import fold_text

Merged = tuple[tuple[int, int], tuple[int, int]]

LOOKED_AT = 40
_LONGEST_HEADING = 60
_DATA = re.compile(r"\d{4}\s*[-./년]\s*\d|\d{5,}|^[\d.,\s△▲%-]+$|@")
_UNIT_LINE = re.compile(r"^[(\[<]?\s*(단위|기준|작성|출력|조회|붙임|별지|총\s*\d)")


@dataclass(frozen=True, slots=True)
class Heading:
    """Headings by column, and which rows they took (counting from 0 within the rows looked at)."""

    names: tuple[str, ...]
    first: int
    last: int
    title: str


def find_heading(rows: Sequence[Sequence[Cell]], merged: Iterable[Merged] = (), first_row: int = 0) -> Heading | None:
    """The heading of a table, or None. `merged` gives ranges with absolute rows, `first_row` that of `rows[0]`.

    The heading is the first row of nothing but short words that covers at least half of the table's
    columns. A second row belongs to it when merged cells tie the two, or when it fills the gaps.
    """
    top = [list(row) for row in rows[:LOOKED_AT]]
    down, across = _fill(top, merged, first_row)
    width = max((sum(cell is not None for cell in row) for row in top), default=0)
    for place, row in enumerate(top):
        if not _is_heading(row, width):
            continue
        is_tied = any(tie == place + 1 for tie in down) or place in across
        upper, lower = _two_rows(top, place, is_tied=is_tied)
        names = _join(top[upper] if upper != lower else None, top[lower])
        title = " ".join(dict.fromkeys(_name(cell) for line in top[:upper] for cell in line if cell is not None))
        return Heading(names, upper, lower, title[:200])
    return None


def refuse_same(names: Sequence[str]) -> None:
    """No two columns under one name: nobody could say which is meant."""
    seen: set[str] = set()
    for name in names:
        if name and name in seen:
            raise SheetRefused(
                "same_heading",
                Said(f"제목이 '{name}'인 열이 둘 이상입니다.", f"Two or more columns have the heading “{name}”."),
                Said("열 제목을 서로 다르게 고쳐 주세요.", "Give the columns different headings."),
            )
        seen.add(name)


def _fill(top: list[list[Cell]], merged: Iterable[Merged], first_row: int) -> tuple[set[int], set[int]]:
    """Give every cell of a merged range its value; the rows tied to the one above, and those merged sideways."""
    down, across = set(), set()
    for (from_row, from_column), (to_row, to_column) in merged:
        begin, end = from_row - first_row, min(to_row - first_row, len(top) - 1)
        if not 0 <= begin < len(top) or from_column >= len(top[begin]):
            continue
        value = top[begin][from_column]
        last_column = min(to_column, len(top[begin]) - 1)
        for row in range(begin, end + 1):
            top[row][from_column : last_column + 1] = [value] * (last_column + 1 - from_column)
        down |= set(range(begin + 1, end + 1))
        if last_column > from_column and value is not None:
            across.add(begin)
    return down, across


def _is_heading(row: Sequence[Cell], width: int) -> bool:
    filled = [cell for cell in row if cell is not None]
    if not filled or not all(_is_word(cell) for cell in filled):
        return False
    if len(set(filled)) < min(2, width):
        return False
    return len(filled) * 2 >= width and not _UNIT_LINE.match(str(filled[0]))


def _is_word(cell: Cell) -> bool:
    if isinstance(cell, bool | int | float | date) or cell is None:
        return False
    text = fold_text(cell)
    return 0 < len(text) <= _LONGEST_HEADING and not _DATA.search(text)


def _two_rows(top: Sequence[Sequence[Cell]], place: int, *, is_tied: bool) -> tuple[int, int]:
    """First and last row of the heading found at `place`."""
    here = top[place]
    if place + 1 < len(top):
        below = top[place + 1]
        if (is_tied or _fills_gaps(here, below)) and _all_words(below):
            return place, place + 1
    if place and _fills_gaps(here, top[place - 1]) and _all_words(top[place - 1]):
        return place - 1, place
    return place, place


def _fills_gaps(row: Sequence[Cell], other: Sequence[Cell]) -> bool:
    """True when `other` has a word in every gap of `row`, and there is a gap, and a gap of its own."""
    gaps = [column for column, cell in enumerate(row) if cell is None]
    own_gaps = any(other[column] is None for column in range(len(row)) if row[column] is not None)
    return bool(gaps) and own_gaps and all(other[column] is not None for column in gaps)


def _all_words(row: Sequence[Cell]) -> bool:
    filled = [cell for cell in row if cell is not None]
    return bool(filled) and all(_is_word(cell) for cell in filled)


def _join(upper: Sequence[Cell] | None, lower: Sequence[Cell]) -> tuple[str, ...]:
    if upper is None:
        return tuple(_name(cell) for cell in lower)
    group = ""
    names = []
    for above, below in zip(upper, lower, strict=True):
        group = _name(above) or (group if below is not None else "")
        own = _name(below)
        names.append(group if not own or own == group else f"{group} {own}".strip())
    return tuple(names)


def _name(cell: Cell) -> str:
    return "" if cell is None else fold_text(str(cell))
