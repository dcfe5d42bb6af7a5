"""Writing results: tables that align with Korean text, and JSON documents."""

import dataclasses
import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from typing import Any

import click
from django.utils import timezone

WEEKDAYS = "월화수목금토일"
GAP = "  "


def width(text: str) -> int:
    """Columns a text takes on a terminal: Hangul and full-width characters take two."""
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )


def padded(text: str, columns: int, *, right: bool = False) -> str:
    """The text with spaces up to so many columns."""
    spaces = " " * max(0, columns - width(text))
    return spaces + text if right else text + spaces


def cell(value: object) -> str:
    """A value as shown to people; moments on the clock of the city."""
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "예" if value else ""
    if isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return f"{local:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return f"{value.year}. {value.month}. {value.day}.({WEEKDAYS[value.weekday()]})"
    if isinstance(value, int):
        return f"{value:,}"
    return str(value)


def table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Aligned columns; columns of numbers are set to the right."""
    found = [list(row) for row in rows]
    texts = [[cell(value) for value in row] for row in found]
    numeric = [
        bool(found)
        and all(isinstance(row[at], int | float) or row[at] is None for row in found)
        and any(row[at] is not None and not isinstance(row[at], bool) for row in found)
        for at in range(len(headings))
    ]
    widths = [max([width(head), *(width(row[at]) for row in texts)]) for at, head in enumerate(headings)]
    lines = [_line(headings, widths, numeric), "  ".join("-" * columns for columns in widths)]
    lines += [_line(row, widths, numeric) for row in texts]
    return "\n".join(lines)


def _line(texts: Sequence[str], widths: Sequence[int], numeric: Sequence[bool]) -> str:
    cells = zip(texts, widths, numeric, strict=True)
    return GAP.join(padded(text, columns, right=right) for text, columns, right in cells).rstrip()


def plain(value: object) -> Any:
    """Any row or outcome as JSON values: days in ISO form, terms by their code."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(plain(key)): plain(each) for key, each in value.items()}
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [plain(each) for each in value]
    return value


def write_json(document: object) -> None:
    """One document on standard output."""
    click.echo(json.dumps(plain(document), ensure_ascii=False, indent=2))


def say(text: str) -> None:
    """A message to the person, on standard error."""
    click.echo(text, err=True)
