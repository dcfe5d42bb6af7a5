"""알림함. What somebody was told; their own only."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from baeumgil.core.actors import Actor
from baeumgil.core.errors import NotAllowed
from baeumgil.core.paging import Page, bounds
from baeumgil.stages.people.errors import NoticeNotFound
from baeumgil.stages.people.models import Contact, Notice
from baeumgil.stages.people.queries.gateways import connected
from baeumgil.stages.people.terms import Channel, NoticeKind

SIZE = 25


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One notice. `link` as whoever told it wrote it; a door makes an address of it."""

    id: int
    kind: NoticeKind
    title: str
    text: str
    link: str
    due_at: datetime | None
    made_at: datetime
    is_read: bool


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One way of contact of one's own; `is_connected`: the city has a gateway for it."""

    channel: Channel
    address: str
    is_on: bool
    is_connected: bool


def inbox(*, actor: Actor, unread_only: bool = False, page: int = 1, size: int = SIZE) -> Page[NoticeRow]:
    """The actor's own notices, the newest first. Two statements."""
    own = _own(actor)
    if unread_only:
        own = own.filter(read_at=None)
    total = own.count()
    number, start, end = bounds(page, size, total)
    rows = own.order_by("-made_at", "-pk")[start:end] if total else ()
    return Page([_row(row) for row in rows], number, end - start, total)


def unread_count(*, actor: Actor) -> int:
    """How many of the actor's notices are unread; 0 for whoever has no inbox. One statement at most."""
    return 0 if actor.person is None else _own(actor).filter(read_at=None).count()


def notice(*, actor: Actor, notice: int) -> NoticeRow:
    """One of the actor's own notices. Raises `NoticeNotFound`."""
    found = _own(actor).filter(pk=notice).first()
    if found is None:
        raise NoticeNotFound
    return _row(found)


def my_contacts(*, actor: Actor) -> tuple[ContactRow, ...]:
    """Every channel with the actor's own address, empty where none was given. One statement."""
    if actor.person is None:
        raise NotAllowed
    known = {row.channel: row for row in Contact.objects.filter(person_id=actor.person)}
    ways = connected()
    return tuple(
        ContactRow(
            channel=channel,
            address=known[channel].address if channel in known else "",
            is_on=known[channel].is_on if channel in known else True,
            is_connected=channel in ways,
        )
        for channel in Channel
    )


def _own(actor: Actor) -> QuerySet[Notice]:
    if actor.person is None:
        raise NotAllowed
    return Notice.objects.filter(person_id=actor.person)


def _row(row: Notice) -> NoticeRow:
    return NoticeRow(
        id=row.pk,
        kind=NoticeKind(row.kind),
        title=row.title,
        text=row.text,
        link=row.link,
        due_at=row.due_at,
        made_at=row.made_at,
        is_read=row.read_at is not None,
    )
