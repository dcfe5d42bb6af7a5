import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from baeumgil.core.actors import Role
from baeumgil.core.models import AccessEntry
from tests.build import a_person
from tests.build_web import signed_in
from tests.doors.web.office.city import a_city, computed

pytestmark = pytest.mark.django_db


def test_a_liaison_goes_straight_to_the_own_unit_and_sees_who_is_due(client: Client) -> None:
    city = a_city()
    computed()
    signed_in(client, Role.LIAISON, unit=city.division)
    sent = client.get("/units")
    assert sent["Location"] == f"/units/{city.division}"
    page = client.get(sent["Location"]).content.decode()
    assert "<h1>총무과</h1>" in page
    assert "새내기00" in page
    assert "기한 지남" in page or "이수할 때" in page


def test_somebody_without_open_stages_shows_under_all(client: Client) -> None:
    city = a_city(0)
    a_person("한가함", unit=city.division, grade=None)
    computed()
    signed_in(client, Role.LIAISON, unit=city.division)
    assert "지금 이수할 사람이 없습니다" in client.get(f"/units/{city.division}").content.decode()
    assert "한가함" in client.get(f"/units/{city.division}?all=1").content.decode()


def test_another_unit_is_not_there(client: Client) -> None:
    city = a_city()
    signed_in(client, Role.LIAISON, unit=city.division)
    assert client.get(f"/units/{city.other}").status_code == 404
    assert client.get("/units/99999").status_code == 404


def test_whoever_sees_several_units_chooses(client: Client) -> None:
    a_city()
    signed_in(client, Role.TRAINING_OFFICE)
    answer = client.get("/units", follow=True)
    assert answer.status_code == 200


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.INSTRUCTOR, Role.SYSTEM_ADMIN])
def test_who_may_see_nobody_is_refused(client: Client, role: Role) -> None:
    city = a_city()
    signed_in(client, role, unit=None if role is Role.SYSTEM_ADMIN else city.division)
    assert client.get("/units").status_code == 403
    assert client.get(f"/units/{city.division}").status_code == 404


def test_opening_a_unit_is_one_look(client: Client) -> None:
    city = a_city()
    computed()
    signed_in(client, Role.HEAD, unit=city.division)
    assert client.get(f"/units/{city.division}").status_code == 200
    assert list(AccessEntry.objects.values_list("reading", "purpose")) == [("roadmap.unit", "부서 이수 현황 확인")]


def test_thirty_people_take_as_many_statements_as_one(client: Client) -> None:
    city = a_city()
    computed()
    signed_in(client, Role.HEAD, unit=city.division)
    with CaptureQueriesContext(connection) as one:
        assert client.get(f"/units/{city.division}").status_code == 200
    for number in range(30):
        a_person(f"이웃{number}", unit=city.division, grade=9)
    computed()
    with CaptureQueriesContext(connection) as many:
        assert client.get(f"/units/{city.division}").status_code == 200
    assert len(many) == len(one)
