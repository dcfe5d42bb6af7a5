"""Computed standings as rows to store, and what of the stored ones differs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import numpy as np
from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast

from baeumgil.core import jobs
from baeumgil.core.bulk_rows import insert_rows
from baeumgil.stages.people.queries.day_numbers import DayNumber
from baeumgil.stages.people.rules.columns import NO_CODE, OPEN_END, Days, Places, code_of
from baeumgil.stages.people.terms import PersonKind
from baeumgil.stages.roadmap.models import Requirement
from baeumgil.stages.roadmap.queries.facts import course_titles
from baeumgil.stages.roadmap.queries.standings import NOWHERE, CityStandings, units_on
from baeumgil.stages.roadmap.rules.definition import Stage
from baeumgil.stages.roadmap.terms import StageState

PEOPLE_AT_ONCE = 5_000
ROWS_AT_ONCE = 5_000
_EPOCH = date(1970, 1, 1).toordinal()
_STATES = tuple(state.value for state in StageState)

Key = tuple[int, str, int]


class Content(NamedTuple):
    """Everything of a stored row besides its key; days are numbers since 1 January 1970."""

    stage_name: str
    stage_order: int
    occurrence: int
    state: str
    opens: int
    due: int
    closes: int | None
    settled: int | None
    settled_by: str
    reason: str
    blocks_done: int
    blocks: int
    unit: int | None
    is_away: bool


_COLUMNS = (
    "run_id",
    "person_id",
    "stage_code",
    "anchor_on",
    "stage_name",
    "stage_order",
    "occurrence",
    "state",
    "opens_on",
    "due_on",
    "closes_on",
    "settled_on",
    "settled_by",
    "reason",
    "blocks_done",
    "blocks",
    "unit_id",
    "is_away",
)


@dataclass(frozen=True, slots=True)
class Written:
    """How many rows there are now, how many were written and how many taken away."""

    rows: int = 0
    written: int = 0
    removed: int = 0

    def __add__(self, other: "Written") -> "Written":
        return Written(self.rows + other.rows, self.written + other.written, self.removed + other.removed)


def store(run: int, city: CityStandings, stages: Sequence[Stage], on: date, people: Iterable[int] | None) -> Written:
    """Make the stored rows of a run those of the computation, for these people or for everybody.

    Rows that are right already stay untouched. Who has left keeps no rows.
    """
    fresh = _Fresh(city, stages, on)
    wanted = city.careers.person.tolist() if people is None else sorted(set(people))
    total = Written()
    for start in range(0, len(wanted), PEOPLE_AT_ONCE):
        chunk = wanted[start : start + PEOPLE_AT_ONCE]
        stored: QuerySet[Requirement] = Requirement.objects.filter(run_id=run)
        if people is None:
            stored = stored.filter(person_id__gte=chunk[0], person_id__lte=chunk[-1])
        else:
            stored = stored.filter(person_id__in=chunk)
        total += _replace(run, stored, dict(fresh.between(chunk[0], chunk[-1])))
        jobs.progress(start + len(chunk), len(wanted), "상태 저장")
    return total


def _replace(run: int, rows: QuerySet[Requirement], wanted: Mapping[Key, Content]) -> Written:
    stored = {key: (pk, content) for pk, key, content in _stored(rows)}
    changed = {key: content for key, content in wanted.items() if key not in stored or stored[key][1] != content}
    gone = [pk for key, (pk, _) in stored.items() if key in changed or key not in wanted]
    for start in range(0, len(gone), ROWS_AT_ONCE):
        Requirement.objects.filter(pk__in=gone[start : start + ROWS_AT_ONCE]).delete()
    insert_rows(Requirement, _COLUMNS, (_plain(run, key, content) for key, content in changed.items()))
    return Written(rows=len(wanted), written=len(changed), removed=len(gone))


def _stored(rows: QuerySet[Requirement]) -> Iterator[tuple[int, Key, Content]]:
    values: Any = (
        rows.order_by()
        .annotate(
            anchor=DayNumber("anchor_on"),
            state_text=Cast("state", CharField()),
            opens=DayNumber("opens_on"),
            due=DayNumber("due_on"),
            closes=DayNumber("closes_on"),
            settled=DayNumber("settled_on"),
        )
        .values_list(
            "pk",
            "person_id",
            "stage_code",
            "anchor",
            "stage_name",
            "stage_order",
            "occurrence",
            "state_text",
            "opens",
            "due",
            "closes",
            "settled",
            "settled_by",
            "reason",
            "blocks_done",
            "blocks",
            "unit_id",
            "is_away",
        )
    )
    for pk, person, code, anchor, *content in values:
        yield pk, (person, code, anchor), Content(*content)


def _plain(run: int, key: Key, content: Content) -> tuple[object, ...]:
    person, code, anchor = key
    return (
        run,
        person,
        code,
        _day(anchor),
        *content[:4],
        _day(content.opens),
        _day(content.due),
        _day(content.closes),
        _day(content.settled),
        *content[8:],
    )


def _day(number: int | None) -> date | None:
    return None if number is None else date.fromordinal(number + _EPOCH)


class _Fresh:
    """The computed rows, ordered by person."""

    def __init__(self, city: CityStandings, stages: Sequence[Stage], on: date) -> None:
        self.city, self.stages = city, stages
        self.names = _course_names(city.training.key_names, stages)
        self.units = units_on(city.careers, on)
        gone = city.careers.kind == code_of(PersonKind.FORMER)
        self.kept: Places = np.flatnonzero(~gone[city.standings.at])
        self.person: Places = city.careers.person[city.standings.at[self.kept]]

    def between(self, first: int, last: int) -> Iterator[tuple[Key, Content]]:
        """Rows of people from one id to another, both included."""
        start, end = np.searchsorted(self.person, [first, last + 1])
        rows = self.kept[start:end]
        columns = self.city.standings
        lists = (
            self.person[start:end].tolist(),
            columns.stage[rows].tolist(),
            _numbers(columns.anchor[rows]),
            columns.occurrence[rows].tolist(),
            columns.state[rows].tolist(),
            _numbers(columns.opens[rows]),
            _numbers(columns.due[rows]),
            _numbers(columns.closes[rows]),
            _numbers(columns.settled[rows]),
            columns.settled_by[rows].tolist(),
            columns.reason[rows].tolist(),
            columns.blocks_done[rows].tolist(),
            columns.blocks[rows].tolist(),
            self.units[columns.at[rows]].tolist(),
            columns.is_away[rows].tolist(),
        )
        for values in zip(*lists, strict=True):
            yield self._row(*values)

    def _row(self, person: int, at: int, anchor: int, occurrence: int, state: int, *values: Any) -> tuple[Key, Content]:
        opens, due, closes, settled, by, reason, done, blocks, unit, is_away = values
        stage = self.stages[at]
        return (person, stage.code, anchor), Content(
            stage_name=stage.name,
            stage_order=stage.order,
            occurrence=occurrence,
            state=_STATES[state],
            opens=opens,
            due=due,
            closes=closes,
            settled=settled,
            settled_by="" if by == NO_CODE else self.names[by],
            reason=self.city.standings.reason_codes[reason],
            blocks_done=done,
            blocks=blocks,
            unit=None if unit == NOWHERE else unit,
            is_away=is_away,
        )


def _course_names(keys: Sequence[str], stages: Sequence[Stage]) -> list[str]:
    titles = course_titles(stages)
    return [titles.get(key, key) for key in keys]


def _numbers(days: Days) -> list[Any]:
    """Day numbers; None for an unknown or open day."""
    plain = days.astype("datetime64[D]").view(np.int64).astype(object)
    plain[np.isnat(days) | (days == OPEN_END)] = None
    values: list[Any] = plain.tolist()
    return values
