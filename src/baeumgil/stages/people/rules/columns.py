"""Careers of many people as columns, for rules that decide about a whole city at once.

Days are `datetime64[D]`; an open end is `OPEN_END`, an unknown day `NaT`. Terms are small integers:
the place of the member in its enumeration's order (`code_of`). Every span table is sorted by
(`at`, `starts`), where `at` is the person's place in `person`.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import numpy as np
from numpy.typing import NDArray

Days = NDArray[np.datetime64]
Codes = NDArray[np.int16]
Places = NDArray[np.int64]

OPEN_END = np.datetime64("9999-12-31", "D")
NO_CODE = -1


@cache
def codes(terms: type[StrEnum]) -> dict[str, int]:
    """Text of each member to its code."""
    return {member.value: place for place, member in enumerate(terms)}


def code_of(term: StrEnum) -> int:
    """The code of one member."""
    return codes(type(term))[term.value]


@dataclass(frozen=True, slots=True)
class ServiceColumns:
    """재직 spans."""

    at: Places
    starts: Days
    ends: Days
    employment: Codes
    authority: Codes
    entry: Codes


@dataclass(frozen=True, slots=True)
class GradeColumns:
    """직급 spans; `grade` 0 where there is none; `series` indexes `CareerColumns.series_names`."""

    at: Places
    starts: Days
    ends: Days
    grade: Codes
    series: Codes
    change: Codes


@dataclass(frozen=True, slots=True)
class PostingColumns:
    """보직 spans."""

    at: Places
    starts: Days
    ends: Days
    unit: Places
    position: Codes


@dataclass(frozen=True, slots=True)
class AbsenceColumns:
    """부재 spans."""

    at: Places
    starts: Days
    ends: Days
    kind: Codes


@dataclass(frozen=True, slots=True)
class CareerColumns:
    """경력, columnar. `person` holds ids in ascending order; `kind` codes of `PersonKind`."""

    person: Places
    kind: Codes
    birth: Days
    retires: Days
    services: ServiceColumns
    grades: GradeColumns
    postings: PostingColumns
    absences: AbsenceColumns
    series_names: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.person)
