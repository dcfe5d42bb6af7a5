"""What a chart is made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from baeumgil.engines.charts.text import number


@dataclass(frozen=True, slots=True)
class Series:
    """One named row of values, one per category; None leaves a gap."""

    name: str
    values: Sequence[float | None]


@dataclass(frozen=True, slots=True)
class Band:
    """A range around a line: lowest and highest per category."""

    name: str
    low: Sequence[float]
    high: Sequence[float]


@dataclass(frozen=True, slots=True)
class Slice:
    """One part of a ring."""

    name: str
    value: float


@dataclass(frozen=True, slots=True)
class Span:
    """One bar of a timeline strip, both days included; `mark` says its state in a word."""

    name: str
    starts_on: date
    ends_on: date
    mark: str = ""
    tone: int = 0


@dataclass(frozen=True, slots=True)
class Words:
    """What the chart says to somebody who cannot see it: title, finding in one sentence, unit of the values.

    `unit_word` stands before the unit where it is written over the axis.
    """

    title: str
    finding: str
    unit: str = ""
    unit_word: str = "단위"

    def counted(self, value: float) -> str:
        """The value with its unit: `79명`, `79 people`."""
        return f"{number(value)}{' ' if self.unit[:1].isascii() and self.unit[:1].isalpha() else ''}{self.unit}"
