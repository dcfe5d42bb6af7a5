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

GRADE_MASK = np.uint16(counting.GRADE_BITS)
POSITION_MASK = np.uint16(counting.POSITION_BITS)
SHIFT = np.uint16(counting.POSITION_SHIFT)
PLACE_MASK = np.uint16(counting.GRADE_BITS | counting.POSITION_BITS << counting.POSITION_SHIFT)

Shorts = NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class People:
    """사람. Those in service, one row each and draw. `traits` is the profile without grade and position."""

    key: Ints
    draw: Shorts
    grade: Shorts
    since: Shorts
    position: Shorts
    traits: Profiles
    series: Shorts
    appointed: Shorts
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
        packed: Profiles = self.traits | self.grade.view(np.uint16) | (self.position.view(np.uint16) << SHIFT)
        return packed


@dataclass(frozen=True, slots=True)
class Traits:
    """What a profile says, taken apart."""

    grade: Shorts
    position: Shorts
    rest: Profiles


def taken_apart(profile: Profiles) -> Traits:
    """Grade, position and the rest of profiles; an unknown position is a member's."""
    position = (profile >> SHIFT) & POSITION_MASK
    return Traits(
        grade=(profile & GRADE_MASK).astype(np.int16),
        position=np.where(position < POSITIONS, position, 0).astype(np.int16),
        rest=profile & ~PLACE_MASK,
    )


def present(careers: CareerColumns, on: date, draws: int) -> People:
    """Everybody in service on a day. An end of service that is fixed already counts like the age limit."""
    now, retires = moment(careers, on), numbers(careers.retires)
    place = np.flatnonzero(now.serving)
    limit = np.where(retires >= day_number(on), retires, NEVER)
    packed = counting.profiles(now.grade, now.position, now.employment, now.authority, now.entry)[place]
    traits = taken_apart(packed)
    one = People(
        key=place.astype(np.int32),
        draw=np.zeros(len(place), dtype=np.int16),
        grade=traits.grade,
        since=now.since[place].astype(np.int16),
        position=traits.position,
        traits=traits.rest,
        series=now.series[place],
        appointed=now.appointed[place].astype(np.int16),
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
        draw=np.zeros(len(rows), dtype=np.int16),
        grade=traits.grade,
        since=months(services.starts[rows]).astype(np.int16),
        position=traits.position,
        traits=traits.rest,
        series=first_series(careers, rows),
        appointed=months(services.starts[rows]).astype(np.int16),
        retires=np.minimum(np.where(retires > start, retires, NEVER), numbers(services.ends[rows])).astype(np.int32),
    )
    return _repeated(one, len(careers), draws)


def _repeated(one: People, size: int, draws: int) -> People:
    """The same people in every draw, with keys of their own."""
    draw = np.repeat(np.arange(draws, dtype=np.int16), len(one))
    copies = People(*(np.tile(getattr(one, field.name), draws) for field in fields(one)))
    return People(
        (copies.key + draw.astype(np.int32) * np.int32(size)).astype(np.int32),
        draw,
        *(getattr(copies, field.name) for field in fields(copies)[2:]),
    )
