"""What is recorded about people, as the roster import compares it: latest spans, and whole histories of a few."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.db import connection, models
from django.db.models import Q

from baeumgil.stages.people.models import Absence, GradeSpell, Person, Posting, Service
from baeumgil.stages.people.rules.roster.facts import day_of
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


def known_people(as_of: date) -> list[Known]:
    """Everybody with a number, with the spans that are open or latest; five statements."""
    services = _services()
    grades = _latest(GradeSpell, KnownGrade, GRADE_COLUMNS, Q(ends_on=None))
    postings = _latest(Posting, KnownPosting, POSTING_COLUMNS, Q(ends_on=None))
    absences: dict[int, list[KnownAbsence]] = defaultdict(list)
    for row in _rows(
        Absence.objects.filter(starts_on__lte=as_of).order_by("starts_on"), ("person_id", *ABSENCE_COLUMNS)
    ):
        absences[row[0]].append(KnownAbsence._make(row[1:]))
    people = Person.objects.filter(Q(staff_no__isnull=False) | Q(candidate_no__isnull=False)).order_by("pk")
    return [
        Known(
            person,
            services.get(person.id),
            grades.get(person.id),
            postings.get(person.id),
            tuple(absences.get(person.id, ())),
        )
        for person in map(KnownPerson._make, _rows(people, PERSON_COLUMNS))
    ]


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


def _services() -> dict[int, KnownService]:
    found: dict[int, KnownService] = {}
    rows = _rows(Service.objects.order_by("person_id", "starts_on"), ("person_id", *SERVICE_COLUMNS))
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


def _latest(model: type[models.Model], make: Any, columns: Sequence[str], condition: Q) -> dict[int, Any]:
    spans = model._default_manager.filter(condition).order_by("starts_on")  # noqa: SLF001  Django's documented name
    return {row[0]: make._make(row[1:]) for row in _rows(spans, ("person_id", *columns))}


def _all(model: type[models.Model], make: Any, columns: Sequence[str], people: Sequence[int]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    spans = model._default_manager.filter(person_id__in=people).order_by("starts_on")  # noqa: SLF001  as above
    for row in _rows(spans, ("person_id", *columns)):
        found[row[0]].append(make._make(row[1:]))
    return found


def _rows(records: models.QuerySet[Any], columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """Tuples with days as `date` and words as terms, converted a column at a time: most values repeat."""
    sql, given = records.values_list(*columns).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        plain = list(zip(*cursor.fetchall(), strict=True))
    read = [_column(records.model, name, values) for name, values in zip(columns, plain, strict=False)]
    return zip(*read, strict=True)


def _column(model: type[models.Model], name: str, values: Sequence[Any]) -> Sequence[Any]:
    field = model._meta.get_field(name.removesuffix("_id") if name != "id" else name)  # noqa: SLF001  as above
    terms = getattr(field, "terms", None)
    if isinstance(field, models.DateField):
        table = {value: day_of(value) if isinstance(value, str) else value for value in set(values)}
    elif terms is not None:
        members = {member.value: member for member in terms}
        table = {value: members.get(value, value) for value in set(values)}
    else:
        return values
    return [table[value] for value in values]
