"""Where tens of thousands of people stand with every stage on one day: `states.py`, columnar and equal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from baeumgil.engines.calendar.spans import keys
from baeumgil.stages.people.rules.columns import NO_CODE, CareerColumns, Codes, Days, Places
from baeumgil.stages.roadmap.rules.collisions_columns import settle_collisions
from baeumgil.stages.roadmap.rules.definition import Stage
from baeumgil.stages.roadmap.rules.life_columns import LifeColumns, TrainingColumns, life_columns
from baeumgil.stages.roadmap.rules.occurrences import rules_of
from baeumgil.stages.roadmap.rules.occurrences_columns import OccurrenceColumns, occurrence_columns
from baeumgil.stages.roadmap.rules.reasons import REASON_CODES, REASON_ORDER, STATE_CODES, ReasonCode
from baeumgil.stages.roadmap.rules.settling_columns import (
    NO_RECORD,
    UNDECIDED,
    SettlementColumns,
    block_record_columns,
    by_record_columns,
)
from baeumgil.stages.roadmap.rules.windows_columns import TermColumns
from baeumgil.stages.roadmap.terms import Obligation

__all__ = ["ExemptionColumns", "StandingColumns", "TrainingColumns", "standing_columns"]


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
    `reason_codes`. `closes` is `OPEN_END` where nothing closes, `settled` NaT where no day settled it,
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


@dataclass(frozen=True, slots=True)
class _Part:
    """One stage's occurrences with what training settled, what stays open otherwise, and blocks done."""

    found: OccurrenceColumns
    settlement: SettlementColumns
    is_exempted: NDArray[np.bool_]
    while_open: Codes
    blocks_done: Codes


def standing_columns(
    careers: CareerColumns,
    training: TrainingColumns,
    exemptions: ExemptionColumns,
    stages: Sequence[Stage],
    on: date,
) -> StandingColumns:
    """Every stage of everybody's road on a day. Whoever was never in service has no road."""
    if not stages:
        return _nothing()
    rules = rules_of(stages)
    life = life_columns(careers, training, frozenset().union(*(rule.all_keys for rule in rules)), on)
    parts = [_part(life, found, exemptions) for found in occurrence_columns(life, rules)]
    place = np.repeat(
        np.array([part.found.rule.place for part in parts], dtype=np.int16), [len(part.found) for part in parts]
    )
    settlement = _settled(parts, place, stages, life.on)
    return _standings(life, parts, place, settlement)


def _nothing() -> StandingColumns:
    places, terms = np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int16)
    days = np.empty(0, dtype="datetime64[D]")
    return StandingColumns(
        at=places,
        stage=terms,
        occurrence=terms,
        anchor=days,
        opens=days,
        due=days,
        closes=days,
        state=terms,
        settled=days,
        settled_by=places,
        reason=terms,
        reason_codes=REASON_CODES,
        blocks_done=terms,
        blocks=terms,
        is_away=np.empty(0, dtype=bool),
    )


def _part(life: LifeColumns, found: OccurrenceColumns, exemptions: ExemptionColumns) -> _Part:
    records = block_record_columns(life, found)
    done = np.zeros(len(found), dtype=np.int16)
    for record in records:
        done += record != NO_RECORD
    return _Part(
        found,
        by_record_columns(life, found, records),
        _exempted(len(life.careers), exemptions, found.rule.stage.code)[found.at],
        _while_open(life, found, records),
        done,
    )


def _exempted(people: int, exemptions: ExemptionColumns, code: str) -> NDArray[np.bool_]:
    flags = np.zeros(people, dtype=bool)
    if code in exemptions.stage_codes:
        flags[exemptions.at[exemptions.stage == exemptions.stage_codes.index(code)]] = True
    return flags


def _while_open(life: LifeColumns, found: OccurrenceColumns, records: list[Places]) -> Codes:
    if not found.blocks:
        return _open_reason(found.own, found, life.on)
    worst = np.full(len(found), UNDECIDED, dtype=np.int16)
    for term, record in zip(found.blocks, records, strict=True):
        reason = np.where(record == NO_RECORD, _open_reason(term, found, life.on), UNDECIDED)
        worst = np.maximum(worst, reason).astype(np.int16)
    return worst


def _open_reason(term: TermColumns, found: OccurrenceColumns, on: np.datetime64) -> Codes:
    recommended = found.rule.stage.obligation is Obligation.RECOMMENDED
    late = REASON_ORDER[ReasonCode.RECOMMENDED if recommended else ReasonCode.LATE]
    fine = REASON_ORDER[ReasonCode.RECOMMENDED if recommended else ReasonCode.OPEN]
    reason = np.where(on > term.due, late, fine)
    reason[on > term.closes] = REASON_ORDER[ReasonCode.CLOSED]
    reason[on < term.opens] = REASON_ORDER[ReasonCode.NOT_YET]
    reason[on > found.run_ends] = REASON_ORDER[ReasonCode.LEFT]
    return reason.astype(np.int16)


def _settled(parts: list[_Part], place: Codes, stages: Sequence[Stage], on: np.datetime64) -> SettlementColumns:
    settlement = SettlementColumns(
        np.concatenate([part.settlement.reason for part in parts]),
        np.concatenate([part.settlement.settled for part in parts]),
        np.concatenate([part.settlement.record for part in parts]),
    )
    trained = settlement.reason != UNDECIDED
    for flags, reason in (
        ([part.is_exempted for part in parts], ReasonCode.EXEMPTED),
        ([part.found.is_exempt for part in parts], ReasonCode.EXEMPT_BY_RULE),
    ):
        settlement.reason[np.concatenate(flags) & (settlement.reason == UNDECIDED)] = REASON_ORDER[reason]
    at = np.concatenate([part.found.at for part in parts])
    anchor = np.concatenate([part.found.anchor for part in parts])
    settle_collisions(stages, (place, at, anchor), trained, settlement, on)
    return settlement


def _standings(life: LifeColumns, parts: list[_Part], place: Codes, settlement: SettlementColumns) -> StandingColumns:
    at = np.concatenate([part.found.at for part in parts])
    opens = np.concatenate([part.found.term.opens for part in parts])
    order = np.argsort(keys(at, opens), kind="stable")
    is_settled = settlement.reason[order] != UNDECIDED
    while_open = np.concatenate([part.while_open for part in parts])[order]
    reason = np.where(is_settled, settlement.reason[order], while_open).astype(np.int16)
    blocks = np.array([len(part.found.blocks) for part in parts], dtype=np.int16)
    blocks = np.repeat(blocks, [len(part.found) for part in parts])[order]
    blocks_done = np.concatenate([part.blocks_done for part in parts])[order]
    record = settlement.record[order]
    settled_by = np.append(life.records.code, NO_CODE)[record]
    return StandingColumns(
        at=at[order],
        stage=place[order],
        occurrence=np.concatenate([part.found.number for part in parts])[order],
        anchor=np.concatenate([part.found.anchor for part in parts])[order],
        opens=opens[order],
        due=np.concatenate([part.found.term.due for part in parts])[order],
        closes=np.concatenate([part.found.term.closes for part in parts])[order],
        state=np.array(STATE_CODES, dtype=np.int16)[reason],
        settled=settlement.settled[order],
        settled_by=settled_by,
        reason=reason,
        reason_codes=REASON_CODES,
        blocks_done=np.where(is_settled, blocks, blocks_done).astype(np.int16),
        blocks=blocks,
        is_away=life.is_away[at[order]],
    )
