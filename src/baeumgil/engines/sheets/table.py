"""What a read file looks like: plain values in rows, with where they stood."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

Cell = str | int | float | bool | date | None
"""A value as the file holds it. `datetime` is a `date` too; text is trimmed, and empty text is None."""


class Row(NamedTuple):
    """One line of data. `number` is the row a person sees in the spreadsheet, from 1."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class SheetInfo:
    """A sheet of the workbook. `rows` is the last row that holds a value; hidden sheets are never read."""

    name: str
    hidden: bool
    rows: int


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that holds an error (#N/A) or a formula nobody has computed. `column` counts from 0."""

    row: int
    column: int
    code: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that is no data: `blank` (inside the table), `subtotal` (with its cells), or `note` after the end."""

    row: int
    reason: str
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table. Every row has as many cells as there are headings; `resident_columns` hold resident numbers."""

    sheet: str
    sheets: tuple[SheetInfo, ...]
    headings: tuple[str, ...]
    heading_row: int
    rows: Sequence[Row]
    encoding: str
    date_system: int
    faults: tuple[Fault, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    resident_columns: frozenset[int] = frozenset()
    title: str = ""
