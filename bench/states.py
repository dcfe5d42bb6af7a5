"""Roadmap states of a city as a line of `make bench`."""

from typing import Any

from bench import roadmap_states
from bench.measuring import Result


def run() -> list[Result]:
    """The columnar rules against the plain loop."""
    found: dict[str, Any] = roadmap_states.run()
    return [
        Result(
            name="roadmap_states",
            what=f"로드맵 판정: {found['people']:,}명 × {found['stages']}단계",
            value=found["columnar_seconds"],
            unit="s of processor",
            yardstick_name="plain loop, person by person",
            yardstick=found["loop_seconds"],
            ratio=found["ratio"],
            limit=f"{found['wanted']}x",
            is_passed=bool(found["passed"]),
        )
    ]
