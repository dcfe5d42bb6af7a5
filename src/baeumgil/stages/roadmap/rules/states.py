"""Where one person stands with every stage on one day, and why. Semantics: `definition.py`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from baeumgil.core.errors import Reason
from baeumgil.stages.people.rules.career import Career
from baeumgil.stages.roadmap.rules.deciding import Decision, decide, reason_while_open
from baeumgil.stages.roadmap.rules.definition import Block, Stage
from baeumgil.stages.roadmap.rules.explain import facts_of, reason_of
from baeumgil.stages.roadmap.rules.life import Completion, Life, life_on
from baeumgil.stages.roadmap.rules.occurrences import rules_of
from baeumgil.stages.roadmap.rules.reasons import STATE_OF
from baeumgil.stages.roadmap.rules.windows import Term
from baeumgil.stages.roadmap.terms import StageState

__all__ = ["BlockStanding", "Completion", "Standing", "standings"]


@dataclass(frozen=True, slots=True)
class BlockStanding:
    """구간 상태. Where somebody stands with one block of a stage."""

    block: Block
    opens_on: date
    due_on: date
    closes_on: date | None
    state: StageState
    settled_on: date | None
    settled_by: str


@dataclass(frozen=True, slots=True)
class Standing:
    """단계 상태. One occurrence of a stage: its window, its state, and the facts and rule that led to it.

    `settled_by` names the course that settled it, or is empty. `reason.code` is a `ReasonCode`.
    """

    stage: Stage
    occurrence: int
    anchor_on: date
    opens_on: date
    due_on: date
    closes_on: date | None
    state: StageState
    settled_on: date | None
    settled_by: str
    reason: Reason
    facts: tuple[Reason, ...]
    blocks: tuple[BlockStanding, ...]
    is_away: bool


def standings(
    career: Career,
    stages: Sequence[Stage],
    completions: Sequence[Completion],
    exemptions: Mapping[str, str],
    on: date,
) -> list[Standing]:
    """Every stage of one person's road on a day, by opening day. `exemptions`: stage code to the reason decided.

    Whoever was never in service (a guest) has no road.
    """
    life = life_on(career, completions, on)
    return [_standing(decision, life, exemptions) for decision in decide(life, rules_of(stages), exemptions)]


def _standing(decision: Decision, life: Life, exemptions: Mapping[str, str]) -> Standing:
    found, settlement = decision.occurrence, decision.settlement
    return Standing(
        stage=found.rule.stage,
        occurrence=found.number,
        anchor_on=found.anchor,
        opens_on=found.term.opens_on,
        due_on=found.term.due_on,
        closes_on=found.term.closes_on,
        state=decision.state,
        settled_on=None if settlement is None else settlement.on,
        settled_by=_name(None if settlement is None else settlement.by),
        reason=reason_of(decision, life, exemptions),
        facts=facts_of(decision, life),
        blocks=_blocks(decision, life),
        is_away=life.is_away,
    )


def _blocks(decision: Decision, life: Life) -> tuple[BlockStanding, ...]:
    found = decision.occurrence
    parts = zip(found.rule.stage.blocks, found.blocks, decision.block_records, strict=True)
    return tuple(_block(block, term, record, decision, life) for block, term, record in parts)


def _block(block: Block, term: Term, record: Completion | None, decision: Decision, life: Life) -> BlockStanding:
    state, settled_on, settled_by = decision.state, None, _name(record)
    if record is not None:
        state, settled_on = StageState.DONE, record.on
    elif decision.settlement is not None:
        settled_on, settled_by = decision.settlement.on, _name(decision.settlement.by)
    else:
        state = STATE_OF[reason_while_open(term, decision.occurrence, life.on)]
    return BlockStanding(block, term.opens_on, term.due_on, term.closes_on, state, settled_on, settled_by)


def _name(record: Completion | None) -> str:
    return "" if record is None else record.course_name or record.course_key
