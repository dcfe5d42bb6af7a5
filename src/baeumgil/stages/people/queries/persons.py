"""People as they stood on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from baeumgil.core.actors import Actor
from baeumgil.core.audit import reading
from baeumgil.core.errors import Reason
from baeumgil.core.paging import Page
from baeumgil.stages.people.rules.career import Career
from baeumgil.stages.people.terms import AbsenceKind, Authority, EmploymentKind, GuestKind, PersonKind, Position


@dataclass(frozen=True, slots=True)
class PersonRow:
    """사람. Who somebody was on a day: unit, grade and position of that day, with the unit's name of that time."""

    id: int
    staff_no: str | None
    candidate_no: str | None
    name: str
    kind: PersonKind
    guest_kind: GuestKind | None
    guest_body: str
    unit: int | None
    unit_name: str
    grade: int | None
    grade_title: str
    series: str
    position: Position | None
    position_title: str
    employment: EmploymentKind | None
    authority: Authority | None
    appointed_on: date | None
    retires_on: date | None
    is_away: bool
    away_kind: AbsenceKind | None


@dataclass(frozen=True, slots=True)
class PersonCard:
    """One person with the whole career, the end of probation and why retirement is when it is."""

    row: PersonRow
    career: Career
    probation_ends_on: date | None
    retirement: Reason | None


@reading("people.search")
def search(
    *,
    actor: Actor,
    on: date,
    text: str = "",
    unit: int | None = None,
    kind: PersonKind | None = None,
    grade: int | None = None,
    employment: EmploymentKind | None = None,
    page: int = 1,
    size: int = 50,
) -> Page[PersonRow]:
    """People the actor may see, in organisation order, then grade, then name. `unit` means its whole subtree."""
    raise NotImplementedError


@reading("people.card")
def person_card(*, actor: Actor, on: date, person: int | None = None, staff_no: str | None = None) -> PersonCard:
    """One person by id or staff number. Raises `PersonNotFound`, also when the actor may not see them."""
    raise NotImplementedError


def person_rows(*, person_ids: Iterable[int], on: date) -> dict[int, PersonRow]:
    """Rows of these people as of a day. Neither guarded nor logged: a building block for guarded queries."""
    raise NotImplementedError


def ids_by_staff_no(staff_nos: Iterable[str]) -> dict[str, int]:
    """Person of each staff number; unknown numbers are absent."""
    raise NotImplementedError


def visible_person_ids(*, actor: Actor, on: date) -> frozenset[int] | None:
    """People the actor may see on a day; None is everybody."""
    raise NotImplementedError
