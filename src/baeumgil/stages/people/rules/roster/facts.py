"""What a roster says about people, cleaned, column by column and row by row."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

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


class RosterFacts(NamedTuple):
    """One row. None means the file does not say; `unit` below zero is a unit still to be made."""

    row: int
    staff_no: str | None
    candidate_no: str | None
    name: str
    birth_on: date | None
    unit: int | None
    grade: int | None
    title: str | None
    series: str | None
    employment: EmploymentKind | None
    authority: Authority | None
    appointed_on: date | None
    entry: EntryKind | None
    grade_since: date | None
    grade_change: GradeChange | None
    posting_since: date | None
    position: Position | None
    position_title: str | None
    position_since: date | None
    status: StatusKind | None
    absence: AbsenceKind | None
    absence_since: date | None
    absence_until: date | None
    term_ends_on: date | None
    exit: ExitKind | None
    exit_on: date | None
    duties: str | None
    guest_kind: GuestKind | None
    guest_body: str | None


class NewUnit(NamedTuple):
    """A unit the roster names and nobody knows: a reference below zero, parent (None: at the top), name, kind."""

    ref: int
    parent: int | None
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Roster:
    """All rows of a file, as columns of equal length."""

    columns: Mapping[str, Sequence[Any]]
    new_units: tuple[NewUnit, ...] = ()
    sheet: str = ""

    def __len__(self) -> int:
        return len(self.columns["row"])

    def rows(self) -> Iterator[RosterFacts]:
        """Row by row."""
        return map(RosterFacts._make, zip(*(self.columns[name] for name in RosterFacts._fields), strict=True))


@dataclass(slots=True)
class Notes:
    """What is said aloud beside the problems: what was ignored or read with care."""

    lines: list[str] = field(default_factory=list)

    def say(self, line: str) -> None:
        """Add one sentence, once."""
        if line not in self.lines:
            self.lines.append(line)
