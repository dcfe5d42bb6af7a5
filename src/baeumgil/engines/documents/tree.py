"""The neutral tree: what a paper says and how it is divided, not how any format writes it.

Numbering is the writers' work: an `Item` of level 1 is written "1.", of level 2 "가.", of level 3 "1)", of level 4
"가)", counted anew under each item above (행정업무운영 편람). A level with a single item gets no mark.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Align(StrEnum):
    """Where a line stands."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"
    JUSTIFY = "justify"


class Orientation(StrEnum):
    """A4 upright or lying."""

    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


@dataclass(frozen=True, slots=True)
class Heading:
    """A real heading: level 1 a chapter ("Ⅰ."), 2 a section ("1."), 3 a part; `mark` is typed before it."""

    text: str
    level: int = 1
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str
    align: Align = Align.JUSTIFY
    is_bold: bool = False
    is_small: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One numbered item of an official paper, levels 1 to 8: 1. → 가. → 1) → 가) → (1) → (가) → ① → ㉮."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Bullet:
    """개조식: level 1 □, 2 ○, 3 -, 4 ㆍ; `is_note` writes ※ instead."""

    text: str
    level: int = 1
    is_note: bool = False


Value = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. Numbers stay numbers (a live number in XLSX); `None` is an empty cell.

    `rows` and `columns` say over how many it reaches. `text` overrides how a value is written on paper.
    """

    value: Value = None
    rows: int = 1
    columns: int = 1
    is_header: bool = False
    is_total: bool = False
    align: Align | None = None
    shade: str = ""
    """A named shade: "" none, "header", "total", "closed" (holidays, greyed)."""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table. `rows` holds only the cells that begin there: a cell reached from above or the left is left out.

    `widths` are shares, one per column. `header_rows` repeat on every page. `unit` is written at the top right.
    `sheet` names the worksheet of an XLSX (the caption otherwise).
    """

    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    caption: str = ""
    unit: str = ""
    header_rows: int = 1
    sheet: str = ""
    is_plain: bool = False
    """Without rulings: for lines of key and value."""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """Go on on a new page."""


@dataclass(frozen=True, slots=True)
class Attachments:
    """붙임: names with the number of copies, numbered if two or more, then "끝." when `ends`."""

    names: tuple[str, ...]
    ends: bool = True


@dataclass(frozen=True, slots=True)
class End:
    """끝. — one space after the last character of the block before; after a table, at the left below it."""


Block = Heading | Paragraph | Item | Bullet | Table | PageBreak | Attachments | End


@dataclass(frozen=True, slots=True)
class Document:
    """A paper. `header` and `footer` are written on every page, with the page number between dashes below."""

    title: str
    body: tuple[Block, ...]
    subtitle: str = ""
    header: str = ""
    footer: str = ""
    has_page_numbers: bool = True
    orientation: Orientation = Orientation.PORTRAIT
    author: str = ""
    subject: str = ""
    made_on: date | None = None
    keywords: tuple[str, ...] = field(default_factory=tuple)


def cells_of(table: Table) -> list[list[Cell | None]]:
    """The table as a full grid: a cell at each place where one begins, None where one reaches. Raises ValueError.

    The grid is as wide as `widths`; a row that does not fit, a hole or an overlap is an error.
    """
    width = len(table.widths)
    grid: list[list[Cell | None]] = [[None] * width for _ in table.rows]
    taken = [[False] * width for _ in table.rows]
    for place, row in enumerate(table.rows):
        column = 0
        for cell in row:
            while column < width and taken[place][column]:
                column += 1
            if column + cell.columns > width or place + cell.rows > len(table.rows):
                raise ValueError(f"row {place}: the cell {cell.value!r} does not fit")
            for down in range(cell.rows):
                for across in range(cell.columns):
                    if taken[place + down][column + across]:
                        raise ValueError(f"row {place}: the cell {cell.value!r} overlaps another")
                    taken[place + down][column + across] = True
            grid[place][column] = cell
            column += cell.columns
        if not all(taken[place]):
            raise ValueError(f"row {place}: {width - sum(taken[place])} cells are missing")
    return grid
