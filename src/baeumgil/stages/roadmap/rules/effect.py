"""What edited stages change for a city's people: two columns of standings compared."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from baeumgil.stages.people.rules.columns import Places, code_of
from baeumgil.stages.roadmap.rules.columns import StandingColumns
from baeumgil.stages.roadmap.rules.definition import Stage
from baeumgil.stages.roadmap.terms import OPEN, SETTLED, StageState

_STATES = tuple(StageState)
_OPEN = [code_of(state) for state in OPEN]
_AHEAD = [code_of(state) for state in StageState if state not in SETTLED and state is not StageState.MISSED]
_DAY_BITS = 23
_DAY_SHIFT = 1 << 22


@dataclass(frozen=True, slots=True)
class StageEffect:
    """What a draft changes for one stage, in people. `before` and `after` count those who owe it now.

    Owing means due or overdue on the asked day; `due_changed` also counts those for whom it is still to come.
    """

    code: str
    name: str
    before: int
    after: int
    newly_due: int
    no_longer_due: int
    due_changed: int

    @property
    def is_changed(self) -> bool:
        """True when anybody is touched."""
        return bool(self.newly_due or self.no_longer_due or self.due_changed)


@dataclass(frozen=True, slots=True)
class Change:
    """One person and stage for whom something changes; None where the stage is not on the road. `at`: place."""

    at: int
    code: str
    before: StageState | None
    after: StageState | None
    due_before: date | None
    due_after: date | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Per stage, how many people are touched in all, and the first few changes."""

    stages: tuple[StageEffect, ...]
    people_touched: int
    sample: tuple[Change, ...]


class _Side:
    """One of the two columns, with a number for each person and stage code, and for each occurrence."""

    def __init__(self, columns: StandingColumns, stages: Sequence[Stage], places: Mapping[str, int]) -> None:
        by_stage = np.array([places[stage.code] for stage in stages], dtype=np.int64)
        self.columns = columns
        self.who: Places = columns.at * len(places) + by_stage[columns.stage]
        self.key: Places = (self.who << _DAY_BITS) + columns.anchor.view(np.int64) + _DAY_SHIFT
        self.owing: Places = np.unique(self.who[np.isin(columns.state, _OPEN)])
        self.ahead: NDArray[np.bool_] = np.isin(columns.state, _AHEAD)

    def shown(self, who: int) -> tuple[StageState | None, date | None]:
        """State and due day of the newest occurrence of one person's stage."""
        rows = np.flatnonzero(self.who == who)
        if not len(rows):
            return None, None
        row = rows[np.argmax(self.columns.anchor[rows])]
        due: Any = self.columns.due[row].astype(object)
        return _STATES[int(self.columns.state[row])], due


def compare(
    before: StandingColumns,
    stages_before: Sequence[Stage],
    after: StandingColumns,
    stages_after: Sequence[Stage],
    sample: int = 20,
) -> Comparison:
    """Both columns are about the same careers and the same day; `sample` is the most changes to name."""
    names = {stage.code: stage.name for stage in (*stages_before, *stages_after)}
    places = {code: place for place, code in enumerate(names)}
    old, new = _Side(before, stages_before, places), _Side(after, stages_after, places)
    newly = np.setdiff1d(new.owing, old.owing)
    no_longer = np.setdiff1d(old.owing, new.owing)
    moved = _moved(old, new)
    touched = np.unique(np.concatenate([newly, no_longer, moved]))
    return Comparison(
        stages=_per_stage(names, (old.owing, new.owing, newly, no_longer, moved)),
        people_touched=len(np.unique(touched // max(1, len(places)))),
        sample=tuple(_change(int(who), old, new, tuple(names)) for who in touched[:sample]),
    )


def _moved(old: _Side, new: _Side) -> Places:
    _, left, right = np.intersect1d(old.key, new.key, return_indices=True)
    differs = (old.columns.due[left] != new.columns.due[right]) & old.ahead[left] & new.ahead[right]
    return np.unique(old.who[left[differs]])


def _per_stage(names: Mapping[str, str], sets: Sequence[Places]) -> tuple[StageEffect, ...]:
    counts = [np.bincount(who % len(names), minlength=len(names)).tolist() if names else [] for who in sets]
    return tuple(
        StageEffect(code, name, *(count[at] for count in counts)) for at, (code, name) in enumerate(names.items())
    )


def _change(who: int, old: _Side, new: _Side, codes: Sequence[str]) -> Change:
    state_before, due_before = old.shown(who)
    state_after, due_after = new.shown(who)
    at, code = divmod(who, len(codes))
    return Change(at, codes[code], state_before, state_after, due_before, due_after)
