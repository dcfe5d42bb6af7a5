"""알림함. Marking what one has read."""

from collections.abc import Collection

from baeumgil.core import clock
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.locks import HIGHEST_NUMBER
from baeumgil.stages.people.errors import NoticeNotFound
from baeumgil.stages.people.models import Notice


@action("people.mark_read")
def mark_read(*, actor: Actor, notices: Collection[int] | None = None) -> int:
    """Mark these notices of the actor's own as read, or all of them; how many were unread."""
    allow(actor.person is not None)
    own = Notice.objects.filter(person_id=actor.person or 0)
    if notices is not None:
        wanted = {number for number in notices if 0 < number <= HIGHEST_NUMBER}
        own = own.filter(pk__in=wanted)
        if own.count() != len(set(notices)):
            raise NoticeNotFound
    count = own.filter(read_at=None).update(read_at=clock.now())
    record("알림 읽음", count=count)
    return count
