"""What an institute has already, as far as a file can name or change it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from baeumgil.engines.sheets.values import code_key
from baeumgil.stages.plan.rules.spelling import spelling_key
from baeumgil.stages.plan.terms import LegalKind, TargetGroup

Values = Mapping[str, Any]
_ENDINGS = ("교육과정", "과정", "교육")


@dataclass(frozen=True, slots=True)
class Held:
    """One record that is there: its id and what of it a file may change."""

    id: int
    values: Values


@dataclass(frozen=True, slots=True)
class KnownCourse:
    """과정. `needs` are prerequisites, code to kind."""

    id: int
    code: str
    name: str
    values: Values = field(default_factory=dict)
    needs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KnownField:
    """분야. `path` is its name's key after its area's; equal ones for an area."""

    code: str
    name: str
    parent: str
    legal_kind: LegalKind


@dataclass(frozen=True, slots=True)
class KnownLine:
    """계획의 과정 in the draft of the year."""

    id: int
    values: Values
    ancestors: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Words:
    """Words of field systems and targets that stand for terms; data, not code."""

    legal_kinds: Mapping[str, LegalKind] = field(default_factory=dict)
    target_groups: tuple[tuple[str, TargetGroup], ...] = ()

    def legal_kind(self, *names: str) -> LegalKind | None:
        """The legal kind of the first of these names that has one."""
        return next((self.legal_kinds[name] for name in map(spelling_key, names) if name in self.legal_kinds), None)

    def target_group(self, text: str) -> TargetGroup:
        """The first group whose word stands in the text; all staff otherwise."""
        plain = text.replace(" ", "")
        return next((group for word, group in self.target_groups if word in plain), TargetGroup.ALL_STAFF)


@dataclass(frozen=True, slots=True)
class Known:
    """Everything a file of one institute is held against. Courses by code; spellings to codes.

    `has_draft` is None when the year has no plan yet (one will be opened), False when it has one without a draft.
    `planned_seats` are by (code, year), for results. Fewer opinions than `smallest_group` are not counted by theme.
    """

    institute_code: str = ""
    courses: Mapping[str, KnownCourse] = field(default_factory=dict)
    spellings: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, KnownField] = field(default_factory=dict)
    goals: Mapping[str, str] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)
    has_draft: bool | None = None
    lines: Mapping[str, KnownLine] = field(default_factory=dict)
    sessions: Mapping[tuple[str, int, str], Held] = field(default_factory=dict)
    subjects: Mapping[tuple[str, str], Held] = field(default_factory=dict)
    shared: Mapping[str, Held] = field(default_factory=dict)
    results: Mapping[tuple[str, int], Held] = field(default_factory=dict)
    session_results: Mapping[tuple[str, int, int, str], Held] = field(default_factory=dict)
    planned_seats: Mapping[tuple[str, int], int] = field(default_factory=dict)
    words: Words = field(default_factory=Words)
    theme_words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    smallest_group: int = 0


class Index:
    """Looking courses up by code, by spelling, and by a spelling that is nearly one."""

    def __init__(self, courses: Iterable[KnownCourse], spellings: Mapping[str, str]) -> None:
        found = list(courses)
        self.codes = {code_key(course.code): course.code for course in found}
        self.spellings = {spelling_key(course.name): course.code for course in reversed(found)} | dict(spellings)
        near: dict[str, set[str]] = {}
        for key, code in self.spellings.items():
            near.setdefault(near_key(key), set()).add(code)
        self._near = {key: next(iter(codes)) for key, codes in near.items() if len(codes) == 1 and key}

    def by_code(self, code: str) -> str | None:
        """The code as it is written here."""
        return self.codes.get(code_key(code))

    def by_name(self, name: str) -> str | None:
        """The course of this spelling."""
        return self.spellings.get(spelling_key(name))

    def nearly(self, name: str) -> str | None:
        """The only course whose name differs in nothing but the word 과정 at its end."""
        return self._near.get(near_key(spelling_key(name)))


def near_key(key: str) -> str:
    """A spelling without 과정 at its end."""
    for ending in _ENDINGS:
        if key.endswith(ending) and key != ending:
            return key.removesuffix(ending)
    return key
