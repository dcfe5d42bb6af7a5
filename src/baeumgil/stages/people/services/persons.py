"""Single facts about one person, entered by hand."""

from datetime import date

from baeumgil.core.actions import action
from baeumgil.core.actors import Actor
from baeumgil.stages.people.terms import (
    AbsenceKind,
    Authority,
    EmploymentKind,
    EntryKind,
    ExitKind,
    GradeChange,
    GuestKind,
    PersonId,
    Position,
)


@action("people.register_candidate")
def register_candidate(
    *,
    actor: Actor,
    candidate_no: str,
    name: str,
    birth_on: date | None = None,
    expected_on: date | None = None,
    grade_word: str = "",
    employment: EmploymentKind = EmploymentKind.GENERAL,
    authority: Authority = Authority.MAYOR,
) -> PersonId:
    """Register somebody chosen but not yet appointed. `expected_on` is the expected day of appointment."""
    raise NotImplementedError


@action("people.register_guest")
def register_guest(*, actor: Actor, name: str, guest_kind: GuestKind, body: str) -> PersonId:
    """Register a participant who does not belong to the city."""
    raise NotImplementedError


@action("people.appoint_candidate")
def appoint_candidate(
    *,
    actor: Actor,
    person: int,
    staff_no: str,
    appointed_on: date,
    unit: int,
    grade_word: str,
    entry: EntryKind = EntryKind.NEW,
) -> None:
    """Make a candidate an official with a staff number, a grade and a first posting."""
    raise NotImplementedError


@action("people.record_promotion")
def record_promotion(
    *, actor: Actor, person: int, on: date, grade_word: str, change: GradeChange = GradeChange.PROMOTION
) -> None:
    """Record another grade from a day on."""
    raise NotImplementedError


@action("people.record_posting")
def record_posting(
    *,
    actor: Actor,
    person: int,
    on: date,
    unit: int,
    position: Position = Position.MEMBER,
    position_title: str = "",
    duties: str = "",
) -> None:
    """Record another unit or position from a day on."""
    raise NotImplementedError


@action("people.record_absence")
def record_absence(
    *, actor: Actor, person: int, kind: AbsenceKind, on: date, until: date | None = None, place: str = ""
) -> None:
    """Record that somebody is away from a day on. A reason of health is never recorded."""
    raise NotImplementedError


@action("people.record_return")
def record_return(*, actor: Actor, person: int, on: date) -> None:
    """Record that somebody is back at work from a day on."""
    raise NotImplementedError


@action("people.record_leaving")
def record_leaving(*, actor: Actor, person: int, on: date, how: ExitKind) -> None:
    """Record the last day of service."""
    raise NotImplementedError
