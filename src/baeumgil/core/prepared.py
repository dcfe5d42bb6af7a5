"""Statements that are always the same but for their values, compiled once.

Compiling a query costs Django ten times what the database needs to answer it. A prepared query is written like any
other, as a function that gives a queryset; it is compiled with gaps where the values go, once for each length of its
lists, and afterwards only the values are sent. Nothing that was read is ever kept: only the text of the statement,
which depends on the code and the kind of database alone, so there is nothing that could go stale.

    _bars = prepared(lambda people, on: Bar.objects.filter(person_id__in=people, ends_on__gte=on).values_list("pk"))
    rows = _bars(people=[1, 2], on=today)
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from functools import lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection, models, transaction
from django.db.models.expressions import Expression
from django.db.models.sql import UpdateQuery

LONGEST_LIST = 16
"""Longer lists are compiled each time: there the database's own work is what counts."""
SHAPES = 64

Row = tuple[Any, ...]
Shape = tuple[tuple[str, int | None], ...]
"""Names of the values, each with the length of its list; None for a single value."""


class Gap(Expression):
    """Where a value, or a list of so many values (after `__in`), goes that is known only when the statement is sent."""

    def __init__(self, name: str, length: int | None = None) -> None:
        super().__init__(output_field=None)
        self.name, self.length = name, length

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """Marks, and what is to be put there."""
        del compiler, connection
        if self.length is None:
            return "%s", [_Place(self.name)]
        marks = ", ".join(["%s"] * self.length)
        return f"({marks})", [_Place(self.name, place) for place in range(self.length)]


@dataclass(frozen=True, slots=True)
class _Place:
    """One parameter: a value, or one of a list of values."""

    name: str
    place: int | None = None


@dataclass(frozen=True, slots=True)
class _Statement:
    """A compiled statement. `text` is None when the database need not be asked: nothing can be found."""

    text: str | None
    parameters: tuple[Any, ...] = ()
    width: int = 0
    converters: tuple[tuple[int, tuple[Callable[..., Any], ...], Any], ...] = ()
    is_locking: bool = False

    def filled(self, values: Mapping[str, Any]) -> list[Any]:
        """The parameters, with these values in the gaps."""
        return [_value(each, values) if isinstance(each, _Place) else each for each in self.parameters]


def prepared(make: Callable[..., models.QuerySet[Any, Any]]) -> Callable[..., list[Row]]:
    """A query whose answer is the rows of the queryset's `values_list`; its values are given by keyword, none is None.

    A list of more than `LONGEST_LIST` values makes it an ordinary query.
    """
    compiled = lru_cache(SHAPES)(lambda vendor, shape: _select(make(**_gaps(shape))))  # noqa: ARG005  part of the key

    def ask(**values: Any) -> list[Row]:
        shape = _shape(values)
        if shape is None:
            return list(make(**values))
        statement: _Statement = compiled(connection.vendor, shape)
        if statement.text is None:
            return []
        if statement.is_locking and not connection.in_atomic_block:
            raise transaction.TransactionManagementError("rows are locked inside a transaction")
        with connection.cursor() as cursor:
            cursor.execute(statement.text, statement.filled(values))
            rows: list[Row] = cursor.fetchall()
        return _converted(rows, statement)

    return ask


def prepared_update(
    make: Callable[..., tuple[models.QuerySet[Any, Any], Mapping[str, Any]]],
) -> Callable[..., int]:
    """A conditional update: the rows it is about, and what becomes of them. Its answer is how many rows changed."""
    compiled = lru_cache(SHAPES)(lambda vendor, shape: _update(*make(**_gaps(shape))))  # noqa: ARG005  as above

    def change(**values: Any) -> int:
        shape = _shape(values)
        if shape is None:
            rows, changes = make(**values)
            return rows.update(**changes)
        statement: _Statement = compiled(connection.vendor, shape)
        if statement.text is None:
            return 0
        with transaction.mark_for_rollback_on_error(using=connection.alias), connection.cursor() as cursor:
            cursor.execute(statement.text, statement.filled(values))
            return int(cursor.rowcount)

    return change


def insert(records: Sequence[models.Model]) -> None:
    """Store new records of one kind with one statement and set their numbers; what they refer to is stored already."""
    if not records:
        return
    model = type(records[0])
    text, fields = _insert(connection.vendor, model, len(records))
    parameters = [
        field.get_db_prep_save(field.pre_save(record, add=True), connection) for record in records for field in fields
    ]
    with transaction.mark_for_rollback_on_error(using=connection.alias), connection.cursor() as cursor:
        cursor.execute(text, parameters)
        numbers = cursor.fetchall()
    for record, (number,) in zip(records, numbers, strict=True):
        record.pk = number
        record._state.adding = False  # noqa: SLF001  Django's documented name
        record._state.db = connection.alias  # noqa: SLF001


@lru_cache(SHAPES)
def _insert(vendor: str, model: type[models.Model], number: int) -> tuple[str, list[Any]]:
    del vendor  # part of the key
    meta, quoted = model._meta, connection.ops.quote_name  # noqa: SLF001  Django's documented name
    fields = [field for field in meta.local_concrete_fields if not isinstance(field, models.AutoField)]
    names = ", ".join(quoted(str(field.column)) for field in fields)
    marks = ", ".join(["(" + ", ".join(["%s"] * len(fields)) + ")"] * number)
    key = quoted(str(meta.pk.column))
    return f"INSERT INTO {quoted(meta.db_table)} ({names}) VALUES {marks} RETURNING {key}", fields  # noqa: S608  names of our own tables


def _shape(values: Mapping[str, Any]) -> Shape | None:
    """None when a list is too long to be worth a statement of its own."""
    found: list[tuple[str, int | None]] = []
    for name, value in values.items():
        if value is None:
            raise TypeError(f"{name}: a gap takes no None")
        is_list = isinstance(value, list | tuple)
        if is_list and len(value) > LONGEST_LIST:
            return None
        found.append((name, len(value) if is_list else None))
    return tuple(found)


def _gaps(shape: Shape) -> dict[str, Gap | list[Any]]:
    """Of an empty list Django itself knows best what to make."""
    return {name: [] if length == 0 else Gap(name, length) for name, length in shape}


def _select(rows: models.QuerySet[Any, Any]) -> _Statement:
    compiler: Any = rows.query.get_compiler(connection=connection)
    try:
        text, parameters = compiler.as_sql()
    except EmptyResultSet:
        return _Statement(None)
    columns = [each[0] for each in compiler.select[: compiler.col_count]]
    converters = compiler.get_converters(columns)
    return _Statement(
        text,
        tuple(parameters),
        compiler.col_count,
        tuple((place, tuple(found), expression) for place, (found, expression) in converters.items()),
        is_locking=rows.query.select_for_update,
    )


def _update(rows: models.QuerySet[Any, Any], changes: Mapping[str, Any]) -> _Statement:
    query: Any = rows.query.chain(UpdateQuery)
    query.add_update_values(dict(changes))
    query.clear_ordering(force=True)
    try:
        text, parameters = query.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:
        return _Statement(None)
    return _Statement(text, tuple(parameters))


def _value(gap: _Place, values: Mapping[str, Any]) -> Any:
    value = values[gap.name] if gap.place is None else values[gap.name][gap.place]
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return value.value if isinstance(value, Enum) else value


def _converted(rows: Iterable[Row], statement: _Statement) -> list[Row]:
    """Values as fields give them; columns that only order the rows are left out."""
    found = []
    for row in rows:
        values = list(row[: statement.width])
        for place, converters, expression in statement.converters:
            for convert in converters:
                values[place] = convert(values[place], expression, connection)
        found.append(tuple(values))
    return found
