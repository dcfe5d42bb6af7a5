"""Where tens of thousands of people stand with every stage on one day: `states.py`, columnar and equal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from baeumgil.stages.people.rules.columns import CareerColumns, Codes, Days, Places
from baeumgil.stages.roadmap.rules.definition import Stage


@dataclass(frozen=True, slots=True)
class TrainingColumns:
    """이수 기록, columnar, in any order. `at`: place in `CareerColumns.person`; `keys` index `key_names`."""

    at: Places
    keys: Places
    on: Days
    key_names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExemptionColumns:
    """면제, columnar, in any order. `stage` indexes `stage_codes`."""

    at: Places
    stage: Codes
    stage_codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StandingColumns:
    """단계 상태, columnar, ordered by person, opening day, stage and anchor.

    `stage` is the place in the stages asked for, `state` the `code_of` a `StageState`, `reason` indexes
    `reason_codes`. `closes` is `OPEN_END` where nothing closes, `settled` NaT where nothing settled it,
    `settled_by` the course key's place in `TrainingColumns.key_names` or `NO_CODE`.
    """

    at: Places
    stage: Codes
    occurrence: Codes
    anchor: Days
    opens: Days
    due: Days
    closes: Days
    state: Codes
    settled: Days
    settled_by: Places
    reason: Codes
    reason_codes: tuple[str, ...]
    blocks_done: Codes
    blocks: Codes
    is_away: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.at)


def standing_columns(
    careers: CareerColumns,
    training: TrainingColumns,
    exemptions: ExemptionColumns,
    stages: Sequence[Stage],
    on: date,
) -> StandingColumns:
    """Every stage of everybody's road on a day."""
    raise NotImplementedError
