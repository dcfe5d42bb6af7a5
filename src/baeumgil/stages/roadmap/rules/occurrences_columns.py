"""`occurrences.py`, columnar: how often stages oblige, and when, for many people at once."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from baeumgil.engines.calendar.spans import keys
from baeumgil.stages.people.rules.columns import OPEN_END, Codes, Days, Places
from baeumgil.stages.roadmap.rules.anchors_columns import anchor_columns
from baeumgil.stages.roadmap.rules.definition import Stage, Window
from baeumgil.stages.roadmap.rules.filters_columns import AsOf, holds_columns
from baeumgil.stages.roadmap.rules.life_columns import Flags, LifeColumns
from baeumgil.stages.roadmap.rules.occurrences import Rule
from baeumgil.stages.roadmap.rules.windows_columns import (
    TermColumns,
    extended_term_columns,
    plain_term_columns,
    whole_term_columns,
)
from baeumgil.stages.roadmap.terms import Repetition, Trigger

Placed = tuple[Places, Days, Days, Days]
ONE_DAY = np.timedelta64(1, "D")


@dataclass(frozen=True, slots=True)
class OccurrenceColumns:
    """Occurrences of one stage, by person, then anchor. `credit_to`: the last day on which a record counts."""

    rule: Rule
    at: Places
    anchor: Days
    run_ends: Days
    own: TermColumns
    blocks: tuple[TermColumns, ...]
    term: TermColumns
    is_exempt: Flags
    number: Codes
    credit_to: Days

    def __len__(self) -> int:
        return len(self.at)

    def take(self, rows: Places, number: Codes, credit_to: Days) -> "OccurrenceColumns":
        """Some of the rows, numbered."""
        blocks = tuple(block.take(rows) for block in self.blocks)
        own = self.own.take(rows)
        return OccurrenceColumns(
            self.rule,
            self.at[rows],
            self.anchor[rows],
            self.run_ends[rows],
            own,
            blocks,
            self.term.take(rows) if blocks else own,
            self.is_exempt[rows],
            number,
            credit_to,
        )


def occurrence_columns(life: LifeColumns, rules: Sequence[Rule]) -> list[OccurrenceColumns]:
    """What everybody is obliged to, one entry per stage, in the order of the stages."""
    by_code: dict[str, list[OccurrenceColumns]] = defaultdict(list)
    for rule in rules:
        by_code[rule.stage.code].append(_of_stage(life, rule))
    kept = [found for same in by_code.values() for found in _repeated(same, life.on)]
    return sorted(kept, key=lambda found: found.rule.place)


def _of_stage(life: LifeColumns, rule: Rule) -> OccurrenceColumns:
    at, anchor = anchor_columns(rule.stage, life, rule.after)
    asked = AsOf(life, at, np.minimum(anchor, life.on))
    meant = np.flatnonzero(holds_columns(rule.stage.filters, asked))
    if len(meant) < len(at):
        at, anchor = at[meant], anchor[meant]
        asked = AsOf(life, at, asked.days[meant])
    found = _placed(life, rule, asked, anchor)
    obliged = np.flatnonzero(found.term.opens <= found.run_ends)
    return found.take(obliged, found.number[obliged], found.credit_to[obliged])


def _placed(life: LifeColumns, rule: Rule, asked: AsOf, anchor: Days) -> OccurrenceColumns:
    at, stage = asked.at, rule.stage
    run_starts, run_ends = _runs(life, at, anchor)
    placed = (at, anchor, run_starts, run_ends)
    own = _term(life, stage, stage.window, placed)
    blocks = tuple(_term(life, stage, block.window, placed) for block in stage.blocks)
    is_exempt = np.zeros(len(at), dtype=bool)
    for filters in stage.exempt:
        is_exempt |= holds_columns(filters, asked)
    return OccurrenceColumns(
        rule=rule,
        at=at,
        anchor=anchor,
        run_ends=run_ends,
        own=own,
        blocks=blocks,
        term=whole_term_columns(blocks) if blocks else own,
        is_exempt=is_exempt,
        number=np.zeros(len(at), dtype=np.int16),
        credit_to=np.full(len(at), OPEN_END),
    )


def _runs(life: LifeColumns, at: Places, anchor: Days) -> tuple[Days, Days]:
    runs = life.runs
    row = np.searchsorted(runs.keys, keys(at, anchor), side="right") - 1
    row = np.maximum(row, runs.first[at])
    return runs.starts[row], runs.ends[row]


def _term(life: LifeColumns, stage: Stage, window: Window, placed: Placed) -> TermColumns:
    at, anchor, run_starts, _ = placed
    earliest = None if stage.trigger is Trigger.APPOINTMENT else run_starts
    term = plain_term_columns(window, anchor, earliest)
    return extended_term_columns(term, at, anchor, life.pauses) if stage.absence_extends else term


def _repeated(same_code: list[OccurrenceColumns], on: np.datetime64) -> Iterator[OccurrenceColumns]:
    order = _once_per_day(same_code)
    at = np.concatenate([found.at for found in same_code])[order]
    anchor = np.concatenate([found.anchor for found in same_code])[order]
    opens = np.concatenate([found.term.opens for found in same_code])[order]
    part = np.repeat(np.arange(len(same_code)), [len(found) for found in same_code])[order]
    row = np.concatenate([np.arange(len(found)) for found in same_code])[order]
    number, latest = _numbers(at, anchor, on)
    credit_to = _credit_to(at, anchor, opens)
    for place, found in enumerate(same_code):
        repetition, mine = found.rule.stage.repetition, part == place
        if repetition is Repetition.EACH:
            rows = np.flatnonzero(mine)
            limit = credit_to[rows]
        else:
            rows = np.flatnonzero(mine & (number == (1 if repetition is Repetition.FIRST else latest)))
            limit = np.full(len(rows), OPEN_END)
        yield found.take(row[rows], number[rows].astype(np.int16), limit)


def _once_per_day(same_code: list[OccurrenceColumns]) -> Places:
    """Rows of all entries of one code by person and anchor; of two on one day, the first entry's."""
    key = np.concatenate([keys(found.at, found.anchor) for found in same_code])
    if len(same_code) == 1:
        return np.arange(len(key))
    order = np.argsort(key, kind="stable")
    fresh = np.ones(len(order), dtype=bool)
    fresh[1:] = key[order][1:] != key[order][:-1]
    return order[fresh]


def _numbers(at: Places, anchor: Days, on: np.datetime64) -> tuple[Places, Places]:
    """Number within the person, and the number of the latest anchor begun by the day (at least 1)."""
    if not len(at):
        return at, at
    begins = np.flatnonzero(np.append(True, at[1:] != at[:-1]))
    sizes = np.diff(np.append(begins, len(at)))
    number = np.arange(len(at)) - np.repeat(begins, sizes) + 1
    begun = np.add.reduceat((anchor <= on).astype(np.int64), begins)
    return number, np.repeat(np.maximum(begun, 1), sizes)


def _credit_to(at: Places, anchor: Days, opens: Days) -> Days:
    limit = np.full(len(at), OPEN_END)
    followed = np.flatnonzero(at[1:] == at[:-1])
    limit[followed] = np.maximum(anchor[followed + 1], opens[followed + 1]) - ONE_DAY
    return limit
