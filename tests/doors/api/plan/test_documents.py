"""Papers over the API."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

from baeumgil.core import clock
from baeumgil.stages.people.terms import Scope
from baeumgil.stages.plan.services import papers
from tests.doors.api.conftest import Ask
from tests.doors.web.plan.plan_world import TODAY, PlanWorld, a_plan_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Iterator[PlanWorld]:
    with clock.fixed(TODAY):
        yield a_plan_world()


@pytest.mark.parametrize("kind", ["plan", "totals", "changes", "courses", "months", "needs"])
def test_a_paper_is_sent(ask: Ask, world: PlanWorld, kind: str) -> None:
    answer = ask(f"/plan/2026/documents/{kind}.hwpx", Scope.PLAN_READ)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/hwp+zip")
    assert unquote(answer["Content-Disposition"]).startswith("attachment; filename*=utf-8''2026 ")
    assert answer.content.startswith(b"PK\x03\x04")


def test_one_course(ask: Ask, world: PlanWorld) -> None:
    answer = ask("/plan/2027/documents/course_plan.hwpx", Scope.PLAN_READ, course="C001")
    assert unquote(answer["Content-Disposition"]).endswith("2027 과정 운영계획 과정 001.hwpx")
    assert ask("/plan/2027/documents/course_plan.hwpx", Scope.PLAN_READ, course="NONE").status_code == 404
    assert ask("/plan/2027/documents/course_plan.hwpx", Scope.PLAN_READ).status_code == 422


def test_a_key_needs_the_scope(ask: Ask, world: PlanWorld) -> None:
    assert ask("/plan/2026/documents/plan.hwpx", Scope.ROADMAP_READ).status_code == 403


def test_what_is_not_there(ask: Ask, world: PlanWorld) -> None:
    assert ask("/plan/1999/documents/plan.hwpx", Scope.PLAN_READ).status_code == 404
    assert ask("/plan/2026/documents/letter.hwpx", Scope.PLAN_READ).status_code == 422
    assert ask("/plan/2026/documents/plan.docx", Scope.PLAN_READ).status_code == 422
    assert ask("/plan/2026/documents/minutes.hwpx", Scope.PLAN_READ).status_code == 403
    assert ask("/plan/2026/documents/approval.pdf", Scope.PLAN_READ).status_code == 403
    assert ask("/plan/2026/documents/plan.hwpx", Scope.PLAN_READ, institute="none").status_code == 404


def test_without_typefaces_a_pdf_is_refused(
    ask: Ask, world: PlanWorld, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(papers, "fonts_folder", lambda: tmp_path)
    answer = ask("/plan/2026/documents/totals.pdf", Scope.PLAN_READ)
    assert (answer.status_code, answer.json()["code"]) == (409, "typefaces_missing")
