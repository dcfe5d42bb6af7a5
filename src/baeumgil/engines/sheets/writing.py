"""Writing tables as XLSX in which text stays text and nothing is a formula."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import BinaryIO

Value = str | int | float | bool | date | None


def export_cell(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    raise NotImplementedError


def write_table(
    stream: BinaryIO,
    *,
    title: str,
    headings: Sequence[str],
    rows: Iterable[Sequence[Value]],
    sheet_name: str,
    notes: Sequence[str] = (),
) -> int:
    """Write one sheet: title, notes, a bold frozen heading, the rows. Gives the number of rows written."""
    raise NotImplementedError
