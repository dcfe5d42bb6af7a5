"""What the product says by itself, in both languages at once: the Korean sentence carries its English one along."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from baeumgil.engines.said import Said, in_language

__all__ = [
    "ENGLISH_MONTHS",
    "Said",
    "again",
    "english",
    "english_day",
    "english_of",
    "in_language",
    "joined",
    "kept",
    "with_english",
]

ENGLISH_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def english(text: object) -> str:
    """A value as it stands in an English sentence."""
    return in_language(str(text) if not isinstance(text, str) else text, "en")


def joined(parts: Iterable[str], between: str = " ") -> Said:
    """Sentences one after another; empty ones are left out."""
    kept = [part for part in parts if part]
    return Said(between.join(kept), between.join(in_language(part, "en") for part in kept))


def english_of(value: object) -> dict[str, str]:
    """The English of every text in nested values, by the Korean one: what JSON would lose."""
    if isinstance(value, Said):
        return {str(value): value.english}
    parts = value.values() if isinstance(value, Mapping) else value if isinstance(value, list | tuple) else ()
    return {korean: english for part in parts for korean, english in english_of(part).items()}


def with_english(value: Any, english: Mapping[str, str]) -> Any:
    """Values read from JSON, their texts with their English again."""
    if isinstance(value, str):
        return Said(value, english[value]) if value in english else value
    if isinstance(value, Mapping):
        return {name: with_english(part, english) for name, part in value.items()}
    return [with_english(part, english) for part in value] if isinstance(value, list | tuple) else value


def kept(text: str) -> str | list[str]:
    """As JSON keeps it: both languages side by side, or typed words alone."""
    return [str(text), text.english] if isinstance(text, Said) else text


def again(stored: object) -> str:
    """What `kept` made, as it was."""
    if isinstance(stored, list | tuple):
        korean, english = stored
        return Said(str(korean), str(english))
    return str(stored)


def english_day(day: date) -> str:
    """`1 Jul 2024`."""
    return f"{day.day} {ENGLISH_MONTHS[day.month - 1]} {day.year}"
