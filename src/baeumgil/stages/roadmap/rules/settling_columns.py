"""`settling.py`, columnar: which records settle which occurrences, for many people at once."""

from dataclasses import dataclass

import numpy as np

from baeumgil.engines.calendar.spans import keys
from baeumgil.stages.people.rules.columns import OPEN_END, Codes, Days, Places
from baeumgil.stages.roadmap.rules.life_columns import LifeColumns
from baeumgil.stages.roadmap.rules.occurrences_columns import OccurrenceColumns
from baeumgil.stages.roadmap.rules.reasons import REASON_ORDER, ReasonCode
from baeumgil.stages.roadmap.rules.windows_columns import TermColumns

NO_RECORD = -1
UNDECIDED = -1
NEVER = np.datetime64("NaT", "D")


@dataclass(slots=True)
class SettlementColumns:
    """How occurrences were settled. `reason` is a place in `ReasonCode`'s order or `UNDECIDED`; `record` a row."""

    reason: Codes
    settled: Days
    record: Places

    @classmethod
    def none(cls, rows: int) -> "SettlementColumns":
        """Nothing settled yet."""
        return cls(
            np.full(rows, UNDECIDED, dtype=np.int16), np.full(rows, NEVER), np.full(rows, NO_RECORD, dtype=np.int64)
        )

    def settle(self, reason: ReasonCode, record: Places, on: Days) -> None:
        """Take what a record settles, where it came before what is known so far."""
        sooner = (record != NO_RECORD) & (np.isnat(self.settled) | (on < self.settled))
        self.reason[sooner] = REASON_ORDER[reason]
        self.settled[sooner] = on[sooner]
        self.record[sooner] = record[sooner]


def block_record_columns(life: LifeColumns, found: OccurrenceColumns) -> list[Places]:
    """Per block, the row of the record that did it, or `NO_RECORD`."""
    return [
        earliest_columns(life, found, term, wanted)
        for term, wanted in zip(found.blocks, found.rule.blocks, strict=True)
    ]


def by_record_columns(life: LifeColumns, found: OccurrenceColumns, blocks: list[Places]) -> SettlementColumns:
    """Settled by training: the earliest of the whole course, all blocks, or a substitute."""
    settlement = SettlementColumns.none(len(found))
    rule = found.rule
    _settle(life, settlement, ReasonCode.COURSE, earliest_columns(life, found, found.own, rule.courses))
    if blocks:
        _settle(life, settlement, ReasonCode.BLOCKS, _last(life, blocks))
    _settle(life, settlement, ReasonCode.SUBSTITUTE, earliest_columns(life, found, found.own, rule.substitutes))
    return settlement


def earliest_columns(life: LifeColumns, found: OccurrenceColumns, term: TermColumns, wanted: frozenset[str]) -> Places:
    """Row of the first record of a wanted course within the window and while it counts, or `NO_RECORD`."""
    records = life.records
    best = np.full(len(found), NO_RECORD, dtype=np.int64)
    places = records.places(wanted)
    if not places:
        return best
    opened, best_on = keys(found.at, term.opens), np.full(len(found), OPEN_END)
    last = np.minimum(term.closes, found.credit_to)
    for place in places:
        begin, end = records.first[place], records.first[place + 1]
        row = begin + np.searchsorted(records.keys[begin:end], opened)
        inside = row < end
        row = np.minimum(row, end - 1)
        day = records.on[row]
        better = inside & (records.at[row] == found.at) & (day <= last)
        better &= (best == NO_RECORD) | (day < best_on)
        best = np.where(better, row, best)
        best_on = np.where(better, day, best_on)
    return best


def _settle(life: LifeColumns, settlement: SettlementColumns, reason: ReasonCode, record: Places) -> None:
    if len(life.records.on):
        settlement.settle(reason, record, life.records.on[record])


def _last(life: LifeColumns, blocks: list[Places]) -> Places:
    last, on = blocks[0], life.records.on
    if not len(on):
        return last
    for record in blocks[1:]:
        last = np.where(on[record] >= on[last], record, last)
    done = np.all([record != NO_RECORD for record in blocks], axis=0)
    return np.where(done, last, NO_RECORD)
