"""What applying a roster will write, and what is shown about it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from baeumgil.stages.people.rules.roster.facts import RosterFacts
from baeumgil.stages.people.terms import ChangeKind, RosterField

DAY = timedelta(days=1)

PERSON = "person"
SERVICE = "service"
GRADE = "grade"
POSTING = "posting"
ABSENCE = "absence"
UNIT = "unit"

COLUMNS: Mapping[str, tuple[str, ...]] = {
    PERSON: (
        "staff_no",
        "candidate_no",
        "name",
        "birth_on",
        "kind",
        "guest_kind",
        "guest_body",
        "retires_on",
    ),
    SERVICE: ("employment", "authority", "entry", "exit", "starts_on", "ends_on", "term_ends_on"),
    GRADE: ("grade", "title", "series", "change", "starts_on", "ends_on"),
    POSTING: ("unit_id", "unit_name", "position", "position_title", "duties", "starts_on", "ends_on"),
    ABSENCE: ("kind", "place", "starts_on", "ends_on"),
}


class Change(NamedTuple):
    """One thing that will happen to one person, in words. `row` 0: the person is not in the file."""

    kind: ChangeKind
    staff_no: str
    name: str
    before: str
    after: str
    row: int


class RowProblem(NamedTuple):
    """A contradiction between a row and what is recorded."""

    row: int
    field: RosterField
    code: str
    message: str
    remedy: str


@dataclass(slots=True)
class Update:
    """Columns of a row before and after."""

    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Plan:
    """Rows to insert per table (first value: the person, below zero for one still to be made), and updates."""

    inserts: dict[str, list[tuple[Any, ...]]] = field(
        default_factory=lambda: {PERSON: [], SERVICE: [], GRADE: [], POSTING: [], ABSENCE: []}
    )
    updates: dict[tuple[str, int], Update] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    counts: Counter[ChangeKind] = field(default_factory=Counter)
    problems: list[RowProblem] = field(default_factory=list)
    touched: set[int] = field(default_factory=set)

    @property
    def is_empty(self) -> bool:
        """True when nothing is written, shown or wrong."""
        return not (self.updates or self.changes or self.problems or any(self.inserts.values()))

    def take(self, other: "Plan") -> None:
        """Add the plan of one known person; it makes no people."""
        for table, rows in other.inserts.items():
            self.inserts[table] += rows
        self.updates.update(other.updates)
        self.changes += other.changes
        self.problems += other.problems
        self.counts.update(other.counts)

    def person(self, *values: Any) -> int:
        """A new person; the reference that its facts use."""
        self.inserts[PERSON].append(values)
        return -len(self.inserts[PERSON])

    def insert(self, table: str, person: int, *values: Any) -> None:
        """A new fact."""
        self.inserts[table].append((person, *values))

    def update(self, table: str, row_id: int, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        """Columns of a recorded row to change; what is equal is left out."""
        update = self.updates.get((table, row_id))
        there = {} if update is None else update.after
        differing = {name: value for name, value in after.items() if there.get(name, before[name]) != value}
        if not differing:
            return
        if update is None:
            update = self.updates[table, row_id] = Update()
        for name, value in differing.items():
            update.before.setdefault(name, before[name])
            update.after[name] = value

    def change(self, kind: ChangeKind, facts: RosterFacts, before: str = "", after: str = "") -> None:
        """Say what happens to the person of a row."""
        self.counts[kind] += 1
        self.changes.append(
            Change(kind, facts.staff_no or facts.candidate_no or "", facts.name, before, after, facts.row)
        )

    def problem(self, facts: RosterFacts, column: RosterField, code: str, message: str, remedy: str) -> None:
        """Name what contradicts the record."""
        self.problems.append(RowProblem(facts.row, column, code, message, remedy))


@lru_cache(maxsize=1 << 17)
def iso(day: date) -> str:
    """A day as text."""
    return day.isoformat()


def shown(day: date | None) -> str:
    """A day as text, or nothing."""
    return "" if day is None else iso(day)
