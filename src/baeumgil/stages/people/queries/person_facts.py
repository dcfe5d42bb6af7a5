"""Rows of people as of a day, put together from few statements."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models

from baeumgil.stages.people.models import Absence, GradeSpell, Person, Posting, Service
from baeumgil.stages.people.queries.careers import open_on
from baeumgil.stages.people.rules.as_of import as_of
from baeumgil.stages.people.rules.career import ServiceSpan
from baeumgil.stages.people.rules.standing import kind_on, serving_since
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


NO_POSTING = (None, "", None, "")
NO_GRADE = (None, "", "")


def rows_on(people: Sequence[int], on: date) -> dict[int, PersonRow]:
    """Rows of at most a few thousand people; unknown ids are absent."""
    services = _services(people)
    postings = _holding(people, Posting, ("unit_id", "unit_name", "position", "position_title"), on)
    grades = _grades(people, on)
    absences = _holding(people, Absence, ("kind",), on)
    rows = (
        Person.objects.filter(pk__in=people)
        .order_by("pk")
        .values_list("pk", "staff_no", "candidate_no", "name", "kind", "guest_kind", "guest_body", "retires_on")
    )
    made = {}
    for person, staff_no, candidate_no, name, kind, guest_kind, guest_body, retires_on in rows:
        held = services[person]
        service = as_of(held, on)
        unit, unit_name, position, position_title = postings.get(person, NO_POSTING)
        grade, title, series = grades.get(person, NO_GRADE)
        away = absences.get(person, (None,))[0]
        made[person] = PersonRow(
            id=person,
            staff_no=staff_no,
            candidate_no=candidate_no,
            name=name,
            kind=kind_on(PersonKind(kind), held, on),
            guest_kind=None if guest_kind is None else GuestKind(guest_kind),
            guest_body=guest_body,
            unit=unit,
            unit_name=unit_name,
            grade=grade,
            grade_title=title,
            series=series,
            position=position,
            position_title=position_title,
            employment=service.employment if service is not None else None,
            authority=service.authority if service is not None else None,
            appointed_on=serving_since(held, on),
            retires_on=retires_on,
            is_away=away is not None,
            away_kind=away,
        )
    return made


def _services(people: Sequence[int]) -> dict[int, list[ServiceSpan]]:
    found: dict[int, list[ServiceSpan]] = defaultdict(list)
    rows: Any = (
        Service.objects.filter(person_id__in=people)
        .order_by("person_id", "starts_on")
        .values_list("person_id", "employment", "authority", "entry", "starts_on", "ends_on", "exit", "term_ends_on")
    )
    for person, *values in rows:
        found[person].append(ServiceSpan(*values))
    return found


def _holding(
    people: Iterable[int], model: type[models.Model], fields: Sequence[str], on: date
) -> dict[int, tuple[Any, ...]]:
    """The span of each person that contains the day."""
    rows: Any = (
        model._default_manager.filter(open_on(on), person_id__in=people)  # noqa: SLF001  Django's documented name
        .order_by("starts_on")
        .values_list("person_id", *fields)
    )
    return {row[0]: row[1:] for row in rows}


def _grades(people: Sequence[int], on: date) -> dict[int, tuple[Any, ...]]:
    """The grade of the day; for those without one then, the last before, or else the first to come."""
    fields = ("grade", "title", "series")
    found = _holding(people, GradeSpell, fields, on)
    missing = [person for person in people if person not in found]
    if not missing:
        return found
    rows: Any = (
        GradeSpell.objects.filter(person_id__in=missing)
        .order_by("person_id", "-starts_on")
        .values_list("person_id", "starts_on", *fields)
    )
    begun: set[int] = set()
    for person, starts_on, *values in rows:
        if person in begun:
            continue
        if starts_on <= on:
            begun.add(person)
        found[person] = tuple(values)
    return found
