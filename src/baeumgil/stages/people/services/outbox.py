"""발송함. Carries deliveries out, one after another: none is lost, and none in doubt is sent twice.

A delivery is claimed (`sending`, committed) before its message leaves, and settled after the answer. If the machine
dies in between, the claim stays: with a gateway that takes one key once it is handed over again, with any other it is
`uncertain` and a person decides. No transaction is open while a gateway is asked.
"""

import logging
import time
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet

from baeumgil.core import clock
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.errors import NotAllowed
from baeumgil.core.jobs import enqueue
from baeumgil.core.policies import PolicyMissing, value_on
from baeumgil.engines.messaging.addresses import masked
from baeumgil.engines.messaging.messages import Answer, Envelope, Gateway, Outcome
from baeumgil.engines.messaging.opening import open_gateway
from baeumgil.stages.people.access import may_run_outbox
from baeumgil.stages.people.models import Delivery
from baeumgil.stages.people.queries.gateways import connected, gateway_settings
from baeumgil.stages.people.rules.delivering import IN_DOUBT, INTERRUPTED, POLICY, TOO_OLD, DeliveryPolicy, after, pause
from baeumgil.stages.people.terms import Channel, DeliveryState

logger = logging.getLogger(__name__)

JOB = "people.deliver_notices"
MOST_AT_ONCE = 1_000
SECONDS_AT_ONCE = 20.0
LONGEST_FAILURE = 300
ENOUGH_FAILURES = 3


@dataclass(frozen=True, slots=True)
class Delivered:
    """What one run did: messages by the state they were left in."""

    sent: int = 0
    waiting: int = 0
    failed: int = 0
    uncertain: int = 0

    @property
    def handled(self) -> int:
        """All of them."""
        return self.sent + self.waiting + self.failed + self.uncertain


def delivery_policy() -> DeliveryPolicy:
    """The policy of today. Raises `PolicyMissing`."""
    value = value_on(POLICY, clock.today())
    if not isinstance(value, Mapping):
        raise TypeError(POLICY)
    return DeliveryPolicy.from_value(value)


def queue_due() -> bool:
    """Queue a run when something can be sent or was interrupted. The worker asks every few seconds, between jobs."""
    channels = connected()
    if not channels:
        return False
    try:
        policy = delivery_policy()
    except PolicyMissing:  # nothing is seeded yet
        return False
    if not (_due(channels).exists() or _interrupted(policy).exists()):
        return False
    enqueue(JOB, actor=Actor.system(reason="알림 발송"), unique_key=JOB)
    return True


def deliver(
    *,
    actor: Actor,
    gateways: Mapping[Channel, Gateway] | None = None,
    most: int = MOST_AT_ONCE,
    seconds: float = SECONDS_AT_ONCE,
) -> Delivered:
    """Hand over what is due, the oldest first, for so many messages or seconds at most."""
    if not may_run_outbox(actor):
        raise NotAllowed(action=JOB)
    policy = delivery_policy()
    counts: Counter[DeliveryState] = Counter()
    with _opened(gateways) as ways:
        if ways:
            counts.update(_settle_interrupted(ways, policy))
            counts.update(_give_up_old(policy))
            counts.update(_hand_over_all(ways, policy, most, time.monotonic() + seconds))
    done = Delivered(
        sent=counts[DeliveryState.SENT],
        waiting=counts[DeliveryState.WAITING],
        failed=counts[DeliveryState.FAILED],
        uncertain=counts[DeliveryState.UNCERTAIN],
    )
    if done.handled:
        note_run(actor=actor, done=done)
    return done


@action("people.note_deliveries")
def note_run(*, actor: Actor, done: Delivered) -> None:
    """One entry of the audit chain for one run, without names or addresses."""
    allow(may_run_outbox(actor))
    record("알림 발송", sent=done.sent, waiting=done.waiting, failed=done.failed, uncertain=done.uncertain)


@contextmanager
def _opened(gateways: Mapping[Channel, Gateway] | None) -> Iterator[Mapping[Channel, Gateway]]:
    """The connected gateways, hung up afterwards; or those that were given, which stay open."""
    if gateways is not None:
        yield gateways
        return
    ways = {
        channel: open_gateway(parts["address"], secret=parts["secret"], sender=parts["sender"])
        for channel, parts in gateway_settings().items()
    }
    try:
        yield ways
    finally:
        for way in ways.values():
            way.close()


def _due(channels: Collection[Channel]) -> QuerySet[Delivery]:
    return Delivery.objects.filter(
        state=DeliveryState.WAITING, not_before__lte=clock.now(), channel__in=[channel.value for channel in channels]
    )


def _interrupted(policy: DeliveryPolicy) -> QuerySet[Delivery]:
    return Delivery.objects.filter(state=DeliveryState.SENDING, begun_at__lt=policy.interrupted_before(clock.now()))


def _settle_interrupted(ways: Mapping[Channel, Gateway], policy: DeliveryPolicy) -> Iterator[DeliveryState]:
    """What a worker that died left behind in the middle."""
    for row in _interrupted(policy).select_related("notice").order_by("pk"):
        way = ways.get(Channel(row.channel))
        if way is not None:
            yield from _settle(row, Answer(Outcome.UNKNOWN, INTERRUPTED), way, policy)


def _give_up_old(policy: DeliveryPolicy) -> dict[DeliveryState, int]:
    """What waited so long, since it was told or last taken up, that it is of no use; the inbox keeps the notice."""
    now = clock.now()
    oldest = policy.oldest(now)
    waiting = Delivery.objects.filter(state=DeliveryState.WAITING)
    old = waiting.filter(Q(begun_at__lt=oldest) | Q(begun_at=None, notice__made_at__lt=oldest))
    in_doubt = old.filter(failure__startswith=IN_DOUBT).update(state=DeliveryState.UNCERTAIN, ended_at=now)
    failed = old.update(state=DeliveryState.FAILED, ended_at=now, failure=TOO_OLD)
    return {DeliveryState.UNCERTAIN: in_doubt, DeliveryState.FAILED: failed}


def _hand_over_all(
    ways: Mapping[Channel, Gateway], policy: DeliveryPolicy, most: int, until: float
) -> Iterator[DeliveryState]:
    failures: Counter[Channel] = Counter()
    for number in list(_due(ways).order_by("not_before", "pk").values_list("pk", flat=True)[:most]):
        if time.monotonic() >= until:
            return
        row = _claim(number)
        if row is None:
            continue
        channel = Channel(row.channel)
        answer = _hand_over(row, ways[channel])
        yield from _settle(row, answer, ways[channel], policy)
        failures[channel] = failures[channel] + 1 if answer.outcome is Outcome.TRY_AGAIN else 0
        if failures[channel] == ENOUGH_FAILURES:
            _postpone(channel, policy)


def _postpone(channel: Channel, policy: DeliveryPolicy) -> None:
    """Leave a gateway that is down alone for a while, so that other work does not wait for its silence."""
    _due([channel]).update(not_before=clock.now() + pause(1, policy))


def _claim(number: int) -> Delivery | None:
    """Take one delivery for this worker alone; committed before the message leaves."""
    now = clock.now()
    with transaction.atomic(durable=True):
        waiting = Delivery.objects.filter(pk=number, state=DeliveryState.WAITING, not_before__lte=now)
        taken = waiting.update(state=DeliveryState.SENDING, attempts=F("attempts") + 1, begun_at=now)
    return Delivery.objects.select_related("notice").get(pk=number) if taken else None


def _hand_over(row: Delivery, way: Gateway) -> Answer:
    text = "\n".join(part for part in (row.notice.text, settings.PUBLIC_ADDRESS) if part)
    envelope = Envelope(key=row.key, address=row.address, title=row.notice.title, text=text or row.notice.title)
    try:
        return way.send(envelope)
    except Exception:  # a fault of ours is no reason to send twice
        logger.exception("delivery %s broke off", row.pk)
        return Answer(Outcome.UNKNOWN, "fault")


def _settle(row: Delivery, answer: Answer, way: Gateway, policy: DeliveryPolicy) -> Iterator[DeliveryState]:
    """Write down what follows, unless somebody else has taken the delivery up since. What is sent needs no address."""
    now = clock.now()
    following = after(answer, attempts=row.attempts, is_keyed=way.is_keyed, now=now, policy=policy, failure=row.failure)
    is_sent = following.state is DeliveryState.SENT
    known = [DeliveryState.SENDING, DeliveryState.UNCERTAIN] if is_sent else [DeliveryState.SENDING]
    with transaction.atomic(durable=True):
        settled = Delivery.objects.filter(
            pk=row.pk, attempts=row.attempts, state__in=[state.value for state in known]
        ).update(
            state=following.state,
            not_before=following.not_before,
            ended_at=None if following.state is DeliveryState.WAITING else now,
            failure=following.failure[:LONGEST_FAILURE],
            address=masked(row.address) if is_sent else row.address,
        )
    if settled:
        yield following.state
