"""The invented city's careers as columns, without a database."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import numpy as np

from baeumgil.stages.people.rules.columns import (
    OPEN_END,
    AbsenceColumns,
    CareerColumns,
    Codes,
    Days,
    GradeColumns,
    PostingColumns,
    ServiceColumns,
    code_of,
)
from baeumgil.stages.people.rules.retirement import RetirementPolicy, retirement
from baeumgil.stages.people.services.bulk import PersonLoad


def career_columns_of(people: Sequence[PersonLoad], policy: RetirementPolicy) -> CareerColumns:
    """Columns of these people, each known by the place in the list."""
    names: dict[str, int] = {}
    services = [(at, span) for at, person in enumerate(people) for span in person.services]
    grades = [(at, span) for at, person in enumerate(people) for span in person.grades]
    postings = [(at, span) for at, person in enumerate(people) for span in person.postings]
    absences = [(at, span) for at, person in enumerate(people) for span in person.absences]
    return CareerColumns(
        person=np.arange(len(people), dtype=np.int64),
        kind=_codes(person.kind for person in people),
        birth=_days(person.birth_on for person in people),
        retires=_days(_retires(person, policy) for person in people),
        services=ServiceColumns(
            *_spans(services),
            employment=_codes(span.employment for _, span in services),
            authority=_codes(span.authority for _, span in services),
            entry=_codes(span.entry for _, span in services),
        ),
        grades=GradeColumns(
            *_spans(grades),
            grade=np.array([span.grade or 0 for _, span in grades], dtype=np.int16),
            series=np.array([names.setdefault(span.series, len(names)) for _, span in grades], dtype=np.int16),
            change=_codes(span.change for _, span in grades),
        ),
        postings=PostingColumns(
            *_spans(postings),
            unit=np.array([span.unit for _, span in postings], dtype=np.int64),
            position=_codes(span.position for _, span in postings),
        ),
        absences=AbsenceColumns(*_spans(absences), kind=_codes(span.kind for _, span in absences)),
        series_names=tuple(names),
    )


def _retires(person: PersonLoad, policy: RetirementPolicy) -> date | None:
    if not person.services:
        return None
    service = person.services[-1]
    found = retirement(
        birth_on=person.birth_on, employment=service.employment, term_ends_on=service.term_ends_on, policy=policy
    )
    return found.on if found else None


def _spans(spans: Sequence[tuple[int, Any]]) -> tuple[Any, Days, Days]:
    places = np.array([at for at, _ in spans], dtype=np.int64)
    ends = _days(span.ends_on for _, span in spans)
    return places, _days(span.starts_on for _, span in spans), np.where(np.isnat(ends), OPEN_END, ends)


def _days(values: Iterable[date | None]) -> Days:
    return np.array([np.datetime64("NaT") if day is None else day for day in values], dtype="datetime64[D]")


def _codes(terms: Iterable[Any]) -> Codes:
    return np.array([code_of(term) for term in terms], dtype=np.int16)
