"""Model fields shared by all stages."""

from enum import StrEnum
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.db import models

Term = TypeVar("Term", bound=StrEnum)


if TYPE_CHECKING:
    TextColumn = models.CharField[Any, Any]
else:  # at run time Django's fields take no type arguments
    TextColumn = models.CharField


class TermField(TextColumn, Generic[Term]):
    """Stores a `StrEnum` as plain text, so a new word never needs a migration.

    Reading a word that the code does not know gives the plain text back rather than failing.
    """

    def __init__(self, terms: type[Term] | None = None, **options: Any) -> None:
        self.terms = terms
        options.setdefault("max_length", 40)
        super().__init__(**options)

    def deconstruct(self) -> Any:
        """As a plain text column: migrations import nothing of ours."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def from_db_value(self, value: str | None, expression: object, connection: object) -> Term | str | None:
        """Text from the database as a term."""
        del expression, connection
        term: Term | str | None = self.to_python(value)
        return term

    def to_python(self, value: Any) -> Any:
        """Text as a term where the word is known."""
        if value is None or self.terms is None:
            return value
        try:
            return self.terms(value)
        except ValueError:
            return str(value)

    def get_prep_value(self, value: Any) -> Any:
        """A term as text."""
        return None if value is None else str(value)
