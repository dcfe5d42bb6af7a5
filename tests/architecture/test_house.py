"""The house stands as docs/architecture.md says."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "baeumgil"


def test_import_contracts_hold() -> None:
    result = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout


@pytest.mark.django_db
def test_models_and_migrations_agree() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_migrations_import_nothing_of_ours() -> None:
    offenders = [
        str(path.relative_to(ROOT))
        for path in PACKAGE.rglob("migrations/*.py")
        if re.search(r"^(from|import) baeumgil", path.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert offenders == []


def test_there_are_no_catch_all_rooms() -> None:
    forbidden = {"utils", "helpers", "common", "misc"}
    assert [
        str(path) for path in PACKAGE.rglob("*.py") if path.stem in forbidden or path.parent.name in forbidden
    ] == []


def test_every_setting_is_documented() -> None:
    text = "".join(
        (PACKAGE / "config" / name).read_text(encoding="utf-8") for name in ("settings.py", "environment.py")
    )
    page = (ROOT / "docs" / "operators" / "settings.md").read_text(encoding="utf-8")
    names = set(re.findall(r'"(BAEUMGIL_[A-Z_]+|DATABASE_URL)"', text))
    assert sorted(name for name in names if f"`{name}`" not in page) == []


def test_every_dependency_has_its_line() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    page = (ROOT / "docs" / "decisions" / "dependencies.md").read_text(encoding="utf-8")
    block = re.findall(r'^  "([a-zA-Z0-9-]+)(?:\[[^\]]*\])?>=', project, re.MULTILINE)
    assert sorted({name for name in block if f"`{name}`" not in page}) == []


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock", "package-lock.json"])
def test_a_lock_holds_hashes_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert "sha512-" in text if lock.endswith("json") else "--hash=sha256:" in text


def test_pages_load_nothing_from_outside() -> None:
    places = [
        *(PACKAGE / "doors" / "web" / "templates").rglob("*.html"),
        *(PACKAGE / "doors" / "web" / "static").rglob("*.css"),
    ]
    places = [place for place in places if "vendor" not in place.parts]
    offenders = [
        str(place.relative_to(ROOT))
        for place in places
        if re.search(r"""(src|href|url\()\s*=?\s*["']?(https?:)?//""", place.read_text(encoding="utf-8"))
    ]
    assert offenders == []


def test_no_template_marks_text_safe_or_carries_script_or_style() -> None:
    offenders = []
    for place in (PACKAGE / "doors" / "web" / "templates").rglob("*.html"):
        text = place.read_text(encoding="utf-8")
        if re.search(r"\|\s*safe\b|autoescape off|<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", text):
            offenders.append(str(place.relative_to(ROOT)))
    assert offenders == []
