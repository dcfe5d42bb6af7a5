from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from baeumgil.core.actors import Role
from baeumgil.core.models import AuditEntry, Job
from baeumgil.stages.people.models import Person, RosterImport
from baeumgil.stages.people.terms import RosterState
from tests.build import a_roster_file, a_roster_row
from tests.build_web import signed_in
from tests.doors.web.office.city import a_city, run_jobs

pytestmark = pytest.mark.django_db


def handed_in(client: Client, path: Path, **data: object) -> str:
    """Where the browser is sent after an upload."""
    file = SimpleUploadedFile(path.name, path.read_bytes())
    answer = client.post("/imports/new", {"file": file, "as_of": "2026-03-10", **data})
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def checked(client: Client, path: Path, **data: object) -> int:
    """The import after the worker looked at it."""
    handed_in(client, path, **data)
    assert run_jobs() >= 1
    return RosterImport.objects.latest("pk").pk


def a_good_file(folder: Path, people: int = 1) -> Path:
    return a_roster_file(folder, [a_roster_row(f"9{number:04d}", name=f"김하늘{number}") for number in range(people)])


def test_a_file_goes_from_upload_over_preview_to_applied_and_back(client: Client, tmp_path: Path) -> None:
    a_city(0)
    signed_in(client, Role.TRAINING_OFFICE)
    before = Person.objects.count()
    job = handed_in(client, a_good_file(tmp_path), partial="on")
    assert "기다리는 중" in client.get(job).content.decode()
    run_jobs()
    number = RosterImport.objects.get().pk
    assert f'href="/imports/{number}"' in client.get(job).content.decode()
    page = client.get(f"/imports/{number}").content.decode()
    assert "적용 대기" in page
    assert "새로 들어옴" in page
    assert "김하늘0" in page
    assert Person.objects.count() == before
    digest = RosterImport.objects.get().preview_digest
    applied = client.post(f"/imports/{number}/apply", {"preview_digest": digest, "confirm": "on"})
    assert applied.status_code == 302
    run_jobs()
    assert Person.objects.count() == before + 1
    assert "적용했습니다" in client.get(f"/imports/{number}").content.decode()
    undone = client.post(f"/imports/{number}/undo")
    assert undone.status_code == 302, undone.content.decode()
    assert Person.objects.count() == before
    assert "되돌렸습니다" in client.get(f"/imports/{number}").content.decode()


def test_the_import_names_who_handed_the_file_in(client: Client, tmp_path: Path) -> None:
    a_city(0)
    somebody = signed_in(client, Role.TRAINING_OFFICE)
    number = checked(client, a_good_file(tmp_path), partial="on")
    made = RosterImport.objects.get(pk=number)
    job = Job.objects.get(name="people.check_roster")
    assert (made.requested_by, made.requested_label) == (somebody.account, job.requested_label)
    assert made.requested_label not in {"", "시스템"}
    assert made.requested_label in client.get("/imports").content.decode()
    client.post(f"/imports/{number}/apply", {"preview_digest": made.preview_digest, "confirm": "on"})
    run_jobs()
    entry = AuditEntry.objects.get(action="people.apply_roster")
    assert (entry.actor_kind, entry.account_id) == ("system", somebody.account)


def test_the_form_offers_only_files_that_are_taken(client: Client) -> None:
    signed_in(client, Role.TRAINING_OFFICE)
    for address in ("/imports/new", "/imports/records/new", "/organisation/file"):
        assert 'accept=".xlsx,.csv,.txt"' in client.get(address).content.decode()


def test_the_file_is_gone_once_it_was_checked(client: Client, tmp_path: Path) -> None:
    a_city(0)
    signed_in(client, Role.TRAINING_OFFICE)
    checked(client, a_good_file(tmp_path))
    handed = Job.objects.get(name="people.check_roster").arguments["path"]
    assert Path(handed).parent == Path(settings.UPLOAD_FOLDER)
    assert not Path(handed).exists()


def test_problems_are_listed_with_their_place_and_can_be_taken_away(client: Client, tmp_path: Path) -> None:
    a_city(0)
    signed_in(client, Role.TRAINING_OFFICE)
    path = a_roster_file(tmp_path, [a_roster_row("90001"), a_roster_row("90002", unit="없는과")])
    number = checked(client, path)
    page = client.get(f"/imports/{number}").content.decode()
    assert "고칠 곳 1군데" in page
    assert "없는과" in page
    assert "적용하기" not in page
    answer = client.get(f"/imports/{number}/problems.xlsx")
    sheet = openpyxl.load_workbook(BytesIO(b"".join(answer))).active
    assert sheet is not None
    assert any("없는과" in str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)


def test_a_file_that_is_no_table_ends_in_a_job_that_says_why(client: Client, tmp_path: Path) -> None:
    a_city(0)
    signed_in(client, Role.TRAINING_OFFICE)
    path = tmp_path / "명단.xlsx"
    path.write_bytes(b"this is no workbook")
    job = handed_in(client, path)
    run_jobs()
    page = client.get(job).content.decode()
    assert "끝내지 못했습니다" in page
    assert Person.objects.filter(roster_import__isnull=False).count() == 0


def test_applying_needs_a_look_at_the_preview(client: Client, tmp_path: Path) -> None:
    a_city(0)
    signed_in(client, Role.TRAINING_OFFICE)
    number = checked(client, a_good_file(tmp_path))
    digest = RosterImport.objects.get().preview_digest
    answer = client.post(f"/imports/{number}/apply", {"preview_digest": digest})
    assert answer.status_code == 400
    assert "확인한 뒤 표시하세요" in answer.content.decode()
    assert RosterImport.objects.get().state == RosterState.READY


def test_an_import_can_be_thrown_away(client: Client, tmp_path: Path) -> None:
    a_city(0)
    signed_in(client, Role.TRAINING_OFFICE)
    number = checked(client, a_good_file(tmp_path))
    assert client.post(f"/imports/{number}/discard").status_code == 302
    assert RosterImport.objects.get().state == RosterState.DISCARDED
    assert "버린 명단입니다" in client.get(f"/imports/{number}").content.decode()


def test_what_was_never_applied_cannot_be_undone(client: Client, tmp_path: Path) -> None:
    a_city(0)
    signed_in(client, Role.TRAINING_OFFICE)
    number = checked(client, a_good_file(tmp_path))
    answer = client.post(f"/imports/{number}/undo")
    assert answer.status_code == 409
    assert RosterImport.objects.get().state == RosterState.READY


def test_a_missing_and_an_empty_file_are_named(client: Client) -> None:
    signed_in(client, Role.TRAINING_OFFICE)
    missing = client.post("/imports/new", {"as_of": "2026-03-10"})
    empty = client.post("/imports/new", {"as_of": "2026-03-10", "file": SimpleUploadedFile("a.csv", b"")})
    assert (missing.status_code, empty.status_code) == (400, 400)
    assert Job.objects.count() == 0


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.LIAISON, Role.HEAD, Role.AUDITOR, Role.SYSTEM_ADMIN])
def test_only_the_training_office_hands_in_rosters(client: Client, tmp_path: Path, role: Role) -> None:
    a_city(0)
    signed_in(client, role)
    file = SimpleUploadedFile("명단.csv", a_good_file(tmp_path).read_bytes())
    before = Job.objects.count()
    answer = client.post("/imports/new", {"file": file, "as_of": "2026-03-10"})
    assert answer.status_code == 403
    assert Job.objects.count() == before


def test_an_auditor_reads_imports_but_changes_none(client: Client, tmp_path: Path) -> None:
    a_city(0)
    signed_in(client, Role.TRAINING_OFFICE)
    number = checked(client, a_good_file(tmp_path))
    signed_in(client, Role.AUDITOR)
    page = client.get(f"/imports/{number}").content.decode()
    assert "김하늘0" in page
    assert "적용하기" not in page
    assert client.post(f"/imports/{number}/discard").status_code == 403
    assert RosterImport.objects.get().state == RosterState.READY


def test_the_tabs_narrow_the_changes(client: Client, tmp_path: Path) -> None:
    a_city(0)
    signed_in(client, Role.TRAINING_OFFICE)
    number = checked(client, a_good_file(tmp_path))
    assert "바뀌는 것이 없습니다" in client.get(f"/imports/{number}?kind=moved").content.decode()
    assert "김하늘0" in client.get(f"/imports/{number}?kind=new").content.decode()


def test_thirty_changes_take_as_many_statements_as_one(client: Client, tmp_path: Path) -> None:
    a_city(0)
    signed_in(client, Role.TRAINING_OFFICE)
    small = checked(client, a_good_file(tmp_path))
    large = checked(client, a_good_file(tmp_path, people=30))
    with CaptureQueriesContext(connection) as one:
        client.get(f"/imports/{small}")
    with CaptureQueriesContext(connection) as many:
        client.get(f"/imports/{large}")
    assert len(many) == len(one)
