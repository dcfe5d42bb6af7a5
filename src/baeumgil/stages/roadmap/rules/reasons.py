"""Why a stage stands as it does, as stable codes. The sentences are in `explain.py`."""

from enum import StrEnum

from baeumgil.stages.people.rules.columns import code_of
from baeumgil.stages.roadmap.terms import StageState


class ReasonCode(StrEnum):
    """판정 사유. What settled a stage, or why it is still open, not yet open, or over."""

    COURSE = "course"
    BLOCKS = "blocks"
    SUBSTITUTE = "substitute"
    EARLIER_COUNTS = "earlier_counts"
    EXEMPTED = "exempted"
    EXEMPT_BY_RULE = "exempt_by_rule"
    SUPERSEDED = "superseded"
    NOT_YET = "not_yet"
    OPEN = "open"
    RECOMMENDED = "recommended"
    LATE = "late"
    CLOSED = "closed"
    LEFT = "left"


REASON_CODES: tuple[str, ...] = tuple(reason.value for reason in ReasonCode)
STATE_OF: dict[ReasonCode, StageState] = {
    ReasonCode.COURSE: StageState.DONE,
    ReasonCode.BLOCKS: StageState.DONE,
    ReasonCode.SUBSTITUTE: StageState.SUBSTITUTED,
    ReasonCode.EARLIER_COUNTS: StageState.SUBSTITUTED,
    ReasonCode.EXEMPTED: StageState.EXEMPT,
    ReasonCode.EXEMPT_BY_RULE: StageState.EXEMPT,
    ReasonCode.SUPERSEDED: StageState.EXEMPT,
    ReasonCode.NOT_YET: StageState.UPCOMING,
    ReasonCode.OPEN: StageState.DUE,
    ReasonCode.RECOMMENDED: StageState.DUE,
    ReasonCode.LATE: StageState.OVERDUE,
    ReasonCode.CLOSED: StageState.MISSED,
    ReasonCode.LEFT: StageState.MISSED,
}
STATE_CODES: tuple[int, ...] = tuple(code_of(STATE_OF[reason]) for reason in ReasonCode)
REASON_ORDER: dict[ReasonCode, int] = {reason: place for place, reason in enumerate(ReasonCode)}
