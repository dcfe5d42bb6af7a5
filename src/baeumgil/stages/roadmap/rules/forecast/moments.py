"""Everybody on one day, as columns by place; and the half-years between January and July moves."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from baeumgil.stages.people.rules.columns import NO_CODE, CareerColumns, Codes, Days, Places, code_of
from baeumgil.stages.people.terms import AbsenceKind, Position
from baeumgil.stages.roadmap.rules.forecast.counting import NEVER, Flags, Ints

MOVES = 6
OFFSETS = MOVES + 1
GRADES = 10
POSITIONS = len(Position)


def month_of(day: date) -> int:
    """Months since 1970-01."""
    return (day.year - 1970) * 12 + day.month - 1


def first_day(month: int) -> date:
    """The first day of a month given as months since 1970-01."""
    return date(1970 + month // 12, month % 12 + 1, 1)


def months(days: Days) -> Ints:
    """Months since 1970-01 of a column of days."""
    return days.astype("datetime64[M]").astype(np.int64).astype(np.int32)


def numbers(days: Days) -> Ints:
    """Days since 1970-01-01; unknown and open become `NEVER`."""
    result = np.full(len(days), NEVER, dtype=np.int32)
    known = ~np.isnat(days)
    result[known] = np.minimum(days[known].astype(np.int64), NEVER).astype(np.int32)
    return result


@dataclass(frozen=True, slots=True)
class HalfYear:
    """반기. After the first of January or July (`starts`, a month) up to and with the first of the next (`ends`).

    Moves are dated on those days, so that the state on a first day already holds them. `from_offset` is the first
    month, counted from `starts`, that still lies ahead when the half-year has begun already.
    """

    starts: int
    from_offset: int = 0

    @property
    def ends(self) -> int:
        """The month on whose first day it ends."""
        return self.starts + MOVES

    @property
    def half(self) -> int:
        """0 for January to July, 1 for July to January."""
        return (self.starts % 12) // MOVES

    @property
    def year(self) -> int:
        """The year it lies in, its last day apart."""
        return 1970 + self.starts // 12


def half_years(on: date, until: date) -> Iterator[HalfYear]:
    """From the present half-year, cut off at `on`, to the one that holds `until`."""
    start = month_of(on) // MOVES * MOVES
    if on == first_day(start):
        yield HalfYear(start)
    else:
        yield HalfYear(start, month_of(on) - start + 1)
    while first_day(start + MOVES) < until:
        start += MOVES
        yield HalfYear(start)


@dataclass(frozen=True, slots=True)
class Moment:
    """State of everybody on one day. Codes are `NO_CODE`, grade 0, where nothing is known."""

    serving: Flags
    grade: Codes
    since: Ints
    change: Codes
    series: Codes
    position: Codes
    unit: Places
    appointed: Ints
    ends: Ints
    employment: Codes
    authority: Codes
    entry: Codes
    on_leave: Flags


def moment(careers: CareerColumns, on: date) -> Moment:
    """As of a day."""
    day, count = np.datetime64(on, "D"), len(careers)
    service = _spans_on(careers.services.at, careers.services.starts, careers.services.ends, day, count)
    grade = _spans_on(careers.grades.at, careers.grades.starts, careers.grades.ends, day, count)
    posting = _spans_on(careers.postings.at, careers.postings.starts, careers.postings.ends, day, count)
    leave = careers.absences.kind == code_of(AbsenceKind.LEAVE)
    absent = _spans_on(
        careers.absences.at[leave], careers.absences.starts[leave], careers.absences.ends[leave], day, count
    )
    return Moment(
        serving=service >= 0,
        grade=_taken(careers.grades.grade, grade, 0),
        since=_taken(months(careers.grades.starts), grade, 0),
        change=_taken(careers.grades.change, grade, NO_CODE),
        series=_taken(careers.grades.series, grade, NO_CODE),
        position=_taken(careers.postings.position, posting, 0),
        unit=_taken(careers.postings.unit, posting, NO_CODE),
        appointed=_taken(months(careers.services.starts), service, 0),
        ends=_taken(numbers(careers.services.ends), service, int(NEVER)),
        employment=_taken(careers.services.employment, service, NO_CODE),
        authority=_taken(careers.services.authority, service, NO_CODE),
        entry=_taken(careers.services.entry, service, NO_CODE),
        on_leave=absent >= 0,
    )


def _spans_on(at: Places, starts: Days, ends: Days, day: np.datetime64, count: int) -> NDArray[np.int64]:
    """For each person the place of the span that holds the day, -1 where there is none."""
    holding = np.flatnonzero((starts <= day) & (ends >= day))
    result = np.full(count, -1, dtype=np.int64)
    result[at[holding]] = holding
    return result


Whole = TypeVar("Whole", np.int16, np.int32, np.int64)


def _taken(values: NDArray[Whole], places: NDArray[np.int64], otherwise: int) -> NDArray[Whole]:
    """Values at the places, `otherwise` where the place is -1."""
    result = np.full(len(places), otherwise, dtype=values.dtype)
    found = places >= 0
    result[found] = values[places[found]]
    return result
