"""What a file of training records would change in what is there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from baeumgil.stages.roadmap.rules.records import RecordLine

REPLACEABLE = frozenset({"import", "load"})
"""Sources a file may correct; what this system credited itself stays as it is."""


class RecordChange(StrEnum):
    """What a line does."""

    NEW = "new"
    REPLACED = "replaced"
    SAME = "same"


class Held(NamedTuple):
    """A record that is there."""

    id: int
    course_name: str
    institution: str
    starts_on: date | None
    minutes: int | None
    unit_name: str
    grade_title: str
    source: str


class Content(NamedTuple):
    """What of a record a file may correct."""

    course_name: str
    institution: str
    starts_on: date | None
    minutes: int | None
    unit_name: str
    grade_title: str


@dataclass(frozen=True, slots=True)
class Changes:
    """Lines by what they do; a replacement comes with the record and its content before and after."""

    new: tuple[RecordLine, ...]
    replaced: tuple[tuple[RecordLine, int, Content, Content], ...]
    same: int

    @property
    def counts(self) -> dict[RecordChange, int]:
        """How many lines of each kind."""
        return {
            RecordChange.NEW: len(self.new),
            RecordChange.REPLACED: len(self.replaced),
            RecordChange.SAME: self.same,
        }


def compare(lines: Iterable[RecordLine], held: Mapping[tuple[int, str, date], Held]) -> Changes:
    """Sort the lines. A blank in the file never erases what is known."""
    new, replaced, same = [], [], 0
    for line in lines:
        found = held.get(line.key)
        if found is None:
            new.append(line)
            continue
        before = Content(*found[1:7])
        after = _merged(line, before)
        if before == after or found.source not in REPLACEABLE:
            same += 1
        else:
            replaced.append((line, found.id, before, after))
    return Changes(tuple(new), tuple(replaced), same)


def _merged(line: RecordLine, before: Content) -> Content:
    return Content(
        line.course_name,
        line.institution or before.institution,
        line.starts_on or before.starts_on,
        before.minutes if line.minutes is None else line.minutes,
        line.unit_name or before.unit_name,
        line.grade_title or before.grade_title,
    )
