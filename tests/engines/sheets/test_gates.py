"""Hostile and broken files: each gets its one answer, quickly and in little memory; harmless ones are read."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.kits.hostile_files import HEADINGS, ROW, harmless_files, hostile_files

ROOT = Path(__file__).parents[3]

READ = """
import json, re, sys, time
from pathlib import Path
from baeumgil.engines.sheets.reading import SheetRefused, read_table

def kibibytes(name):
    return int(re.search(name + r":\\s+(\\d+)", Path("/proc/self/status").read_text())[1])

answers = {}
for name, path, file_name in json.load(sys.stdin):
    Path("/proc/self/clear_refs").write_text("5")
    before, start = kibibytes("VmRSS"), time.perf_counter()
    try:
        table = read_table(Path(path), file_name=file_name)
    except SheetRefused as refused:
        said = {"code": refused.code, "message": refused.message, "remedy": refused.remedy}
    else:
        rows = [[cell and str(cell) for cell in row.cells] for row in table.rows[:50]]
        said = {"headings": table.headings, "rows": rows}
    answers[name] = said | {
        "seconds": time.perf_counter() - start,
        "mebibytes": (kibibytes("VmHWM") - before) / 1024,
    }
print(json.dumps(answers))
"""


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """Of each file the code it must get ("" when it must be read), what was said to it, in what time and memory.

    Making and reading them takes seconds, so both is done once; the reading in a process of its own.
    """
    folder = tmp_path_factory.mktemp("files")
    wanted, files = {}, []
    for place, sample in enumerate([*hostile_files(), *harmless_files()]):
        path = folder / f"{place} {sample.code}"
        path.write_bytes(sample.data)
        wanted[sample.name] = sample.code
        files.append((sample.name, str(path), sample.file_name))
    done = subprocess.run(
        [sys.executable, "-c", READ],
        cwd=ROOT,
        input=json.dumps(files),
        capture_output=True,
        text=True,
        check=True,
        timeout=110,
    )
    said = json.loads(done.stdout)
    assert list(said) == list(wanted)
    return {name: said[name] | {"wanted": code} for name, code in wanted.items()}


def test_every_bad_file_gets_its_own_answer_and_the_way_out(answers: dict[str, dict[str, Any]]) -> None:
    bad = {name: said for name, said in answers.items() if said["wanted"]}
    assert len(bad) > 50
    assert {name: said.get("code") for name, said in bad.items()} == {
        name: said["wanted"] for name, said in bad.items()
    }
    assert [name for name, said in bad.items() if not said["message"].endswith(".")] == []
    assert [name for name, said in bad.items() if not said["remedy"].endswith("요.")] == []


def test_every_harmless_file_is_read(answers: dict[str, dict[str, Any]]) -> None:
    harmless = {name: said for name, said in answers.items() if not said["wanted"]}
    assert len(harmless) > 20
    for name, said in harmless.items():
        assert "code" not in said, name
        headings = [heading.removeprefix("인적사항 ") for heading in said["headings"] if heading]
        assert headings == list(HEADINGS), name
        filled = [cell for cell in said["rows"][0] if cell is not None]
        assert filled[:3] == list(ROW[:3]), name
        assert [len(row) for row in said["rows"]] == [len(said["headings"])], name


def test_every_answer_comes_within_ten_seconds_and_256_mebibytes(answers: dict[str, dict[str, Any]]) -> None:
    assert {name: said["seconds"] for name, said in answers.items() if said["seconds"] > 10} == {}
    assert {name: said["mebibytes"] for name, said in answers.items() if said["mebibytes"] > 256} == {}
