"""`life.py`, columnar: careers and records of many people, put ready for all stages on one day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Self

import numpy as np
from numpy.typing import NDArray

from baeumgil.engines.calendar.spans import joined_columns, keys, owners_and_days
from baeumgil.stages.people.rules.columns import OPEN_END, CareerColumns, Codes, Days, Places, code_of
from baeumgil.stages.roadmap.rules.life import PAUSING

Flags = NDArray[np.bool_]

_PERSON_DAY_BITS = 48


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
class Records:
    """Records seen on the day and asked for by some stage, by course, person and day.

    `place` finds a key in order of the key's text; `first[k]` to `first[k + 1]` are the rows of the k-th.
    """

    at: Places
    on: Days
    code: Places
    keys: Places
    place: dict[str, int]
    first: Places

    def places(self, wanted: frozenset[str]) -> list[int]:
        """Of the wanted keys those that occur, in order of their text."""
        found = sorted(self.place[key] for key in wanted if key in self.place)
        return [place for place in found if self.first[place] < self.first[place + 1]]


@dataclass(frozen=True, slots=True)
class LifeColumns:
    """All careers on one day. `begins` is NaT for who was never in service."""

    careers: CareerColumns
    on: np.datetime64
    records: Records
    runs: Spans
    absences: Spans
    pauses: Spans
    begins: Days
    is_away: Flags
    service_keys: Places
    grade_keys: Places
    posting_keys: Places


def life_columns(careers: CareerColumns, training: TrainingColumns, wanted: frozenset[str], on: date) -> LifeColumns:
    """Put careers ready, and the records of wanted courses; records after the day are not seen."""
    day, people = np.datetime64(on, "D"), len(careers)
    services, absences = careers.services, careers.absences
    runs = Spans.of(people, services.at, services.starts, services.ends)
    return LifeColumns(
        careers=careers,
        on=day,
        records=_records(training, wanted, day),
        runs=runs,
        absences=Spans.of(people, absences.at, absences.starts, absences.ends),
        pauses=_pauses(careers, day),
        begins=_begins(people, runs),
        is_away=_is_away(careers, day),
        service_keys=keys(services.at, services.starts),
        grade_keys=keys(careers.grades.at, careers.grades.starts),
        posting_keys=keys(careers.postings.at, careers.postings.starts),
    )


def among(codes: Codes, wanted: Iterable[int]) -> Flags:
    """Which codes are among the wanted ones."""
    table = np.zeros(1 << 16, dtype=bool)
    table[[code for code in wanted if 0 <= code < 1 << 15]] = True
    return table[codes]


def _records(training: TrainingColumns, wanted: frozenset[str], on: np.datetime64) -> Records:
    code_of_key = {name: code for code, name in enumerate(training.key_names) if name in wanted}
    place = {name: rank for rank, name in enumerate(sorted(code_of_key))}
    rank = np.full(len(training.key_names) + 1, -1, dtype=np.int64)
    for name, code in code_of_key.items():
        rank[code] = place[name]
    ranks = rank[training.keys]
    marked = (ranks << _PERSON_DAY_BITS) + keys(training.at, training.on)
    marked = np.sort(marked[(ranks >= 0) & (training.on <= on)])
    first = np.searchsorted(marked, np.arange(len(place) + 1) << _PERSON_DAY_BITS).astype(np.int64)
    key = marked & ((1 << _PERSON_DAY_BITS) - 1)
    at, days = owners_and_days(key)
    codes = np.array([code_of_key[name] for name in place], dtype=np.int64)
    return Records(at, days, np.repeat(codes, np.diff(first)), key, place, first)


def _pauses(careers: CareerColumns, on: np.datetime64) -> Spans:
    spans = careers.absences
    is_open = spans.ends == OPEN_END
    pausing = among(spans.kind, [code_of(kind) for kind in PAUSING]) & (~is_open | (spans.starts <= on))
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
