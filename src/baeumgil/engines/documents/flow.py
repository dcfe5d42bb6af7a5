"""The tree resolved into lines and grids that every writer only has to draw: marks, indents, 붙임 and 끝 are settled.

What is settled once here cannot differ between HWPX, PDF and XLSX.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from baeumgil.engines.documents.numbering import marks
from baeumgil.engines.documents.tree import (
    Align,
    Attachments,
    Block,
    Bullet,
    Cell,
    Document,
    End,
    Heading,
    Item,
    PageBreak,
    Paragraph,
    Table,
    cells_of,
)
from baeumgil.engines.documents.writing import align_of, clean, shade_of, written

END = "끝."
ONE_CHARACTER = "  "
"""한 글자(2타): the width that papers leave before 끝 and after 붙임."""
_BULLETS = ("□", "○", "-", "ㆍ")
_NOTE = "※"


class Role(StrEnum):
    """What a line is, from which a writer takes its face."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    BULLET = "bullet"
    ATTACHMENT = "attachment"
    END = "end"


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph. `mark` stands before the text and further lines hang under the text; `level` counts from 1."""

    role: Role
    text: str
    mark: str = ""
    level: int = 1
    align: Align = Align.LEFT
    is_bold: bool = False
    is_small: bool = False

    @property
    def whole(self) -> str:
        """The line as it is read."""
        return f"{self.mark} {self.text}" if self.mark else self.text


@dataclass(frozen=True, slots=True)
class Place:
    """One cell where it begins, with all that a writer needs to draw it."""

    row: int
    column: int
    rows: int
    columns: int
    text: str
    align: Align
    shade: str
    is_bold: bool
    cell: Cell


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. `places` are in reading order; `shares` add up to 1; `header_rows` repeat on every page."""

    places: tuple[Place, ...]
    shares: tuple[float, ...]
    height: int
    header_rows: int
    caption: str
    unit: str
    is_plain: bool
    sheet: str


@dataclass(frozen=True, slots=True)
class Break:
    """A new page begins."""


Piece = Line | Grid | Break


def flow(document: Document) -> tuple[Piece, ...]:
    """Everything the body says, in order. The title stands before it and is not part of it."""
    numbered = _marks_of_items(document.body)
    pieces: list[Piece] = []
    for place, block in enumerate(document.body):
        match block:
            case End():
                _close(pieces)
            case Attachments():
                pieces.extend(_attachments(block))
            case Table():
                pieces.append(grid_of(block))
            case PageBreak():
                pieces.append(Break())
            case _:
                pieces.append(_line(block, numbered.get(place, "")))
    return tuple(pieces)


def heads_of(document: Document) -> tuple[Line, ...]:
    """Title and what is under it."""
    lines = [Line(Role.TITLE, clean(document.title), align=Align.CENTRE, is_bold=True)]
    if document.subtitle:
        lines.append(Line(Role.SUBTITLE, clean(document.subtitle), align=Align.CENTRE))
    return tuple(lines)


def grid_of(table: Table) -> Grid:
    """A table with every cell at its place. Raises ValueError when the cells do not fit together.

    A row in which no cell begins is left out: it has nothing to show, and the word processor opens no file with one.
    """
    grid = cells_of(table)
    begins = [any(cell is not None for cell in cells) for cells in grid]
    places = tuple(
        _place(cell, sum(begins[:row]), column, sum(begins[row : row + cell.rows]))
        for row, cells in enumerate(grid)
        for column, cell in enumerate(cells)
        if cell is not None
    )
    whole = sum(table.widths) or 1.0
    return Grid(
        places=places,
        shares=tuple(width / whole for width in table.widths),
        height=sum(begins),
        header_rows=_header_rows(sum(begins[: table.header_rows]), places),
        caption=clean(table.caption),
        unit=_unit(clean(table.unit)),
        is_plain=table.is_plain,
        sheet=clean(table.sheet or table.caption),
    )


def _place(cell: Cell, row: int, column: int, rows: int) -> Place:
    return Place(
        row=row,
        column=column,
        rows=rows,
        columns=cell.columns,
        text=written(cell),
        align=align_of(cell),
        shade=shade_of(cell),
        is_bold=cell.is_header or cell.is_total,
        cell=cell,
    )


def _unit(unit: str) -> str:
    """(단위: 명), however much of it the paper's author wrote."""
    return unit if not unit or "단위" in unit else f"(단위: {unit})"


def _header_rows(said: int, places: tuple[Place, ...]) -> int:
    """As many rows as said, and as far as the cells in them reach; none where they hold no head."""
    heads = [place for place in places if place.row < said]
    if not any(place.cell.is_header for place in heads):
        return 0
    return _reach(places, said)


def _reach(places: tuple[Place, ...], rows: int) -> int:
    """The first row boundary at or below `rows` that no cell crosses."""
    while True:
        further = max((place.row + place.rows for place in places if place.row < rows), default=rows)
        if further <= rows:
            return rows
        rows = further


def _marks_of_items(body: tuple[Block, ...]) -> dict[int, str]:
    """Marks by place in the body. A heading begins a new count; tables and paragraphs between do not."""
    found: dict[int, str] = {}
    places: list[int] = []
    levels: list[int] = []
    for place, block in enumerate((*body, Heading(""))):
        match block:
            case Item():
                places.append(place)
                levels.append(block.level)
            case Heading():
                found.update(zip(places, marks(levels), strict=True))
                places, levels = [], []
            case _:
                continue
    return found


def _line(block: Heading | Paragraph | Item | Bullet, item_mark: str) -> Line:
    match block:
        case Heading():
            return Line(Role.HEADING, clean(block.text), clean(block.mark), block.level, is_bold=True)
        case Paragraph():
            return Line(
                Role.PARAGRAPH, clean(block.text), align=block.align, is_bold=block.is_bold, is_small=block.is_small
            )
        case Item():
            return Line(Role.ITEM, clean(block.text), item_mark, block.level, Align.JUSTIFY)
        case Bullet():
            sign = _NOTE if block.is_note else _BULLETS[min(max(block.level, 1), len(_BULLETS)) - 1]
            return Line(Role.BULLET, clean(block.text), sign, block.level, Align.JUSTIFY, is_small=block.is_note)


def _attachments(block: Attachments) -> list[Line]:
    """붙임 before the first name; the names are numbered if there are two or more."""
    if not block.names:
        return []
    lone = len(block.names) == 1
    lines = []
    for number, name in enumerate(block.names, start=1):
        text = clean(name).strip()
        text = text if text.endswith(".") else f"{text}."
        lines.append(
            Line(
                Role.ATTACHMENT,
                text if lone else f"{number}. {text}",
                f"붙임{ONE_CHARACTER[1:]}" if number == 1 else "",
            )
        )
    if block.ends:
        lines[-1] = replace(lines[-1], text=f"{lines[-1].text}{ONE_CHARACTER}{END}")
    return lines


def _close(pieces: list[Piece]) -> None:
    """끝 one character after the last; after a table at the left below it (행정업무규정 시행규칙 제4조)."""
    match pieces[-1] if pieces else None:
        case Line(role=Role.PARAGRAPH | Role.ITEM | Role.BULLET | Role.ATTACHMENT) as last:
            pieces[-1] = replace(last, text=f"{last.text.rstrip()}{ONE_CHARACTER}{END}")
        case _:
            pieces.append(Line(Role.END, f"{ONE_CHARACTER}{END}"))
