"""A timetable as values (docs/formats/timetable.md says what each means)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from baeumgil.engines.timetabling.problem import CostRule

ENGINE = "1"
"""Version of the solver. Raise it with every change that lets a recipe derive another plan."""


class PlanStatus(StrEnum):
    """What is proved of a plan."""

    OPTIMAL = "optimal"
    BOUNDED = "bounded"
    FEASIBLE = "feasible"


class RepairLevel(StrEnum):
    """How far a re-planning had to reach, the least first."""

    SAME_DATES = "same_dates"
    HIT_ONLY = "hit_only"
    NEIGHBOURS = "neighbours"
    TWO_WEEKS = "two_weeks"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Placement:
    """A session with its days, room and instructors by role."""

    session: str
    starts: date
    days: tuple[date, ...]
    room: str | None = None
    instructors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that clashes: a code, whom it is about, and the sentence in Korean and English."""

    code: str
    subject: str
    korean: str
    english: str


@dataclass(frozen=True, slots=True)
class WayOut:
    """A change that would let the session in. `disturbed` counts people; `changes` are machine-readable facts."""

    code: str
    korean: str
    english: str
    disturbed: int = 0
    changes: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A session that found no place: the smallest clashing set, and ways out, the cheapest first.

    `is_minimal` is False where time ran out before the set was shrunk to the end, or where it was only counted.
    """

    session: str
    why: tuple[Fact, ...] = ()
    ways_out: tuple[WayOut, ...] = ()
    is_minimal: bool = False


@dataclass(frozen=True, slots=True)
class CostLine:
    """One soft rule of a plan: how much of it, and its points."""

    rule: CostRule
    amount: int
    cost: int


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a recipe, limited by a count, never by the clock."""

    name: str
    limit: int = 0
    seed: int = 0
    extra: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RepairFigures:
    """What a re-planning changed. `proved`: no plan leaves out less, nor as little and moves fewer dates."""

    moved: int
    selected_moved: int
    instructor_changes: int
    room_changes: int
    days_shifted: int
    level: RepairLevel
    proved: bool


@dataclass(frozen=True, slots=True)
class Timetable:
    """A plan of a problem."""

    problem: str
    placed: tuple[Placement, ...]
    unplaced: tuple[Unplaced, ...]
    costs: tuple[CostLine, ...]
    cost: int
    bound: int | None = None
    status: PlanStatus = PlanStatus.FEASIBLE
    engine: str = ENGINE
    seed: int = 1
    recipe: tuple[Step, ...] = ()
    repair: RepairFigures | None = None

    @property
    def gap_permille(self) -> int | None:
        """How far the cost may lie above the best possible, in permille of the cost; None without a bound."""
        if self.bound is None:
            return None
        return 0 if self.cost <= self.bound else -(-(self.cost - self.bound) * 1000 // self.cost)
