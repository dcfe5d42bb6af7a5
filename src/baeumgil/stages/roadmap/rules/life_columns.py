"""`life.py`, columnar: careers and records of many people, put ready for all stages on one day."""

from dataclasses import dataclass
from datetime import date
from typing import Self

import numpy as np
from numpy.typing import NDArray

from baeumgil.engines.calendar.spans import joined_columns, keys
from baeumgil.stages.people.rules.columns import OPEN_END, CareerColumns, Days, Places, code_of
from baeumgil.stages.roadmap.rules.life import PAUSING

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class TrainingColumns:
    """이수 기록, columnar, in any order. `at`: place in `CareerColumns.person`; `keys` index `key_names`."""

    at: Places
    keys: Places
    on: Days
    key_names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spans:
    """Joined spans of many people; `first[p]` to `first[p + 1]` are the rows of person p."""

    at: Places
    starts: Days
    ends: Days
    keys: Places
    first: Places

    @classmethod
    def of(cls, people: int, at: Places, starts: Days, ends: Days) -> Self:
        """Join spans sorted by (`at`, `starts`)."""
        at, starts, ends = joined_columns(at, starts, ends)
        first = np.searchsorted(at, np.arange(people + 1))
        return cls(at, starts, ends, keys(at, starts), first.astype(np.int64))


@dataclass(frozen=True, slots=True)
class LifeColumns:
    """All careers on one day. `begins` is NaT for who was never in service; records are sorted and seen."""

    careers: CareerColumns
    on: np.datetime64
    training: TrainingColumns
    record_keys: Places
    runs: Spans
    absences: Spans
    pauses: Spans
    begins: Days
    is_away: Flags
    service_keys: Places
    grade_keys: Places
    posting_keys: Places


def life_columns(careers: CareerColumns, training: TrainingColumns, on: date) -> LifeColumns:
    """Put careers ready; records after the day are not seen."""
    day, people = np.datetime64(on, "D"), len(careers)
    services, absences = careers.services, careers.absences
    runs = Spans.of(people, services.at, services.starts, services.ends)
    seen = _seen(training, day)
    return LifeColumns(
        careers=careers,
        on=day,
        training=seen,
        record_keys=keys(seen.at, seen.on),
        runs=runs,
        absences=Spans.of(people, absences.at, absences.starts, absences.ends),
        pauses=_pauses(careers, day),
        begins=_begins(people, runs),
        is_away=_is_away(careers, day),
        service_keys=keys(services.at, services.starts),
        grade_keys=keys(careers.grades.at, careers.grades.starts),
        posting_keys=keys(careers.postings.at, careers.postings.starts),
    )


def _seen(training: TrainingColumns, on: np.datetime64) -> TrainingColumns:
    rank = np.empty(len(training.key_names), dtype=np.int64)
    rank[np.argsort(np.array(training.key_names, dtype=object), kind="stable")] = np.arange(len(rank))
    rows = np.flatnonzero(training.on <= on)
    order = rows[np.lexsort((rank[training.keys[rows]], keys(training.at[rows], training.on[rows])))]
    return TrainingColumns(training.at[order], training.keys[order], training.on[order], training.key_names)


def _pauses(careers: CareerColumns, on: np.datetime64) -> Spans:
    spans = careers.absences
    is_open = spans.ends == OPEN_END
    pausing = np.isin(spans.kind, [code_of(kind) for kind in PAUSING]) & (~is_open | (spans.starts <= on))
    ends = np.where(is_open, on, spans.ends)
    return Spans.of(len(careers), spans.at[pausing], spans.starts[pausing], ends[pausing])


def _begins(people: int, runs: Spans) -> Days:
    begins = np.full(people, np.datetime64("NaT", "D"))
    serving = np.flatnonzero(np.diff(runs.first))
    begins[serving] = runs.starts[runs.first[serving]]
    return begins


def _is_away(careers: CareerColumns, on: np.datetime64) -> Flags:
    away = np.zeros(len(careers), dtype=bool)
    spans = careers.absences
    away[spans.at[(spans.starts <= on) & (on <= spans.ends)]] = True
    return away
