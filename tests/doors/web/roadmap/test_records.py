from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from baeumgil.core.actors import Role
from baeumgil.core.models import Job
from baeumgil.stages.people.terms import RosterState
from baeumgil.stages.roadmap.models import RecordImport, TrainingRecord
from tests.build import a_person
from tests.build_web import signed_in
from tests.doors.web.office.city import a_city, run_jobs

pytestmark = pytest.mark.django_db
GOOD = "사번,성명,과정명,수료일\n90001,김하늘,온보딩(적응교육),2026-02-20\n"
BAD = "사번,성명,과정명,수료일\n90001,김하늘,온보딩(적응교육),26.2.20\n"


def handed_in(client: Client, text: str) -> str:
    answer = client.post("/imports/records/new", {"file": SimpleUploadedFile("이수.csv", text.encode())})
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


@pytest.fixture
def office(client: Client) -> Client:
    """The training office, and somebody whose past is known."""
    city = a_city(0)
    a_person("김하늘", unit=city.division, staff_no="90001")
    signed_in(client, Role.TRAINING_OFFICE)
    return client


def test_records_go_from_upload_over_preview_to_applied_and_back(office: Client) -> None:
    job = handed_in(office, GOOD)
    run_jobs()
    number = RecordImport.objects.get().pk
    assert f'href="/imports/records/{number}"' in office.get(job).content.decode()
    page = office.get(f"/imports/records/{number}").content.decode()
    assert "온보딩(적응교육)" in page
    assert TrainingRecord.objects.count() == 0
    assert office.post(f"/imports/records/{number}/apply", {"confirm": "on"}).status_code == 302
    run_jobs()
    assert [record.course_name for record in TrainingRecord.objects.all()] == ["온보딩(적응교육)"]
    assert "적용했습니다" in office.get(f"/imports/records/{number}").content.decode()
    assert office.post(f"/imports/records/{number}/undo").status_code == 302
    assert TrainingRecord.objects.count() == 0
    handed = Job.objects.get(name="roadmap.check_records").arguments["path"]
    assert Path(handed).parent == Path(settings.UPLOAD_FOLDER)
    assert not Path(handed).exists()


def test_the_import_names_who_handed_the_file_in(office: Client) -> None:
    handed_in(office, GOOD)
    run_jobs()
    asked = Job.objects.get(name="roadmap.check_records")
    made = RecordImport.objects.get()
    assert (made.requested_by, made.requested_label) == (asked.requested_by, asked.requested_label)
    assert made.requested_label not in {"", "시스템"}


def test_problems_are_listed_and_nothing_goes_in(office: Client) -> None:
    handed_in(office, BAD)
    run_jobs()
    number = RecordImport.objects.get().pk
    page = office.get(f"/imports/records/{number}").content.decode()
    assert "고칠 곳 1군데" in page
    assert "적용하기" not in page
    answer = office.get(f"/imports/records/{number}/problems.xlsx")
    assert b"".join(answer)[:2] == b"PK"
    assert office.post(f"/imports/records/{number}/discard").status_code == 302
    assert RecordImport.objects.get().state == RosterState.DISCARDED


def test_applying_needs_a_look(office: Client) -> None:
    handed_in(office, GOOD)
    run_jobs()
    number = RecordImport.objects.get().pk
    assert office.post(f"/imports/records/{number}/apply", {}).status_code == 400
    assert RecordImport.objects.get().state == RosterState.READY


def test_the_list_names_imports(office: Client) -> None:
    assert "아직 올린 이수 기록이 없습니다" in office.get("/imports/records").content.decode()
    handed_in(office, GOOD)
    assert "하고 있는 작업" in office.get("/imports/records").content.decode()
    run_jobs()
    assert "이수.csv" in office.get("/imports/records").content.decode()


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.LIAISON, Role.HEAD, Role.AUDITOR, Role.SYSTEM_ADMIN])
def test_only_the_training_office_hands_in_records(client: Client, role: Role) -> None:
    city = a_city()
    signed_in(client, role, unit=city.division if role in {Role.LIAISON, Role.HEAD} else None)
    before = Job.objects.count()
    answer = client.post("/imports/records/new", {"file": SimpleUploadedFile("이수.csv", GOOD.encode())})
    assert answer.status_code == 403
    assert Job.objects.count() == before
