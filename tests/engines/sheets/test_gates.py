"""Hostile and broken files: each gets its one answer, quickly and in little memory; harmless ones are read."""

import json
import subprocess
import sys
from pathlib import Path

from baeumgil.engines.sheets.reading import SheetRefused, read_table
from tests.kits.hostile_files import HEADINGS, ROW, SampleFile, harmless_files, hostile_files

ROOT = Path(__file__).parents[3]

MEASURE = """
import json, re, sys, time
from pathlib import Path
from baeumgil.engines.sheets.reading import SheetRefused, read_table

def kibibytes(name):
    return int(re.search(name + r":\\s+(\\d+)", Path("/proc/self/status").read_text())[1])

answers = []
for path, file_name in json.load(sys.stdin):
    Path("/proc/self/clear_refs").write_text("5")
    before, start = kibibytes("VmRSS"), time.perf_counter()
    try:
        read_table(Path(path), file_name=file_name)
    except SheetRefused:
        pass
    answers.append((path, time.perf_counter() - start, (kibibytes("VmHWM") - before) / 1024))
print(json.dumps(answers))
"""


def answer(path: Path, sample: SampleFile) -> tuple[str, bool, bool]:
    """The code of the refusal ("" when the file was read), and whether its sentence and way out are sentences."""
    path.write_bytes(sample.data)
    try:
        read_table(path, file_name=sample.file_name)
    except SheetRefused as refused:
        return refused.code, refused.message.endswith("."), refused.remedy.endswith("요.")
    return "", False, False


def test_every_bad_file_gets_its_own_answer_and_the_way_out(tmp_path: Path) -> None:
    wanted, given = {}, {}
    for sample in hostile_files():
        wanted[sample.name] = (sample.code, True, True)
        given[sample.name] = answer(tmp_path / "file", sample)
    assert given == wanted


def test_every_harmless_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "file"
    for sample in harmless_files():
        path.write_bytes(sample.data)
        table = read_table(path, file_name=sample.file_name)
        headings = [heading.removeprefix("인적사항 ") for heading in table.headings if heading]
        assert headings == list(HEADINGS), sample.name
        filled = [cell for cell in table.rows[0].cells if cell is not None]
        assert filled[:3] == list(ROW[:3]), sample.name
        assert [len(row.cells) for row in table.rows] == [len(table.headings)], sample.name


def test_every_answer_comes_within_ten_seconds_and_256_mebibytes(tmp_path: Path) -> None:
    files = []
    for place, sample in enumerate([*hostile_files(), *harmless_files()]):
        path = tmp_path / f"{place} {sample.code}"
        path.write_bytes(sample.data)
        files.append((str(path), sample.file_name))

    done = subprocess.run(
        [sys.executable, "-c", MEASURE],
        cwd=ROOT,
        input=json.dumps(files),
        capture_output=True,
        text=True,
        check=True,
        timeout=110,
    )

    answers = json.loads(done.stdout)
    assert [path for path, _, _ in answers] == [path for path, _ in files]
    assert [(path, seconds) for path, seconds, _ in answers if seconds > 10] == []
    assert [(path, growth) for path, _, growth in answers if growth > 256] == []
