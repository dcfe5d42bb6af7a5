"""The board for a day that is not stored: computed from facts, as columns."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from baeumgil.core import clock
from baeumgil.stages.people.queries.persons import person_rows
from baeumgil.stages.people.rules.columns import NO_CODE, OPEN_END, Days, Places, code_of
from baeumgil.stages.roadmap.queries.board_row import Line, Wanted, matches
from baeumgil.stages.roadmap.queries.board_stored import Counts
from baeumgil.stages.roadmap.queries.facts import course_titles
from baeumgil.stages.roadmap.queries.standings import NOWHERE, city_standings, units_on
from baeumgil.stages.roadmap.rules.definition import Stage
from baeumgil.stages.roadmap.terms import StageState

_STATES = tuple(StageState)


class Computed:
    """Everybody's standings on one day, narrowed to what is wanted.

    `visible` are the units of today's postings the actor may look into; `wanted.units` are units of the day.
    """

    def __init__(self, stages: Sequence[Stage], on: date, wanted: Wanted, visible: frozenset[int] | None) -> None:
        self.on, self.wanted, self.stages = on, wanted, stages
        self.city = city_standings(stages, on)
        self.units = units_on(self.city.careers, on)
        self.titles = course_titles(stages)
        columns = self.city.standings
        keep = self._people(visible)[columns.at]
        if wanted.due_before is not None:
            keep &= columns.due <= np.datetime64(wanted.due_before, "D")
        self.rows: Places = self._with_text(np.flatnonzero(keep))

    def counts(self) -> tuple[Counts, dict[str, str]]:
        """How many stand where, by stage code, whatever stage and states are wanted; and the stages' names."""
        columns = self.city.standings
        counts: Counts = defaultdict(dict)
        pairs = columns.stage[self.rows].astype(np.int64) * len(_STATES) + columns.state[self.rows]
        for pair, number in zip(*(values.tolist() for values in np.unique(pairs, return_counts=True)), strict=True):
            stage, state = self.stages[pair // len(_STATES)], _STATES[pair % len(_STATES)]
            counts[stage.code][state] = counts[stage.code].get(state, 0) + number
        return counts, {stage.code: stage.name for stage in self.stages}

    def lines(self, start: int, end: int) -> list[Line]:
        """Some of the wanted rows, by due day."""
        return [self._line(row) for row in self._ordered()[start:end].tolist()]

    def all_lines(self, at_once: int) -> Iterator[Line]:
        """All wanted rows, by due day."""
        del at_once
        return (self._line(row) for row in self._ordered().tolist())

    def lines_of(self, people: Iterable[int]) -> list[Line]:
        """All rows of a page of people."""
        of_them = np.isin(self.city.careers.person[self.city.standings.at[self.rows]], list(people))
        return [self._line(row) for row in self.rows[of_them].tolist()]

    def people(self) -> list[int]:
        """Whom the wanted rows are about."""
        people: list[int] = self.city.careers.person[np.unique(self.city.standings.at[self._ordered()])].tolist()
        return people

    def _people(self, visible: frozenset[int] | None) -> NDArray[np.bool_]:
        keep = np.ones(len(self.units), dtype=bool)
        if visible is not None:
            keep &= np.isin(units_on(self.city.careers, clock.today()), sorted(visible))
        if self.wanted.units is not None:
            keep &= np.isin(self.units, sorted(self.wanted.units))
        return keep

    def _with_text(self, rows: Places) -> Places:
        if not self.wanted.text.strip():
            return rows
        at = self.city.standings.at[rows]
        people = person_rows(person_ids=self.city.careers.person[np.unique(at)].tolist(), on=self.on)
        found = sorted(person for person, row in people.items() if matches(row, self.wanted.text))
        return rows[np.isin(self.city.careers.person[at], found)]

    def _ordered(self) -> Places:
        columns, rows = self.city.standings, self.rows
        if self.wanted.stage:
            chosen = [place for place, stage in enumerate(self.stages) if stage.code == self.wanted.stage]
            rows = rows[np.isin(columns.stage[rows], chosen)]
        if self.wanted.states:
            rows = rows[np.isin(columns.state[rows], [code_of(state) for state in self.wanted.states])]
        return rows[
            np.lexsort((columns.stage[rows], columns.at[rows], self.units[columns.at[rows]], columns.due[rows]))
        ]

    def _line(self, row: int) -> Line:
        columns = self.city.standings
        at, by = int(columns.at[row]), int(columns.settled_by[row])
        stage = self.stages[int(columns.stage[row])]
        unit = int(self.units[at])
        key = "" if by == NO_CODE else self.city.training.key_names[by]
        return Line(
            person=int(self.city.careers.person[at]),
            stage_code=stage.code,
            stage_name=stage.name,
            state=_STATES[int(columns.state[row])],
            anchor_on=_day(columns.anchor, row),
            opens_on=_day(columns.opens, row),
            due_on=_day(columns.due, row),
            closes_on=None if columns.closes[row] == OPEN_END else _day(columns.closes, row),
            settled_on=None if np.isnat(columns.settled[row]) else _day(columns.settled, row),
            settled_by=self.titles.get(key, key),
            reason=columns.reason_codes[int(columns.reason[row])],
            unit=None if unit == NOWHERE else unit,
            is_away=bool(columns.is_away[row]),
        )


def _day(column: Days, row: int) -> date:
    day: Any = column[row].astype(object)
    assert isinstance(day, date)  # noqa: S101  numpy's day as Python's
    return day
