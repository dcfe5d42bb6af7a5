"""Where people of the invented city work: candidates for each series, and one head for each unit."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from baeumgil.doors.cli.demo.officials import series_list
from baeumgil.doors.cli.demo.organisation import Organisation, Slot
from baeumgil.stages.people.terms import UnitKind

SPREAD = 0.25
WEIGHTS = {UnitKind.TOWNSHIP: 0.5, UnitKind.OTHER: 0.25, UnitKind.OFFICE: 0.8}
BUREAUS = {UnitKind.BUREAU, UnitKind.ATTACHED}


@dataclass(frozen=True, slots=True)
class Pool:
    """Slots with cumulated weights: drawing is a search in a sorted list."""

    slots: tuple[Slot, ...]
    edges: tuple[float, ...]


class Placing:
    """Answers where somebody may be posted."""

    def __init__(self, organisation: Organisation) -> None:
        slots = list(organisation.slots.values())
        self.council = next(slot for slot in slots if slot.kind is UnitKind.COUNCIL and not slot.home)
        self.council_office = next(slot for slot in slots if slot.parent == self.council.key)
        self.deputy = next(slot for slot in slots if slot.key == "u008")
        working = [slot for slot in slots if slot.is_leaf and not self._is_apart(slot)]
        self.heads = [slot for slot in working if slot.kind is not UnitKind.OTHER]
        self.bureaus = [slot for slot in slots if not slot.is_leaf and slot.kind in BUREAUS | {UnitKind.PROJECT}]
        self.everywhere = _pool(working)
        self.of_series = {row["name"]: self._series_pool(row["places"], working) for row in series_list()}
        self._next_head = 0
        self._next_bureau = 0

    def _is_apart(self, slot: Slot) -> bool:
        return slot.key.endswith(("u002", "u008")) or slot.kind is UnitKind.COUNCIL or slot is self.council_office

    def _series_pool(self, places: Sequence[str], working: list[Slot]) -> Pool:
        if not places:
            return self.everywhere
        found = [slot for slot in working if self._belongs(slot, places)]
        return _pool(found)

    @staticmethod
    def _belongs(slot: Slot, places: Sequence[str]) -> bool:
        own, above = slot.key.rpartition("-")[2], slot.parent.rpartition("-")[2]
        return own in places or above in places or ("townships" in places and slot.kind is UnitKind.TOWNSHIP)

    def draw(self, series: str, chance: float, stray: float) -> Slot:
        """A slot for this series; `stray` below the spread sends people of any series anywhere."""
        pool = self.everywhere if stray < SPREAD else self.of_series.get(series, self.everywhere)
        return pool.slots[bisect_right(pool.edges, chance * pool.edges[-1])]

    def next_head_seat(self) -> tuple[Slot, bool]:
        """The next unit to be given its head; False once every unit has one."""
        self._next_head += 1
        return self.heads[(self._next_head - 1) % len(self.heads)], self._next_head <= len(self.heads)

    def next_bureau_seat(self) -> tuple[Slot, bool]:
        """The next bureau to be given its head."""
        self._next_bureau += 1
        return self.bureaus[(self._next_bureau - 1) % len(self.bureaus)], self._next_bureau <= len(self.bureaus)


def _pool(slots: list[Slot]) -> Pool:
    return Pool(tuple(slots), tuple(accumulate(WEIGHTS.get(slot.kind, 1.0) for slot in slots)))
