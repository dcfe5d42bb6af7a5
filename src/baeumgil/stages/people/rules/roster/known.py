"""What is already recorded about the people a roster names."""

from datetime import date
from typing import NamedTuple

from baeumgil.stages.people.terms import (
    AbsenceKind,
    Authority,
    EmploymentKind,
    EntryKind,
    ExitKind,
    GradeChange,
    GuestKind,
    PersonKind,
    Position,
)


class KnownPerson(NamedTuple):
    """The person's own row."""

    id: int
    staff_no: str | None
    candidate_no: str | None
    name: str
    birth_on: date | None
    kind: PersonKind
    guest_kind: GuestKind | None
    guest_body: str
    retires_on: date | None


class KnownService(NamedTuple):
    """The latest service; `since` and `first_id` are the first day and row of the unbroken services it ends.

    `is_return`: there was an earlier service, with a break between.
    """

    id: int
    employment: EmploymentKind
    authority: Authority
    entry: EntryKind
    exit: ExitKind | None
    starts_on: date
    ends_on: date | None
    term_ends_on: date | None
    since: date
    first_id: int
    is_return: bool


class KnownGrade(NamedTuple):
    """A grade spell."""

    id: int
    grade: int | None
    title: str
    series: str
    change: GradeChange
    starts_on: date
    ends_on: date | None


class KnownPosting(NamedTuple):
    """A posting."""

    id: int
    unit: int
    unit_name: str
    position: Position
    position_title: str
    duties: str
    starts_on: date
    ends_on: date | None


class KnownAbsence(NamedTuple):
    """An absence."""

    id: int
    kind: AbsenceKind
    starts_on: date
    ends_on: date | None


class Known(NamedTuple):
    """All that is recorded of one person as it stands: open spans, all absences; on request all grades and postings."""

    person: KnownPerson
    service: KnownService | None
    grade: KnownGrade | None
    posting: KnownPosting | None
    absences: tuple[KnownAbsence, ...]
    grades: tuple[KnownGrade, ...] = ()
    postings: tuple[KnownPosting, ...] = ()
