"""내 자리. The sessions in which somebody holds a seat themselves: what their calendar shows besides its own."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Q

from baeumgil.core.actors import Actor, ActorKind
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.enrolment.models import Application
from baeumgil.stages.enrolment.queries.clashes import HOLDING
from baeumgil.stages.enrolment.terms import ApplicationState
from baeumgil.stages.schedule.rules.held_seats import HeldSeat

SURE = (
    ApplicationState.SELECTED,
    ApplicationState.CONFIRMED,
    ApplicationState.COMPLETED,
    ApplicationState.NOT_COMPLETED,
)
"""States in which nobody has to answer or approve before the seat is theirs."""
SHOWN = sorted({state.value for state in (*HOLDING, *SURE)})


def own_seats(*, actor: Actor, first: date, last: date) -> Mapping[int, HeldSeat]:
    """By session between the days, also one that lost its days: the actor's own seat; one statement. `NotAllowed`.

    It takes no person, so it tells nobody about anybody else. Who did not come or dropped out holds no seat any more.
    """
    if actor.kind is ActorKind.NOBODY:
        raise NotAllowed
    if actor.person is None:
        return {}
    rows = (
        Application.objects.filter(person_id=actor.person, state__in=SHOWN, seat__isnull=False)
        .filter(Q(seat__starts_on__lte=last, seat__ends_on__gte=first) | Q(seat__announced_on__range=(first, last)))
        .order_by("changed_at", "pk")
        .values_list("seat_id", "state", "changed_at")
    )
    return {
        session: HeldSeat(ApplicationState(state), is_sure=ApplicationState(state) in SURE, changed_at=changed_at)
        for session, state, changed_at in rows
    }
