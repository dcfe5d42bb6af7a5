"""The dictionary: Korean and English for every domain word and every enumerated term."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from baeumgil.core.said import Said


@dataclass(frozen=True, slots=True)
class Entry:
    """One word: how it is said in both languages, its name in code, its meaning, what not to call it."""

    code: str
    ko: str
    en: str
    meaning: str
    forbidden: tuple[str, ...] = ()


@cache
def _file() -> Mapping[str, Mapping[str, Mapping[str, object]]]:
    with Path(__file__).with_name("glossary.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def entries() -> Mapping[str, Entry]:
    """All words by code name."""
    return {
        code: Entry(
            code=code,
            ko=str(raw["ko"]),
            en=str(raw["en"]),
            meaning=str(raw["meaning"]),
            forbidden=tuple(str(word) for word in _words(raw.get("forbidden"))),
        )
        for code, raw in _file()["words"].items()
    }


def word(code: str, language: str = "ko") -> str:
    """The word in the screen's language; KeyError for an unknown one, so that typing errors show in tests."""
    entry = entries()[code]
    return entry.en if language.startswith("en") else entry.ko


def label(term: StrEnum | str | None, language: str = "ko") -> str:
    """What an enumerated term is called on the screen; unknown text stays as it is."""
    if term is None:
        return ""
    pair = _file()["terms"].get(type(term).__name__, {}).get(str(term))
    if not isinstance(pair, list):
        return str(term)
    return str(pair[1] if language.startswith("en") else pair[0])


def both(term: StrEnum | str | None) -> Said:
    """What a term is called, in both languages: for sentences of rules."""
    return Said(label(term), label(term, "en"))


def named(kind: str, code: str, language: str = "ko") -> str:
    """What something without an enumeration is called: an Action, Reading or LoggedFact by its code name.

    An unknown code, such as an action of an earlier release, stays as it is.
    """
    pair = _file()["terms"][kind].get(code)
    if not isinstance(pair, list):
        return code
    return str(pair[1] if language.startswith("en") else pair[0])


def codes(kind: str) -> list[str]:
    """All code names of a kind, in the order of the dictionary."""
    return list(_file()["terms"][kind])


def pairs(kind: str) -> Mapping[str, tuple[str, str]]:
    """Every code name of a kind with its Korean and its English."""
    found = _file()["terms"][kind]
    return {code: (str(pair[0]), str(pair[1])) for code, pair in found.items() if isinstance(pair, list)}


def _words(value: object) -> list[object]:
    return value if isinstance(value, list) else []
