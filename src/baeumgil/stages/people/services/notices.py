"""Telling people. Called inside actions: the message commits or rolls back with the fact it tells of.

A message always reaches the inbox; besides, one `Delivery` is written for each way of contact its reader has switched
on and the city has a gateway for. The worker carries those out (`services/outbox.py`), so no action waits for a mail
server, and what it finds is what was committed.
"""

import secrets
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.db.models import Value
from django.db.models.functions import Coalesce

from baeumgil.core import clock
from baeumgil.core.bulk_rows import insert_rows, stored
from baeumgil.stages.people.models import Contact, Delivery, Notice
from baeumgil.stages.people.queries.gateways import connected
from baeumgil.stages.people.terms import NoticeKind

CHUNK = 5_000
FEW = 500
FEW_FACTS = 10
NOTICE_COLUMNS = ("person_id", "kind", "key", "title", "text", "link", "due_at", "made_at")
LONGEST_TITLE, LONGEST_TEXT, LONGEST_LINK = 200, 1000, 200


@dataclass(frozen=True, slots=True)
class Message:
    """알림 for one person.

    `key` names the fact, such as `result:812`: the same fact is told once to the same person, however often it is
    told. `link` is the page to go on to: the name of an address with its number (`application:812`), one without
    (`applications`), or a path of this product (`/enrolment/…`).
    """

    person: int
    kind: NoticeKind
    key: str
    title: str
    text: str = ""
    link: str = ""
    due_at: datetime | None = None


def tell(
    *,
    people: Collection[int],
    kind: NoticeKind,
    key: str,
    title: str,
    text: str = "",
    link: str = "",
    due_at: datetime | None = None,
) -> int:
    """Tell these people the same thing, in Korean; how many did not know yet."""
    return tell_each([Message(person, kind, key, title, text, link, due_at) for person in people])


def tell_each(messages: Sequence[Message]) -> int:
    """Tell each person what their message says; how many messages are new. Nothing happens for none.

    The number of statements does not depend on the number of messages up to 5,000.
    """
    return sum(_tell(chunk) for chunk in _chunks(messages))


def _chunks(messages: Sequence[Message]) -> Iterator[Sequence[Message]]:
    """In the order of people, so that two actions that tell the same people never wait for each other in a circle."""
    ordered = sorted({(message.person, message.key): message for message in reversed(messages)}.items())
    for start in range(0, len(ordered), CHUNK):
        yield [message for _, message in ordered[start : start + CHUNK]]


def _tell(messages: Sequence[Message]) -> int:
    known = _ids(messages)
    new = [message for message in messages if (message.person, message.key) not in known]
    if not new:
        return 0
    moment = clock.now()
    if len(new) > FEW:
        _store_many(new, moment)
    else:
        Notice.objects.bulk_create(
            [
                Notice(
                    person_id=message.person,
                    kind=message.kind,
                    key=message.key,
                    title=message.title[:LONGEST_TITLE],
                    text=message.text[:LONGEST_TEXT],
                    link=message.link if len(message.link) <= LONGEST_LINK else "",
                    due_at=message.due_at,
                    made_at=moment,
                )
                for message in new
            ],
            ignore_conflicts=True,
        )
    _address(new, moment)
    return len(new)


def _store_many(messages: Sequence[Message], moment: datetime) -> None:
    """The same rows as above, the database's own way."""
    made_at, due = stored(moment), cache(stored)
    insert_rows(
        Notice,
        NOTICE_COLUMNS,
        (
            (
                message.person,
                message.kind.value,
                message.key,
                message.title[:LONGEST_TITLE],
                message.text[:LONGEST_TEXT],
                message.link if len(message.link) <= LONGEST_LINK else "",
                due(message.due_at) if message.due_at is not None else None,
                made_at,
            )
            for message in messages
        ),
        skip_known=True,
    )


def _address(messages: Sequence[Message], moment: datetime) -> None:
    """One delivery for each way of contact that is on. `key` lets a gateway see that it got the same one twice."""
    ways: dict[int, list[tuple[str, str]]] = {}
    channels = connected()
    if not channels:
        return
    contacts = Contact.objects.filter(
        person_id__in=[message.person for message in messages], channel__in=[way.value for way in channels], is_on=True
    )
    for person, channel, address in contacts.order_by("pk").values_list("person_id", "channel", "address"):
        ways.setdefault(person, []).append((channel, address))
    reached = [message for message in messages if message.person in ways]
    if not reached:
        return
    Delivery.objects.bulk_create(
        [
            Delivery(notice_id=notice, channel=channel, address=address, key=secrets.token_hex(16), not_before=moment)
            for (person, _), notice in sorted(_ids(reached).items())
            for channel, address in ways[person]
        ],
        ignore_conflicts=True,
    )


def _ids(messages: Sequence[Message]) -> dict[tuple[int, str], int]:
    """Notices of these people and facts that are there, by person and fact.

    With many facts at once the index on both would be asked for every person with every fact; so it is only asked for
    people, and facts are compared as a value that no index knows.
    """
    keys = {message.key for message in messages}
    notices = Notice.objects.filter(person_id__in={message.person for message in messages})
    if len(keys) <= FEW_FACTS:
        found = notices.filter(key__in=keys)
    else:
        found = notices.annotate(fact=Coalesce("key", Value(""))).filter(fact__in=keys)
    return {(person, key): notice for notice, person, key in found.values_list("pk", "person_id", "key")}
