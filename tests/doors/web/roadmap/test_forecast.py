import pytest
from django.test import Client

from baeumgil.core.actors import Role
from baeumgil.core.models import Job
from baeumgil.doors.web.roadmap import forecast_answer
from tests.build_web import signed_in
from tests.doors.web.office.city import a_city, run_jobs, template

pytestmark = pytest.mark.django_db


def test_the_forecast_is_drawn_tabled_and_explained(client: Client) -> None:
    a_city(3)
    signed_in(client, Role.TRAINING_OFFICE)
    answer = client.get("/forecast")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<h1>수요 전망</h1>" in page
    assert page.count('role="img"') == 4
    for heading in ("단계와 해마다", "사람 수", "쓴 비율", "가정", "되돌려 보기"):
        assert heading in page
    assert ">2027<" in page
    assert ">2036<" in page


def test_a_what_if_is_named_as_one_and_lives_in_the_address(client: Client) -> None:
    a_city(2)
    signed_in(client, Role.TRAINING_OFFICE)
    page = client.get("/forecast", {"hires": "10", "promotion": "120", "years": "3"}).content.decode()
    assert "가정을 바꾼 전망입니다" in page
    assert 'value="120"' in page
    assert "/forecast.xlsx?hires=10&amp;promotion=120&amp;years=3" in page
    other = client.get("/forecast", {"rules": str(template("seoul_2019"))}).content.decode()
    assert "가정을 바꾼 전망입니다" in other
    assert "가정을 바꾼 전망입니다" not in client.get("/forecast", {"promotion": "100"}).content.decode()


@pytest.mark.parametrize("wrong", [{"first_year": "2001"}, {"years": "99"}, {"class_size": "0"}, {"promotion": "-1"}])
def test_what_cannot_be_answered_is_named(client: Client, wrong: dict[str, str]) -> None:
    a_city()
    signed_in(client, Role.TRAINING_OFFICE)
    answer = client.get("/forecast", wrong)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert 'role="alert"' in page
    assert "aria-invalid" in page


def test_the_table_can_be_taken_away(client: Client) -> None:
    a_city()
    signed_in(client, Role.AUDITOR)
    answer = client.get("/forecast.xlsx", {"years": "2"})
    assert answer.status_code == 200
    assert b"".join(answer)[:2] == b"PK"


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.LIAISON, Role.INSTRUCTOR, Role.SYSTEM_ADMIN])
def test_who_plans_nothing_is_refused(client: Client, role: Role) -> None:
    city = a_city()
    signed_in(client, role, unit=None if role is Role.SYSTEM_ADMIN else city.division)
    assert client.get("/forecast").status_code == 403
    assert client.get("/forecast.xlsx").status_code == 403
    assert client.post("/forecast/ask").status_code == 403


def test_a_large_city_leaves_the_figures_to_the_worker(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forecast_answer, "AT_ONCE", 0)
    a_city(2)
    signed_in(client, Role.TRAINING_OFFICE)
    first = client.get("/forecast?years=3").content.decode()
    assert "전망 셈하기" in first
    assert client.get("/forecast.xlsx?years=3").status_code == 302
    asked = client.post("/forecast/ask?years=3")
    assert asked["Location"] == "/forecast?years=3"
    assert "셈하고 있습니다" in client.get("/forecast?years=3").content.decode()
    polled = client.get("/forecast?years=3", headers={"HX-Request": "true"})
    assert "<html" not in polled.content.decode()
    run_jobs()
    assert client.get("/forecast?years=3", headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    page = client.get("/forecast?years=3").content.decode()
    assert "다시 셈하기" in page
    assert ">2029<" in page
    assert "전망 셈하기" in client.get("/forecast?years=4").content.decode()


def test_what_the_worker_cannot_answer_is_not_queued(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forecast_answer, "AT_ONCE", 0)
    a_city()
    signed_in(client, Role.TRAINING_OFFICE)
    before = Job.objects.count()
    assert client.post("/forecast/ask?first_year=2001").status_code == 400
    assert Job.objects.count() == before
