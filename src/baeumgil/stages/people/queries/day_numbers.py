"""Days as whole numbers, counted by the database: the cheapest way to read very many of them."""

from typing import Any

from django.db.models import Field, Func


class DayNumber(Func):
    """Days since 1 January 1970, null for null."""

    output_field: "Field[Any, Any]" = Field()  # a plain one: the number comes as the database hands it out

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """SQLite keeps days as text."""
        return super().as_sql(
            compiler, connection, template="CAST(julianday(%(expressions)s) - 2440587.5 AS INTEGER)", **extra
        )

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """PostgreSQL subtracts days."""
        return super().as_sql(compiler, connection, template="(%(expressions)s - DATE '1970-01-01')", **extra)
