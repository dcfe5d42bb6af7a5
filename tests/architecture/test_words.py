"""The dictionary is complete, and nobody uses a forbidden word."""

import ast
import importlib
import inspect
import re
from enum import StrEnum
from pathlib import Path

import pytest

from baeumgil.core import actors, glossary, jobs
from baeumgil.core.actors import ActorKind

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
STAGES = ("people", "roadmap")
INTERNAL = {ActorKind}


def _enumerations() -> list[type[StrEnum]]:
    modules = [importlib.import_module(f"baeumgil.stages.{stage}.terms") for stage in STAGES]
    found = {
        member
        for module in (*modules, actors, jobs)
        for _, member in inspect.getmembers(module, inspect.isclass)
        if issubclass(member, StrEnum) and member is not StrEnum and member not in INTERNAL
    }
    return sorted(found, key=lambda member: member.__name__)


@pytest.mark.parametrize("enumeration", _enumerations(), ids=lambda member: member.__name__)
def test_every_term_has_a_korean_and_an_english_label(enumeration: type[StrEnum]) -> None:
    missing = [
        member.value
        for member in enumeration
        for language in ("ko", "en")
        if glossary.label(member, language) in {"", member.value}
    ]
    assert missing == []


def test_every_word_has_both_languages_and_a_meaning() -> None:
    incomplete = [entry.code for entry in glossary.entries().values() if not (entry.ko and entry.en and entry.meaning)]
    assert incomplete == []


def _identifiers(path: Path) -> set[str]:
    """Every name that the module gives or uses, in small letters and split at underscores."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name) | ast.alias(name=name):
                names.add(name)
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                names.add(name)
            case _:
                pass
    return names


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_forbidden_synonym_is_a_name_in_code(path: Path) -> None:
    forbidden = {word for entry in glossary.entries().values() for word in entry.forbidden}
    words = {part for name in _identifiers(path) for part in re.findall(r"[a-z]+", name.lower())}
    assert words & forbidden == set()


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_identifiers_are_plain_latin_letters(path: Path) -> None:
    assert sorted(name for name in _identifiers(path) if not name.isascii()) == []
