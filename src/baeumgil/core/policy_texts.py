"""A policy's value as people write and read it: one text for each part, rows as lines, cells apart by a bar.

Reading never fails: what cannot be read stays as it was typed, and the check of the value says what is wrong with it.
"""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from baeumgil.core import glossary
from baeumgil.core.policy_parts import CASES, DEFAULT, WHOLE, Part, PartKind, in_language

BAR, COMMA = " | ", ", "
YES, NO = ("예", "Yes"), ("아니요", "No")
EVERY = ("모든 과정", "All courses")
_YES_WORDS = frozenset({"예", "네", "yes", "true", "1", "y"})
_NO_WORDS = frozenset({"아니요", "아니오", "no", "false", "0", "n"})
_DAY = re.compile(r"(\d{4})\s*[-./]\s*(\d{1,2})\s*[-./]\s*(\d{1,2})\.?", re.ASCII)
_MONTH_DAY = re.compile(r"(\d{1,2})\s*[-./월]\s*(\d{1,2})\s*[.일]?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Said:
    """One part of a value in words; `inner` are the parts of a table, or the rows of a list."""

    name: str
    text: str
    inner: tuple["Said", ...] = ()


@dataclass(frozen=True, slots=True)
class TypedPart:
    """One field of a form: the part it is for, under which name, what stands in it, and how its lines are built."""

    field: str
    part: Part
    text: str
    columns: tuple[Part, ...] = ()


def said(part: Part, value: object, language: str = "ko") -> Said:
    """A value in words, with its units and in the screen's language; what fits no description is shown as it is."""
    name = part.called(language)
    match part.kind, value:
        case PartKind.TABLE, Mapping():
            return Said(
                name, "", tuple(said(one, value[one.code], language) for one in part.parts if one.code in value)
            )
        case PartKind.BY_COURSE, Mapping():
            table = replace(part, kind=PartKind.TABLE)
            rows = [
                replace(said(table, one, language), name=_course(part, kind, language)) for kind, one in value.items()
            ]
            return Said(name, "", tuple(rows))
        case PartKind.LIST, list():
            words = [said(part.each, one, language).text if part.each else str(one) for one in value]
            return Said(name, COMMA.join(words) or "–")
        case ((PartKind.ROWS | PartKind.PAIRS), list()):
            return Said(name, "", tuple(Said("", _row(part, one, language)) for one in value))
        case PartKind.MAP, Mapping():
            each = part.each or part
            return Said(
                name, "", tuple(replace(said(each, one, language), name=str(key)) for key, one in value.items())
            )
        case _:
            return Said(name, _scalar(part, value, language))


def in_line(found: Said) -> str:
    """The whole in one line, for lists and the command line."""
    inner = " · ".join(in_line(one) for one in found.inner)
    text = found.text or inner
    return f"{found.name}: {text}" if found.name else text


def typed_parts(part: Part, value: object, language: str = "ko") -> tuple[TypedPart, ...]:
    """The fields of the form for a value, each with what stands in it."""
    known: Mapping[str, Any] = value if isinstance(value, Mapping) else {}
    if part.kind is PartKind.TABLE:
        return tuple(_typed(one, one.code, known.get(one.code), language) for one in part.parts)
    if part.kind is PartKind.BY_COURSE:
        default = known.get(DEFAULT, {})
        rows = [
            BAR.join((_course(part, kind, language), one.called(language), as_text(one, table[one.code], language)))
            for kind, table in known.items()
            if kind != DEFAULT and isinstance(table, Mapping)
            for one in part.parts
            if one.code in table
        ]
        others = TypedPart(CASES, replace(part, code=CASES, is_optional=True), "\n".join(rows), ())
        return (*(_typed(one, one.code, default.get(one.code), language) for one in part.parts), others)
    return (_typed(part, WHOLE, value, language),)


def read_typed(part: Part, texts: Mapping[str, str]) -> object:
    """The value that the texts of a form say."""
    if part.kind is PartKind.TABLE:
        return _read_table(part, texts)
    if part.kind is PartKind.BY_COURSE:
        return {DEFAULT: _read_table(part, texts)} | _read_cases(part, texts.get(CASES, ""))
    return from_text(part, texts.get(WHOLE, ""))


def as_text(part: Part, value: object, language: str = "ko") -> str:  # noqa: PLR0911  one line a kind
    """A part as it is typed: a number bare, words by their labels, a list with commas, rows as lines."""
    match part.kind, value:
        case _, None:
            return ""
        case PartKind.LIST, list():
            return COMMA.join(as_text(part.each, one, language) if part.each else str(one) for one in value)
        case PartKind.PAIRS, list():
            return "\n".join(BAR.join(_cells(part.parts, row, language)) for row in value)
        case PartKind.ROWS, list():
            return "\n".join(BAR.join(_cells(part.parts, _values(part, row), language)) for row in value)
        case PartKind.MAP, Mapping():
            columns = _columns(part)
            return "\n".join(
                BAR.join((str(key), *_cells(columns, _values(part.each, one), language))) for key, one in value.items()
            )
        case PartKind.YES_NO, bool():
            return in_language(YES if value else NO, language)
        case PartKind.CHOICE, str() if value in part.choices:
            return in_language(part.choices[value], language)
        case _:
            return str(value)


def from_text(part: Part, text: str) -> object:  # noqa: PLR0911  one line a kind
    """What a text says; the text itself where it says nothing of this kind."""
    text = text.strip()
    match part.kind:
        case PartKind.NUMBER | PartKind.DECIMAL:
            return _number(part, text)
        case PartKind.YES_NO:
            word = text.casefold()
            return True if word in _YES_WORDS else False if word in _NO_WORDS else text
        case PartKind.CHOICE:
            return _code_of(part.choices, text)
        case PartKind.DAY:
            found = _DAY.fullmatch(text)
            return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else text
        case PartKind.MONTH_DAY:
            found = _MONTH_DAY.fullmatch(text)
            return f"{int(found[1]):02}-{int(found[2]):02}" if found else text
        case PartKind.LIST:
            each = part.each or part
            return [from_text(each, one) for one in re.split(r"[,\n]", text) if one.strip()]
        case PartKind.ROWS:
            return [_read_row(part.parts, cells) for cells in _lines(text)]
        case PartKind.PAIRS:
            return [_read_pair(part.parts, cells) for cells in _lines(text)]
        case PartKind.MAP:
            return {cells[0]: _read_each(part, cells[1:]) for cells in _lines(text)}
        case _:
            return text


def _typed(part: Part, field: str, value: object, language: str) -> TypedPart:
    columns = part.parts
    if part.kind is PartKind.MAP:
        columns = (Part(PartKind.TEXT, "name", ("이름", "Name")), *_columns(part))
    text = as_text(part, value, language)
    return TypedPart(field, part, text, columns)


def _read_table(part: Part, texts: Mapping[str, str]) -> dict[str, object]:
    """A table from texts; an optional part that is blank is left out, a list may be blank."""
    may_be_blank = {PartKind.LIST, PartKind.ROWS, PartKind.PAIRS, PartKind.MAP, PartKind.TEXT}
    return {
        one.code: from_text(one, texts.get(one.code, ""))
        for one in part.parts
        if texts.get(one.code, "").strip() or (not one.is_optional and one.kind in may_be_blank)
    }


def _read_cases(part: Part, text: str) -> dict[str, dict[str, object]]:
    """Lines of kind of course, part and value, in tables by kind."""
    found: dict[str, dict[str, object]] = {}
    parts = {one.code: one for one in part.parts}
    for cells in _lines(text):
        kind = _code_of(part.choices, cells[0])
        name = cells[1] if len(cells) > 1 else ""
        code = _code_of({one.code: one.name for one in part.parts}, name)
        value = BAR.join(cells[2:])
        found.setdefault(kind, {})[code] = from_text(parts[code], value) if code in parts else value
    return found


def _read_row(columns: Sequence[Part], cells: Sequence[str]) -> dict[str, object]:
    """A row as a table; a blank cell of an optional column, and cells that are missing, are left out."""
    row = {
        one.code: from_text(one, cell) for one, cell in zip(columns, cells, strict=False) if cell or not one.is_optional
    }
    return row | {BAR.join(cells[len(columns) :]): ""} if len(cells) > len(columns) else row


def _read_pair(columns: Sequence[Part], cells: Sequence[str]) -> list[object]:
    known: list[object] = [from_text(one, cell) for one, cell in zip(columns, cells, strict=False)]
    return known + list(cells[len(columns) :])


def _read_each(part: Part, cells: Sequence[str]) -> object:
    each = part.each or part
    return _read_row(each.parts, cells) if each.kind is PartKind.TABLE else from_text(each, BAR.join(cells))


def _columns(part: Part) -> tuple[Part, ...]:
    each = part.each or part
    return each.parts if each.kind is PartKind.TABLE else (replace(each, name=part.name),)


def _values(part: Part | None, value: object) -> list[object]:
    if part is not None and part.parts and isinstance(value, Mapping):
        return [value.get(one.code) for one in part.parts]
    return [value]


def _cells(columns: Sequence[Part], values: object, language: str) -> list[str]:
    given = values if isinstance(values, list) else [values]
    return [as_text(one, value, language) for one, value in zip(columns, given, strict=False)]


def _lines(text: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in text.splitlines() if line.strip()]


def _row(part: Part, value: object, language: str) -> str:
    """A row in words: what names it first, then the rest by name."""
    values = value if isinstance(value, list) else _values(part, value)
    shown = [
        (one, said(one, cell, language))
        for one, cell in zip(part.parts, values, strict=False)
        if cell not in (None, "")
    ]
    return COMMA.join(
        in_line(
            replace(words, name="" if one.kind in {PartKind.TEXT, PartKind.DAY, PartKind.MONTH_DAY} else words.name)
        )
        for one, words in shown
    )


def _scalar(part: Part, value: object, language: str) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = f"{value:,}"
        unit = glossary.named("PolicyUnit", part.unit, language) if part.unit else ""
        apart = " " if unit and unit[0].isascii() and unit[0].isalpha() else ""
        return f"{number}{apart}{unit}"
    return as_text(part, value, language) or "–"


def _course(part: Part, kind: object, language: str) -> str:
    names = EVERY if kind == DEFAULT else part.choices.get(str(kind), (str(kind), str(kind)))
    return in_language(names, language)


def _number(part: Part, text: str) -> object:
    bare = text.replace(",", "").removesuffix("%").strip()
    with suppress(ValueError):
        return int(bare)
    if part.kind is PartKind.DECIMAL:
        with suppress(ValueError):
            return float(bare)
    return text


def _code_of(choices: Mapping[str, tuple[str, str]], text: str) -> str:
    """The code of a choice that was written by its code or by its name in either language."""
    word = text.strip()
    if word in choices:
        return word
    folded = word.casefold()
    return next((code for code, names in choices.items() if folded in {one.casefold() for one in names}), word)
