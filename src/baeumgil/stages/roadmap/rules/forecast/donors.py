"""Past newcomers, from whom future ones are drawn."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from baeumgil.stages.people.rules.columns import CareerColumns
from baeumgil.stages.roadmap.rules.forecast.counting import NEVER, Ints, Profiles, day_number, profiles
from baeumgil.stages.roadmap.rules.forecast.moments import MOVES, OFFSETS, months, numbers

Table = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Donors:
    """Past newcomers, from whom future ones are drawn. `retires_after`: days from appointment to the age limit."""

    profile: Profiles
    series: NDArray[np.int16]
    retires_after: Ints
    offset: NDArray[np.int16]


def newcomers_of(careers: CareerColumns, years: tuple[int, ...]) -> tuple[tuple[int, ...], Donors, Table]:
    """Newcomers by year, their traits on the first day, and when in the year they came."""
    services = careers.services
    starts = numbers(services.starts)
    first, last = (day_number(date(years[0], 1, 1)), day_number(date(years[-1], 12, 31))) if years else (0, -1)
    fresh = np.ones(len(starts), dtype=np.bool_)
    fresh[1:] = (services.at[1:] != services.at[:-1]) | (starts[1:] > numbers(services.ends)[:-1].astype(np.int64) + 1)
    rows = np.flatnonzero(fresh & (starts >= first) & (starts <= last))
    at, since = services.at[rows], services.starts[rows]
    when = np.zeros((2, OFFSETS))
    place = months(since) % 12
    day_one = (since == since.astype("datetime64[M]").astype("datetime64[D]")) & (place % MOVES == 0)
    half = np.where(day_one, 1 - place // MOVES, place // MOVES)
    offset = np.where(day_one, MOVES, place % MOVES)
    np.add.at(when, (half, offset), 1)
    by_year = np.bincount(
        since.astype("datetime64[Y]").astype(np.int64) + 1970 - (years[0] if years else 0), minlength=len(years)
    )
    retires = numbers(careers.retires)[at]
    donors = Donors(
        profile=first_profiles(careers, rows),
        series=first_series(careers, rows),
        retires_after=np.where(retires < NEVER, retires - starts[rows], NEVER).astype(np.int32),
        offset=offset.astype(np.int16),
    )
    return tuple(int(count) for count in by_year[: len(years)]), donors, when


def first_profiles(careers: CareerColumns, rows: NDArray[np.int64]) -> NDArray[np.uint16]:
    """Profiles on the first day of services, given as rows."""
    services = careers.services
    at, since = services.at[rows], services.starts[rows]
    grade = _found(careers.grades.at, careers.grades.starts, at, since)
    posting = _found(careers.postings.at, careers.postings.starts, at, since)
    return profiles(
        np.append(careers.grades.grade, 0)[grade],
        np.append(careers.postings.position, 0)[posting],
        services.employment[rows],
        services.authority[rows],
        services.entry[rows],
    )


def first_series(careers: CareerColumns, rows: NDArray[np.int64]) -> NDArray[np.int16]:
    """직렬 on the first day of services, given as rows."""
    at, since = careers.services.at[rows], careers.services.starts[rows]
    grade = _found(careers.grades.at, careers.grades.starts, at, since)
    series: NDArray[np.int16] = np.append(careers.grades.series, -1)[grade].astype(np.int16)
    return series


def _found(
    span_at: NDArray[np.int64], starts: NDArray[np.datetime64], at: NDArray[np.int64], since: NDArray[np.datetime64]
) -> NDArray[np.int64]:
    """Row of the first span of each person that begins on or after a day; the place past the end where none does."""
    scale = 1 << 32
    keys = span_at * scale + starts.astype("datetime64[D]").astype(np.int64) + (1 << 30)
    wanted = at * scale + since.astype("datetime64[D]").astype(np.int64) + (1 << 30)
    row = np.searchsorted(keys, wanted)
    inside = row < len(keys)
    inside[inside] = span_at[row[inside]] == at[inside]
    return np.where(inside, row, len(keys)).astype(np.int64)
