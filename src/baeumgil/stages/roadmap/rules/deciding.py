"""The decision about every occurrence of one person: settled, exempt, open or over. Semantics: `definition.py`."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from baeumgil.engines.calendar.months import add_months
from baeumgil.stages.roadmap.rules.life import Completion, Life
from baeumgil.stages.roadmap.rules.occurrences import Occurrence, Rule, occurrences
from baeumgil.stages.roadmap.rules.reasons import REASON_ORDER, STATE_OF, ReasonCode
from baeumgil.stages.roadmap.rules.settling import Settlement, block_records, by_record
from baeumgil.stages.roadmap.rules.windows import Term
from baeumgil.stages.roadmap.terms import Collision, Obligation, StageState


@dataclass(frozen=True, slots=True)
class Decision:
    """Where an occurrence stands. `trained`: what training settled; `settlement`: what settled it in the end."""

    occurrence: Occurrence
    reason: ReasonCode
    settlement: Settlement | None
    block_records: tuple[Completion | None, ...]

    @property
    def state(self) -> StageState:
        """The state the reason stands for."""
        return STATE_OF[self.reason]


@dataclass(frozen=True, slots=True)
class _Trained:
    occurrence: Occurrence
    blocks: tuple[Completion | None, ...]
    settlement: Settlement | None


def decide(life: Life, rules: Sequence[Rule], exemptions: Mapping[str, str]) -> list[Decision]:
    """All decisions about one person, by opening day."""
    trained = [_trained(found, life) for found in occurrences(life, rules)]
    groups: dict[str, list[_Trained]] = defaultdict(list)
    for one in sorted(trained, key=lambda one: (one.occurrence.anchor, one.occurrence.rule.place)):
        groups[one.occurrence.rule.stage.group].append(one)
    decisions = [_decision(one, life.on, exemptions, groups[one.occurrence.rule.stage.group]) for one in trained]
    return sorted(decisions, key=_in_order)


def reason_while_open(term: Term, occurrence: Occurrence, on: date) -> ReasonCode:
    """Why something unsettled is not yet open, open, late or over."""
    if on > occurrence.run[1]:
        return ReasonCode.LEFT
    if on < term.opens_on:
        return ReasonCode.NOT_YET
    if not term.holds(on):
        return ReasonCode.CLOSED
    if occurrence.rule.stage.obligation is Obligation.RECOMMENDED:
        return ReasonCode.RECOMMENDED
    return ReasonCode.LATE if on > term.due_on else ReasonCode.OPEN


def _in_order(decision: Decision) -> tuple[date, int, date]:
    occurrence = decision.occurrence
    return occurrence.term.opens_on, occurrence.rule.place, occurrence.anchor


def _trained(occurrence: Occurrence, life: Life) -> _Trained:
    blocks = block_records(occurrence, life.seen)
    return _Trained(occurrence, blocks, by_record(occurrence, life.seen, blocks))


def _decision(one: _Trained, on: date, exemptions: Mapping[str, str], group: Sequence[_Trained]) -> Decision:
    settlement = (
        one.settlement
        or _exemption(one.occurrence, exemptions)
        or _earlier_counts(one.occurrence, group)
        or _superseded(one.occurrence, group, on)
    )
    if settlement is not None:
        return Decision(one.occurrence, settlement.reason, settlement, one.blocks)
    return Decision(one.occurrence, _while_open(one, on), None, one.blocks)


def _while_open(one: _Trained, on: date) -> ReasonCode:
    open_terms: Iterable[Term] = [one.occurrence.own]
    if one.blocks:
        pairs = zip(one.occurrence.blocks, one.blocks, strict=True)
        open_terms = [term for term, record in pairs if record is None]
    return max((reason_while_open(term, one.occurrence, on) for term in open_terms), key=REASON_ORDER.__getitem__)


def _exemption(occurrence: Occurrence, exemptions: Mapping[str, str]) -> Settlement | None:
    if occurrence.rule.stage.code in exemptions:
        return Settlement(ReasonCode.EXEMPTED)
    return Settlement(ReasonCode.EXEMPT_BY_RULE) if occurrence.is_exempt else None


def _earlier_counts(occurrence: Occurrence, group: Sequence[_Trained]) -> Settlement | None:
    stage = occurrence.rule.stage
    if not stage.group or stage.collision is not Collision.EARLIER_COUNTS:
        return None
    for other in reversed(group):
        earlier, training = other.occurrence, other.settlement
        if training is None or earlier.anchor >= occurrence.anchor:
            continue
        if occurrence.anchor <= add_months(earlier.anchor, stage.collision_months):
            return Settlement(ReasonCode.EARLIER_COUNTS, training.on, training.by)
    return None


def _superseded(occurrence: Occurrence, group: Sequence[_Trained], on: date) -> Settlement | None:
    stage = occurrence.rule.stage
    if not stage.group or stage.collision is not Collision.LATER_REPLACES:
        return None
    later = [other.occurrence.anchor for other in group if other.occurrence.anchor > occurrence.anchor]
    if later and min(later) <= on:
        return Settlement(ReasonCode.SUPERSEDED, min(later))
    return None
