"""총괄. Totals of a plan, always computed from its lines, never typed (the paper is a print-out of these)."""

from dataclasses import dataclass

from baeumgil.stages.plan.rules.book import PlanBook
from baeumgil.stages.plan.terms import ChangeVerb, Delivery


@dataclass(frozen=True, slots=True)
class Amount:
    """과정 · 기수 · 연인원."""

    courses: int = 0
    sessions: int = 0
    people: int = 0

    def __add__(self, other: "Amount") -> "Amount":
        """Both together."""
        return Amount(self.courses + other.courses, self.sessions + other.sessions, self.people + other.people)

    def __sub__(self, other: "Amount") -> "Amount":
        """The change from `other` to this."""
        return Amount(self.courses - other.courses, self.sessions - other.sessions, self.people - other.people)


@dataclass(frozen=True, slots=True)
class TotalRow:
    """One row of a table of totals: this year beside the year before. `parent` is the area's key for a field."""

    key: str
    label: str
    now: Amount
    before: Amount
    parent: str = ""

    @property
    def change(self) -> Amount:
        """증감."""
        return self.now - self.before


@dataclass(frozen=True, slots=True)
class Flow:
    """before + new − ended = now, by delivery (집합 123 + 22 − 20 = 125 in Seoul 2019)."""

    delivery: Delivery | None
    before: int
    new: int
    ended: int
    now: int
    improved: int
    kept: int

    @property
    def agrees(self) -> bool:
        """True when the arithmetic closes: every course of the year before has a line."""
        return self.before + self.new - self.ended == self.now


@dataclass(frozen=True, slots=True)
class VerbRow:
    """How many courses of a verb, by delivery."""

    verb: ChangeVerb
    in_class: int
    online: int

    @property
    def total(self) -> int:
        """Both."""
        return self.in_class + self.online


@dataclass(frozen=True, slots=True)
class MonthRow:
    """Sessions and people that begin in a month; month None gathers those without a day."""

    month: int | None
    sessions: int
    people: int


@dataclass(frozen=True, slots=True)
class Totals:
    """All totals of one version."""

    year: int
    total: TotalRow
    by_delivery: tuple[TotalRow, ...]
    by_kind: tuple[TotalRow, ...]
    by_area: tuple[TotalRow, ...]
    by_field: tuple[TotalRow, ...]
    by_legal_kind: tuple[TotalRow, ...]
    by_goal: tuple[TotalRow, ...]
    by_target: tuple[TotalRow, ...]
    by_month: tuple[MonthRow, ...]
    by_verb: tuple[VerbRow, ...]
    new_by_area: tuple[tuple[str, int], ...]
    flows: tuple[Flow, ...]
    """집합, e-러닝, then both together."""
    has_previous: bool = True
    """False for a first plan: there is no year before to compare with, and the flows say nothing."""


def totals_of(book: PlanBook) -> Totals:
    """Every table of totals, from the lines alone."""
    raise NotImplementedError
