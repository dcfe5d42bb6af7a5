"""신청 기간. Whether a call takes applications now; the refusal says from when, or since when no longer."""

from datetime import datetime

from django.utils import timezone

from baeumgil.core import clock
from baeumgil.stages.enrolment.errors import CallCancelled, CallNotFound, ClosedAlready, NotOpenYet
from baeumgil.stages.enrolment.rules.phases import phase_of
from baeumgil.stages.enrolment.rules.window_words import closed_before, opens_later
from baeumgil.stages.enrolment.terms import CallPhase, CallState


def check_window(state: CallState, opens_at: datetime, closes_at: datetime, *, may_be_coming: bool = False) -> None:
    """Raises `CallNotFound` for a draft, `NotOpenYet`, `CallCancelled`, `ClosedAlready`."""
    match phase_of(state, opens_at, closes_at, clock.now()):
        case CallPhase.OPEN:
            return
        case CallPhase.COMING:
            if not may_be_coming:
                raise NotOpenYet(opens_later(timezone.localtime(opens_at)), opens_at=opens_at)
        case CallPhase.DRAFT:
            raise CallNotFound
        case CallPhase.CANCELLED:
            raise CallCancelled
        case CallPhase.CLOSED | CallPhase.DECIDED:
            raise closed(closes_at)


def closed(closes_at: datetime) -> ClosedAlready:
    """The refusal of who comes too late."""
    return ClosedAlready(closed_before(timezone.localtime(closes_at)), closes_at=closes_at)
