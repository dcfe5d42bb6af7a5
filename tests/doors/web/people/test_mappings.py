import pytest
from django.test import Client

from baeumgil.core.actors import Role
from baeumgil.stages.people.models import ColumnMapping
from tests.build_web import signed_in

pytestmark = pytest.mark.django_db


def test_a_mapping_is_saved_listed_and_changed(client: Client) -> None:
    signed_in(client, Role.TRAINING_OFFICE)
    typed = {
        "name": "인사랑",
        "column-staff_no": "직원번호",
        "column-name": "이름",
        "column-unit": "소속",
        "column-grade": "직급명",
    }
    assert client.post("/imports/mappings/edit", typed).status_code == 302
    assert ColumnMapping.objects.get().columns == {
        "staff_no": "직원번호",
        "name": "이름",
        "unit": "소속",
        "grade": "직급명",
    }
    assert "직원번호" in client.get("/imports/mappings").content.decode()
    form = client.get("/imports/mappings/edit?name=인사랑").content.decode()
    assert 'value="직원번호"' in form


def test_one_heading_cannot_hold_two_facts_and_nothing_typed_is_lost(client: Client) -> None:
    signed_in(client, Role.TRAINING_OFFICE)
    answer = client.post("/imports/mappings/edit", {"name": "인사랑", "column-name": "이름", "column-unit": "이름"})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "한 곳에만 적으세요" in page
    assert 'value="인사랑"' in page
    assert ColumnMapping.objects.count() == 0


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.LIAISON, Role.HEAD, Role.AUDITOR, Role.SYSTEM_ADMIN])
def test_only_the_training_office_saves_mappings(client: Client, role: Role) -> None:
    signed_in(client, role)
    assert client.post("/imports/mappings/edit", {"name": "인사랑", "column-name": "이름"}).status_code == 403
    assert ColumnMapping.objects.count() == 0
