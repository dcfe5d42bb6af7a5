"""Opening a workbook that has passed the gates. The only place where the workbook library is used."""

from collections.abc import Iterator, Sequence
from io import BytesIO

from python_calamine import CalamineSheet, CalamineWorkbook  # noqa: TID251  the one place for it

from baeumgil.engines.said import Said
from baeumgil.engines.sheets.archive import SAVE_AGAIN
from baeumgil.engines.sheets.errors import SheetRefused
from baeumgil.engines.sheets.gates import PassedSheet
from baeumgil.engines.sheets.headings import Merged
from baeumgil.engines.sheets.rows import Tidy
from baeumgil.engines.sheets.table import Cell

Opened = tuple[PassedSheet, list[tuple[Cell, ...]], int, Sequence[Merged], Tidy]


def open_sheets(data: bytes, sheets: Sequence[PassedSheet]) -> Iterator[Opened]:
    """Each sheet with its tidy rows, the (0-based) row of the first of them, and its merged ranges."""
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        for sheet in sheets:
            grid = book.get_sheet_by_name(sheet.name)
            tidy = Tidy()
            lines, first_row = _lines(grid, tidy)
            yield sheet, lines, first_row, grid.merged_cell_ranges or (), tidy
    except (SheetRefused, GeneratorExit, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as failure:  # a panic in the library is no Exception
        raise SheetRefused(
            "workbook_broken",
            Said(
                "엑셀 파일의 내용이 깨져 있어 읽을 수 없습니다.",
                "The contents of the Excel file are broken and cannot be read.",
            ),
            SAVE_AGAIN,
        ) from failure


def _lines(grid: CalamineSheet, tidy: Tidy) -> tuple[list[tuple[Cell, ...]], int]:
    """All rows from the top of the sheet; the library leaves out empty columns at the left."""
    if grid.start is None:
        return [], 0
    left: tuple[Cell, ...] = (None,) * grid.start[1]
    rows = grid.iter_rows()
    return ([left + tidy.row(row) for row in rows] if left else [tidy.row(row) for row in rows]), 0
