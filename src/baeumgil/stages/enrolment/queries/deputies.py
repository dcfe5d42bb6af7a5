"""대리. Who stands in for whom, now and in days to come: officials' names at their work, nothing more."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from baeumgil.core import clock
from baeumgil.core.actors import Actor, ActorKind
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.enrolment.access import may_name_deputy
from baeumgil.stages.enrolment.models import Deputy

MOST = 500


@dataclass(frozen=True, slots=True)
class DeputyRow:
    """대리 하나. `is_own`: in the actor's place; `may_end`: the actor may end it."""

    id: int
    account: int
    name: str
    deputy: int
    deputy_name: str
    starts_on: date
    ends_on: date
    note: str
    named_by: str
    is_now: bool
    is_own: bool
    may_end: bool


def deputies(*, actor: Actor) -> tuple[DeputyRow, ...]:
    """Those that are not over: one's own, those one is oneself; all of them for the office. One statement.

    Raises `NotAllowed`.
    """
    sees_all = may_name_deputy(actor, account=0)
    if not sees_all and (actor.kind is not ActorKind.PERSON or actor.account is None):
        raise NotAllowed
    today = clock.today()
    chosen = Deputy.objects.filter(ends_on__gte=today).select_related("account", "deputy")
    if not sees_all:
        chosen = chosen.filter(Q(account_id=actor.account) | Q(deputy_id=actor.account))
    return tuple(
        DeputyRow(
            id=row.pk,
            account=row.account_id,
            name=row.account.display_name,
            deputy=row.deputy_id,
            deputy_name=row.deputy.display_name,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            note=row.note,
            named_by=row.named_by,
            is_now=row.starts_on <= today,
            is_own=row.account_id == actor.account,
            may_end=sees_all or actor.account in {row.account_id, row.deputy_id},
        )
        for row in chosen.order_by("starts_on", "pk")[:MOST]
    )
