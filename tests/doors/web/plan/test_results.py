import pytest
from django.test import Client

from baeumgil.core.actors import Role
from baeumgil.stages.plan.models import YearResult
from tests.build_plan import an_institute
from tests.build_web import signed_in
from tests.doors.web.plan.plan_world import LAST, a_plan_world

pytestmark = pytest.mark.django_db
ADDRESS = f"/plans/results?year={LAST}"


def test_the_office_writes_a_year_whose_plan_is_known_and_sees_its_rate(client: Client) -> None:
    a_plan_world()
    signed_in(client, Role.TRAINING_OFFICE)
    assert 'href="/plans/results"' in client.get("/plans").content.decode()
    assert f'value="{LAST}년 교육훈련계획"' in client.get(ADDRESS).content.decode()
    typed = {"planned_people": "200", "actual_people": "256", "plan_name": "1판", "note": ""}
    assert client.post(ADDRESS, typed)["Location"] == "/plans"
    page = client.get("/plans").content.decode()
    assert "128.0%" in page
    assert f'href="{ADDRESS}"' in page
    client.post(ADDRESS, typed | {"actual_people": ""})
    assert list(YearResult.objects.values_list("year", "planned_people", "actual_people")) == [(LAST, 200, None)]


def test_a_city_without_a_plan_writes_years_too_and_wrong_figures_stay_typed(client: Client) -> None:
    an_institute()
    signed_in(client, Role.TRAINING_OFFICE)
    assert "아직 적은 해가 없습니다" in client.get("/plans").content.decode()
    assert "<h1>실적 적기</h1>" in client.get("/plans/results").content.decode()
    for wrong in ("/plans/results?year=zwei", "/plans/results?year=1889"):
        assert client.get(wrong).status_code == 400
    refused = client.post("/plans/results?year=2020", {"planned_people": "-1", "plan_name": "나의 계획"})
    assert refused.status_code == 400
    assert 'value="나의 계획"' in refused.content.decode()
    assert client.post("/plans/results", {"planned_people": "1", "plan_name": "계획"}).status_code == 400
    assert not YearResult.objects.exists()
    client.post("/plans/results?year=2020", {"planned_people": "1000", "plan_name": "나의 계획"})
    assert "나의 계획" in client.get("/plans").content.decode()


def test_nobody_else_writes_a_year(client: Client) -> None:
    a_plan_world()
    signed_in(client, Role.OFFICIAL)
    assert "실적 적기" not in client.get("/plans").content.decode()
    assert client.get(ADDRESS).status_code == 403
    assert client.post(ADDRESS, {"planned_people": "1", "plan_name": "계획"}).status_code == 403
    assert not YearResult.objects.exists()
