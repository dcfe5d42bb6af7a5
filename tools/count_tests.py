"""Adds up what the test runs counted and says it in one line. `count_tests.py RESULT.xml …`."""

import sys
from pathlib import Path

from defusedxml import ElementTree

FEWEST = 1


def main() -> int:
    """One line a run, one line for all; fails when something failed or a run tried nothing."""
    passed = failed = skipped = 0
    empty = False
    for name in sys.argv[1:]:
        good, bad, left_out = counts(Path(name))
        print(f"{Path(name).stem}: {good} passed, {bad} failed, {left_out} skipped")
        passed, failed, skipped = passed + good, failed + bad, skipped + left_out
        empty = empty or good + bad < FEWEST
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return 1 if failed or empty else 0


def counts(path: Path) -> tuple[int, int, int]:
    """Passed, failed and skipped tests of one result file."""
    suites = ElementTree.parse(path).getroot().iter("testsuite")
    tests = bad = left_out = 0
    for suite in suites:
        tests += int(suite.get("tests", 0))
        bad += int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        left_out += int(suite.get("skipped", 0))
    return tests - bad - left_out, bad, left_out


if __name__ == "__main__":
    sys.exit(main())
