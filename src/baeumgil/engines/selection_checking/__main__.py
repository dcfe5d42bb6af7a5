"""`python -m baeumgil.engines.selection_checking FILE [DIGEST]`: says what it found; 0 sound, 1 not, 2 wrong use."""

import sys
from pathlib import Path

from baeumgil.engines.selection_checking.checking import check


def main(arguments: list[str]) -> int:
    """Judge one file, also against the digest that was published, if given."""
    if len(arguments) not in {1, 2}:
        sys.stderr.write("usage: python -m baeumgil.engines.selection_checking FILE [DIGEST]\n")
        return 2
    report = check(Path(arguments[0]).read_bytes(), published="".join(arguments[1:]))
    for finding in report.findings:
        sys.stdout.write(f"{finding.korean}\n  {finding.english}\n")
    counts = ", ".join(f"{name} {number}" for name, number in report.figures.items())
    verdict = "적힌 그대로입니다 / sound" if report.is_sound else f"다른 곳 {len(report.findings)} / differs"
    sys.stdout.write(f"{verdict}{f': {counts}' if counts else ''}\n")
    if report.digest:
        sys.stdout.write(f"지문 / digest: {report.digest}\n")
    return 0 if report.is_sound else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
