from datetime import date

import pytest
from django.test import Client

from baeumgil.core.actors import Role
from baeumgil.doors.web.people.person import events
from baeumgil.stages.people.rules.career import AbsenceSpan, Career, PostingSpan, ServiceSpan
from baeumgil.stages.people.terms import (
    AbsenceKind,
    Authority,
    EmploymentKind,
    EntryKind,
    ExitKind,
    PersonKind,
    Position,
)
from tests.build import a_person, a_unit
from tests.build_web import signed_in
from tests.doors.web.office.city import the_rules

pytestmark = pytest.mark.django_db


def test_the_page_begins_with_unit_grade_and_name_and_hides_the_day_of_birth(client: Client) -> None:
    the_rules()
    person = a_person("박나무", unit=a_unit("세정과"), grade=6, birth_on=date(1985, 4, 17), staff_no="00017")
    signed_in(client, Role.TRAINING_OFFICE)
    answer = client.get(f"/people/{person}")
    page = answer.content.decode()
    assert answer.status_code == 200
    head = page.split("<h1>")[1].split("</h1>")[0]
    assert head.index("세정과") < head.index("박나무")
    assert "1985-**-**" in page
    assert "1985-04-17" not in page
    assert "1985. 4. 17" not in page
    assert "2045. 6. 30." in page
    assert "지방공무원법" in page


def test_another_day_shows_who_somebody_was_then(client: Client) -> None:
    person = a_person(
        "박나무", unit=a_unit("세정과"), grade=9, title="지방행정서기보", promotions=[(date(2020, 1, 1), 8)]
    )
    signed_in(client, Role.TRAINING_OFFICE)
    page = client.get(f"/people/{person}?on=2016-01-01").content.decode()
    assert "2016. 1. 1.(금)의 모습입니다" in page
    assert "오늘의 모습 보기" in page


def test_somebody_outside_the_own_unit_is_not_there(client: Client) -> None:
    person = a_person("박나무", unit=a_unit("세정과"))
    signed_in(client, Role.LIAISON, unit=a_unit("총무과"))
    assert client.get(f"/people/{person}").status_code == 404


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.INSTRUCTOR, Role.SYSTEM_ADMIN])
def test_who_may_see_nobody_learns_nothing(client: Client, role: Role) -> None:
    person = a_person("박나무", unit=a_unit("세정과"))
    signed_in(client, role)
    answer = client.get(f"/people/{person}")
    assert answer.status_code == 404
    assert "박나무" not in answer.content.decode()


def test_an_official_may_open_the_own_page(client: Client) -> None:
    person = a_person("박나무", unit=a_unit("세정과"))
    signed_in(client, Role.OFFICIAL, person=person)
    assert client.get(f"/people/{person}").status_code == 200


def test_a_career_is_told_newest_first_with_its_ends() -> None:
    career = Career(
        person=1,
        kind=PersonKind.FORMER,
        services=[
            ServiceSpan(
                EmploymentKind.GENERAL,
                Authority.MAYOR,
                EntryKind.NEW,
                date(2010, 1, 1),
                date(2020, 6, 30),
                ExitKind.RESIGNED,
            )
        ],
        postings=[PostingSpan(1, "총무과", Position.MEMBER, date(2010, 1, 1), date(2020, 6, 30))],
        absences=[AbsenceSpan(AbsenceKind.LEAVE, date(2015, 1, 1), date(2015, 12, 31))],
    )
    assert [(event.on, event.title) for event in events(career)] == [
        (date(2020, 6, 30), "의원면직"),
        (date(2015, 12, 31), "휴직 끝"),
        (date(2015, 1, 1), "휴직"),
        (date(2010, 1, 1), "신규임용"),
        (date(2010, 1, 1), "총무과"),
    ]
