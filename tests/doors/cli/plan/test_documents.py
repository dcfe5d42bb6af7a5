"""Papers from the command line."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from baeumgil.core import clock
from baeumgil.doors.cli.plan.documents import write_whole
from baeumgil.stages.plan.services import papers
from tests.doors.cli.conftest import Call
from tests.doors.web.plan.plan_world import TODAY, PlanWorld, a_plan_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Iterator[PlanWorld]:
    with clock.fixed(TODAY):
        yield a_plan_world()


@pytest.mark.parametrize("kind", ["plan", "totals", "changes", "courses", "months", "needs"])
def test_every_kind_is_written(call: Call, world: PlanWorld, tmp_path: Path, kind: str) -> None:
    target = tmp_path / f"{kind}.hwpx"
    result = call("plan", "document", "2026", "--kind", kind, "--to", str(target))
    assert result.exit_code == 0, result.output
    assert target.read_bytes().startswith(b"PK\x03\x04")
    assert str(target) in result.output
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


@pytest.mark.parametrize(("ending", "begin"), [("hwpx", b"PK\x03\x04"), ("PDF", b"%PDF-"), ("xlsx", b"PK\x03\x04")])
def test_the_ending_decides(call: Call, world: PlanWorld, tmp_path: Path, ending: str, begin: bytes) -> None:
    target = tmp_path / f"총괄표.{ending}"
    result = call("plan", "document", "2026", "--kind", "totals", "--to", str(target), "--json")
    assert json.loads(result.stdout) == {
        "file": str(target),
        "kind": "totals",
        "format": ending.lower(),
        "bytes": target.stat().st_size,
    }
    assert target.read_bytes().startswith(begin)


def test_other_endings_are_refused(call: Call, world: PlanWorld, tmp_path: Path) -> None:
    result = call("plan", "document", "2026", "--to", str(tmp_path / "계획.docx"))
    assert result.exit_code == 2
    assert "'계획.docx'의 끝으로 형식을 알 수 없습니다. 쓸 수 있는 끝: .hwpx, .pdf, .xlsx" in result.output
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_named(call: Call, world: PlanWorld, tmp_path: Path) -> None:
    result = call("plan", "document", "2026", "--to", str(tmp_path / "없음" / "계획.hwpx"))
    assert (result.exit_code, "폴더가 없습니다" in result.output) == (2, True)


def test_one_course(call: Call, world: PlanWorld, tmp_path: Path) -> None:
    target = tmp_path / "과정.hwpx"
    for more in ([], ["--kind", "course"]):
        result = call("plan", "document", "2027", *more, "--course", "C001", "--to", str(target))
        assert result.exit_code == 0, result.output
        assert target.exists()
        target.unlink()


def test_a_course_needs_its_code_and_nothing_else(call: Call, world: PlanWorld, tmp_path: Path) -> None:
    target = str(tmp_path / "과정.hwpx")
    assert call("plan", "document", "2027", "--kind", "course", "--to", target).exit_code == 2
    assert call("plan", "document", "2027", "--kind", "months", "--course", "C001", "--to", target).exit_code == 2
    result = call("plan", "document", "2027", "--course", "NONE", "--to", target)
    assert "2027년 계획에 코드가 NONE인 과정이 없습니다." in result.output
    assert result.exit_code != 0
    assert list(tmp_path.iterdir()) == []


def test_a_year_without_plan_is_refused(call: Call, world: PlanWorld, tmp_path: Path) -> None:
    result = call("plan", "document", "1999", "--to", str(tmp_path / "계획.hwpx"))
    assert result.exit_code != 0
    assert list(tmp_path.iterdir()) == []


def test_a_broken_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "계획.hwpx"
    target.write_bytes(b"old")

    def fail(_: Path, __: Path) -> None:
        raise OSError(28, "disk full")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        write_whole(target, b"new")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("계획.hwpx", b"old")]


def test_without_typefaces_a_pdf_is_refused(
    call: Call, world: PlanWorld, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(papers, "fonts_folder", lambda: tmp_path / "없음")
    result = call("plan", "document", "2026", "--kind", "totals", "--to", str(tmp_path / "총괄표.pdf"))
    assert (result.exit_code, "PDF를 만들 글꼴이 없습니다" in result.output) == (1, True)
    assert list(tmp_path.iterdir()) == []
