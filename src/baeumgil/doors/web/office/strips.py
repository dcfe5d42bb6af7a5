"""The small stacked bar of a stage: how many stand where, as shares of a line. Text goes with every part."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from baeumgil.doors.web.office.choices import label_of
from baeumgil.stages.roadmap.terms import StageState

ORDER = (
    StageState.OVERDUE,
    StageState.DUE,
    StageState.UPCOMING,
    StageState.DONE,
    StageState.SUBSTITUTED,
    StageState.EXEMPT,
    StageState.MISSED,
)


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of the bar; `start` and `width` in per cent of it, as text that SVG reads."""

    state: StageState
    label: str
    count: int
    start: str
    width: str


@dataclass(frozen=True, slots=True)
class Strip:
    """One stage's bar."""

    code: str
    name: str
    total: int
    open: int
    overdue: int
    parts: tuple[Part, ...]


def strip(code: str, name: str, counts: Mapping[StageState, int]) -> Strip:
    """The bar of one stage; states that nobody is in are left out."""
    total = sum(counts.values())
    parts, start = [], 0.0
    for state in ORDER:
        count = counts.get(state, 0)
        if not count:
            continue
        width = count * 100 / total
        parts.append(Part(state, label_of(state), count, f"{start:.3f}%", f"{width:.3f}%"))
        start += width
    overdue, due = counts.get(StageState.OVERDUE, 0), counts.get(StageState.DUE, 0)
    return Strip(code, name, total, overdue + due, overdue, tuple(parts))


def total_counts(all_counts: Sequence[Mapping[StageState, int]]) -> dict[StageState, int]:
    """Sums per state over several stages."""
    return {state: sum(counts.get(state, 0) for counts in all_counts) for state in ORDER}
