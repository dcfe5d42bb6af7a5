"""What the roster's own past says: events and those who could have met them, half-year by half-year."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from baeumgil.stages.people.rules.columns import CareerColumns, code_of
from baeumgil.stages.people.terms import PROMOTIONS
from baeumgil.stages.roadmap.rules.forecast.counting import NEVER, Flags, Ints, day_number
from baeumgil.stages.roadmap.rules.forecast.donors import Donors, newcomers_of
from baeumgil.stages.roadmap.rules.forecast.moments import (
    GRADES,
    MOVES,
    OFFSETS,
    POSITIONS,
    HalfYear,
    Moment,
    first_day,
    moment,
    month_of,
    months,
    numbers,
)

LOOK_BACK_YEARS = 5
WAITS = 32
SERVICE_BANDS = ((0, 1), (1, 3), (3, 5), (5, 10), (10, 20), (20, 99))
NEAR_BAND, TERM_BAND = len(SERVICE_BANDS), len(SERVICE_BANDS) + 1
BANDS = TERM_BAND + len(SERVICE_BANDS)
NEAR_DAYS = 5 * 365
GRACE_DAYS = 31

Table = NDArray[np.float64]

_BAND_BY_MONTHS: Ints = np.repeat(
    np.arange(len(SERVICE_BANDS), dtype=np.int32), [12 * (high - low) for low, high in SERVICE_BANDS]
)

_WAIT_BY_MONTHS: Ints = np.repeat(np.arange(WAITS, dtype=np.int32), MOVES)


@dataclass(frozen=True, slots=True)
class Seen:
    """Events among so many half-years at risk; arrays share their shape."""

    events: Table
    exposure: Table


@dataclass(frozen=True, slots=True)
class History:
    """이력. Counted over complete years; `exit_years` are those in which leavers were recorded at all.

    Shapes: exits by band; promotions by grade and half-years in it; positions by promoted or not, grade,
    position before and after (exposure without the last). `when` maps a kind to the share of its events by
    half-year and month. `promotions_by_year` (by grade) and `exits_by_year` follow `years` and `exit_years`.
    """

    years: tuple[int, ...]
    exit_years: tuple[int, ...]
    exits: Seen
    promotions: Seen
    positions: Seen
    postings: Seen
    returns: Seen
    leaves: Seen
    hires_by_year: tuple[int, ...]
    promotions_by_year: Table
    exits_by_year: tuple[int, ...]
    donors: Donors
    when: dict[str, Table]


def complete_years(careers: CareerColumns, on: date) -> tuple[int, ...]:
    """Up to five whole years before the day that lie within the roster's memory of appointments."""
    started = careers.services.starts
    if not len(started):
        return ()
    earliest = int(started.min().astype("datetime64[Y]").astype(int)) + 1970
    first = max(on.year - LOOK_BACK_YEARS, earliest + 1)
    return tuple(range(first, on.year))


def bands_of(appointed: Ints | NDArray[np.int16], retires: Ints, month: int) -> Ints:
    """Which leaving rate applies: years of service; the last five before the age limit; those without a limit."""
    band: Ints = _BAND_BY_MONTHS[np.clip(month - appointed, 0, len(_BAND_BY_MONTHS) - 1)]
    band[retires < day_number(first_day(month)) + NEAR_DAYS] = NEAR_BAND
    band[retires >= NEVER] += np.int32(TERM_BAND)
    return band


def look_back(careers: CareerColumns, on: date) -> History:
    """Count what happened in the complete years before a day."""
    years = complete_years(careers, on)
    starts = [month_of(date(year, half, 1)) for year in years for half in (1, 1 + MOVES)]
    halves = [HalfYear(start) for start in starts]
    last = [first_day(halves[-1].ends)] if halves else []
    states = [moment(careers, first_day(start)) for start in starts] + [moment(careers, day) for day in last]
    counted = _Counted(careers)
    for half, (before, after) in zip(halves, pairwise(states), strict=True):
        counted.add(half, before, after)
    return counted.history(years, newcomers_of(careers, years))


class _Counted:
    """Sums over half-years."""

    def __init__(self, careers: CareerColumns) -> None:
        self.careers = careers
        self.retires = numbers(careers.retires)
        self.left = _last_days(careers)
        self.exits = {name: np.zeros((2 * LOOK_BACK_YEARS + 2, BANDS)) for name in ("events", "exposure")}
        self.exit_years: list[int] = []
        self.promotions = Seen(np.zeros((GRADES, WAITS)), np.zeros((GRADES, WAITS)))
        shape = (2, GRADES, POSITIONS, POSITIONS)
        self.positions = Seen(np.zeros(shape), np.zeros(shape[:3]))
        self.simple = {name: Seen(np.zeros(1), np.zeros(1)) for name in ("postings", "returns", "leaves")}
        self.when = {name: np.zeros((2, OFFSETS)) for name in ("exit", "promotion", "position", "posting")}
        self.yearly_promotions: list[Table] = []
        self.step = 0

    def add(self, half: HalfYear, before: Moment, after: Moment) -> None:
        """One half-year, from the state on its first day to that on its end."""
        stays = before.serving & after.serving
        self._exits(half, before, after)
        promoted = stays & (before.grade > 0) & (after.grade > 0) & (after.grade < before.grade)
        promoted &= np.isin(after.change, [code_of(change) for change in PROMOTIONS])
        self._promotions(half, before, after, promoted & stays)
        self._positions(half, before, after, (stays, promoted))
        moved = stays & (before.unit >= 0) & (after.unit >= 0) & (before.unit != after.unit)
        self._simple("postings", int(moved.sum()), int(stays.sum()))
        self._simple("leaves", int((stays & ~before.on_leave & after.on_leave).sum()), int(stays.sum()))
        self._simple("returns", int((stays & before.on_leave & ~after.on_leave).sum()), int(stays.sum()))
        self._when("posting", half, self._move_months(moved, half))
        self.step += 1

    def _exits(self, half: HalfYear, before: Moment, after: Moment) -> None:
        left = before.serving & ~after.serving
        by_law = np.abs(self.left.astype(np.int64) - self.retires) <= GRACE_DAYS
        band = bands_of(before.appointed, self.retires, half.starts)
        at_risk = before.serving & ~(left & by_law)
        self.exits["exposure"][self.step] = np.bincount(band[at_risk], minlength=BANDS)
        gone = left & ~by_law
        self.exits["events"][self.step] = np.bincount(band[gone], minlength=BANDS)
        days = self.left[gone].astype("datetime64[D]")
        self._when("exit", half, months(days) - half.starts)

    def _promotions(self, half: HalfYear, before: Moment, after: Moment, promoted: Flags) -> None:
        at_risk = before.serving & after.serving & (before.grade > 0)
        cell = before.grade.astype(np.int64) * WAITS + waits(half.starts, before.since)
        size = GRADES * WAITS
        self.promotions.events[:] += np.bincount(cell[promoted], minlength=size).reshape(GRADES, WAITS)
        self.promotions.exposure[:] += np.bincount(cell[at_risk], minlength=size).reshape(GRADES, WAITS)
        self._when("promotion", half, after.since[promoted] - half.starts)
        self.yearly_promotions.append(np.bincount(before.grade[promoted], minlength=GRADES).astype(np.float64))

    def _positions(self, half: HalfYear, before: Moment, after: Moment, who: tuple[Flags, Flags]) -> None:
        stays, promoted = who
        cell = (promoted.astype(np.int64) * GRADES + np.clip(after.grade, 0, GRADES - 1)) * POSITIONS + np.maximum(
            0, before.position
        )
        size = 2 * GRADES * POSITIONS
        self.positions.exposure[:] += np.bincount(cell[stays], minlength=size).reshape(2, GRADES, POSITIONS)
        moved = stays & (np.maximum(0, before.position) != np.maximum(0, after.position))
        target = cell[moved] * POSITIONS + np.maximum(0, after.position[moved])
        shape = (2, GRADES, POSITIONS, POSITIONS)
        self.positions.events[:] += np.bincount(target, minlength=size * POSITIONS).reshape(shape)
        self._when("position", half, self._move_months(moved, half))

    def _move_months(self, who: Flags, half: HalfYear) -> Ints:
        """Month, from the half-year's first, of the last posting that the people began in it."""
        spans = self.careers.postings
        begun = months(spans.starts) - half.starts
        rows = who[spans.at] & (spans.starts > _day(half.starts)) & (spans.starts <= _day(half.ends))
        return begun[rows]

    def _simple(self, name: str, events: int, exposure: int) -> None:
        self.simple[name].events[:] += events
        self.simple[name].exposure[:] += exposure

    def _when(self, name: str, half: HalfYear, offsets: Ints) -> None:
        self.when[name][half.half] += np.bincount(np.clip(offsets, 0, OFFSETS - 1), minlength=OFFSETS)

    def history(self, years: tuple[int, ...], hired: tuple[tuple[int, ...], Donors, Table]) -> History:
        """All sums."""
        hires_by_year, donors, hired_when = hired
        events, exposure = self.exits["events"][: self.step], self.exits["exposure"][: self.step]
        by_year = events.sum(axis=1).reshape(-1, 2).sum(axis=1)
        first = _first_recorded(by_year, years, self.left)
        return History(
            years=years,
            exit_years=years[first:],
            exits=Seen(events[first * 2 :].sum(axis=0), exposure[first * 2 :].sum(axis=0)),
            promotions=self.promotions,
            positions=self.positions,
            postings=self.simple["postings"],
            returns=self.simple["returns"],
            leaves=self.simple["leaves"],
            hires_by_year=hires_by_year,
            promotions_by_year=np.array(self.yearly_promotions).reshape(-1, 2, GRADES).sum(axis=1),
            exits_by_year=tuple(int(count) for count in by_year[first:]),
            donors=donors,
            when={**{name: _shares(table) for name, table in self.when.items()}, "hire": _shares(hired_when)},
        )


def waits(month: int, since: Ints | NDArray[np.int16]) -> Ints:
    """Half-years in the grade, cut off at the last place of the tables."""
    wait: Ints = _WAIT_BY_MONTHS[np.clip(month - since, 0, len(_WAIT_BY_MONTHS) - 1)]
    return wait


def _day(month: int) -> np.datetime64:
    return np.datetime64(first_day(month), "D")


def _last_days(careers: CareerColumns) -> Ints:
    """Last day of each person's last service."""
    left = np.zeros(len(careers), dtype=np.int32)
    np.maximum.at(left, careers.services.at, numbers(careers.services.ends))
    return left


def _first_recorded(by_year: Table, years: tuple[int, ...], left: Ints) -> int:
    """Place of the first year whose leavers were recorded: a roster that starts late knows none of before."""
    if not years:
        return 0
    before = (left > 0) & (left < day_number(date(years[0], 1, 1)))
    if bool(before.any()):
        return 0
    told = np.flatnonzero(by_year > 0)
    if not len(told):
        return len(years)
    return int(min(told[0] + 1, len(years) - 1)) if told[0] > 0 else 0


def _shares(counts: Table) -> Table:
    """Share by half-year and month; one made-up event, mostly on the moving day, keeps all of it possible."""
    usual = np.full((2, OFFSETS), 0.1 / (2 * MOVES))
    usual[:, MOVES] = 0.45
    filled = counts + usual
    shares: Table = filled / filled.sum()
    return shares
