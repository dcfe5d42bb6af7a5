"""결과 조정. A person changes what was computed for somebody, with a reason that stays visible and is published."""

from collections import Counter

from baeumgil.core import clock
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.locks import HIGHEST_NUMBER, hold
from baeumgil.core.said import Said
from baeumgil.stages.enrolment.access import is_own, may_run_calls
from baeumgil.stages.enrolment.errors import OwnApplication, SelectionInvalid, SelectionNotFound, SelectionOver
from baeumgil.stages.enrolment.models import Call, CallSession, SeatCount, Selection, SelectionLine
from baeumgil.stages.enrolment.rules.selection_checks import override_problems
from baeumgil.stages.enrolment.rules.selection_effect import effective
from baeumgil.stages.enrolment.terms import Outcome, SelectionState

LONGEST_REASON = 500


@action("enrolment.override_line")
def override(*, actor: Actor, line: int, outcome: Outcome | None, session: int | None = None, reason: str = "") -> None:
    """Give somebody another outcome than computed, or take that back (`outcome` None), before anybody has signed.

    Raises `SelectionNotFound`, `SelectionOver`, `OwnApplication`, `SelectionInvalid` with every problem.
    """
    found = (
        SelectionLine.objects.select_related("selection", "application").filter(pk=line).first()
        if (line <= HIGHEST_NUMBER)
        else None
    )
    allow(may_run_calls(actor))
    if found is None:
        raise SelectionNotFound(line=line)
    hold(Call, [found.selection.call_id])
    if Selection.objects.get(pk=found.selection_id).state != SelectionState.DRAFT:
        raise SelectionOver(selection=found.selection_id)
    if is_own(actor, person=found.application.person_id):
        raise OwnApplication(line=line)
    if outcome is None:
        _write(found, None, None, "", actor)
        record("선발 결과 조정을 거둠", selection=found.selection_id, line=line)
        return
    wants_seat = outcome is Outcome.SEATED
    seat = session if wants_seat else None
    problems = override_problems(
        reason=reason,
        is_same=outcome is Outcome(found.outcome) and seat == found.session_id,
        wants_seat=wants_seat,
        has_session=seat is not None,
        is_in_call=seat is not None and _is_in_call(found.selection.call_id, seat),
        is_full=seat is not None and _is_full(found, seat),
        longest=LONGEST_REASON,
    )
    if problems:
        raise SelectionInvalid(
            problems,
            Said("고칠 곳이 있어 조정하지 않았습니다.", "Something has to be corrected, so nothing was overridden."),
        )
    _write(found, outcome, seat, reason.strip(), actor)
    record("선발 결과 조정", selection=found.selection_id, line=line, outcome=outcome.value)


def _is_in_call(call: int, session: int) -> bool:
    return session <= HIGHEST_NUMBER and CallSession.objects.filter(call_id=call, session_id=session).exists()


def _is_full(line: SelectionLine, session: int) -> bool:
    """Whether all others leave no seat in the session."""
    if session > HIGHEST_NUMBER:
        return False
    counted = SeatCount.objects.filter(pk=session).values_list("capacity", "taken").first()
    if counted is None:
        return False
    others = SelectionLine.objects.filter(selection_id=line.selection_id).exclude(pk=line.pk).order_by("pk")
    seats = Counter(
        effective(outcome, seat, override, override_seat).session
        for outcome, seat, override, override_seat in others.values_list(
            "outcome", "session_id", "override", "override_session_id"
        )
    )
    capacity, taken = counted
    return seats[session] >= capacity - taken


def _write(line: SelectionLine, outcome: Outcome | None, session: int | None, reason: str, actor: Actor) -> None:
    SelectionLine.objects.filter(pk=line.pk).update(
        override=outcome,
        override_session_id=session,
        override_reason=reason,
        override_by=actor.label[:200] if outcome is not None else "",
        override_at=clock.now() if outcome is not None else None,
    )
