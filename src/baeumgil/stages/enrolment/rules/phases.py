"""모집 단계. Where a call stands at a moment."""

from datetime import datetime

from baeumgil.stages.enrolment.terms import CallPhase, CallState


def phase_of(state: CallState, opens_at: datetime, closes_at: datetime, now: datetime) -> CallPhase:
    """What the office has done and what the clock says, together. It is open from the opening to before the closing."""
    match state:
        case CallState.DRAFT:
            return CallPhase.DRAFT
        case CallState.DECIDED:
            return CallPhase.DECIDED
        case CallState.CANCELLED:
            return CallPhase.CANCELLED
        case CallState.ANNOUNCED:
            if now < opens_at:
                return CallPhase.COMING
            return CallPhase.OPEN if now < closes_at else CallPhase.CLOSED
