"""One person with the whole career, read once and then seen on any day."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from baeumgil.stages.people.queries.person_facts import PersonRow
from baeumgil.stages.people.rules.as_of import as_of, containing
from baeumgil.stages.people.rules.career import AbsenceSpan, Career, GradeSpan, PostingSpan, ServiceSpan
from baeumgil.stages.people.rules.standing import kind_on, serving_since
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

Span = tuple[Any, ...]

_FACTS = """
SELECT 'person' AS fact, birth_on AS starts_on, retires_on AS ends_on,
    name, kind, guest_body, guest_kind, staff_no, candidate_no
FROM people_person WHERE id = %s
UNION ALL
SELECT 'service', starts_on, ends_on, employment, authority, entry, exit, CAST(term_ends_on AS varchar(10)), NULL
FROM people_service WHERE person_id = %s
UNION ALL
SELECT 'grade', starts_on, ends_on, title, series, change, CAST(grade AS varchar(10)), NULL, NULL
FROM people_gradespell WHERE person_id = %s
UNION ALL
SELECT 'posting', starts_on, ends_on, unit_name, position, position_title, duties, CAST(unit_id AS varchar(20)), NULL
FROM people_posting WHERE person_id = %s
UNION ALL
SELECT 'absence', starts_on, ends_on, kind, NULL, NULL, NULL, NULL, NULL
FROM people_absence WHERE person_id = %s
ORDER BY 2
"""


@dataclass(frozen=True, slots=True)
class WholePerson:
    """사람. What does not change with the day, and the career from which the rest follows."""

    staff_no: str | None
    candidate_no: str | None
    name: str
    guest_kind: GuestKind | None
    guest_body: str
    career: Career

    def row_on(self, on: date) -> PersonRow:
        """The same row as `person_rows` gives for that day."""
        career = self.career
        service, grade = as_of(career.services, on), as_of(career.grades, on)
        posting, absence = containing(career.postings, on), containing(career.absences, on)
        return PersonRow(
            id=career.person,
            staff_no=self.staff_no,
            candidate_no=self.candidate_no,
            name=self.name,
            kind=kind_on(career.kind, career.services, on),
            guest_kind=self.guest_kind,
            guest_body=self.guest_body,
            unit=posting.unit if posting is not None else None,
            unit_name=posting.unit_name if posting is not None else "",
            grade=grade.grade if grade is not None else None,
            grade_title=grade.title if grade is not None else "",
            series=grade.series if grade is not None else "",
            position=posting.position if posting is not None else None,
            position_title=posting.position_title if posting is not None else "",
            employment=service.employment if service is not None else None,
            authority=service.authority if service is not None else None,
            appointed_on=serving_since(career.services, on),
            retires_on=career.retires_on,
            is_away=absence is not None,
            away_kind=absence.kind if absence is not None else None,
        )


def whole_person(person: int) -> WholePerson | None:
    """One person, None when unknown; one statement. Neither guarded nor logged: a building block."""
    facts = _facts(person)
    if not facts["person"]:
        return None
    birth_on, retires_on, name, kind, guest_body, guest_kind, staff_no, candidate_no = facts["person"][0]
    return WholePerson(
        staff_no=staff_no,
        candidate_no=candidate_no,
        name=name,
        guest_kind=None if guest_kind is None else GuestKind(guest_kind),
        guest_body=guest_body,
        career=Career(
            person=person,
            kind=PersonKind(kind),
            birth_on=birth_on,
            retires_on=retires_on,
            services=tuple(_service(row) for row in facts["service"]),
            grades=tuple(_grade(row) for row in facts["grade"]),
            postings=tuple(_posting(row) for row in facts["posting"]),
            absences=tuple(AbsenceSpan(AbsenceKind(row[2]), row[0], row[1]) for row in facts["absence"]),
        ),
    )


def _facts(person: int) -> dict[str, list[Span]]:
    """All facts of one person in one statement, oldest first: the page most people open reads no more."""
    found: dict[str, list[Span]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_FACTS, [person] * 5)
        for fact, starts_on, ends_on, *words in cursor.fetchall():
            found[fact].append((_day(starts_on), _day(ends_on), *words))
    return found


def _service(row: Span) -> ServiceSpan:
    first, last, employment, authority, entry, exit_kind, term_ends_on, _nothing = row
    return ServiceSpan(
        employment=EmploymentKind(employment),
        authority=Authority(authority),
        entry=EntryKind(entry),
        starts_on=first,
        ends_on=last,
        exit=None if exit_kind is None else ExitKind(exit_kind),
        term_ends_on=_day(term_ends_on),
    )


def _grade(row: Span) -> GradeSpan:
    first, last, title, series, change, grade, *_nothing = row
    return GradeSpan(None if grade is None else int(grade), title, series, GradeChange(change), first, last)


def _posting(row: Span) -> PostingSpan:
    first, last, unit_name, position, title, duties, unit, _nothing = row
    return PostingSpan(int(unit), unit_name, Position(position), first, last, title, duties)


def _day(value: date | str | None) -> date | None:
    """SQLite hands days of joined tables out as text."""
    return date.fromisoformat(value) if isinstance(value, str) else value
