"""What is recorded about people, as the roster import compares it: latest spans, and whole histories of a few."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, models
from django.db.models import Q

from baeumgil.stages.people.models import Absence, GradeSpell, Person, Posting, Service, UnitSpan
from baeumgil.stages.people.rules.roster.known import (
    Known,
    KnownAbsence,
    KnownGrade,
    KnownPerson,
    KnownPosting,
    KnownService,
)

CHUNK = 5_000

PERSON_COLUMNS = (
    "id",
    "staff_no",
    "candidate_no",
    "name",
    "birth_on",
    "kind",
    "guest_kind",
    "guest_body",
    "retires_on",
)
SERVICE_COLUMNS = ("id", "employment", "authority", "entry", "exit", "starts_on", "ends_on", "term_ends_on")
GRADE_COLUMNS = ("id", "grade", "title", "series", "change", "starts_on", "ends_on")
POSTING_COLUMNS = ("id", "unit_id", "unit_name", "position", "position_title", "duties", "starts_on", "ends_on")
ABSENCE_COLUMNS = ("id", "kind", "starts_on", "ends_on")


Raw = list[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Recorded:
    """Plain rows of everybody with a number: spans that are open, all services, all absences begun."""

    people: Raw
    services: Raw
    grades: Raw
    postings: Raw
    absences: Raw
    units: Raw

    @property
    def fingerprint(self) -> str:
        """Equal only while nothing of this has changed."""
        seen = hashlib.sha256()
        for rows in (self.people, self.services, self.grades, self.postings, self.absences, self.units):
            seen.update(repr(rows).encode())
        return seen.hexdigest()

    def known(self) -> list[Known]:
        """As values that rules take."""
        services = _services(self.services)
        grades = _latest(GradeSpell, KnownGrade, GRADE_COLUMNS, self.grades)
        postings = _latest(Posting, KnownPosting, POSTING_COLUMNS, self.postings)
        absences: dict[int, list[KnownAbsence]] = defaultdict(list)
        for row in _read(Absence, ("person_id", *ABSENCE_COLUMNS), self.absences):
            absences[row[0]].append(KnownAbsence._make(row[1:]))
        return [
            Known(
                person,
                services.get(person.id),
                grades.get(person.id),
                postings.get(person.id),
                tuple(absences.get(person.id, ())),
            )
            for person in map(KnownPerson._make, _read(Person, PERSON_COLUMNS, self.people))
        ]


def recorded(as_of: date) -> Recorded:
    """What is recorded now, as a roster of that day is compared with it; six statements."""
    numbered = Q(staff_no__isnull=False) | Q(candidate_no__isnull=False)
    return Recorded(
        people=_raw(Person.objects.filter(numbered).order_by("pk"), PERSON_COLUMNS),
        services=_raw(Service.objects.order_by("person_id", "starts_on"), ("person_id", *SERVICE_COLUMNS)),
        grades=_raw(_open(GradeSpell), ("person_id", *GRADE_COLUMNS)),
        postings=_raw(_open(Posting), ("person_id", *POSTING_COLUMNS)),
        absences=_raw(
            Absence.objects.filter(starts_on__lte=as_of).order_by("person_id", "starts_on"),
            ("person_id", *ABSENCE_COLUMNS),
        ),
        units=_raw(UnitSpan.objects.order_by("pk"), ("id", "unit_id", "full_name", "starts_on", "ends_on")),
    )


def _open(model: type[models.Model]) -> models.QuerySet[Any]:
    return model._default_manager.filter(ends_on=None).order_by("person_id")  # noqa: SLF001  Django's documented name


def with_history(known: Iterable[Known]) -> Iterator[Known]:
    """The same people with all their grades and postings; two statements for each 5,000."""
    people = list(known)
    for start in range(0, len(people), CHUNK):
        chunk = people[start : start + CHUNK]
        ids = [each.person.id for each in chunk]
        grades = _all(GradeSpell, KnownGrade, GRADE_COLUMNS, ids)
        postings = _all(Posting, KnownPosting, POSTING_COLUMNS, ids)
        for each in chunk:
            yield each._replace(
                grades=tuple(grades.get(each.person.id, ())), postings=tuple(postings.get(each.person.id, ()))
            )


def _services(raw: Raw) -> dict[int, KnownService]:
    found: dict[int, KnownService] = {}
    rows = _read(Service, ("person_id", *SERVICE_COLUMNS), raw)
    for person, row, employment, authority, entry, exit_kind, starts_on, ends_on, term_ends_on in rows:
        before, since, first, is_return = found.get(person), starts_on, row, False
        if before is not None:
            touching = before.ends_on is not None and before.ends_on.toordinal() + 1 == starts_on.toordinal()
            is_return = before.is_return if touching else True
            if touching:
                since, first = before.since, before.first_id
        found[person] = KnownService(
            row,
            employment,
            authority,
            entry,
            exit_kind,
            starts_on,
            ends_on,
            term_ends_on,
            since,
            first,
            is_return,
        )
    return found


def _latest(model: type[models.Model], make: Any, columns: Sequence[str], raw: Raw) -> dict[int, Any]:
    return {row[0]: make._make(row[1:]) for row in _read(model, ("person_id", *columns), raw)}


def _all(model: type[models.Model], make: Any, columns: Sequence[str], people: Sequence[int]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    spans = model._default_manager.filter(person_id__in=people).order_by("starts_on")  # noqa: SLF001  as above
    names = ("person_id", *columns)
    for row in _read(model, names, _raw(spans, names)):
        found[row[0]].append(make._make(row[1:]))
    return found


def _raw(records: models.QuerySet[Any], columns: Sequence[str]) -> Raw:
    """Rows as the database driver gives them: days as text or `date`, terms as text."""
    sql, given = records.values_list(*columns).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return list(cursor.fetchall())


def _read(model: type[models.Model], columns: Sequence[str], raw: Raw) -> Iterator[tuple[Any, ...]]:
    """With days as `date` and words as terms, converted a column at a time: most values repeat."""
    plain = zip(*raw, strict=True)
    read = [_column(model, name, values) for name, values in zip(columns, plain, strict=False)]
    return zip(*read, strict=True)


def _column(model: type[models.Model], name: str, values: Sequence[Any]) -> Sequence[Any]:
    field = model._meta.get_field(name.removesuffix("_id") if name != "id" else name)  # noqa: SLF001  as above
    terms = getattr(field, "terms", None)
    if isinstance(field, models.DateField):
        table = {value: date.fromisoformat(value) if isinstance(value, str) else value for value in set(values)}
    elif terms is not None:
        members = {member.value: member for member in terms}
        table = {value: members.get(value, value) for value in set(values)}
    else:
        return values
    return [table[value] for value in values]
