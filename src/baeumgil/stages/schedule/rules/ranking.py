"""재편성안의 차례. Repairs by how many people they disturb, the fewest first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from baeumgil.stages.schedule.terms import LineChange, RepairVariant


@dataclass(frozen=True, slots=True)
class LineFacts:
    """편성안 한 줄: what changes, how many people must arrange themselves anew, how many the session is for."""

    change: LineChange
    disturbed: int
    people: int
    days_shifted: int = 0


@dataclass(frozen=True, slots=True)
class Disturbance:
    """What a repair costs people. `people` are those who were told of something that changes, and instructors.

    `concerned` also counts sessions of which nobody was told yet, by their seats.
    """

    people: int = 0
    concerned: int = 0
    left_out: int = 0
    moved: int = 0
    instructor_changes: int = 0
    room_changes: int = 0
    placed: int = 0
    days_shifted: int = 0

    @property
    def changes(self) -> int:
        """Sessions that are not as they were."""
        return self.left_out + self.moved + self.instructor_changes + self.room_changes + self.placed


def disturbance_of(lines: Iterable[LineFacts]) -> Disturbance:
    """All lines of a repair together."""
    found = list(lines)
    dated = [one for one in found if one.change in {LineChange.MOVED, LineChange.UNPLACED}]
    counts = {change: sum(one.change is change for one in found) for change in LineChange}
    return Disturbance(
        people=sum(one.disturbed for one in found),
        concerned=sum(one.people for one in dated),
        left_out=counts[LineChange.UNPLACED],
        moved=counts[LineChange.MOVED],
        instructor_changes=counts[LineChange.INSTRUCTOR_CHANGED],
        room_changes=counts[LineChange.ROOM_CHANGED],
        placed=counts[LineChange.PLACED],
        days_shifted=sum(one.days_shifted for one in found),
    )


def ranked(found: Sequence[tuple[RepairVariant, Disturbance]]) -> tuple[int, ...]:
    """Positions in order: fewest people, then fewest left out, moved, changed, days shifted; then the usual order."""
    usual = list(RepairVariant)

    def weight(place: int) -> tuple[int, ...]:
        variant, one = found[place]
        return (
            one.people,
            one.concerned,
            one.left_out,
            one.moved,
            one.instructor_changes + one.room_changes,
            one.days_shifted,
            usual.index(variant),
        )

    return tuple(sorted(range(len(found)), key=weight))
