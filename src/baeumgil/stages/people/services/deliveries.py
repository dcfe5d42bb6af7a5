"""발송 처리. A person decides about what failed or is in doubt: once more, or not at all."""

from collections.abc import Collection

from baeumgil.core import clock
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.errors import Invalid, Problem
from baeumgil.core.locks import hold
from baeumgil.core.said import Said
from baeumgil.stages.people.access import may_settle_deliveries
from baeumgil.stages.people.errors import DeliveryMovedOn
from baeumgil.stages.people.models import Contact, Delivery
from baeumgil.stages.people.queries.deliveries import OPEN
from baeumgil.stages.people.queries.gateways import connected
from baeumgil.stages.people.terms import Channel, DeliveryState


@action("people.settle_deliveries")
def settle_deliveries(*, actor: Actor, deliveries: Collection[int], again: bool) -> int:
    """Send these once more, or give them up; all or none. How many.

    Once more goes to the address that holds now, under the same key: a gateway that took it after all sends it once.
    """
    rows = [row for row in hold(Delivery, deliveries) if isinstance(row, Delivery)]
    allow(may_settle_deliveries(actor))
    if not deliveries:
        raise Invalid(
            [
                Problem(
                    "none_chosen",
                    Said("고른 발송이 없습니다.", "No delivery was chosen."),
                    Said("하나 이상 고르세요.", "Choose at least one."),
                )
            ]
        )
    if len(rows) != len(set(deliveries)) or any(row.state not in OPEN for row in rows):
        raise DeliveryMovedOn
    if again:
        _send_again(rows)
    else:
        for row in rows:
            row.state, row.ended_at, row.address = DeliveryState.CANCELLED, clock.now(), ""
    Delivery.objects.bulk_update(rows, ["state", "ended_at", "address", "not_before", "begun_at"])
    record("알림 발송", count=len(rows), again=again)
    return len(rows)


def _send_again(rows: list[Delivery]) -> None:
    people = Delivery.objects.filter(pk__in=[row.pk for row in rows]).values_list("pk", "notice__person_id")
    person_of = dict(people)
    now = {
        (person, channel): address
        for person, channel, address in Contact.objects.filter(
            person_id__in=set(person_of.values()), channel__in=[way.value for way in connected()], is_on=True
        ).values_list("person_id", "channel", "address")
    }
    lost = [row for row in rows if (person_of[row.pk], Channel(row.channel)) not in now]
    if lost:
        raise DeliveryMovedOn(
            Said(
                f"{len(lost)}건은 받는 사람이 그 수단을 껐거나 보낼 곳이 연결되어 있지 않습니다. 빼고 다시 하세요.",
                f"{len(lost)} of them: the recipient has turned this channel off, or no gateway "
                "is connected. Leave them out and try again.",
            ),
            count=len(lost),
        )
    for row in rows:
        row.state, row.ended_at = DeliveryState.WAITING, None
        row.not_before = row.begun_at = clock.now()
        row.address = now[person_of[row.pk], Channel(row.channel)]
