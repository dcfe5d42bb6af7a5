"""Reading one table out of an XLSX or CSV file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from baeumgil.engines.said import Said
from baeumgil.engines.sheets.csv_text import csv_rows, decode
from baeumgil.engines.sheets.errors import SheetRefused
from baeumgil.engines.sheets.gates import PassedSheet, PassedWorkbook, pass_workbook, read_whole
from baeumgil.engines.sheets.headings import LOOKED_AT, Heading, Merged, find_heading, refuse_same
from baeumgil.engines.sheets.limits import DEFAULT, Limits
from baeumgil.engines.sheets.resident import looks_like_resident_column
from baeumgil.engines.sheets.rows import Tidy, data_rows, is_error
from baeumgil.engines.sheets.sheet_scan import Extent
from baeumgil.engines.sheets.sniffing import FileKind, kind_of
from baeumgil.engines.sheets.table import Cell, Fault, Row, SheetInfo, Skipped, Table
from baeumgil.engines.sheets.workbook import open_sheets

__all__ = ["DEFAULT", "Cell", "Fault", "Limits", "Row", "SheetInfo", "SheetRefused", "Skipped", "Table", "read_table"]

Lines = list[tuple[Cell, ...]]
_NO_TABLE = Said(
    "첫 줄에 열 제목(사번, 성명 …)을 적고 그 아래에 자료를 적어 주세요.",
    "Put the headings (사번, 성명 …) in the first row and the data below.",
)


@dataclass(frozen=True, slots=True)
class _Grid:
    """A sheet laid out: tidy rows from `first_row` (0-based), its merged ranges and faulty cells."""

    name: str
    lines: Lines
    first_row: int
    merged: Sequence[Merged]
    extent: Extent
    tidy: Tidy


def read_table(
    path: Path,
    *,
    file_name: str,
    sheet: str = "",
    encoding: str = "auto",
    limits: Limits = DEFAULT,
) -> Table:
    """The one table of a file, or of the named sheet. Raises `SheetRefused`.

    Only visible sheets are read; hidden ones are named in `Table.sheets`. Without `sheet`, the only
    visible sheet with a heading row is taken; when there are several, the refusal lists them.
    """
    data = read_whole(path, limits)
    if kind_of(data, file_name) is FileKind.WORKBOOK:
        return _from_workbook(pass_workbook(data, limits), sheet)
    text, used = decode(data, encoding)
    tidy = Tidy()
    lines = [tidy.row(row) for row in csv_rows(text, limits)]
    width = max(map(len, lines), default=0)
    if width > limits.columns:
        raise SheetRefused(
            "too_many_columns",
            Said(f"열이 {limits.columns:,}개를 넘습니다.", f"There are more than {limits.columns:,} columns."),
            Said("쓰지 않는 열을 지워 주세요.", "Remove unused columns."),
        )
    grid = _Grid("", [line + (None,) * (width - len(line)) for line in lines], 0, (), Extent(), tidy)
    return _table(grid, _heading(grid), (), used, 1900)


def _from_workbook(book: PassedWorkbook, wanted: str) -> Table:
    infos = tuple(SheetInfo(part.name, part.hidden, part.extent.last_row) for part in book.sheets)
    grids = [
        _Grid(part.name, lines, first_row, merged, part.extent, tidy)
        for part, lines, first_row, merged, tidy in open_sheets(book.data, _candidates(book, wanted))
    ]
    if len(grids) > 1:
        grids = [grid for grid in grids if find_heading(grid.lines, grid.merged, grid.first_row)] or grids
    if len(grids) > 1:
        names = ", ".join(f"'{grid.name}'" for grid in grids[:20])
        raise SheetRefused(
            "sheet_choice",
            Said(f"표가 든 시트가 여럿입니다: {names}.", f"Several sheets hold a table: {names}."),
            Said("읽을 시트를 하나 골라 주세요.", "Choose the sheet to read."),
        )
    grid = grids[0]
    return _table(grid, _heading(grid), infos, "xlsx", book.date_system)


def _candidates(book: PassedWorkbook, wanted: str) -> list[PassedSheet]:
    """Visible sheets that hold something, or the wanted one."""
    shown = [part for part in book.sheets if not part.hidden]
    if wanted:
        named = [part for part in book.sheets if part.name == wanted]
        if not named:
            names = ", ".join(f"'{part.name}'" for part in shown[:20])
            raise SheetRefused(
                "sheet_missing",
                Said(
                    f"그런 이름의 시트가 없습니다. 있는 시트: {names}.",
                    f"There is no sheet of that name. There are: {names}.",
                ),
                Said("시트를 다시 골라 주세요.", "Choose the sheet again."),
            )
        if named[0].hidden:
            raise _hidden(named)
        shown = named
    full = [part for part in shown if part.extent.values]
    if full:
        return full
    hidden = [part for part in book.sheets if part.hidden and part.extent.values]
    if hidden and not wanted:
        raise _hidden(hidden)
    raise SheetRefused("no_rows", Said("시트에 내용이 없습니다.", "The sheet is empty."), _NO_TABLE)


def _hidden(parts: Sequence[PassedSheet]) -> SheetRefused:
    names = ", ".join(f"'{part.name}'" for part in parts[:20])
    return SheetRefused(
        "sheet_hidden",
        Said(f"숨긴 시트는 읽지 않습니다: {names}.", f"Hidden sheets are not read: {names}."),
        Said(
            "Excel에서 시트 숨기기를 취소하고 다시 저장해 주세요.", "Unhide the sheet in Excel and save the file again."
        ),
    )


def _heading(grid: _Grid) -> Heading:
    top = list(islice(grid.lines, LOOKED_AT))
    if not any(cell is not None for line in grid.lines for cell in line):
        raise SheetRefused("no_rows", Said("파일에 내용이 없습니다.", "The file is empty."), _NO_TABLE)
    start = 0
    if all(cell is None for line in top for cell in line):
        start = next(place for place, line in enumerate(grid.lines) if any(cell is not None for cell in line))
    found = find_heading(grid.lines[start:], grid.merged, grid.first_row + start)
    if found is None:
        raise SheetRefused(
            "no_heading", Said("열 제목이 있는 줄을 찾지 못했습니다.", "No row with headings was found."), _NO_TABLE
        )
    return Heading(found.names, found.first + start, found.last + start, found.title)


def _table(grid: _Grid, heading: Heading, infos: tuple[SheetInfo, ...], encoding: str, date_system: int) -> Table:
    names = heading.names
    width = max((place + 1 for place, name in enumerate(names) if name), default=0)
    refuse_same(names[:width])
    _fill_merged(grid, heading.last + 1)
    skipped: list[Skipped] = []
    begin = heading.last + 1
    numbered = enumerate(islice(grid.lines, begin, None), grid.first_row + begin + 1)
    rows = list(data_rows(numbered, grid.lines[heading.last][:width], grid.tidy.marks, skipped))
    if not rows:
        raise SheetRefused(
            "no_rows", Said("열 제목 아래에 자료가 없습니다.", "There is no data below the headings."), _NO_TABLE
        )
    return Table(
        sheet=grid.name,
        sheets=infos,
        headings=names[:width],
        heading_row=grid.first_row + heading.last + 1,
        rows=rows,
        encoding=encoding,
        date_system=date_system,
        faults=tuple(_faults(grid, rows, width)),
        skipped=tuple(skipped),
        resident_columns=_resident_columns(grid.tidy, rows, width),
        title=heading.title,
    )


def _fill_merged(grid: _Grid, begin: int) -> None:
    """A value over several merged rows holds for each of them; sideways merges stay as they are."""
    for (from_row, column), (to_row, to_column) in grid.merged:
        top, bottom = from_row - grid.first_row, to_row - grid.first_row
        if column != to_column or top < begin or top >= len(grid.lines) or bottom == top:
            continue
        line = grid.lines[top]
        if column >= len(line) or line[column] is None:
            continue
        for place in range(top + 1, min(bottom, len(grid.lines) - 1) + 1):
            below = grid.lines[place]
            if below[column] is None:
                grid.lines[place] = (*below[:column], line[column], *below[column + 1 :])


def _faults(grid: _Grid, rows: Sequence[Row], width: int) -> Iterable[Fault]:
    found = {(row, column - 1): kind for (row, column), (kind, _) in grid.extent.faults.items() if column <= width}
    if grid.tidy.met_error:
        for row in rows:
            found.update({(row.number, place): "error" for place, cell in enumerate(row.cells) if is_error(cell)})
    numbers = {row.number for row in rows} if found else set()
    for (number, column), kind in sorted(found.items()):
        if number not in numbers:
            continue
        if kind == "error":
            yield Fault(
                number,
                column,
                "cell_error",
                Said("셀에 오류 값(#N/A 등)이 있습니다.", "The cell holds an error (such as #N/A)."),
                Said("값을 직접 적어 주세요.", "Type the value itself."),
            )
        else:
            yield Fault(
                number,
                column,
                "cell_formula",
                Said("계산되지 않은 수식입니다.", "This formula was not calculated."),
                Said(
                    "Excel에서 파일을 열어 계산한 뒤 저장하거나 값을 직접 적어 주세요.",
                    "Open the file in Excel so that it is calculated and save it, or type the value itself.",
                ),
            )


def _resident_columns(tidy: Tidy, rows: Sequence[Row], width: int) -> frozenset[int]:
    if not tidy.met_resident:
        return frozenset()
    columns = zip(*(row.cells for row in rows), strict=True)
    return frozenset(
        place for place, column in zip(range(width), columns, strict=True) if looks_like_resident_column(column)
    )
