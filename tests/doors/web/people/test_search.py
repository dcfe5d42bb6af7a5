from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from baeumgil.core.actors import Role
from baeumgil.core.models import AccessEntry
from tests.build import a_person, a_unit
from tests.build_web import signed_in
from tests.doors.web.office.city import a_city

pytestmark = pytest.mark.django_db


def test_people_are_found_by_name_and_shown_with_unit_and_grade(client: Client) -> None:
    a_person("박나무", unit=a_unit("세정과"), grade=6, staff_no="00017")
    a_person("최바다", unit=a_unit("총무과"))
    signed_in(client, Role.TRAINING_OFFICE)
    answer = client.get("/people", {"text": "박나무"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<h1>사람</h1>" in page
    assert ">1명" in page
    assert "박나무" in page
    assert "00017" in page
    assert "세정과" in page
    assert "최바다" not in page


def test_a_day_in_the_past_shows_the_grade_of_that_day(client: Client) -> None:
    person = a_person(
        "박나무", unit=a_unit("세정과"), grade=9, appointed_on=date(2015, 3, 2), promotions=[(date(2020, 1, 1), 8)]
    )
    signed_in(client, Role.TRAINING_OFFICE)
    then = client.get("/people", {"text": "박나무", "on": "2016-01-01", "grade": "9"}).content.decode()
    now = client.get("/people", {"text": "박나무", "grade": "9"}).content.decode()
    assert f'/people/{person}?on=2016-01-01"' in then
    assert "찾는 사람이 없습니다" in now


def test_htmx_gets_the_list_alone(client: Client) -> None:
    signed_in(client, Role.TRAINING_OFFICE)
    answer = client.get("/people", headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert "<html" not in page
    assert "people-count" in page
    assert "HX-Request" in answer["Vary"]


def test_a_liaison_finds_only_people_of_the_own_unit(client: Client) -> None:
    city = a_city()
    a_person("남의식구", unit=city.other)
    signed_in(client, Role.LIAISON, unit=city.division)
    page = client.get("/people").content.decode()
    assert "새내기00" in page
    assert "남의식구" not in page


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.INSTRUCTOR, Role.SYSTEM_ADMIN])
def test_who_may_see_nobody_is_refused(client: Client, role: Role) -> None:
    signed_in(client, role)
    assert client.get("/people").status_code == 403


def test_searching_is_written_down_with_what_was_asked(client: Client) -> None:
    a_person("박나무", unit=a_unit("세정과"))
    signed_in(client, Role.TRAINING_OFFICE)
    client.get("/people", {"text": "박나무"})
    entry = AccessEntry.objects.get(reading="people.search")
    assert entry.criteria["text"] == "박나무"
    assert entry.people == 1


def test_a_day_that_cannot_be_read_is_named_and_today_is_shown(client: Client) -> None:
    signed_in(client, Role.TRAINING_OFFICE)
    answer = client.get("/people", {"on": "어제"})
    assert answer.status_code == 200
    assert 'aria-invalid="true"' in answer.content.decode()


def test_thirty_people_take_as_many_statements_as_one(client: Client) -> None:
    city = a_city()
    signed_in(client, Role.TRAINING_OFFICE)
    with CaptureQueriesContext(
        connection,
    ) as one:
        assert client.get("/people").status_code == 200
    for number in range(30):
        a_person(f"이웃{number}", unit=city.other)
    with CaptureQueriesContext(connection) as many:
        assert client.get("/people").status_code == 200
    assert len(many) == len(one)
