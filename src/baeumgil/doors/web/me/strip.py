"""The whole road as one line: from entering the service to retirement, with a mark for every stage."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from baeumgil.stages.roadmap.queries.road import Road
from baeumgil.stages.roadmap.rules.states import Standing
from baeumgil.stages.roadmap.terms import OPEN, StageState

EDGE = 3.0
CLOSEST = 4.5
YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Mark:
    """One stage on the line; `at` in percent of its length."""

    at: float
    state: StageState
    name: str
    on: date


@dataclass(frozen=True, slots=True)
class Strip:
    """The line: both ends, today, and the marks in order. `retires` tells whether the end is retirement."""

    starts_on: date
    ends_on: date
    starts_with_appointment: bool
    ends_with_retirement: bool
    today: float
    marks: tuple[Mark, ...]


def strip(road: Road) -> Strip | None:
    """The line of a road; None when nothing stands on it."""
    if not road.standings:
        return None
    days = [_day(standing, road.on) for standing in road.standings]
    appointed, retires = road.person.appointed_on, road.person.retires_on
    first = min([*days, road.on, *([appointed] if appointed else [])])
    last = max([*days, road.on + YEAR, *([retires] if retires else [])])
    places = _apart([_place(day, first, last) for day in sorted(days)])
    ordered = sorted(zip(days, road.standings, strict=True), key=lambda pair: pair[0])
    return Strip(
        starts_on=first,
        ends_on=last,
        starts_with_appointment=first == appointed,
        ends_with_retirement=last == retires,
        today=_place(road.on, first, last),
        marks=tuple(
            Mark(place, standing.state, standing.stage.name, day)
            for place, (day, standing) in zip(places, ordered, strict=True)
        ),
    )


def _day(standing: Standing, today: date) -> date:
    """Where a stage stands on the line: when it was settled, today while it is open, else when it opens or was due."""
    if standing.settled_on is not None:
        return standing.settled_on
    if standing.state in OPEN:
        return today
    return standing.opens_on if standing.state is StageState.UPCOMING else standing.due_on


def _place(day: date, first: date, last: date) -> float:
    whole = max(1, (last - first).days)
    return round(EDGE + (100 - 2 * EDGE) * (day - first).days / whole, 2)


def _apart(places: Sequence[float]) -> list[float]:
    """Marks side by side where they would cover each other, still within the line and in the same order."""
    gap = min(CLOSEST, (100 - 2 * EDGE) / max(1, len(places) - 1))
    apart: list[float] = []
    for place in places:
        apart.append(max(place, apart[-1] + gap) if apart else place)
    limit = 100 - EDGE
    for at in range(len(apart) - 1, -1, -1):
        apart[at] = min(apart[at], limit)
        limit = apart[at] - gap
    return [round(place, 2) for place in apart]
