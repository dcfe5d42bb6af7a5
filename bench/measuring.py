"""What a bench gives: a figure, the yardstick measured in the same run, their ratio, and the promise."""

import resource
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Result:
    """One line of `make bench`. `value` and `yardstick` are in `unit`; `ratio` is what the promise speaks of."""

    name: str
    what: str
    value: float
    unit: str
    yardstick_name: str
    yardstick: float | None
    ratio: float | None
    limit: str
    is_passed: bool
    note: str = ""

    def plain(self) -> dict[str, object]:
        """As JSON values."""
        return asdict(self)


def median_of(work: Callable[[], T], rounds: int) -> tuple[T, float]:
    """The last result and the median of the seconds on the clock."""
    result, seconds = work(), []
    for _ in range(rounds):
        begin = time.perf_counter()
        result = work()
        seconds.append(time.perf_counter() - begin)
    return result, statistics.median(seconds)


def once(work: Callable[[], T]) -> tuple[T, float]:
    """The result and the seconds of doing it once, for what cannot be done twice."""
    begin = time.perf_counter()
    result = work()
    return result, time.perf_counter() - begin


def peak_megabytes() -> float:
    """The most memory this process held so far."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)
