"""Those in service today and those whose appointment is fixed, one row each and draw."""

from dataclasses import dataclass, fields
from datetime import date

import numpy as np
from numpy.typing import NDArray

from baeumgil.stages.people.rules.columns import CareerColumns
from baeumgil.stages.roadmap.rules.forecast import counting
from baeumgil.stages.roadmap.rules.forecast.counting import NEVER, Flags, Ints, Profiles, day_number
from baeumgil.stages.roadmap.rules.forecast.donors import first_profiles, first_series
from baeumgil.stages.roadmap.rules.forecast.moments import POSITIONS, moment, months, numbers

GRADE_MASK = np.int32(counting.GRADE_BITS)
POSITION_MASK = np.int32(counting.POSITION_BITS)
SHIFT = np.int32(counting.POSITION_SHIFT)
PLACE_MASK = GRADE_MASK | (POSITION_MASK << SHIFT)


@dataclass(frozen=True, slots=True)
class People:
    """사람. Those in service, one row each and draw. `traits` is the profile without grade and position."""

    key: Ints
    draw: Ints
    grade: Ints
    since: Ints
    position: Ints
    traits: Ints
    series: NDArray[np.int16]
    appointed: Ints
    retires: Ints

    def __len__(self) -> int:
        return len(self.key)

    def where(self, rows: Flags | NDArray[np.int64]) -> "People":
        """Some of them."""
        places = np.flatnonzero(rows) if rows.dtype == np.bool_ else rows
        return People(*(getattr(self, field.name).take(places) for field in fields(self)))

    def with_(self, more: "People") -> "People":
        """These and more."""
        return People(
            *(np.concatenate([getattr(self, field.name), getattr(more, field.name)]) for field in fields(self))
        )

    @property
    def profile(self) -> Profiles:
        """What filters ask."""
        packed = self.traits | self.grade | (self.position << SHIFT)
        return packed.astype(np.uint16)


@dataclass(frozen=True, slots=True)
class Traits:
    """What a profile says, taken apart."""

    grade: Ints
    position: Ints
    rest: Ints


def taken_apart(profile: Ints | Profiles) -> Traits:
    """Grade, position and the rest of profiles; an unknown position is a member's."""
    plain = profile.astype(np.int32)
    position = (plain >> SHIFT) & POSITION_MASK
    return Traits(plain & GRADE_MASK, np.where(position < POSITIONS, position, 0).astype(np.int32), plain & ~PLACE_MASK)


def present(careers: CareerColumns, on: date, draws: int) -> People:
    """Everybody in service on a day. An end of service that is fixed already counts like the age limit."""
    now, retires = moment(careers, on), numbers(careers.retires)
    place = np.flatnonzero(now.serving)
    limit = np.where(retires >= day_number(on), retires, NEVER)
    packed = counting.profiles(now.grade, now.position, now.employment, now.authority, now.entry)[place]
    traits = taken_apart(packed)
    one = People(
        key=place.astype(np.int32),
        draw=np.zeros(len(place), dtype=np.int32),
        grade=traits.grade,
        since=now.since[place],
        position=traits.position,
        traits=traits.rest,
        series=now.series[place],
        appointed=now.appointed[place],
        retires=np.minimum(limit, now.ends)[place].astype(np.int32),
    )
    return _repeated(one, len(careers), draws)


def coming(careers: CareerColumns, on: date, draws: int) -> People:
    """Everybody whose appointment is fixed for a later day."""
    services, serving = careers.services, moment(careers, on).serving
    rows = np.flatnonzero((numbers(services.starts) > day_number(on)) & ~serving[services.at])
    _, first = np.unique(services.at[rows], return_index=True)
    rows = rows[first]
    traits = taken_apart(first_profiles(careers, rows))
    start, retires = numbers(services.starts[rows]), numbers(careers.retires)[services.at[rows]]
    one = People(
        key=services.at[rows].astype(np.int32),
        draw=np.zeros(len(rows), dtype=np.int32),
        grade=traits.grade,
        since=months(services.starts[rows]),
        position=traits.position,
        traits=traits.rest,
        series=first_series(careers, rows),
        appointed=months(services.starts[rows]),
        retires=np.minimum(np.where(retires > start, retires, NEVER), numbers(services.ends[rows])).astype(np.int32),
    )
    return _repeated(one, len(careers), draws)


def _repeated(one: People, size: int, draws: int) -> People:
    """The same people in every draw, with keys of their own."""
    draw = np.repeat(np.arange(draws, dtype=np.int32), len(one))
    copies = People(*(np.tile(getattr(one, field.name), draws) for field in fields(one)))
    return People(
        (copies.key + draw * np.int32(size)).astype(np.int32),
        draw,
        *(getattr(copies, field.name) for field in fields(copies)[2:]),
    )
