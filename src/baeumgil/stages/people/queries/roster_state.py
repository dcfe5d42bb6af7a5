"""What is recorded about people, as the roster import compares it: latest spans, and whole histories of a few."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar

from django.db import models
from django.db.models import Q

from baeumgil.stages.people.models import Absence, GradeSpell, Person, Posting, Service
from baeumgil.stages.people.queries.day_numbers import DayNumber
from baeumgil.stages.people.rules.roster.known import (
    Known,
    KnownAbsence,
    KnownGrade,
    KnownPerson,
    KnownPosting,
    KnownService,
)
from baeumgil.stages.people.terms import (
    GuestKind,
    PersonKind,
)

CHUNK = 5_000
EPOCH = date(1970, 1, 1).toordinal()

Made = TypeVar("Made")


def known_people(as_of: date) -> list[Known]:
    """Everybody with a number, with the spans that are open or latest; five statements."""
    services = _services()
    grades = _latest(GradeSpell, _grade, ("id", "grade", "title", "series", "change"), Q(ends_on=None))
    postings = _latest(
        Posting, _posting, ("id", "unit_id", "unit_name", "position", "position_title", "duties"), Q(ends_on=None)
    )
    absences = _latest(
        Absence, _absence, ("id", "kind"), Q(starts_on__lte=as_of) & (Q(ends_on=None) | Q(ends_on__gte=as_of))
    )
    people = Person.objects.filter(Q(staff_no__isnull=False) | Q(candidate_no__isnull=False)).order_by("pk")
    fields = ("id", "staff_no", "candidate_no", "name", "kind", "guest_kind", "guest_body")
    return [
        Known(
            KnownPerson(
                person,
                staff_no,
                candidate_no,
                name,
                birth_on,
                PersonKind(kind),
                None if guest_kind is None else GuestKind(guest_kind),
                guest_body,
                retires_on,
            ),
            services.get(person),
            grades.get(person),
            postings.get(person),
            absences.get(person),
        )
        for person, staff_no, candidate_no, name, kind, guest_kind, guest_body, birth_on, retires_on in _dated(
            people, fields, ("birth_on", "retires_on")
        )
    ]


def with_history(known: Iterable[Known]) -> Iterator[Known]:
    """The same people with all their grades and postings; two statements for each 5,000."""
    people = list(known)
    for start in range(0, len(people), CHUNK):
        chunk = people[start : start + CHUNK]
        ids = [each.person.id for each in chunk]
        grades = _all(GradeSpell, _grade, ("id", "grade", "title", "series", "change"), ids)
        postings = _all(Posting, _posting, ("id", "unit_id", "unit_name", "position", "position_title", "duties"), ids)
        for each in chunk:
            yield each._replace(
                grades=tuple(grades.get(each.person.id, ())), postings=tuple(postings.get(each.person.id, ()))
            )


def _services() -> dict[int, KnownService]:
    found: dict[int, KnownService] = {}
    fields = ("id", "employment", "authority", "entry", "exit")
    days = ("starts_on", "ends_on", "term_ends_on")
    rows = _dated(Service.objects.order_by("person_id", "starts_on"), ("person_id", *fields), days)
    for person, row, employment, authority, entry, exit_kind, starts_on, ends_on, term_ends_on in rows:
        before = found.get(person)
        touching = (
            before is not None
            and before.ends_on is not None
            and before.ends_on.toordinal() + 1 == starts_on.toordinal()
        )
        found[person] = KnownService(
            row,
            employment,
            authority,
            entry,
            exit_kind,
            starts_on,
            ends_on,
            term_ends_on,
            before.since if before is not None and touching else starts_on,
            before.first_id if before is not None and touching else row,
        )
    return found


def _grade(values: Sequence[Any]) -> KnownGrade:
    row, grade, title, series, change, starts_on, ends_on = values
    return KnownGrade(row, grade, title, series, change, starts_on, ends_on)


def _posting(values: Sequence[Any]) -> KnownPosting:
    row, unit, unit_name, position, title, duties, starts_on, ends_on = values
    return KnownPosting(row, unit, unit_name, position, title, duties, starts_on, ends_on)


def _absence(values: Sequence[Any]) -> KnownAbsence:
    row, kind, starts_on, ends_on = values
    return KnownAbsence(row, kind, starts_on, ends_on)


def _latest(
    model: type[models.Model], make: Callable[[Sequence[Any]], Made], fields: Sequence[str], condition: Q
) -> dict[int, Made]:
    spans = model._default_manager.filter(condition).order_by("starts_on")  # noqa: SLF001  Django's documented name
    rows = _dated(spans, ("person_id", *fields), ("starts_on", "ends_on"))
    return {row[0]: make(row[1:]) for row in rows}


def _all(
    model: type[models.Model], make: Callable[[Sequence[Any]], Made], fields: Sequence[str], people: Sequence[int]
) -> dict[int, list[Made]]:
    found: dict[int, list[Made]] = defaultdict(list)
    spans = model._default_manager.filter(person_id__in=people).order_by("starts_on")  # noqa: SLF001  as above
    for row in _dated(spans, ("person_id", *fields), ("starts_on", "ends_on")):
        found[row[0]].append(make(row[1:]))
    return found


def _dated(rows: Any, fields: Sequence[str], days: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """Plain tuples with days at their end; the database counts days, which is quicker than reading text."""
    numbered = rows.annotate(**{f"{name}_number": DayNumber(name) for name in days})
    count = len(fields)
    for row in numbered.values_list(*fields, *(f"{name}_number" for name in days)).iterator(chunk_size=10_000):
        yield (*row[:count], *(None if number is None else _day(number) for number in row[count:]))


@lru_cache(maxsize=1 << 16)
def _day(number: int) -> date:
    return date.fromordinal(EPOCH + number)
