"""`python -m bench [--only NAME …] [--json]`: each promise of speed, beside a yardstick of the same run."""

import argparse
import importlib
import json
import sys
from collections.abc import Callable, Iterator
from functools import partial

from bench.databases import run_inside
from bench.measuring import Result


def here(module: str, work: str = "run") -> list[Result]:
    """Run a bench that needs no database."""
    found: list[Result] = getattr(importlib.import_module(f"bench.{module}"), work)()
    return found


BENCHES: dict[str, Callable[[], list[Result]]] = {
    "roadmap_states": partial(here, "states"),
    "forecast_counting": partial(here, "forecast_counting"),
    "roster_import": partial(run_inside, "roster_import"),
    "papers": partial(run_inside, "papers"),
    "plan_pages": partial(run_inside, "plan_pages"),
    "plan_import": partial(run_inside, "plan_import"),
    "city": partial(run_inside, "city"),
    "schedule_pages": partial(run_inside, "schedule_pages"),
    "enrolment_pages": partial(run_inside, "enrolment_pages"),
    "rush": partial(run_inside, "rush"),
    "timetabling": partial(here, "timetabling"),
    "selection": partial(here, "selection"),
    "selecting": partial(run_inside, "selecting"),
    "extra_sessions": partial(run_inside, "extra_sessions"),
    "timetabling_long": partial(here, "timetabling", "run_long"),
}
SELDOM = {"timetabling_long"}
"""Run only when asked for by name."""


def main() -> int:
    """Run, print, and answer 1 when a promise is not kept."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Ratios against yardsticks of the same run.")
    parser.add_argument("--only", action="append", choices=sorted(BENCHES), help="run this bench only; may be repeated")
    parser.add_argument("--json", action="store_true", help="print one JSON list instead of lines")
    options = parser.parse_args()
    results = []
    for name in options.only or [name for name in BENCHES if name not in SELDOM]:
        for result in BENCHES[name]():
            results.append(result)
            if not options.json:
                print("\n".join(lines(result)), flush=True)
    if options.json:
        print(json.dumps([result.plain() for result in results], ensure_ascii=False, indent=2))
    return 0 if all(result.is_passed for result in results) else 1


def lines(result: Result) -> Iterator[str]:
    """A result for people."""
    mark = "PASS" if result.is_passed else "FAIL"
    yield f"{mark}  {result.name}: {result.what}"
    text = f"      median {result.value:,.3f} {result.unit}"
    if result.yardstick is not None:
        text += f" | {result.yardstick_name} {result.yardstick:,.3f} {result.unit}"
    if result.ratio is not None:
        text += f" | ratio {result.ratio:,.1f}"
    yield f"{text} | limit {result.limit}{f' | {result.note}' if result.note else ''}"


if __name__ == "__main__":
    sys.exit(main())
