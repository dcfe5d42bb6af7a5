"""수요조사 회차."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.plan.access import may_see_needs, units_asked_for
from baeumgil.stages.plan.errors import RoundNotFound
from baeumgil.stages.plan.models import NeedsRound
from baeumgil.stages.plan.terms import RequestState, RoundState


@dataclass(frozen=True, slots=True)
class RoundRow:
    """수요조사 회차. It takes requests while it is open and between its days (`takes_requests`)."""

    id: int
    institute: int
    year: int
    number: int
    name: str
    opens_on: date
    closes_on: date
    state: RoundState
    guidance: str
    takes_requests: bool
    is_over: bool
    requests: int
    waiting: int


def rounds(*, actor: Actor, institute: int, year: int | None = None) -> tuple[RoundRow, ...]:
    """Rounds of an institute, the newest first; one statement. For those who may ask, and those who see needs."""
    _need(actor)
    found = _counted().filter(institute_id=institute)
    if year is not None:
        found = found.filter(year=year)
    return tuple(_row(one) for one in found.order_by("-year", "-number"))


def round_row(*, actor: Actor, needs_round: int) -> RoundRow:
    """One round. Raises `NotAllowed`, `RoundNotFound`."""
    _need(actor)
    found = _counted().filter(pk=needs_round).first()
    if found is None:
        raise RoundNotFound(needs_round=needs_round)
    return _row(found)


def open_rounds(*, actor: Actor) -> tuple[RoundRow, ...]:
    """Rounds that take requests today, those that end soonest first; nothing for whoever may not ask."""
    if not may_ask_at_all(actor):
        return ()
    today = clock.today()
    found = _counted().filter(state=RoundState.OPEN, opens_on__lte=today, closes_on__gte=today)
    return tuple(_row(one) for one in found.order_by("closes_on", "pk"))


def may_ask_at_all(actor: Actor) -> bool:
    """True when there is any unit in whose name the actor may ask."""
    units = units_asked_for(actor)
    return units is None or bool(units)


def round_days(institute: int, year: int) -> tuple[tuple[str, date, date], ...]:
    """Names and days of a year's rounds, for its paper; one statement."""
    found = NeedsRound.objects.filter(institute_id=institute, year=year).order_by("number")
    return tuple(found.values_list("name", "opens_on", "closes_on"))


def takes_requests(state: RoundState, opens_on: date, closes_on: date, today: date) -> bool:
    """True while the round is open and today lies within its days."""
    return state is RoundState.OPEN and opens_on <= today <= closes_on


def _need(actor: Actor) -> None:
    if not (may_see_needs(actor) or may_ask_at_all(actor)):
        raise NotAllowed


def _counted() -> QuerySet[NeedsRound]:
    waiting = Q(requests__state=RequestState.SUBMITTED)
    return NeedsRound.objects.annotate(all_requests=Count("requests"), waiting=Count("requests", filter=waiting))


def _row(found: NeedsRound) -> RoundRow:
    today, state = clock.today(), RoundState(found.state)
    return RoundRow(
        id=found.pk,
        institute=found.institute_id,
        year=found.year,
        number=found.number,
        name=found.name,
        opens_on=found.opens_on,
        closes_on=found.closes_on,
        state=state,
        guidance=found.guidance,
        takes_requests=takes_requests(state, found.opens_on, found.closes_on, today),
        is_over=state is RoundState.CLOSED or found.closes_on < today,
        requests=getattr(found, "all_requests", 0),
        waiting=getattr(found, "waiting", 0),
    )
