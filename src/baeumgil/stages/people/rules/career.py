"""A career as plain dated facts: what rules of every later stage decide upon.

All spans include both ends; an open end is None. "As of" a day means: the span that contains it;
before the first span (a candidate), the first one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from baeumgil.stages.people.terms import (
    AbsenceKind,
    Authority,
    EmploymentKind,
    EntryKind,
    ExitKind,
    GradeChange,
    PersonKind,
    Position,
)


@dataclass(frozen=True, slots=True)
class ServiceSpan:
    """재직."""

    employment: EmploymentKind
    authority: Authority
    entry: EntryKind
    starts_on: date
    ends_on: date | None = None
    exit: ExitKind | None = None
    term_ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class GradeSpan:
    """직급. `grade` 1 (top) to 9, None where the employment has no grades."""

    grade: int | None
    title: str
    series: str
    change: GradeChange
    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class PostingSpan:
    """보직."""

    unit: int
    unit_name: str
    position: Position
    starts_on: date
    ends_on: date | None = None
    position_title: str = ""
    duties: str = ""


@dataclass(frozen=True, slots=True)
class AbsenceSpan:
    """부재."""

    kind: AbsenceKind
    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Career:
    """경력. One person's dated facts, each sequence ordered by `starts_on`."""

    person: int
    kind: PersonKind
    birth_on: date | None = None
    retires_on: date | None = None
    services: Sequence[ServiceSpan] = ()
    grades: Sequence[GradeSpan] = ()
    postings: Sequence[PostingSpan] = ()
    absences: Sequence[AbsenceSpan] = ()

    @property
    def appointed_on(self) -> date | None:
        """First day of the present or coming service, None for guests."""
        return self.services[-1].starts_on if self.services else None

    @property
    def left_on(self) -> date | None:
        """Last day of service for those who have left or whose end is fixed."""
        return self.services[-1].ends_on if self.services else None
