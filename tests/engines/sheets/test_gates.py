"""Hostile and broken files: each gets its one answer, quickly and in little memory; harmless ones are read."""

import json
import subprocess
import sys
from pathlib import Path

from baeumgil.engines.sheets.reading import SheetRefused, read_table
from tests.kits.hostile_files import HEADINGS, ROW, SampleFile, harmless_files, hostile_files

ROOT = Path(__file__).parents[3]
MEBIBYTE = 1024 * 1024

MEASURE = """
import json, resource, sys, tempfile, time
from pathlib import Path
from baeumgil.engines.sheets.reading import SheetRefused, read_table
from tests.kits.hostile_files import good, hostile_files
path = Path(tempfile.mkdtemp()) / "file"
def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
path.write_bytes(good())
read_table(path, file_name="a.xlsx")
answers = []
for sample in hostile_files():
    path.write_bytes(sample.data)
    before, start = peak(), time.perf_counter()
    try:
        read_table(path, file_name=sample.file_name)
    except SheetRefused:
        pass
    answers.append((sample.name, time.perf_counter() - start, peak() - before))
path.unlink()
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


def test_every_refusal_comes_within_ten_seconds_and_256_mebibytes() -> None:
    done = subprocess.run(
        [sys.executable, "-c", MEASURE], cwd=ROOT, capture_output=True, text=True, check=True, timeout=110
    )
    answers = json.loads(done.stdout)

    assert answers
    assert [(name, seconds) for name, seconds, _ in answers if seconds > 10] == []
    assert [(name, growth // MEBIBYTE) for name, _, growth in answers if growth > 256 * MEBIBYTE] == []
