"""Careers one by one and as columns tell the same."""

from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baeumgil.stages.people.queries.careers import career_columns, careers
from baeumgil.stages.people.rules.career import Career
from baeumgil.stages.people.rules.columns import OPEN_END, CareerColumns, code_of
from baeumgil.stages.people.terms import AbsenceKind, Authority, EmploymentKind, PersonKind, Position
from tests.build import a_candidate, a_guest, a_person, a_unit


def a_few_people() -> list[int]:
    unit, other = a_unit(), a_unit("회계과")
    return [
        a_person(
            unit=unit,
            promotions=[(date(2019, 1, 1), 6)],
            postings=[(date(2020, 1, 1), other, Position.TEAM_LEADER)],
            absences=[
                (AbsenceKind.LEAVE, date(1999, 12, 31), date(2000, 3, 1)),
                (AbsenceKind.SECONDMENT, date(2021, 1, 1), None),
            ],
            birth_on=date(1965, 2, 28),
        ),
        a_person(grade=None, title="보건연구사", series="보건", employment=EmploymentKind.RESEARCH),
        a_person(unit=other, authority=Authority.COUNCIL, left_on=date(2024, 6, 30)),
        a_candidate(appointed_on=date(2027, 1, 4)),
        a_candidate(),
    ]


def told(career: Career) -> list[tuple[object, ...]]:
    def end(day: date | None) -> date:
        return day or date(9999, 12, 31)

    return [
        (career.person, code_of(career.kind), career.birth_on, career.retires_on),
        *(
            ("service", span.starts_on, end(span.ends_on), *map(code_of, (span.employment, span.authority, span.entry)))
            for span in career.services
        ),
        *(
            ("grade", span.starts_on, end(span.ends_on), span.grade or 0, span.series, code_of(span.change))
            for span in career.grades
        ),
        *(
            ("posting", span.starts_on, end(span.ends_on), span.unit, code_of(span.position))
            for span in career.postings
        ),
        *(("absence", span.starts_on, end(span.ends_on), code_of(span.kind)) for span in career.absences),
    ]


def told_by_columns(columns: CareerColumns, at: int) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = [
        (
            int(columns.person[at]),
            int(columns.kind[at]),
            columns.birth[at].item(),
            columns.retires[at].item(),
        )
    ]
    tables: dict[str, tuple[Any, tuple[str, ...]]] = {
        "service": (columns.services, ("employment", "authority", "entry")),
        "grade": (columns.grades, ("grade", "series", "change")),
        "posting": (columns.postings, ("unit", "position")),
        "absence": (columns.absences, ("kind",)),
    }
    for name, (table, fields) in tables.items():
        for place in np.flatnonzero(table.at == at):
            values: list[object] = [int(getattr(table, field)[place]) for field in fields]
            if name == "grade":
                values[1] = columns.series_names[int(table.series[place])]
            rows.append((name, table.starts[place].item(), table.ends[place].item(), *values))
    return rows


def test_columns_tell_the_same_as_careers(db: None) -> None:
    people = a_few_people()
    columns = career_columns()
    assert columns.person.tolist() == people
    assert [told_by_columns(columns, at) for at in range(len(columns))] == [told(one) for one in careers(people)]


def test_guests_are_left_out_unless_asked_for_and_some_people_can_be_chosen(db: None) -> None:
    people = a_few_people()
    guest = a_guest()
    assert career_columns().person.tolist() == people
    chosen = career_columns([people[2], people[0], guest, 999_999])
    assert chosen.person.tolist() == [people[0], people[2], guest]
    assert chosen.kind.tolist() == [code_of(PersonKind.OFFICIAL), code_of(PersonKind.FORMER), code_of(PersonKind.GUEST)]
    assert chosen.postings.at.tolist() == [0, 0, 1]


def test_open_ends_and_unknown_days_have_their_own_values(db: None) -> None:
    a_candidate(birth_on=None, appointed_on=date(2027, 1, 4))
    columns = career_columns()
    assert np.isnat(columns.birth[0])
    assert np.isnat(columns.retires[0])
    assert columns.services.ends[0] == OPEN_END


def test_an_empty_city_has_empty_columns(db: None) -> None:
    columns = career_columns()
    assert (len(columns), len(columns.services.at), columns.series_names) == (0, 0, ())
    assert len(career_columns([])) == 0
    assert careers([]) == []


def test_statements_are_constant(db: None) -> None:
    people = a_few_people() + a_few_people()
    readers: tuple[Callable[[], object], ...] = (
        career_columns,
        lambda: career_columns(people),
        lambda: careers(people),
    )
    for read in readers:
        with CaptureQueriesContext(connection) as seen:
            read()
        assert len(seen) == 5
