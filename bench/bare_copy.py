"""The yardstick of imports: read a sheet with the fastest reader, copy its rows the database's fastest way."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from python_calamine import CalamineWorkbook  # noqa: TID251  the yardstick is the reader without our gates


def read_and_copy(path: Path) -> int:
    """Rows below title and headings into a table without keys, made anew; returns how many."""
    with path.open("rb") as file:
        rows = CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).to_python()
    body = [tuple(_text(cell) for cell in row) for row in rows[2:]]
    columns = ", ".join(f"c{place} text" for place in range(len(body[0])))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_bare")
        cursor.execute(f"CREATE TABLE bench_bare ({columns})")
        copy = _copy_to_postgres if connection.vendor == "postgresql" else _insert_into_sqlite
        copy(cursor, body)
    return len(body)


def _text(cell: Any) -> str:
    return cell.isoformat() if isinstance(cell, date | datetime) else str(cell)


def _copy_to_postgres(cursor: Any, rows: Sequence[Sequence[str]]) -> None:
    with cursor.copy("COPY bench_bare FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _insert_into_sqlite(cursor: Any, rows: Sequence[Sequence[str]]) -> None:
    marks = ", ".join("?" * len(rows[0]))
    cursor.connection.executemany(f"INSERT INTO bench_bare VALUES ({marks})", rows)  # noqa: S608  our marks
