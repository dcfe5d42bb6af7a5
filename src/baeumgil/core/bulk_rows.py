"""Putting very many rows into one table at once, or changing them.

`bulk_create` builds one long statement per few hundred rows; for hundreds of thousands of rows the
database's own way is several times quicker: a prepared statement on SQLite, COPY on PostgreSQL.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, models

FEW = 500
"""So many rows are changed one by one sooner than a table for them is made."""
Value = str | int | float | bool | object | None


def stored(moment: datetime) -> Value:
    """A moment as the database keeps it, for rows of plain values."""
    kept: Value = connection.ops.adapt_datetimefield_value(moment)
    return kept


def insert_rows(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Value]], *, skip_known: bool = False
) -> None:
    """Insert rows of plain values, in the order of `columns` (names of fields as stored, such as `unit_id`).

    Values go in as they are: terms as text, days as `date`, moments as `stored`, JSON as text. Checks of the database
    hold as ever; keys and columns left out must have a default in the database or be the primary key. With
    `skip_known` a row that would break a uniqueness is left out instead.
    """
    table, names = _table(model), _names(columns)
    conflict = " ON CONFLICT DO NOTHING" if skip_known else ""
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            marks = ", ".join(["%s"] * len(columns))
            every: Any = rows  # taken one by one: the typed signature asks for a list
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks}){conflict}", every)  # noqa: S608  names of our own tables
        elif skip_known:  # COPY knows no conflicts
            cursor.execute(f"CREATE TEMPORARY TABLE bulk_rows AS SELECT {names} FROM {table} LIMIT 0")  # noqa: S608
            _copy(cursor, "bulk_rows", names, rows)
            cursor.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM bulk_rows{conflict}")  # noqa: S608
            cursor.execute("DROP TABLE bulk_rows")
        else:
            _copy(cursor, table, names, rows)


def update_rows(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
    """Give rows that are there other values: the values in the order of `columns`, then the key. Plain, as above."""
    key = connection.ops.quote_name(str(model._meta.pk.column))  # noqa: SLF001  Django's documented name
    table, quoted = _table(model), [connection.ops.quote_name(column) for column in columns]
    every: Any = list(rows)
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql" or len(every) <= FEW:
            changes = ", ".join(f"{column} = %s" for column in quoted)
            cursor.executemany(f"UPDATE {table} SET {changes} WHERE {key} = %s", every)  # noqa: S608  names of our own tables
            return
        names = ", ".join([*quoted, key])
        changes = ", ".join(f"{column} = bulk_rows.{column}" for column in quoted)
        cursor.execute(f"CREATE TEMPORARY TABLE bulk_rows AS SELECT {names} FROM {table} LIMIT 0")  # noqa: S608
        _copy(cursor, "bulk_rows", names, every)
        cursor.execute(f"UPDATE {table} SET {changes} FROM bulk_rows WHERE {table}.{key} = bulk_rows.{key}")  # noqa: S608
        cursor.execute("DROP TABLE bulk_rows")


def _copy(cursor: Any, table: str, names: str, rows: Iterable[Sequence[Value]]) -> None:
    with connection.wrap_database_errors, cursor.cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _table(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)  # noqa: SLF001  Django's documented name


def _names(columns: Sequence[str]) -> str:
    return ", ".join(connection.ops.quote_name(column) for column in columns)
