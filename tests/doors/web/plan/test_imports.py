from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from baeumgil.core.actors import Actor, Role
from baeumgil.stages.people.terms import RosterState
from baeumgil.stages.plan.models import Course, PlanImport, PlanLine
from baeumgil.stages.plan.services.seeding import seed_plan
from tests.build_plan import an_institute
from tests.build_plan_files import COURSES, SESSIONS
from tests.build_web import signed_in, statements_of

pytestmark = pytest.mark.django_db
BROKEN = COURSES.replace("1,88,88,88,0", "1,88,88,99,0")


@pytest.fixture
def office(client: Client) -> Client:
    """The training office of a city with an institute."""
    seed_plan(actor=Actor.operator("시험"))
    an_institute(code="gyeongnam")
    signed_in(client, Role.TRAINING_OFFICE)
    return client


def handed_in(client: Client, text: str, **more: str) -> str:
    answer = client.post("/imports/plan/new", {"file": SimpleUploadedFile("과정.csv", text.encode()), **more})
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def test_a_file_goes_from_upload_over_preview_into_the_plan(office: Client) -> None:
    address = handed_in(office, COURSES)
    page = office.get(address).content.decode()
    assert "<h1>과정.csv</h1>" in page
    assert "2025년 과정 목록" in page
    assert "기수 23 · 인원 4,178" in page
    assert "새 분야를 만듭니다." in page
    assert Course.objects.count() == 0
    assert office.post(f"{address}/apply", {"confirm": "on"})["Location"] == address
    assert PlanLine.objects.count() == 4
    assert "적용했습니다" in office.get(address).content.decode()
    assert list(Path(settings.UPLOAD_FOLDER).glob("*.csv")) == []


def test_what_changes_is_shown_before_and_after(office: Client) -> None:
    office.post(handed_in(office, COURSES) + "/apply", {"confirm": "on"})
    page = office.get(handed_in(office, COURSES.replace("43주", "44주")) + "?change=replaced").content.decode()
    assert "교육기간 43주 → <strong>44주</strong>" in page
    assert "맞춤형 적극행정 과정" not in page


def test_problems_are_listed_and_nothing_goes_in(office: Client) -> None:
    address = handed_in(office, BROKEN)
    page = office.get(address).content.decode()
    assert "고칠 곳 1군데" in page
    assert "총인원 99명" in page
    assert "적용하기" not in page
    assert b"".join(office.get(f"{address}/problems.xlsx"))[:2] == b"PK"
    assert office.post(f"{address}/apply", {"confirm": "on"}).status_code == 400
    assert office.post(f"{address}/discard").status_code == 302
    assert PlanImport.objects.get().state == RosterState.DISCARDED
    assert Course.objects.count() == 0


def test_a_file_of_no_kind_is_refused_on_the_form_with_what_was_typed(office: Client) -> None:
    file = SimpleUploadedFile("이름.csv", "이름,전화\n가,02\n".encode())
    answer = office.post("/imports/plan/new", {"file": file, "year": "2027"})
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "열 제목만으로는 어떤 자료인지 알 수 없습니다." in page
    assert 'value="2027"' in page
    assert PlanImport.objects.count() == 0


def test_applying_needs_a_look_and_an_unchanged_plan(office: Client) -> None:
    address = handed_in(office, COURSES)
    assert office.post(f"{address}/apply", {}).status_code == 400
    office.post(handed_in(office, COURSES.replace("43주", "44주")) + "/apply", {"confirm": "on"})
    assert office.post(f"{address}/apply", {"confirm": "on"}).status_code == 409
    assert Course.objects.get(name="중견리더 과정").duration_text == "44주"


def test_the_list_names_imports_and_gives_lists_to_correct(office: Client) -> None:
    assert "아직 올린 계획 파일이 없습니다" in office.get("/imports/plan").content.decode()
    office.post(handed_in(office, COURSES) + "/apply", {"confirm": "on"})
    handed_in(office, SESSIONS)
    page = office.get("/imports/plan").content.decode()
    assert page.count("과정.csv") == 2
    assert b"".join(office.get("/imports/plan/list.xlsx?what=courses&year=2025"))[:2] == b"PK"
    told = office.get("/imports/plan/list.xlsx?what=shared")
    assert (told.status_code, "연도를 정하지 않았습니다." in told.content.decode()) == (400, True)
    assert office.get("/imports/plan/list.xlsx?what=nonsense").status_code == 400


def test_auditors_look_and_others_do_not(client: Client) -> None:
    seed_plan(actor=Actor.operator("시험"))
    an_institute(code="gyeongnam")
    signed_in(client, Role.AUDITOR)
    assert client.get("/imports/plan").status_code == 200
    assert client.get("/imports/plan/new").status_code == 403
    signed_in(client, Role.OFFICIAL)
    assert client.get("/imports/plan").status_code == 403
    assert client.get("/imports/plan/1").status_code in {403, 404}
    assert (
        client.post("/imports/plan/new", {"file": SimpleUploadedFile("과정.csv", COURSES.encode())}).status_code == 403
    )
    assert PlanImport.objects.count() == 0


def test_statements_do_not_grow_with_imports(office: Client) -> None:
    first = handed_in(office, COURSES)
    one = (statements_of(office, "/imports/plan"), statements_of(office, first))
    for _ in range(5):
        last = handed_in(office, COURSES)
    assert (statements_of(office, "/imports/plan"), statements_of(office, last)) == one
