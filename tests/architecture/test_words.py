"""The dictionary is complete, and nobody uses a forbidden word."""

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from pathlib import Path

import pytest

import baeumgil
from baeumgil.core import actors, glossary, jobs
from baeumgil.core.actions import ACTIONS
from baeumgil.core.actors import ActorKind
from baeumgil.core.audit import READINGS
from baeumgil.stages.people.terms import ChangeKind
from baeumgil.stages.roadmap.rules.record_changes import RecordChange

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
STAGES = ("people", "roadmap", "plan", "schedule", "enrolment")
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


def _load_everything() -> None:
    for module in pkgutil.walk_packages(baeumgil.__path__, "baeumgil."):
        if ".stages." in module.name and ".migrations" not in module.name:
            importlib.import_module(module.name)


def _ours(names: Iterable[str]) -> set[str]:
    return {name for name in names if name.partition(".")[0] in STAGES}


def test_every_action_and_reading_is_named_and_no_other() -> None:
    _load_everything()
    assert set(glossary.codes("Action")) == _ours(ACTIONS)
    assert set(glossary.codes("Reading")) == _ours(READINGS)


@pytest.mark.parametrize("kind", ["Action", "Reading", "LoggedFact"])
def test_names_of_the_logs_are_in_both_languages(kind: str) -> None:
    missing = [
        code
        for code in glossary.codes(kind)
        for language in ("ko", "en")
        if glossary.named(kind, code, language) in {"", code}
    ]
    assert missing == []


def test_every_fact_of_the_logs_is_named() -> None:
    calls = [
        node
        for path in SOURCES
        if "stages" in path.parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"record", "saw"}
    ]
    facts = {keyword.arg for call in calls for keyword in call.keywords if keyword.arg is not None}
    facts |= {"stage", "states", "due_before"} | set(ChangeKind) | set(RecordChange)  # these come by mapping
    assert sorted(facts - set(glossary.codes("LoggedFact"))) == []


def test_every_word_has_both_languages_and_a_meaning() -> None:
    incomplete = [entry.code for entry in glossary.entries().values() if not (entry.ko and entry.en and entry.meaning)]
    assert incomplete == []


@cache
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


def test_no_forbidden_synonym_is_a_name_in_code() -> None:
    forbidden = {word for entry in glossary.entries().values() for word in entry.forbidden}
    found = [
        (str(path.relative_to(ROOT)), name)
        for path in SOURCES
        for name in sorted(_identifiers(path))
        if forbidden & set(re.findall(r"[a-z]+", name.lower()))
    ]
    assert found == []


def test_identifiers_are_plain_latin_letters() -> None:
    found = [(str(path.relative_to(ROOT)), name) for path in SOURCES for name in _identifiers(path)]
    assert [one for one in found if not one[1].isascii()] == []
