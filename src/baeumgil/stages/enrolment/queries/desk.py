"""기다리는 일. What of enrolment waits for somebody: seats to answer for, results to compute and to sign."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Min, Q

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.stages.enrolment.access import may_run_calls, may_sign_results
from baeumgil.stages.enrolment.models import Application, Call, Selection
from baeumgil.stages.enrolment.terms import (
    ApplicationState,
    CallState,
    Mechanism,
    OfferState,
    SelectionState,
)


@dataclass(frozen=True, slots=True)
class SeatWaiting:
    """답을 기다리는 자리. A seat offered, or one to be confirmed, and until when."""

    application: int
    call_name: str
    state: ApplicationState
    until: datetime | None


def seats_waiting(*, actor: Actor) -> tuple[SeatWaiting, ...]:
    """Seats that wait for the actor's own answer; one statement."""
    if actor.person is None:
        return ()
    rows = (
        Application.objects.filter(person_id=actor.person)
        .filter(
            Q(state=ApplicationState.OFFERED)
            | Q(state=ApplicationState.SELECTED, confirm_by__isnull=False, confirm_by__gt=clock.now())
        )
        .annotate(until=Min("offers__expires_at", filter=Q(offers__state=OfferState.OPEN)))
        .order_by("pk")
        .values_list("pk", "call__name", "state", "confirm_by", "until")
    )
    return tuple(
        SeatWaiting(number, name, ApplicationState(state), until if state == ApplicationState.OFFERED else confirm_by)
        for number, name, state, confirm_by, until in rows
    )


def calls_to_decide(*, actor: Actor) -> int:
    """Closed calls of a draw without a result, for who computes results; one statement."""
    if not may_run_calls(actor):
        return 0
    closed = Call.objects.filter(state=CallState.ANNOUNCED, closes_at__lte=clock.now(), applications__isnull=False)
    worked = Selection.objects.exclude(state=SelectionState.DISCARDED).values("call_id")
    return closed.exclude(mechanism=Mechanism.FIRST_COME).exclude(pk__in=worked).distinct().count()


def selections_to_sign(*, actor: Actor) -> int:
    """Results that wait for the actor's signature; one statement."""
    if not may_sign_results(actor):
        return 0
    waiting = Selection.objects.filter(state__in=[SelectionState.DRAFT.value, SelectionState.SIGNED_ONCE.value])
    return waiting.exclude(first_account=actor.account).count()
