"""Who works in the invented city today: birth, hiring, grade, series, drawn column by column."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from baeumgil.doors.cli.demo.tables import Cell

Days = NDArray[np.datetime64]
REFERENCE_DAY = date(2026, 11, 1)
YOUNGEST_AT_HIRING = 18
WORKERS_PER_OFFICIAL = 0.1
SHARE_HIRED_ON_FIRST = 0.7


@dataclass(frozen=True, slots=True)
class Crowd:
    """People of one group. `until` is the last day known: the reference day, or the day of leaving."""

    group: str
    born: Days
    hired: Days
    until: Days

    def __len__(self) -> int:
        return len(self.born)


@cache
def series_list() -> list[dict[str, Any]]:
    """Series with their shares and places."""
    with Path(__file__).with_name("series.toml").open("rb") as file:
        found: list[dict[str, Any]] = tomllib.load(file)["series"]
        return found


def years_before(day: Days, years: NDArray[np.int64] | int) -> Days:
    """The same day of the calendar so many years earlier; 29 February becomes the last of February."""
    months = day.astype("datetime64[M]")
    shifted = months - np.asarray(years) * np.timedelta64(12, "M")
    last = (shifted + np.timedelta64(1, "M")).astype("datetime64[D]") - np.timedelta64(1, "D")
    wanted = shifted.astype("datetime64[D]") + (day - months.astype("datetime64[D]"))
    earlier: Days = np.minimum(wanted, last)
    return earlier


def present_crowds(random: np.random.Generator, cells: list[Cell]) -> list[Crowd]:
    """Today's officials by group, each within the bands of the table's cell."""
    groups: dict[str, list[Cell]] = {}
    for cell in cells:
        groups.setdefault(cell.group, []).append(cell)
    return [_crowd(random, group, members) for group, members in groups.items()]


def worker_crowd(random: np.random.Generator, officials: int) -> Crowd:
    """공무직: a tenth on top; no grade, up to 60 years of age."""
    count = round(officials * WORKERS_PER_OFFICIAL)
    tenure = random.integers(0, 16, count)
    age = np.minimum(random.integers(26, 50, count) + tenure // 2, 58)
    return _drawn(random, "공무직", age_from=age, age_to=age, tenure_from=tenure, tenure_to=tenure)


def _crowd(random: np.random.Generator, group: str, cells: list[Cell]) -> Crowd:
    counts = [cell.count for cell in cells]
    return _drawn(
        random,
        group,
        age_from=np.repeat([cell.ages[0] for cell in cells], counts),
        age_to=np.repeat([cell.ages[1] for cell in cells], counts),
        tenure_from=np.repeat([cell.tenures[0] for cell in cells], counts),
        tenure_to=np.repeat([cell.tenures[1] for cell in cells], counts),
    )


def _drawn(
    random: np.random.Generator,
    group: str,
    *,
    age_from: NDArray[np.int64],
    age_to: NDArray[np.int64],
    tenure_from: NDArray[np.int64],
    tenure_to: NDArray[np.int64],
) -> Crowd:
    size = len(age_from)
    today = np.full(size, np.datetime64(REFERENCE_DAY, "D"))
    one = np.timedelta64(1, "D")
    youngest = np.minimum(np.maximum(age_from, tenure_from + YOUNGEST_AT_HIRING + 1), age_to)
    born = _between(random, years_before(today, age_to + 1) + one, years_before(today, youngest))
    of_age = years_before(born, -YOUNGEST_AT_HIRING)
    first = np.maximum(years_before(today, tenure_to + 1) + one, of_age + np.timedelta64(200, "D"))
    last = np.maximum(np.minimum(years_before(today, tenure_from), today - np.timedelta64(3, "D")), first)
    hired = _between(random, first, last)
    on_first = hired.astype("datetime64[M]").astype("datetime64[D]")
    fits = (on_first >= first) & (random.random(size) < SHARE_HIRED_ON_FIRST)
    return Crowd(group, born, np.where(fits, on_first, hired), today)


def _between(random: np.random.Generator, first: Days, last: Days) -> Days:
    span = (last - first).astype(int)
    drawn: Days = first + (random.random(len(first)) * (span + 1)).astype(int).astype("timedelta64[D]")
    return drawn
