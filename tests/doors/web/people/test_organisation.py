from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from baeumgil.core.actors import Role
from baeumgil.stages.people.models import UnitSpan
from baeumgil.stages.people.queries.organisation import unit_history, unit_on, unit_tree
from baeumgil.stages.people.terms import UnitKind
from tests.build import a_unit
from tests.build_web import signed_in
from tests.doors.web.office.city import TODAY, City, a_city

pytestmark = pytest.mark.django_db


def test_the_tree_shows_every_unit_of_the_day(client: Client) -> None:
    body = a_unit("배움시", kind=UnitKind.BODY)
    a_unit("총무과", parent=body)
    a_unit("옛날과", parent=body, ends_on=date(2010, 12, 31))
    signed_in(client, Role.TRAINING_OFFICE)
    page = client.get("/organisation").content.decode()
    then = client.get("/organisation?on=2005-01-01").content.decode()
    assert "총무과" in page
    assert "옛날과" not in page
    assert "옛날과" in then


def test_a_city_without_units_is_told_what_to_do(client: Client) -> None:
    signed_in(client, Role.TRAINING_OFFICE)
    assert "기관코드 파일을 가져오면" in client.get("/organisation").content.decode()


def test_a_visitor_is_sent_to_sign_in(client: Client) -> None:
    assert client.get("/organisation").status_code == 302


def test_a_unit_that_never_was_is_not_found(client: Client) -> None:
    signed_in(client, Role.TRAINING_OFFICE)
    assert client.get("/organisation/999999").status_code == 404


def change(client: Client, city: City, what: str, **data: object) -> int:
    answer = client.post(f"/organisation/{city.division}/{what}", {"on": "2026-03-10", **data})
    return answer.status_code


def test_a_unit_is_renamed_and_keeps_its_history(client: Client) -> None:
    city = a_city()
    signed_in(client, Role.TRAINING_OFFICE)
    assert change(client, city, "rename", name="총무인사과") == 302
    assert unit_on(city.division, TODAY).name == "총무인사과"
    assert [span.name for span in unit_history(city.division).spans] == ["총무과", "총무인사과"]
    assert "총무인사과" in client.get(f"/organisation/{city.division}").content.decode()


def test_two_units_are_merged_into_a_new_one(client: Client) -> None:
    city = a_city()
    signed_in(client, Role.TRAINING_OFFICE)
    assert change(client, city, "merge", other=city.other, name="총무세정과") == 302
    assert [row.name for row in unit_history(city.division).successors] == ["총무세정과"]


def test_a_unit_is_split(client: Client) -> None:
    city = a_city()
    signed_in(client, Role.TRAINING_OFFICE)
    assert change(client, city, "split", names="총무과\n인사과") == 302
    assert sorted(row.name for row in unit_history(city.division).successors) == ["인사과", "총무과"]


def test_a_unit_is_moved_closed_and_gets_a_team(client: Client) -> None:
    city = a_city()
    signed_in(client, Role.TRAINING_OFFICE)
    assert change(client, city, "add", name="총무팀", kind="team") == 302
    assert change(client, city, "move", parent=city.other) == 302
    assert unit_on(city.division, TODAY).parent == city.other
    empty = a_unit("빈과", parent=city.body)
    assert client.post(f"/organisation/{empty}/close", {"on": "2026-03-10"}).status_code == 302
    assert [row.name for row in unit_tree(TODAY) if row.id == empty] == []


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.LIAISON, Role.HEAD, Role.AUDITOR, Role.SYSTEM_ADMIN])
def test_only_the_training_office_changes_units(client: Client, role: Role) -> None:
    city = a_city()
    signed_in(client, role)
    before = list(UnitSpan.objects.values_list())
    assert change(client, city, "rename", name="다른 이름") == 403
    assert list(UnitSpan.objects.values_list()) == before


def test_what_was_typed_stays_when_a_change_is_refused(client: Client) -> None:
    city = a_city()
    signed_in(client, Role.TRAINING_OFFICE)
    answer = client.post(f"/organisation/{city.division}/split", {"on": "2026-03-10", "names": "하나뿐"})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "하나뿐" in page
    assert "두 줄 이상" in page
    assert unit_on(city.division, TODAY).name == "총무과"


def test_an_unknown_change_is_not_found(client: Client) -> None:
    city = a_city()
    signed_in(client, Role.TRAINING_OFFICE)
    assert change(client, city, "explode") == 404


def test_a_file_that_is_no_table_is_refused_with_reasons_and_changes_nothing(client: Client) -> None:
    signed_in(client, Role.TRAINING_OFFICE)
    file = SimpleUploadedFile("조직.xlsx", b"this is no workbook")
    answer = client.post("/organisation/file", {"file": file, "valid_from": "2026-01-01"})
    assert answer.status_code == 400
    assert 'role="alert"' in answer.content.decode()
    assert unit_tree(TODAY) == []


def test_an_empty_or_missing_file_is_named(client: Client) -> None:
    signed_in(client, Role.TRAINING_OFFICE)
    answer = client.post("/organisation/file", {"valid_from": "2026-01-01"})
    assert answer.status_code == 400
    assert "파일을 고르세요" in answer.content.decode()
