"""What a forecast is asked and what it answers, as plain values."""

from dataclasses import dataclass

from baeumgil.stages.roadmap.rules.definition import Stage

DEFAULT_SEED = 20_260_101
MOST_YEARS = 20
SMALL_BASE = 30
HIRES = "hires"
RESIGNATION = "resignation"
PROMOTION = "promotion"
POSITION = "position"
LEAVE = "leave"
POSTING = "posting"


@dataclass(frozen=True, slots=True)
class RateChange:
    """A rate that is assumed to differ from history.

    `code` names a `RateRow` (`hires`, `resignation`, `promotion:8`, `position:team_leader`, `leave`, `posting`) or
    all rates before the colon (`promotion`). `absolute` is in the row's own unit (people a year for hires, share of
    people a year otherwise) and wins over `multiplier`.
    """

    code: str
    multiplier: float = 1.0
    absolute: float | None = None


@dataclass(frozen=True, slots=True)
class WhatIf:
    """가정. Other rules (`stages` replaces the rules in force), other rates, or both."""

    stages: tuple[Stage, ...] | None = None
    rates: tuple[RateChange, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class RateRow:
    """비율. One rate estimated from history: `events` in `exposure` (people-years; years for hires).

    `rate` is what history says, `used` what the forecast uses (they differ in a what-if). `unit` is `명/년` or `%/년`
    (then both are shares from 0 to 1). `warning` is empty when the base is large enough.
    """

    code: str
    name: str
    events: int
    exposure: float
    rate: float
    used: float
    unit: str
    years: tuple[int, ...]
    warning: str = ""


@dataclass(frozen=True, slots=True)
class YearCell:
    """People whose window of one stage is due in one year.

    `people` is the mean, `low` and `high` the 10 % and 90 % points of all futures drawn. `known` are those of `people`
    who follow from facts already fixed (less those expected to leave before), `estimated` the rest; `known` and
    `estimated` add up to `people`. `fixed` counts the fixed facts before anybody is taken off for leaving.
    `seats` are the places the city itself must offer (`people` less those an outside course usually replaces, times
    the blocks of the stage); `sessions` how many sessions that takes, None when no class size is known.
    """

    year: int
    people: int
    low: int
    high: int
    known: int
    estimated: int
    fixed: int
    seats: int
    sessions: int | None
    sessions_high: int | None


@dataclass(frozen=True, slots=True)
class StageForecast:
    """One stage through the years. `backlog`: overdue already, before the first year; not in the cells."""

    code: str
    name: str
    cells: tuple[YearCell, ...]
    class_size: int | None
    backlog: int
    substituted_share: float
    note: str = ""


@dataclass(frozen=True, slots=True)
class HeadcountCell:
    """People in service at the end of a year, and what the year brings."""

    year: int
    people: int
    low: int
    high: int
    hires: int
    promotions: int
    retirements: int
    other_exits: int


@dataclass(frozen=True, slots=True)
class BacktestRow:
    """One stage over the years tried: what would have been forecast, and what came."""

    code: str
    name: str
    forecast: int
    low: int
    high: int
    actual: int

    @property
    def is_within(self) -> bool:
        """True when what came lies in the range that would have been given."""
        return self.low <= self.actual <= self.high

    @property
    def error_percent(self) -> float | None:
        """Forecast less actual in per cent of actual; None when nothing came."""
        return (self.forecast - self.actual) * 100 / self.actual if self.actual else None


@dataclass(frozen=True, slots=True)
class Backtest:
    """되돌려 보기. The same method as of some years ago, held against what happened; or why that cannot be done.

    `widening` is the factor by which the ranges of the forecast proper were widened, because those of the past
    would have been too narrow; 1 when they were wide enough.
    """

    is_possible: bool
    note: str
    years: tuple[int, ...] = ()
    rows: tuple[BacktestRow, ...] = ()
    total_forecast: int = 0
    total_actual: int = 0
    mean_error_percent: float | None = None
    within: int = 0
    widening: float = 1.0


@dataclass(frozen=True, slots=True)
class Forecast:
    """수요 전망. `rules_name` and `rules_digest` say under which rules, `on` from which day's facts."""

    first_year: int
    years: int
    on: str
    rules_name: str
    rules_digest: str
    people: int
    draws: int
    seed: int
    stages: tuple[StageForecast, ...]
    rates: tuple[RateRow, ...]
    headcount: tuple[HeadcountCell, ...]
    assumptions: tuple[str, ...]
    backtest: Backtest
    is_what_if: bool = False
