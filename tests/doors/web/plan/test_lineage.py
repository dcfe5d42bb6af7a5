import pytest
from django.test import Client

from baeumgil.core.actors import Role
from tests.build_plan import a_course, a_line
from tests.build_web import signed_in
from tests.doors.web.plan.plan_world import a_plan_world

pytestmark = pytest.mark.django_db


def test_a_course_is_followed_through_the_years(client: Client) -> None:
    world = a_plan_world()
    heir = a_course("합친 과정", institute=world.institute, field=world.field, code="H1")
    a_line(version=world.version, course=heir, ancestors=[world.courses[0], world.courses[1]])
    signed_in(client, Role.TRAINING_OFFICE)
    page = client.get(f"/plans/lineage/{world.courses[0]}").content.decode()
    assert "<h1>과정 000의 내력</h1>" in page
    assert page.index(">2027<") < page.index(">2026<")
    assert f'href="/plans/lineage/{heir}"' in page
    page = client.get(f"/plans/lineage/{heir}").content.decode()
    assert f'href="/plans/lineage/{world.courses[1]}"' in page


def test_drafts_and_unknown_courses_are_hidden(client: Client) -> None:
    world = a_plan_world()
    lonely = a_course("외톨이", institute=world.institute, field=world.field)
    signed_in(client, Role.OFFICIAL)
    assert ">2027<" not in client.get(f"/plans/lineage/{world.courses[0]}").content.decode()
    assert "아직 계획에 오른 적이 없습니다" in client.get(f"/plans/lineage/{lonely}").content.decode()
    assert client.get("/plans/lineage/999999").status_code == 404
