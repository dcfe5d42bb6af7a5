"""Training records and exemptions as rules need them. Unguarded building blocks; they log nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class RecordRow:
    """교육 이수 기록. One completed training; unit and grade are those of that time."""

    id: int
    person: int
    course_key: str
    course_name: str
    institution: str
    starts_on: date | None
    completed_on: date
    minutes: int | None
    unit_name: str
    grade_title: str
    source: str


def records_of(person: int) -> list[RecordRow]:
    """One person's records, newest first."""
    raise NotImplementedError


def exemptions_of(person_ids: Iterable[int]) -> dict[int, dict[str, str]]:
    """Exemptions in force: person to stage code to reason."""
    raise NotImplementedError
