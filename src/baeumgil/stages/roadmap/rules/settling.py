"""What settles an occurrence: a record of its course, a substitute, all its blocks. Semantics: `definition.py`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from baeumgil.stages.roadmap.rules.life import Completion
from baeumgil.stages.roadmap.rules.occurrences import Occurrence
from baeumgil.stages.roadmap.rules.reasons import ReasonCode
from baeumgil.stages.roadmap.rules.windows import Term


@dataclass(frozen=True, slots=True)
class Settlement:
    """How an occurrence was settled, when, and by which record, where there is one."""

    reason: ReasonCode
    on: date | None = None
    by: Completion | None = None


def block_records(occurrence: Occurrence, seen: Sequence[Completion]) -> tuple[Completion | None, ...]:
    """The record that did each block, None where there is none yet."""
    return tuple(
        earliest(occurrence, term, seen, wanted)
        for term, wanted in zip(occurrence.blocks, occurrence.rule.blocks, strict=True)
    )


def by_record(
    occurrence: Occurrence, seen: Sequence[Completion], blocks: tuple[Completion | None, ...]
) -> Settlement | None:
    """Settled by training: the earliest of the whole course, all blocks, or a substitute."""
    ways: list[Settlement] = []
    rule = occurrence.rule
    whole = earliest(occurrence, occurrence.own, seen, rule.courses)
    if whole is not None:
        ways.append(Settlement(ReasonCode.COURSE, whole.on, whole))
    last = _last(blocks)
    if last is not None:
        ways.append(Settlement(ReasonCode.BLOCKS, last.on, last))
    substitute = earliest(occurrence, occurrence.own, seen, rule.substitutes)
    if substitute is not None:
        ways.append(Settlement(ReasonCode.SUBSTITUTE, substitute.on, substitute))
    return min(ways, key=lambda way: way.on or date.max, default=None)


def earliest(
    occurrence: Occurrence, term: Term, seen: Sequence[Completion], wanted: frozenset[str]
) -> Completion | None:
    """The first record of a wanted course within a window and before the next occurrence takes over."""
    counting = (
        record
        for record in seen
        if record.course_key in wanted
        and term.holds(record.on)
        and (occurrence.credit_before is None or record.on < occurrence.credit_before)
    )
    return min(counting, key=lambda record: (record.on, record.course_key), default=None)


def _last(blocks: tuple[Completion | None, ...]) -> Completion | None:
    done = [record for record in blocks if record is not None]
    if not done or len(done) < len(blocks):
        return None
    return max(reversed(done), key=lambda record: record.on)
