"""What the words of a personnel file mean: grades, employment, positions, status. All from one word table."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import TypeVar

from baeumgil.stages.people.rules.seed_tables import rows_of, seed_table, table_of, words_of
from baeumgil.stages.people.terms import (
    AbsenceKind,
    Authority,
    EmploymentKind,
    EntryKind,
    ExitKind,
    GradeChange,
    GuestKind,
    Position,
    StatusKind,
)

Term = TypeVar("Term", bound=StrEnum)

NUMBERED = re.compile(r"(?P<series>[^0-9]*?)(?P<grade>[1-9])급?(?:상당)?")
WITHOUT_GRADES = frozenset({EmploymentKind.RESEARCH, EmploymentKind.GUIDANCE})
PARTS = re.compile(r"[()\[\]·,/]")


@dataclass(frozen=True, slots=True)
class GradeWord:
    """직급. What a grade word says; `grade` is None outside the nine grades, `rank` orders such titles."""

    grade: int | None
    title: str
    series: str = ""
    employment: EmploymentKind | None = None
    rank: int = 0


@dataclass(frozen=True, slots=True)
class StatusWord:
    """What a status word says about somebody."""

    kind: StatusKind
    absence: AbsenceKind | None = None
    exit: ExitKind | None = None


def squeezed(text: str) -> str:
    """As words are compared: NFC, without spaces and middle dots."""
    return "".join(unicodedata.normalize("NFC", text).replace("·", "").split())


@lru_cache(maxsize=4096)
def read_grade(text: str) -> GradeWord | None:
    """`지방행정주사(6급)`, `행정6급`, `6`, `일반임기제 6급`, `농촌지도사`, `공무직`; None for what is no grade.

    A word whose parts disagree, such as `행정주사(7급)`, is no grade.
    """
    parts = [squeezed(part) for part in PARTS.split(text) if part.strip()]
    found = [_read_part(part) for part in parts]
    known = [word for word in found if word is not None]
    if not known:
        return None
    grades = {word.grade for word in known if word.grade is not None}
    if len(grades) > 1:
        return None
    first = known[0]
    grade = next(iter(grades), None)
    employment = next((word.employment for word in known if word.employment is not None), None)
    plain = " ".join(PARTS.split(unicodedata.normalize("NFC", text).strip())[0].split())
    return GradeWord(
        grade=None if employment in WITHOUT_GRADES else grade,
        title=plain if found[0] is not None and plain and not plain.isdecimal() else first.title,
        series=next((word.series for word in known if word.series), ""),
        employment=employment,
        rank=max(word.rank for word in known),
    )


def _read_part(word: str) -> GradeWord | None:
    employment, rest = _employment_in(word)
    numbered = NUMBERED.fullmatch(rest)
    if numbered is not None:
        grade = int(numbered["grade"])
        return GradeWord(grade, f"{word}급" if word.isdecimal() else word, _series(numbered["series"]), employment)
    for ending, grade in _grade_endings():
        if rest.endswith(ending):
            return GradeWord(grade, word, _series(rest.removesuffix(ending)), employment)
    for ending, kind, rank in _title_endings():
        if word.endswith(ending):
            return GradeWord(None, word, _series(word.removesuffix(ending)) if rank else "", kind, rank)
    return GradeWord(None, word, "", employment) if employment is not None and not rest else None


def _employment_in(word: str) -> tuple[EmploymentKind | None, str]:
    for spelling, kind in _grade_employments():
        if spelling in word and word != spelling:
            rest = word.replace(spelling, "", 1)
            if any(each.isdecimal() for each in rest) or rest.endswith(tuple(end for end, _ in _grade_endings())):
                return kind, rest
    return None, word


def _series(text: str) -> str:
    for prefix in words_of(table_of(_table()["grades"])["prefix"]):
        text = text.removeprefix(prefix)
    return text


def read_employment(text: str) -> EmploymentKind | None:
    """고용 구분."""
    return _read(text, "employments", EmploymentKind)


def read_authority(text: str) -> Authority | None:
    """임용권자."""
    return _read(text, "authorities", Authority)


def read_entry(text: str) -> EntryKind | None:
    """How a service began."""
    return _read(text, "entries", EntryKind)


def read_exit(text: str) -> ExitKind | None:
    """How a service ended."""
    return _read(text, "exits", ExitKind)


def read_grade_change(text: str) -> GradeChange | None:
    """How a grade came about."""
    return _read(text, "grade_changes", GradeChange)


def read_guest(text: str) -> GuestKind | None:
    """Whence a guest comes."""
    return _read(text, "guests", GuestKind)


@lru_cache(maxsize=1024)
def read_status(text: str) -> StatusWord | None:
    """재직, 휴직, 파견, 퇴직, 임용예정 …; the reason of a leave is not kept."""
    word = squeezed(text)
    status = table_of(_table()["status"])
    if word in words_of(status["serving"]):
        return StatusWord(StatusKind.SERVING)
    if word in words_of(status["candidate"]):
        return StatusWord(StatusKind.CANDIDATE)
    for kind, words in table_of(status["away"]).items():
        if word in words_of(words):
            return StatusWord(StatusKind.AWAY, absence=AbsenceKind(kind))
    ended = read_exit(word)
    return None if ended is None else StatusWord(StatusKind.LEFT, exit=ended)


@lru_cache(maxsize=4096)
def read_position(text: str) -> Position | None:
    """직위: an exact word, else by its ending; None for a word nobody has listed."""
    word = squeezed(text)
    positions = table_of(_table()["positions"])
    for position, words in table_of(positions["exact"]).items():
        if word in {squeezed(each) for each in words_of(words)}:
            return Position(position)
    for row in rows_of(positions["endings"]):
        if word.endswith(words_of(row["endings"])):
            return Position(str(row["position"]))
    return None


def grade_direction(before: GradeWord, after: GradeWord) -> GradeChange:
    """Promotion, demotion or a change that is neither."""
    same_kind = before.employment == after.employment or None in {before.employment, after.employment}
    if before.grade is not None and after.grade is not None and same_kind and before.grade != after.grade:
        return GradeChange.PROMOTION if after.grade < before.grade else GradeChange.DEMOTION
    if before.rank and after.rank and same_kind and before.rank != after.rank:
        return GradeChange.PROMOTION if after.rank > before.rank else GradeChange.DEMOTION
    return GradeChange.CONVERSION


def _read(text: str, table: str, terms: type[Term]) -> Term | None:
    found = _spellings(table).get(squeezed(text))
    return None if found is None else terms(found)


@cache
def _table() -> Mapping[str, object]:
    return seed_table("wording")


@cache
def _spellings(table: str) -> Mapping[str, str]:
    return {squeezed(word): term for term, words in table_of(_table()[table]).items() for word in words_of(words)}


@cache
def _grade_endings() -> tuple[tuple[str, int], ...]:
    endings = table_of(table_of(_table()["grades"])["endings"])
    return tuple(sorted(((word, int(str(grade))) for word, grade in endings.items()), key=lambda pair: -len(pair[0])))


@cache
def _title_endings() -> tuple[tuple[str, EmploymentKind, int], ...]:
    found = [
        (ending, EmploymentKind(str(row["employment"])), int(str(row.get("rank", 0))))
        for row in rows_of(_table()["titles"])
        for ending in words_of(row["endings"])
    ]
    return tuple(sorted(found, key=lambda row: -len(row[0])))


@cache
def _grade_employments() -> tuple[tuple[str, EmploymentKind], ...]:
    found = [
        (word, EmploymentKind(kind))
        for kind, words in table_of(_table()["employment_in_grade"]).items()
        for word in words_of(words)
    ]
    return tuple(sorted(found, key=lambda row: -len(row[0])))
