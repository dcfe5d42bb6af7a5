"""편성안과 지금 달력의 차이. What a plan would change of each session, and whom that disturbs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from baeumgil.stages.schedule.rules.rows import Placing
from baeumgil.stages.schedule.terms import LineChange, TeachingRole


@dataclass(frozen=True, slots=True)
class Difference:
    """편성안의 한 줄. None stands for a session without days."""

    session: int
    change: LineChange
    before: Placing | None
    after: Placing | None
    disturbed: int = 0
    why: tuple[str, ...] = ()
    ways_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class People:
    """Whom a session touches: who has a seat, how many seats, whether its date is known to them."""

    selected: int
    seats: int
    is_announced: bool


def change_of(before: Placing | None, after: Placing | None) -> LineChange:
    """The weightiest thing that changes."""
    if after is None:
        return LineChange.UNPLACED
    if before is None:
        return LineChange.PLACED
    if before.dates != after.dates:
        return LineChange.MOVED
    if before.room != after.room:
        return LineChange.ROOM_CHANGED
    if dict(before.instructors) != dict(after.instructors):
        return LineChange.INSTRUCTOR_CHANGED
    return LineChange.KEPT


def difference(
    session: int,
    before: Placing | None,
    after: Placing | None,
    people: People,
    *,
    why: Sequence[str] = (),
    ways_out: Sequence[str] = (),
) -> Difference:
    """One line of a proposal."""
    change = change_of(before, after)
    return Difference(
        session, change, before, after, disturbed_by(change, before, after, people), tuple(why), tuple(ways_out)
    )


def disturbed_by(change: LineChange, before: Placing | None, after: Placing | None, people: People) -> int:
    """People who must arrange themselves anew.

    A moved or lost date touches everybody with a seat, or whoever was told of it where nobody has one yet; and the
    instructors of before. With the same dates only instructors who come or go.
    """
    if before is None:
        return 0
    old = set(before.instructors.values())
    new = set(after.instructors.values()) if after is not None else set()
    if change in {LineChange.MOVED, LineChange.UNPLACED}:
        told = people.selected or (people.seats if people.is_announced else 0)
        return told + len(old)
    return len(old ^ new)


def as_json(placing: Placing | None) -> dict[str, Any]:
    """A place as proposals keep it; empty without days."""
    if placing is None:
        return {}
    return {
        "starts": placing.dates[0].isoformat(),
        "ends": placing.dates[-1].isoformat(),
        "days": [day.isoformat() for day in placing.dates],
        "room": placing.room,
        "instructors": {role.value: instructor for role, instructor in placing.instructors.items()},
    }


def from_json(session: int, said: Mapping[str, Any]) -> Placing | None:
    """A place as proposals keep it."""
    if not said:
        return None
    return Placing(
        session=session,
        dates=tuple(date.fromisoformat(day) for day in said["days"]),
        room=said["room"],
        instructors={TeachingRole(role): instructor for role, instructor in said["instructors"].items()},
    )
