from io import BytesIO

import openpyxl
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
PURPOSE = "상반기 대상자 확정"


def test_a_first_look_shows_who_is_due_with_state_day_and_reason(client: Client) -> None:
    a_city()
    computed()
    signed_in(client, Role.TRAINING_OFFICE)
    answer = client.get("/board")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<h1>단계 현황</h1>" in page
    rows = page.split("<tbody>")[1]
    assert "새내기00" in rows
    assert "기한 지남" in rows or "이수할 때" in rows
    assert "예정</span>" not in rows


def test_filters_in_the_address_narrow_the_board(client: Client) -> None:
    city = a_city(2)
    computed()
    signed_in(client, Role.TRAINING_OFFICE)
    found = client.get("/board", {"text": "새내기01", "unit": str(city.division)}).content.decode()
    assert "새내기01" in found
    assert "새내기00" not in found
    nobody = client.get("/board", {"stage": "retirement", "asked": "1", "state": "done"}).content.decode()
    assert "조건에 맞는 이수 의무가 없습니다" in nobody


def test_htmx_gets_the_list_alone(client: Client) -> None:
    a_city()
    signed_in(client, Role.TRAINING_OFFICE)
    answer = client.get("/board", headers={"HX-Request": "true"})
    assert "<html" not in answer.content.decode()
    assert "HX-Request" in answer["Vary"]


def test_a_head_sees_only_the_own_units(client: Client) -> None:
    city = a_city()
    a_person("남의식구", unit=city.other, grade=9)
    computed()
    signed_in(client, Role.HEAD, unit=city.division)
    page = client.get("/board", {"asked": "1"}).content.decode()
    assert "새내기00" in page
    assert "남의식구" not in page
    assert "세정과" not in page


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.INSTRUCTOR, Role.SYSTEM_ADMIN])
def test_who_may_see_nobody_is_refused(client: Client, role: Role) -> None:
    a_city()
    signed_in(client, role)
    assert client.get("/board").status_code == 403


def test_without_rules_the_board_says_what_to_do(client: Client) -> None:
    signed_in(client, Role.TRAINING_OFFICE)
    answer = client.get("/board")
    assert answer.status_code == 404
    assert "적용 중인 로드맵 규칙이 없습니다" in answer.content.decode()


def test_a_download_holds_the_filtered_rows_and_its_purpose_is_kept(client: Client) -> None:
    a_city(2)
    computed()
    signed_in(client, Role.TRAINING_OFFICE)
    answer = client.post("/board.xlsx?text=새내기01", {"purpose": PURPOSE})
    assert answer.status_code == 200
    sheet = openpyxl.load_workbook(BytesIO(b"".join(answer))).active
    assert sheet is not None
    cells = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]
    assert "새내기01" in cells
    assert "새내기00" not in cells
    assert AccessEntry.objects.latest("pk").purpose == PURPOSE


@pytest.mark.parametrize("purpose", ["", "  ", "음"])
def test_a_download_without_a_purpose_is_refused(client: Client, purpose: str) -> None:
    a_city()
    computed()
    signed_in(client, Role.TRAINING_OFFICE)
    answer = client.post("/board.xlsx", {"purpose": purpose})
    assert answer.status_code == 400
    assert "내려받는 까닭" in answer.content.decode()
    assert not answer.has_header("Content-Disposition")


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.INSTRUCTOR, Role.SYSTEM_ADMIN])
def test_who_may_see_nobody_downloads_nothing(client: Client, role: Role) -> None:
    a_city()
    computed()
    signed_in(client, role)
    assert client.post("/board.xlsx", {"purpose": PURPOSE}).status_code == 403


def test_thirty_people_take_as_many_statements_as_one(client: Client) -> None:
    city = a_city()
    computed()
    signed_in(client, Role.TRAINING_OFFICE)
    with CaptureQueriesContext(connection) as one:
        assert client.get("/board").status_code == 200
    for number in range(30):
        a_person(f"이웃{number}", unit=city.other, grade=9)
    computed()
    with CaptureQueriesContext(connection) as many:
        assert client.get("/board").status_code == 200
    assert len(many) == len(one)
