"""What a roster says about people, cleaned, column by column and row by row."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
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


DAYS = tuple(name for name in RosterFacts._fields if name.endswith(("_on", "_since", "_until")))
TERMS: Mapping[str, Any] = {
    "employment": EmploymentKind,
    "authority": Authority,
    "entry": EntryKind,
    "grade_change": GradeChange,
    "position": Position,
    "status": StatusKind,
    "absence": AbsenceKind,
    "exit": ExitKind,
    "guest_kind": GuestKind,
}


class NewUnit(NamedTuple):
    """A unit the roster names and nobody knows: a reference below zero, its parent, name and kind."""

    ref: int
    parent: int
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


@lru_cache(maxsize=1 << 17)
def iso(day: date) -> str:
    """A day as text."""
    return day.isoformat()


@lru_cache(maxsize=1 << 17)
def day_of(text: str) -> date:
    """Text as a day."""
    return date.fromisoformat(text)


def as_plain(roster: Roster) -> dict[str, Any]:
    """A roster as JSON values; columns of which nothing is known are left out."""
    columns: dict[str, Any] = {}
    for name in RosterFacts._fields:
        values = roster.columns[name]
        if not any(value is not None for value in values):
            continue
        columns[name] = [None if day is None else iso(day) for day in values] if name in DAYS else list(values)
    return {
        "rows": len(roster),
        "columns": columns,
        "new_units": [list(unit) for unit in roster.new_units],
        "sheet": roster.sheet,
    }


def from_plain(plain: Mapping[str, Any]) -> Roster:
    """The reverse of `as_plain`."""
    length = plain["rows"]
    columns: dict[str, Sequence[Any]] = {}
    for name in RosterFacts._fields:
        values = plain["columns"].get(name)
        if values is None:
            columns[name] = [None] * length
        elif name in DAYS:
            columns[name] = [None if text is None else day_of(text) for text in values]
        elif name in TERMS:
            terms = {text: None if text is None else TERMS[name](text) for text in set(values)}
            columns[name] = [terms[text] for text in values]
        else:
            columns[name] = values
    return Roster(columns, tuple(NewUnit(*unit) for unit in plain["new_units"]), plain["sheet"])


@dataclass(slots=True)
class Notes:
    """What is said aloud beside the problems: what was ignored or read with care."""

    lines: list[str] = field(default_factory=list)

    def say(self, line: str) -> None:
        """Add one sentence, once."""
        if line not in self.lines:
            self.lines.append(line)
