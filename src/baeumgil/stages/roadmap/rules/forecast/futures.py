"""Futures: everybody moved on from half-year to half-year, many times over, by the rates of the roster's past.

A `key` names one person in one draw: the place in the careers plus draw times people for those of
today, numbers beyond for newcomers.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from baeumgil.stages.people.rules.columns import CareerColumns
from baeumgil.stages.roadmap.rules.forecast.counting import NEVER, Flags, Ints, Profiles, day_number
from baeumgil.stages.roadmap.rules.forecast.history import BANDS, WAITS, bands_of, waits
from baeumgil.stages.roadmap.rules.forecast.moments import (
    GRADES,
    POSITIONS,
    HalfYear,
    first_day,
    half_years,
    month_of,
)
from baeumgil.stages.roadmap.rules.forecast.people import People, Shorts, coming, present, taken_apart
from baeumgil.stages.roadmap.rules.forecast.rates import Rates, uncertain, yearly
from baeumgil.stages.roadmap.terms import Trigger

MID_MONTH = 15
FEWEST_DRAWS, MOST_DRAWS, ROWS = 20, 200, 200_000


@dataclass(frozen=True, slots=True)
class Facts:
    """Drawn facts of one kind, each an anchor of some stage: month, day of month, and who on that day."""

    key: Ints
    draw: Shorts
    month: Ints
    day: NDArray[np.int8]
    profile: Profiles
    series: NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class Futures:
    """Everything drawn. `last_day` by key; `size` people in the careers; yearly figures by draw and year."""

    draws: int
    size: int
    last_day: Ints
    facts: dict[Trigger, Facts]
    first_year: int
    headcount: NDArray[np.int64]
    flows: dict[str, NDArray[np.int64]]


def draws_for(people: int) -> int:
    """How many futures: more for small cities, where chance weighs more."""
    return int(np.clip(ROWS // max(1, people), FEWEST_DRAWS, MOST_DRAWS))


@dataclass(frozen=True, slots=True)
class Plan:
    """From which day to which year to draw, how far beyond (a stage may be due before its anchor), and which facts."""

    on: date
    last_year: int
    lead_months: int
    draws: int
    seed: int
    wanted: frozenset[Trigger]


def futures(careers: CareerColumns, rates: Rates, plan: Plan) -> Futures:
    """Draw futures from the day after `on` to the end of the last year and the lead beyond. Same seed, same futures."""
    drawn = _Drawing(careers, rates, plan)
    for half in half_years(plan.on, first_day(month_of(date(plan.last_year, 12, 1)) + 1 + plan.lead_months)):
        drawn.step(half)
    return drawn.futures()


class _Drawing:
    """The state of all draws, moved on half-year by half-year."""

    def __init__(self, careers: CareerColumns, rates: Rates, plan: Plan) -> None:
        self.rng, self.rates, self.plan = np.random.default_rng(plan.seed), rates, plan
        self.draws, self.first_year = plan.draws, plan.on.year
        self.years = plan.last_year - plan.on.year + 1
        self.people = present(careers, plan.on, plan.draws)
        self.coming = coming(careers, plan.on, plan.draws)
        self.size = len(careers)
        self.keys = self.size * plan.draws
        self.left: list[tuple[Ints, Ints]] = []
        self.found: dict[Trigger, list[Facts]] = defaultdict(list)
        self.headcount = np.zeros((plan.draws, self.years), dtype=np.int64)
        names = ("hires", "promotions", "retirements", "exits")
        self.flows = {name: np.zeros((plan.draws, self.years), dtype=np.int64) for name in names}
        self._draw_factors()

    def _draw_factors(self) -> None:
        """How far each rate may be off, and how years differ."""
        rates, rng, draws, years = self.rates, self.rng, self.draws, self.years + 1
        self.exit_factor = uncertain(rates.exits_sure, rates.exits_spread, draws, rng)
        self.promotion_factor = uncertain(rates.promotions_sure, rates.promotions_spread, draws, rng)
        self.exit_year = yearly(rates.exits_spread, (draws, years), rng)
        self.promotion_year = yearly(rates.promotions_spread, (draws, years, GRADES), rng)
        position_factor = uncertain(rates.positions_sure, rates.promotions_spread, draws, rng)
        self.positions = np.cumsum(rates.positions[None] * position_factor[:, None, None, None, :], axis=-1)
        mean = rates.hires_mean
        sure = rates.hires_spread / np.sqrt(max(1, rates.hires_sure))
        means = np.maximum(0.0, rng.normal(mean, sure, size=(draws, 1)))
        beyond = np.sqrt(max(0.0, rates.hires_spread**2 - mean)) / mean if mean else 0.0
        hires = rng.poisson(means * yearly(float(beyond), (draws, years), rng))
        self.hires = np.maximum(0, hires - self._coming_by_year(years))

    def _coming_by_year(self, years: int) -> NDArray[np.int64]:
        """Candidates known already, who are part of the year's newcomers."""
        place = 1970 + self.coming.appointed[self.coming.draw == 0] // 12 - self.first_year
        return np.bincount(np.minimum(place, years - 1), minlength=years)

    def step(self, half: HalfYear) -> None:
        """Leave, be promoted, take a position, move, come back; then newcomers."""
        chance = self.rng.random(len(self.people), dtype=np.float32)
        stays, chance = self._leave(half, chance)
        self.people = self.people.where(stays)
        promoted = self._promote(half, chance[stays])
        self._take_positions(half, promoted)
        self._move(Trigger.POSTING, self.rates.postings, half)
        self._move(Trigger.RETURN, self.rates.returns, half)
        self._welcome_known(half)
        self._welcome_new(half)
        place = half.year - self.first_year
        if half.half == 1 and place < self.years:
            self.headcount[:, place] = np.bincount(self.people.draw, minlength=self.draws)

    def _leave(self, half: HalfYear, chance: NDArray[np.float32]) -> tuple[Flags, NDArray[np.float32]]:
        """Who stays, and each one's chance made even again."""
        people, place = self.people, self._year(half)
        table = self.rates.exits * self.exit_factor * self.exit_year[:, place : place + 1] * self._weight("exit", half)
        cell = people.draw * np.int32(BANDS) + bands_of(people.appointed, people.retires, half.starts)
        hazard = table.astype(np.float32).ravel()[cell]
        by_law = people.retires < day_number(first_day(half.ends))
        early: Flags = ~by_law & (chance < hazard)
        self._gone(people.where(by_law), people.retires[by_law], "retirements")
        gone = people.where(early)
        month = self._months("exit", half, len(gone))
        self._gone(gone, _days(month, half) - np.int32(1), "exits")
        return ~(by_law | early), (chance - hazard) / np.maximum(np.float32(1e-6), 1 - hazard)

    def _gone(self, people: People, days: Ints, flow: str) -> None:
        self.left.append((people.key, days.astype(np.int32)))
        self._count(flow, people.draw, days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970)

    def _promote(self, half: HalfYear, chance: NDArray[np.float32]) -> Flags:
        people, place = self.people, self._year(half)
        factor = self.promotion_factor * self.promotion_year[:, place] * self._weight("promotion", half)
        table = (self.rates.promotions[None] * factor[..., None]).astype(np.float32)
        cell = (people.draw * np.int32(GRADES) + people.grade) * np.int32(WAITS) + waits(half.starts, people.since)
        promoted: Flags = (chance < table.ravel()[cell]) & (people.grade > 1)
        rows = np.flatnonzero(promoted)
        month = self._months("promotion", half, len(rows))
        people.grade[rows] -= np.int16(1)
        people.since[rows] = month.astype(np.int16)
        self._note(Trigger.PROMOTION, rows, month, half)
        self._count("promotions", people.draw[rows], 1970 + month // 12)
        return promoted

    def _take_positions(self, half: HalfYear, promoted: Flags) -> None:
        people = self.people
        reached = (self.positions * self._weight("position", half)).astype(np.float32).reshape(-1, POSITIONS)
        group = people.draw * np.int32(2) + promoted
        cell = (group * np.int32(GRADES) + people.grade) * np.int32(POSITIONS) + people.position
        chance = self.rng.random(len(people), dtype=np.float32)
        rows = np.flatnonzero(chance < reached[:, -1].copy()[cell])
        target = (chance[rows][:, None] >= reached[cell[rows]]).sum(axis=1)
        people.position[rows] = np.minimum(target, POSITIONS - 1).astype(np.int16)
        self._note(Trigger.POSITION, rows, self._months("position", half, len(rows)), half)

    def _move(self, trigger: Trigger, rate: float, half: HalfYear) -> None:
        """Facts that change nothing else about a person; drawn only if a stage hangs on them."""
        if trigger in self.plan.wanted:
            chance = self.rng.random(len(self.people), dtype=np.float32)
            rows = np.flatnonzero(chance < rate * self._weight("posting", half))
            self._note(trigger, rows, self._months("posting", half, len(rows)), half)

    def _welcome_known(self, half: HalfYear) -> None:
        """Candidates whose appointment is fixed: a known fact, not a drawn one."""
        come = self.coming.appointed < half.ends + 1
        people = self.coming.where(come)
        self.people = self.people.with_(people)
        self.coming = self.coming.where(~come)
        self._count("hires", people.draw, 1970 + people.appointed // np.int16(12))

    def _welcome_new(self, half: HalfYear) -> None:
        """Newcomers, drawn from those of the past."""
        donors = self.rates.history.donors
        if not len(donors.profile):
            return
        part = float(self.rates.history.when["hire"][half.half, half.from_offset :].sum())
        counts = self.rng.binomial(self.hires[:, self._year(half)], part)
        total = int(counts.sum())
        chosen = self.rng.integers(0, len(donors.profile), total)
        month = self._months("hire", half, total)
        limit = _days(month, half).astype(np.int64) + donors.retires_after[chosen]
        traits = taken_apart(donors.profile[chosen])
        people = People(
            key=np.arange(self.keys, self.keys + total, dtype=np.int32),
            draw=np.repeat(np.arange(self.draws, dtype=np.int16), counts),
            grade=traits.grade,
            since=month.astype(np.int16),
            position=traits.position,
            traits=traits.rest,
            series=donors.series[chosen],
            appointed=month.astype(np.int16),
            retires=np.minimum(limit, NEVER).astype(np.int32),
        )
        self.keys += total
        first = len(self.people)
        self.people = self.people.with_(people)
        self._note(Trigger.APPOINTMENT, np.arange(first, first + total), month, half)
        self._count("hires", people.draw, 1970 + month // 12)

    def _year(self, half: HalfYear) -> int:
        return min(half.year - self.first_year, self.years)

    def _weight(self, kind: str, half: HalfYear) -> float:
        """How much of an even half-year's chance falls into this one, or into what is left of it."""
        share = self.rates.history.when[kind]
        return float(2 * share[half.half, half.from_offset :].sum())

    def _months(self, kind: str, half: HalfYear, count: int) -> Ints:
        """Months of so many events."""
        share = self.rates.history.when[kind][half.half, half.from_offset :]
        offset = np.searchsorted(np.cumsum(share) / share.sum(), self.rng.random(count), side="right")
        return (half.starts + half.from_offset + np.minimum(offset, len(share) - 1)).astype(np.int32)

    def _note(self, trigger: Trigger, rows: NDArray[np.int64], month: Ints, half: HalfYear) -> None:
        if trigger in self.plan.wanted:
            people = self.people.where(rows)
            day = np.where(month == half.ends, 1, MID_MONTH).astype(np.int8)
            self.found[trigger].append(Facts(people.key, people.draw, month, day, people.profile, people.series))

    def _count(self, flow: str, draw: Shorts, year: NDArray[np.integer]) -> None:
        place = year.astype(np.int64) - self.first_year
        inside = (place >= 0) & (place < self.years)
        cells = np.bincount(draw[inside] * np.int64(self.years) + place[inside], minlength=self.draws * self.years)
        self.flows[flow] += cells.reshape(self.draws, self.years)

    def futures(self) -> Futures:
        """All draws, put together."""
        last_day = np.full(self.keys, NEVER, dtype=np.int32)
        for keys, days in self.left:
            last_day[keys] = days
        return Futures(
            draws=self.draws,
            size=self.size,
            last_day=last_day,
            facts={trigger: _joined(parts) for trigger, parts in self.found.items()},
            first_year=self.first_year,
            headcount=self.headcount,
            flows=self.flows,
        )


def _days(month: Ints, half: HalfYear) -> Ints:
    """The first of the month on moving day, its middle otherwise."""
    first = month.astype("datetime64[M]").astype("datetime64[D]").astype(np.int32)
    return np.where(month == half.ends, first, first + np.int32(MID_MONTH - 1)).astype(np.int32)


def _joined(parts: list[Facts]) -> Facts:
    return Facts(
        key=np.concatenate([part.key for part in parts]),
        draw=np.concatenate([part.draw for part in parts]),
        month=np.concatenate([part.month for part in parts]),
        day=np.concatenate([part.day for part in parts]),
        profile=np.concatenate([part.profile for part in parts]),
        series=np.concatenate([part.series for part in parts]),
    )
