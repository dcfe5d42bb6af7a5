"""발송 현황. What went out, what did not, and what nobody can be sure of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min

from baeumgil.core.actors import Actor
from baeumgil.core.audit import reading, saw
from baeumgil.core.errors import NotAllowed
from baeumgil.core.paging import Page, bounds
from baeumgil.engines.messaging.addresses import masked
from baeumgil.stages.people.access import may_see_deliveries
from baeumgil.stages.people.models import Delivery
from baeumgil.stages.people.queries.gateways import connected
from baeumgil.stages.people.terms import Channel, DeliveryState, NoticeKind

SIZE = 50
OPEN = (DeliveryState.FAILED, DeliveryState.UNCERTAIN)
"""States in which somebody has to decide."""


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """One delivery as the office sees it: to whom, what about, where it stands. The text stays between two people."""

    id: int
    person: int
    name: str
    kind: NoticeKind
    channel: Channel
    address: str
    state: DeliveryState
    attempts: int
    told_at: datetime
    begun_at: datetime | None
    not_before: datetime
    failure: str
    is_connected: bool


@dataclass(frozen=True, slots=True)
class OutboxState:
    """The outbox in figures. `waiting_since`: when the oldest delivery that is due was told."""

    counts: Mapping[DeliveryState, int]
    connected: frozenset[Channel]
    waiting_since: datetime | None

    @property
    def open(self) -> int:
        """How many wait for somebody's decision."""
        return sum(self.counts[state] for state in OPEN)


@reading("people.deliveries", purpose="알림 발송 확인")
def deliveries(
    *, actor: Actor, state: DeliveryState | None = None, page: int = 1, size: int = SIZE
) -> Page[DeliveryRow]:
    """Deliveries in a state, the latest first; None: those that wait for a decision. Two statements."""
    if not may_see_deliveries(actor):
        raise NotAllowed
    found = Delivery.objects.filter(state__in=[each.value for each in ((state,) if state else OPEN)])
    total = found.count()
    number, start, end = bounds(page, size, total)
    rows = list(found.select_related("notice__person").order_by("-pk")[start:end]) if total else []
    ways = connected()
    saw([row.notice.person_id for row in rows], state=state, page=number)
    return Page([_row(row, ways) for row in rows], number, end - start, total)


def outbox_state(*, actor: Actor) -> OutboxState:
    """Figures without names. Two statements."""
    if not may_see_deliveries(actor):
        raise NotAllowed
    counts = dict(Delivery.objects.order_by("state").values_list("state").annotate(Count("pk")))
    ways = connected()
    oldest = Delivery.objects.filter(
        state=DeliveryState.WAITING, attempts=0, channel__in=[way.value for way in ways]
    ).aggregate(since=Min("notice__made_at"))
    return OutboxState({state: counts.get(state, 0) for state in DeliveryState}, ways, oldest["since"])


def _row(row: Delivery, ways: frozenset[Channel]) -> DeliveryRow:
    return DeliveryRow(
        id=row.pk,
        person=row.notice.person_id,
        name=row.notice.person.name,
        kind=NoticeKind(row.notice.kind),
        channel=Channel(row.channel),
        address=masked(row.address),
        state=DeliveryState(row.state),
        attempts=row.attempts,
        told_at=row.notice.made_at,
        begun_at=row.begun_at,
        not_before=row.not_before,
        failure=row.failure,
        is_connected=Channel(row.channel) in ways,
    )
