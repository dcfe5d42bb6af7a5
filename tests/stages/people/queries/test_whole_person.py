from datetime import date, timedelta

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from baeumgil.stages.people.queries.careers import careers
from baeumgil.stages.people.queries.persons import person_rows
from baeumgil.stages.people.queries.whole_person import whole_person
from baeumgil.stages.people.terms import AbsenceKind, Position
from tests.build import a_candidate, a_guest, a_person, a_unit

pytestmark = pytest.mark.django_db

APPOINTED = date(2015, 3, 2)
DAYS = [
    APPOINTED + timedelta(days=days)
    for days in (-400, -1, 0, 1, 364, 365, 366, 729, 730, 731, 1459, 1460, 1461, 1900, 2000, 2001, 4000)
]


def everybody() -> list[int]:
    first, second = a_unit("총무과"), a_unit("복지과")
    return [
        a_person(
            unit=first,
            appointed_on=APPOINTED,
            promotions=[(APPOINTED + timedelta(days=730), 6)],
            postings=[(APPOINTED + timedelta(days=365), second, Position.TEAM_LEADER)],
            absences=[(AbsenceKind.LEAVE, APPOINTED + timedelta(days=1460), APPOINTED + timedelta(days=1900))],
        ),
        a_person(unit=first, appointed_on=APPOINTED, left_on=APPOINTED + timedelta(days=2000)),
        a_person(appointed_on=APPOINTED, absences=[(AbsenceKind.SECONDMENT, APPOINTED, None)]),
        a_candidate(appointed_on=APPOINTED),
        a_candidate(),
        a_guest(),
    ]


def test_the_row_of_a_day_is_that_of_the_list() -> None:
    for person in everybody():
        whole = whole_person(person)
        assert whole is not None
        assert [whole.career] == careers([person])
        for day in DAYS:
            assert whole.row_on(day) == person_rows(person_ids=[person], on=day)[person]


def test_an_unknown_person_is_nobody() -> None:
    assert whole_person(999_999) is None


def test_one_statement(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    person = everybody()[0]
    with django_assert_num_queries(1):
        whole_person(person)
