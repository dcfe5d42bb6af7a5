"""법정 기한: days the law sets for plans, lists and results, and how they stand."""

from dataclasses import dataclass
from datetime import date

from baeumgil.stages.plan.terms import ClockKind, ClockState


@dataclass(frozen=True, slots=True)
class ClockRow:
    """One statutory day, or the earliest of several alike."""

    kind: ClockKind
    state: ClockState
    due_on: date
    subject: str
    basis: str
    link_year: int
    version: int | None = None
    count: int = 1
