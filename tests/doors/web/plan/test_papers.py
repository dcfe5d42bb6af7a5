"""Every paper of a version can be found and taken; forms of the city come in by a page."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from baeumgil.core import clock
from baeumgil.core.actors import Role
from baeumgil.stages.plan.models import PaperTemplate, PlanLine
from baeumgil.stages.plan.services import papers
from baeumgil.stages.plan.terms import ChangeVerb
from tests.build_plan import a_course, a_line
from tests.build_web import signed_in
from tests.doors.web.plan.plan_world import TODAY, PlanWorld, a_plan_world
from tests.stages.plan.hwpx_forms import a_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Iterator[PlanWorld]:
    with clock.fixed(TODAY):
        yield a_plan_world()


@pytest.fixture
def office(client: Client, world: PlanWorld) -> Client:
    signed_in(client, Role.TRAINING_OFFICE)
    return client


def handed_in(client: Client, content: bytes, name: str = "우리 총괄표", paper: str = "totals") -> int:
    file = SimpleUploadedFile("서식.hwpx", content)
    answer = client.post("/plans/forms/new", {"paper": paper, "name": name, "file": file})
    return answer.status_code


def test_all_papers_in_three_formats(office: Client, world: PlanWorld) -> None:
    page = office.get(f"/plans/versions/{world.version}/papers").content.decode()
    assert page.count("<h1") == 1
    for kind in ("plan", "totals", "changes", "courses", "months", "needs", "course_plan"):
        for form in ("hwpx", "pdf", "xlsx"):
            assert f'"/plans/versions/{world.version}/papers/{kind}.{form}"' in page
    assert f'<option value="{world.courses[0]}">직무역량 · 과정 000</option>' in page
    assert "이 판을 다룬 회의나 결재가 아직 없습니다." in page


def test_a_paper_is_sent_with_its_name(office: Client, world: PlanWorld) -> None:
    answer = office.get(f"/plans/versions/{world.before}/papers/totals.hwpx")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/hwp+zip")
    assert unquote(answer["Content-Disposition"]) == "attachment; filename*=utf-8''2026 교육훈련 총괄표.hwpx"
    assert answer["Cache-Control"] == "no-store"
    assert answer.content.startswith(b"PK\x03\x04")


def test_one_course_as_a_page(office: Client, world: PlanWorld) -> None:
    path = f"/plans/versions/{world.before}/papers/course_plan.hwpx"
    answer = office.get(path, {"course": world.courses[1]})
    assert unquote(answer["Content-Disposition"]).endswith("2026 과정 운영계획 과정 001.hwpx")
    assert office.get(path).status_code == 400
    assert office.get(path, {"course": "x"}).status_code == 400
    assert office.get(path, {"course": "9" * 30}).status_code == 400
    assert office.get(path, {"course": 999_999}).status_code == 404


def test_unknown_papers_are_not_found(office: Client, world: PlanWorld) -> None:
    for file in ("plan.docx", "nothing.pdf"):
        assert office.get(f"/plans/versions/{world.version}/papers/{file}").status_code == 404
    assert office.get("/plans/versions/999999/papers").status_code == 404
    assert office.get("/plans/versions/999999/papers/plan.pdf").status_code == 404
    for kind, which in (("minutes", "meeting"), ("approval", "case")):
        assert office.get(f"/plans/versions/{world.version}/papers/{kind}.hwpx", {which: 99}).status_code == 404


def test_an_official_reads_what_is_approved(client: Client, world: PlanWorld) -> None:
    signed_in(client, Role.OFFICIAL)
    page = client.get(f"/plans/versions/{world.before}/papers").content.decode()
    assert "papers/plan.hwpx" in page
    assert "papers/needs.hwpx" not in page
    assert "심의 회의록과 결재 표지" not in page
    assert client.get(f"/plans/versions/{world.before}/papers/months.hwpx").status_code == 200
    assert client.get(f"/plans/versions/{world.before}/papers/needs.hwpx").status_code == 403
    assert client.get(f"/plans/versions/{world.version}/papers").status_code == 404
    assert client.get(f"/plans/versions/{world.version}/papers/plan.hwpx").status_code == 404


def test_visitors_are_sent_to_sign_in(client: Client, world: PlanWorld) -> None:
    assert client.get(f"/plans/versions/{world.before}/papers/plan.hwpx").status_code == 302


def test_a_form_comes_in_is_used_and_goes(office: Client, world: PlanWorld) -> None:
    assert handed_in(office, a_form("제목", "분야별 총괄표")) == 302
    form = PaperTemplate.objects.get()
    page = office.get("/plans/forms").content.decode()
    assert "우리 총괄표" in page
    assert "제목, 분야별 총괄표" in page
    link = f"/plans/versions/{world.before}/papers/totals.hwpx?template={form.pk}"
    assert f'href="{link}"' in office.get(f"/plans/versions/{world.before}/papers").content.decode()
    assert office.get(link).content.startswith(b"PK\x03\x04")
    assert office.get(link.replace(".hwpx", ".pdf")).status_code == 400
    assert office.post(f"/plans/forms/{form.pk}/delete").status_code == 302
    assert PaperTemplate.objects.count() == 0
    assert "아직 올린 서식이 없습니다" in office.get("/plans/forms").content.decode()


def test_a_broken_form_is_refused_with_everything_that_is_wrong(office: Client) -> None:
    file = SimpleUploadedFile("서식.hwpx", a_form("없는 자리", "또 없는 자리"))
    answer = office.post("/plans/forms/new", {"paper": "totals", "name": "우리 서식", "file": file})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert page.count("없는 자리입니다") == 2
    assert 'value="우리 서식"' in page
    assert handed_in(office, b"") == 400
    assert handed_in(office, a_form("제목"), paper="letter") == 400
    assert PaperTemplate.objects.count() == 0


def test_a_file_too_large_is_refused_before_it_is_read(office: Client) -> None:
    assert handed_in(office, b"0" * (10 * 1_048_576 + 1)) == 400
    assert PaperTemplate.objects.count() == 0


def test_only_the_office_manages_forms(client: Client, world: PlanWorld) -> None:
    signed_in(client, Role.OFFICIAL)
    page = client.get("/plans/forms").content.decode()
    assert "서식 올리기" not in page
    assert "교육훈련 총괄표" in page
    assert client.get("/plans/forms/new").status_code == 403
    assert handed_in(client, a_form("제목")) == 403
    assert client.post("/plans/forms/1/delete").status_code == 403
    assert PaperTemplate.objects.count() == 0


def test_an_empty_version_says_so(office: Client, world: PlanWorld) -> None:
    PlanLine.objects.filter(version=world.version).delete()
    page = office.get(f"/plans/versions/{world.version}/papers").content.decode()
    assert "이 판에는 아직 과정이 없습니다" in page


def test_statements_do_not_grow_with_the_courses(office: Client, world: PlanWorld) -> None:
    counts = []
    for more in (0, 40):
        for number in range(more):
            course = a_course(f"더 {number}", institute=world.institute, field=world.field)
            a_line(version=world.version, course=course, verb=ChangeVerb.NEW)
        address = f"/plans/versions/{world.version}/papers"
        office.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert office.get(address).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_without_typefaces_a_page_says_what_to_do(
    office: Client, world: PlanWorld, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(papers, "fonts_folder", lambda: tmp_path)
    answer = office.get(f"/plans/versions/{world.before}/papers/totals.pdf")
    assert (answer.status_code, "PDF를 만들 글꼴이 없습니다" in answer.content.decode()) == (409, True)
