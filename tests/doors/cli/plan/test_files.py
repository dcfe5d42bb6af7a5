import json
from pathlib import Path

import pytest

from baeumgil.stages.plan.models import Course, PlanLine, PlannedSession, SharedContent
from tests.build_plan import an_institute
from tests.build_plan_files import COURSES, MEANS, SESSIONS, SHARED
from tests.doors.cli.conftest import Call

pytestmark = pytest.mark.django_db
NAMES = ("2025 과정.csv", "2025 기수.csv", "2025 e-러닝.csv", "만족도.csv")


@pytest.fixture
def files(seeded: None, tmp_path: Path) -> list[str]:
    """An institute, and four lists of it."""
    an_institute("경상남도 인재개발원", code="gyeongnam")
    for name, text in zip(NAMES, (COURSES, SESSIONS, SHARED, MEANS), strict=True):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return [str(tmp_path / name) for name in NAMES]


def test_files_go_in_together(call: Call, files: list[str]) -> None:
    answer = call("plan", "import", *files, "--json")
    assert answer.exit_code == 0, answer.output
    said = json.loads(answer.stdout)
    assert (said["institute"], said["dry_run"]) == ("gyeongnam", False)
    assert [(row["kind"], row["new"]) for row in said["files"]] == [
        ("courses", 4),
        ("sessions", 4),
        ("shared_content", 4),
        ("satisfaction", 3),
    ]
    again = call("plan", "import", *files)
    assert again.exit_code == 0
    assert "과정 목록" in again.stdout
    assert (PlanLine.objects.count(), PlannedSession.objects.count(), SharedContent.objects.count()) == (4, 4, 4)


def test_a_rehearsal_changes_nothing(call: Call, files: list[str]) -> None:
    answer = call("plan", "import", files[0], "--dry-run")
    assert answer.exit_code == 0
    assert "시험 실행입니다" in answer.stderr
    assert Course.objects.count() == 0


def test_every_problem_is_told_with_its_file(call: Call, files: list[str]) -> None:
    text = Path(files[1]).read_text(encoding="utf-8").replace("2025-03-21", "2025-03-01").replace(",180,", ",-180,")
    Path(files[1]).write_text(text, encoding="utf-8")
    answer = call("plan", "import", files[0], files[1], "--json")
    assert answer.exit_code == 1
    said = json.loads(answer.stdout)
    assert said["refused"] == "plan_file_broken"
    found = [(problem["code"], problem["sheet"], problem["row"]) for problem in said["problems"]]
    assert found == [("end_before_start", NAMES[1], 2), ("negative", NAMES[1], 3)]
    assert Course.objects.count() == 0


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_what_was_exported_comes_in_unchanged(call: Call, files: list[str], tmp_path: Path, ending: str) -> None:
    call("plan", "import", *files)
    for what in ("courses", "sessions", "shared"):
        target = tmp_path / f"{what}.{ending}"
        answer = call("plan", "export", "--what", what, "--year", "2025", "--to", str(target))
        assert answer.exit_code == 0, answer.output
        said = json.loads(call("plan", "import", str(target), "--year", "2025", "--json").stdout)
        assert (said["files"][0]["new"], said["files"][0]["replaced"]) == (0, 0)


def test_export_is_told_apart_from_nonsense(call: Call, files: list[str], tmp_path: Path) -> None:
    assert call("plan", "export", "--what", "courses", "--to", str(tmp_path / "x.hwp")).exit_code == 2
    assert call("plan", "export", "--what", "shared", "--to", str(tmp_path / "x.csv")).exit_code == 2
    assert call("plan", "export", "--what", "courses", "--to", str(tmp_path / "no" / "x.csv")).exit_code == 2
    told = call("plan", "export", "--what", "courses", "--institute", "nowhere", "--to", str(tmp_path / "x.csv"))
    assert told.exit_code == 1
    assert not list(tmp_path.glob("x.*"))
