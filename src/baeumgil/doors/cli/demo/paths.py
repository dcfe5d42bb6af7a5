"""Paths through the grades: who was promoted when."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Days = NDArray[np.datetime64]

YEAR = 365.25
ENTRY = 9
HIGHER_ENTRY = 7
SHORTEST_YEARS = {9: 1.3, 8: 1.8, 7: 2.6, 6: 4.0, 5: 3.2, 4: 2.0, 3: 1.5, 2: 1.5}
MEAN_YEARS = {9: 2.2, 8: 4.6, 7: 7.6, 6: 5.2, 5: 6.0, 4: 4.0, 3: 3.0, 2: 3.0, 1: 2.0}
SHAPE = 7.0
SHARE_OF_HIGHER_ENTRY = 0.05
SHARE_IN_BIG_MOVES = 0.85
LONGEST_STAY_MEAN = {9: 9.0, 8: 8.0, 7: 9.0, 6: 14.0, 5: 9.0, 4: 5.0, 3: 4.0, 2: 4.0, 1: 4.0}
NEWLY_PROMOTED_YEARS = 1.6


@dataclass(frozen=True, slots=True)
class Paths:
    """Entry grade per person, and the day of promotion out of each grade (`NaT` where there was none)."""

    entry: NDArray[np.int64]
    out_of: dict[int, Days]


def snap_to_big_moves(random: np.random.Generator, days: Days) -> Days:
    """Most promotions and moves happen on 1 January and 1 July; the rest on the first of a month."""
    months = days.astype("datetime64[M]")
    halves = (months.astype(int) // 6 * 6).astype("datetime64[M]").astype("datetime64[D]")
    big = random.random(len(days)) < SHARE_IN_BIG_MOVES
    snapped: Days = np.where(big, halves, months.astype("datetime64[D]"))
    return snapped


def draw_paths(random: np.random.Generator, grade: int, hired: Days, until: Days) -> Paths:
    """Promotions of people who are in `grade` on the day `until`, hired on `hired`."""
    years = (until - hired).astype(float) / YEAR
    entry = _entries(random, grade, years)
    steps = list(range(ENTRY, grade, -1))
    lengths = {held: _length(random, held, len(hired)) * (entry >= held) for held in steps}
    needed = sum(lengths.values(), start=np.zeros(len(hired)))
    scale = (years - _stay(random, grade, years - needed)) / np.maximum(needed, 0.01)
    out_of: dict[int, Days] = {}
    at = hired.astype("datetime64[D]")
    for held in steps:
        stay = np.maximum(lengths[held] * scale, SHORTEST_YEARS[held] * 0.75)
        raw = at + (stay * YEAR).astype("timedelta64[D]")
        day = snap_to_big_moves(random, raw)
        took = entry >= held
        out_of[held] = np.where(took, day, np.datetime64("NaT"))
        at = np.where(took, day, at)
    return Paths(entry, _pushed_back(out_of, steps, until))


def _stay(random: np.random.Generator, grade: int, left_over: Floats) -> Floats:
    """Years in the present grade: what is left over of the service, but seldom very long; the slow were slow before."""
    longest = random.exponential(LONGEST_STAY_MEAN[grade], len(left_over))
    short = random.random(len(left_over)) * NEWLY_PROMOTED_YEARS
    stay: Floats = np.where(left_over > 0, np.minimum(left_over, longest), short)
    return stay


def _length(random: np.random.Generator, held: int, size: int) -> Floats:
    drawn: Floats = np.maximum(random.gamma(SHAPE, MEAN_YEARS[held] / SHAPE, size), SHORTEST_YEARS[held])
    return drawn


def _entries(random: np.random.Generator, grade: int, years: Floats) -> NDArray[np.int64]:
    """9급 for nearly all; 7급 where the time would be too short, or by the examination for 7급."""
    needed = sum(SHORTEST_YEARS[held] for held in range(ENTRY, grade, -1))
    entry = np.full(len(years), ENTRY)
    by_examination = random.random(len(years)) < SHARE_OF_HIGHER_ENTRY
    if grade <= HIGHER_ENTRY:
        entry[(years < needed + 0.7) | by_examination] = HIGHER_ENTRY
        rest = sum(SHORTEST_YEARS[held] for held in range(HIGHER_ENTRY, grade, -1))
        entry[years < rest + 0.5] = grade
    else:
        entry[years < needed + 0.3] = grade
    return entry


def _pushed_back(out_of: dict[int, Days], steps: list[int], until: Days) -> dict[int, Days]:
    """No promotion after `until`, and at least a year between two: shifted back by half-years where needed."""
    latest = until.astype("datetime64[D]")
    for held in reversed(steps):
        day = out_of[held]
        late = ~np.isnat(day) & (day > latest)
        halves = (latest.astype("datetime64[M]").astype(int) // 6 * 6).astype("datetime64[M]").astype("datetime64[D]")
        out_of[held] = np.where(late, halves, day)
        latest = np.where(np.isnat(day), latest, out_of[held] - np.timedelta64(366, "D"))
    return out_of
