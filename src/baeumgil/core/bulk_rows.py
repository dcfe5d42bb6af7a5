"""Putting very many rows into one table at once.

`bulk_create` builds one long statement per few hundred rows; for hundreds of thousands of rows the
database's own way is several times quicker: a prepared statement on SQLite, COPY on PostgreSQL.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models

Value = str | int | float | bool | object | None


def insert_rows(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
    """Insert rows of plain values, in the order of `columns` (names of fields as stored, such as `unit_id`).

    Values go in as they are: terms as text, days as `date`, JSON as text. Checks of the database hold as
    ever; keys and columns left out must have a default in the database or be the primary key.
    """
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)  # noqa: SLF001  Django's documented name
    names = ", ".join(quote(column) for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with connection.wrap_database_errors, cursor.cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(columns))
        every: Any = rows  # taken one by one: the typed signature asks for a list
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", every)  # noqa: S608  names of our own tables
