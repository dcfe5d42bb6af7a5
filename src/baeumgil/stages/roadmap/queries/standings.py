"""Everybody's stages on any day, computed from facts as columns. Unguarded building blocks; they log nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from baeumgil.stages.people.queries.careers import career_columns
from baeumgil.stages.people.rules.columns import CareerColumns, Places
from baeumgil.stages.roadmap.queries.facts import exemption_columns, training_columns
from baeumgil.stages.roadmap.rules.columns import StandingColumns, TrainingColumns, standing_columns
from baeumgil.stages.roadmap.rules.definition import Stage

NOWHERE = -1


@dataclass(frozen=True, slots=True)
class CityStandings:
    """Careers, their records, and where each stands; `standings.at` is the place in `careers.person`."""

    careers: CareerColumns
    training: TrainingColumns
    standings: StandingColumns


def city_standings(stages: Sequence[Stage], on: date, person_ids: Iterable[int] | None = None) -> CityStandings:
    """All people but guests, or these; seven statements."""
    careers = career_columns(person_ids)
    training = training_columns(careers, stages)
    return CityStandings(careers, training, standing_columns(careers, training, exemption_columns(careers), stages, on))


def units_on(careers: CareerColumns, on: date) -> Places:
    """Each person's unit on a day by place; `NOWHERE` (-1) for nobody's."""
    units = np.full(len(careers), NOWHERE, dtype=np.int64)
    day = np.datetime64(on, "D")
    postings = careers.postings
    holds = (postings.starts <= day) & (day <= postings.ends)
    units[postings.at[holds]] = postings.unit[holds]
    return units
