import pytest
from django.test import Client

from baeumgil.core.actors import Role
from baeumgil.stages.roadmap.models import Exemption
from baeumgil.stages.roadmap.queries.rulesets import in_force
from tests.build_web import signed_in
from tests.doors.web.office.city import City, a_city

pytestmark = pytest.mark.django_db
REASON = {"stage_code": "onboarding", "reason": "같은 과정을 마침"}


def the_road(city: City) -> str:
    return f"/people/{city.people[0]}/road"


def test_the_office_sees_the_road_and_grants_and_withdraws_an_exemption(client: Client) -> None:
    city = a_city()
    signed_in(client, Role.TRAINING_OFFICE)
    page = client.get(the_road(city)).content.decode()
    assert "새내기00의 길" in page
    assert "단계 면제하기" in page
    assert client.post(the_road(city) + "/exempt", REASON).status_code == 302
    exemption = Exemption.objects.get()
    assert (exemption.person_id, exemption.stage_code, exemption.reason) == (
        city.people[0],
        "onboarding",
        "같은 과정을 마침",
    )
    page = client.get(the_road(city)).content.decode()
    assert "같은 과정을 마침" in page
    assert "<strong>onboarding</strong>" not in page
    assert f"<strong>{next(stage.name for stage in in_force().stages if stage.code == 'onboarding')}</strong>" in page
    back = client.post(the_road(city) + f"/exemptions/{exemption.pk}/withdraw", {"reason": "잘못 면제함"})
    assert back.status_code == 302
    assert Exemption.objects.get().withdrawn_at is not None


def test_an_exemption_needs_a_reason(client: Client) -> None:
    city = a_city()
    signed_in(client, Role.TRAINING_OFFICE)
    answer = client.post(the_road(city) + "/exempt", {"stage_code": "onboarding", "reason": ""})
    assert answer.status_code == 400
    assert "면제하는 까닭을 적으세요" in answer.content.decode()
    assert Exemption.objects.count() == 0


def test_withdrawing_needs_a_reason(client: Client) -> None:
    city = a_city()
    signed_in(client, Role.TRAINING_OFFICE)
    client.post(the_road(city) + "/exempt", REASON)
    number = Exemption.objects.get().pk
    answer = client.post(the_road(city) + f"/exemptions/{number}/withdraw", {"reason": ""})
    assert answer.status_code == 400
    assert Exemption.objects.get().withdrawn_at is None


def test_an_unknown_stage_cannot_be_exempted(client: Client) -> None:
    city = a_city()
    signed_in(client, Role.TRAINING_OFFICE)
    assert client.post(the_road(city) + "/exempt", {"stage_code": "nothing", "reason": "까닭"}).status_code == 400
    assert Exemption.objects.count() == 0


@pytest.mark.parametrize("role", [Role.LIAISON, Role.HEAD, Role.AUDITOR])
def test_who_only_reads_sees_the_road_without_the_form(client: Client, role: Role) -> None:
    city = a_city()
    signed_in(client, role, unit=city.division)
    assert "단계 면제하기" not in client.get(the_road(city)).content.decode()
    assert client.post(the_road(city) + "/exempt", REASON).status_code == 403
    assert Exemption.objects.count() == 0


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.INSTRUCTOR, Role.SYSTEM_ADMIN])
def test_who_may_not_see_somebody_learns_nothing(client: Client, role: Role) -> None:
    city = a_city()
    signed_in(client, role)
    assert client.get(the_road(city)).status_code == 404
    assert client.post(the_road(city) + "/exempt", REASON).status_code == 404
    assert Exemption.objects.count() == 0
