"""Reading one table out of an XLSX or CSV file."""

from pathlib import Path

from baeumgil.engines.sheets.errors import SheetRefused
from baeumgil.engines.sheets.limits import DEFAULT, Limits
from baeumgil.engines.sheets.table import Cell, Fault, Row, SheetInfo, Skipped, Table

__all__ = ["DEFAULT", "Cell", "Fault", "Limits", "Row", "SheetInfo", "SheetRefused", "Skipped", "Table", "read_table"]


def read_table(
    path: Path,
    *,
    file_name: str,
    sheet: str = "",
    encoding: str = "auto",
    limits: Limits = DEFAULT,
) -> Table:
    """The one table of a file, or of the named sheet. Raises `SheetRefused`."""
    raise NotImplementedError
