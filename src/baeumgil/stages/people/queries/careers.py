"""Careers: one by one, and as columns for a whole city."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, TypeVar

import numpy as np
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast

from baeumgil.core.fields import TermField
from baeumgil.core.prepared import prepared
from baeumgil.stages.people.models import Absence, GradeSpell, Person, Posting, Service
from baeumgil.stages.people.queries.day_numbers import DayNumber
from baeumgil.stages.people.rules.career import AbsenceSpan, Career, GradeSpan, PostingSpan, ServiceSpan
from baeumgil.stages.people.rules.columns import (
    NO_CODE,
    OPEN_END,
    AbsenceColumns,
    CareerColumns,
    Codes,
    Days,
    GradeColumns,
    Places,
    PostingColumns,
    ServiceColumns,
    codes,
)
from baeumgil.stages.people.terms import (
    AbsenceKind,
    Authority,
    EmploymentKind,
    EntryKind,
    GradeChange,
    PersonKind,
    Position,
)

CHUNK = 5_000
ALL_AT_ONCE = 20_000

Fact = TypeVar("Fact")


def careers(person_ids: Iterable[int]) -> list[Career]:
    """Careers in ascending order of person; five statements for each 5,000 people. Unknown ids are absent."""
    return [career for chunk in _chunks(person_ids) for career in _careers(chunk)]


def _chunks(person_ids: Iterable[int]) -> Iterator[list[int]]:
    wanted = sorted(set(person_ids))
    for start in range(0, len(wanted), CHUNK):
        yield wanted[start : start + CHUNK]


def _careers(people: list[int]) -> list[Career]:
    services = _by_person(_services(people=people), ServiceSpan)
    grades = _by_person(_grades(people=people), GradeSpan)
    postings = _by_person(_postings(people=people), PostingSpan)
    absences = _by_person(_absences(people=people), AbsenceSpan)
    return [
        Career(
            person=person,
            kind=PersonKind(kind),
            birth_on=birth_on,
            retires_on=retires_on,
            services=tuple(services[person]),
            grades=tuple(grades[person]),
            postings=tuple(postings[person]),
            absences=tuple(absences[person]),
        )
        for person, kind, birth_on, retires_on in _people(people=people)
    ]


def _by_person(rows: Iterable[tuple[Any, ...]], make: Callable[..., Fact]) -> dict[int, list[Fact]]:
    found: dict[int, list[Fact]] = defaultdict(list)
    for person, *values in rows:
        found[person].append(make(*values))
    return found


def _spans(model: type[models.Model], *fields: str) -> Callable[..., list[tuple[Any, ...]]]:
    rows: Any = model._default_manager.order_by("person_id", "starts_on")  # noqa: SLF001  Django's documented name
    return prepared(lambda people: rows.filter(person_id__in=people).values_list("person_id", *fields))


_services = _spans(Service, "employment", "authority", "entry", "starts_on", "ends_on", "exit", "term_ends_on")
_grades = _spans(GradeSpell, "grade", "title", "series", "change", "starts_on", "ends_on")
_postings = _spans(Posting, "unit_id", "unit_name", "position", "starts_on", "ends_on", "position_title", "duties")
_absences = _spans(Absence, "kind", "starts_on", "ends_on")
_people = prepared(
    lambda people: (
        Person.objects.filter(pk__in=people).order_by("pk").values_list("pk", "kind", "birth_on", "retires_on")
    )
)


def career_columns(person_ids: Iterable[int] | None = None) -> CareerColumns:
    """Careers as columns: of these people, or of all but guests; five statements."""
    wanted = None if person_ids is None else np.unique(np.fromiter(person_ids, dtype=np.int64))
    people = _read(Person, ("pk", "kind"), ("birth_on", "retires_on"), wanted, owner="pk")
    if wanted is None:
        people = [row for row in people if row[1] != PersonKind.GUEST]
    person = _numbers(people, 0)
    names: dict[str, int] = {}
    services = _Table(Service, ("employment", "authority", "entry"), person, wanted)
    grades = _Table(GradeSpell, ("grade", "series", "change"), person, wanted)
    postings = _Table(Posting, ("unit_id", "position"), person, wanted)
    absences = _Table(Absence, ("kind",), person, wanted)
    series = grades.numbered(1, names)
    return CareerColumns(
        person=person,
        kind=_coded([row[1] for row in people], codes(PersonKind)),
        birth=_days([row[2] for row in people]),
        retires=_days([row[3] for row in people]),
        services=ServiceColumns(
            services.at,
            services.starts,
            services.ends,
            services.coded(0, EmploymentKind),
            services.coded(1, Authority),
            services.coded(2, EntryKind),
        ),
        grades=GradeColumns(
            grades.at,
            grades.starts,
            grades.ends,
            np.array([value or 0 for value in grades.column(0)], dtype=np.int16),
            series,
            grades.coded(2, GradeChange),
        ),
        postings=PostingColumns(
            postings.at,
            postings.starts,
            postings.ends,
            np.array(postings.column(0), dtype=np.int64),
            postings.coded(1, Position),
        ),
        absences=AbsenceColumns(absences.at, absences.starts, absences.ends, absences.coded(0, AbsenceKind)),
        series_names=tuple(names),
    )


class _Table:
    """One span table, read at once and sorted by (person, start)."""

    def __init__(self, model: type[models.Model], fields: Sequence[str], person: Places, wanted: Places | None) -> None:
        rows = _read(model, ("person_id", *fields), ("starts_on", "ends_on"), wanted, owner="person_id")
        owners = _numbers(rows, 0)
        at = np.searchsorted(person, owners).astype(np.int64)
        known = (
            (at < len(person)) & (person[np.minimum(at, max(len(person) - 1, 0))] == owners)
            if len(person)
            else (np.zeros(len(rows), dtype=bool))
        )
        starts = np.array([row[-2] for row in rows], dtype=np.int64)
        order = np.lexsort((starts, at))
        self.order = order[known[order]]
        self.rows = rows
        self.at: Places = at[self.order]
        self.starts: Days = starts[self.order].astype("datetime64[D]")
        ends = _days([row[-1] for row in rows])
        ends[np.isnat(ends)] = OPEN_END
        self.ends: Days = ends[self.order]

    def column(self, place: int) -> list[Any]:
        """Values of a field in sorted order."""
        return [self.rows[at][place + 1] for at in self.order.tolist()]

    def coded(self, place: int, terms: Any) -> Codes:
        """Codes of a term."""
        return _coded(self.column(place), codes(terms))

    def numbered(self, place: int, names: dict[str, int]) -> Codes:
        """Places of texts in `names`, which grows."""
        return np.array([names.setdefault(text, len(names)) for text in self.column(place)], dtype=np.int16)


def _read(
    model: type[models.Model],
    fields: Sequence[str],
    days: Sequence[str],
    wanted: Places | None,
    owner: str,
) -> list[tuple[Any, ...]]:
    """Plain tuples; days as numbers, terms as text. Many wanted people are picked out afterwards."""
    rows: Any = model._default_manager.order_by()  # noqa: SLF001  Django's documented name
    if wanted is not None and len(wanted) <= ALL_AT_ONCE:
        rows = rows.filter(**{f"{owner}__in": wanted.tolist()})
    if owner == "pk":
        rows = rows.order_by("pk")
    terms = {name for name in fields if isinstance(_column(model, name), TermField)}
    found = list(
        rows.annotate(
            **{f"{name}_text": Cast(name, models.CharField()) for name in terms},
            **{f"{name}_number": DayNumber(name) for name in days},
        ).values_list(
            *(f"{name}_text" if name in terms else name for name in fields),
            *(f"{name}_number" for name in days),
        )
    )
    if owner == "pk" and wanted is not None and len(wanted) > ALL_AT_ONCE:
        chosen = set(wanted.tolist())
        found = [row for row in found if row[0] in chosen]
    return found


def _column(model: type[models.Model], name: str) -> Any:
    return model._meta.pk if name == "pk" else model._meta.get_field(name)  # noqa: SLF001  Django's documented name


def _numbers(rows: Sequence[tuple[Any, ...]], place: int) -> Places:
    return np.fromiter((row[place] for row in rows), dtype=np.int64, count=len(rows))


def _coded(values: Sequence[str], places: dict[str, int]) -> Codes:
    return np.fromiter((places.get(value, NO_CODE) for value in values), dtype=np.int16, count=len(values))


def _days(numbers: Sequence[int | None]) -> Days:
    plain = np.array([np.iinfo(np.int64).min if number is None else number for number in numbers], dtype=np.int64)
    return plain.astype("datetime64[D]")


def open_on(on: date) -> Q:
    """Condition for spans that contain a day."""
    return Q(starts_on__lte=on) & (Q(ends_on=None) | Q(ends_on__gte=on))
