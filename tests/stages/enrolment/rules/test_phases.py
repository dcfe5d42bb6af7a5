"""Where a call stands at a moment."""

from datetime import UTC, datetime, timedelta

import pytest

from baeumgil.stages.enrolment.rules.phases import phase_of
from baeumgil.stages.enrolment.terms import CallPhase, CallState

OPENS = datetime(2027, 3, 3, tzinfo=UTC)
CLOSES = OPENS + timedelta(days=7)
BIT = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("now", "phase"),
    [
        (OPENS - BIT, CallPhase.COMING),
        (OPENS, CallPhase.OPEN),
        (CLOSES - BIT, CallPhase.OPEN),
        (CLOSES, CallPhase.CLOSED),
    ],
)
def test_an_announced_call_is_open_from_its_opening_to_before_its_closing(now: datetime, phase: CallPhase) -> None:
    assert phase_of(CallState.ANNOUNCED, OPENS, CLOSES, now) is phase


@pytest.mark.parametrize("state", [CallState.DRAFT, CallState.DECIDED, CallState.CANCELLED])
def test_other_calls_do_not_ask_the_clock(state: CallState) -> None:
    phases = {phase_of(state, OPENS, CLOSES, now) for now in (OPENS - BIT, OPENS, CLOSES)}
    assert phases == {CallPhase(state.value)}
