"""The audit chain and the access log."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import transaction

from baeumgil.core import clock
from baeumgil.core.actors import Actor, ActorKind
from baeumgil.core.errors import Facts
from baeumgil.core.models import AccessEntry, AuditEntry, ChainHead
from baeumgil.core.prepared import insert, prepared, prepared_update

P = ParamSpec("P")
R = TypeVar("R")

CHAIN = "audit"
GENESIS = "0" * 64
LISTED_PEOPLE = 200
MOST_AT_ONCE = 50
REFUSED = "refusal"
"""The fact that an entry has when nothing was done: the code of the refusal."""

READINGS: set[str] = set()


def digest_of(previous_hash: str, number: int, at: datetime, content: Mapping[str, object]) -> str:
    """SHA-256 of one link: the hash before it, its number, its moment and its content, canonically written."""
    text = json.dumps(
        {"previous": previous_hash, "number": number, "at": at.isoformat(timespec="microseconds"), **content},
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    return hashlib.sha256(text.encode()).hexdigest()


def content_of(entry: AuditEntry) -> dict[str, object]:
    """What of an entry goes into its hash."""
    return {
        "actor_kind": entry.actor_kind,
        "account": entry.account_id,
        "actor_label": entry.actor_label,
        "address": entry.address,
        "reason": entry.reason,
        "action": entry.action,
        "subject": entry.subject,
        "facts": entry.facts,
    }


@dataclass(frozen=True, slots=True)
class Link:
    """What an action did, as its audit entry tells it: who, what, to what, when."""

    actor: Actor
    action: str
    subject: str
    facts: Facts
    at: datetime


def append(links: Sequence[Link]) -> None:
    """Add these links in their order, inside the caller's transaction."""
    if not links:
        return
    head = _head(name=CHAIN)
    if not head:
        ChainHead.objects.get_or_create(name=CHAIN, defaults={"last_hash": GENESIS})
        head = _head(name=CHAIN)
    [(length, last_hash)] = head
    for begin in range(0, len(links), MOST_AT_ONCE):
        entries = []
        for link in links[begin : begin + MOST_AT_ONCE]:
            entry = _entry(link, length + 1, last_hash)
            length, last_hash = entry.number, entry.hash
            entries.append(entry)
        insert(entries)
    _move_head(name=CHAIN, last_hash=last_hash, length=length)


def _entry(link: Link, number: int, previous_hash: str) -> AuditEntry:
    actor = link.actor
    entry = AuditEntry(
        number=number,
        at=link.at,
        actor_kind=actor.kind.value,
        account_id=actor.account,
        actor_label=actor.label[:200],
        address=actor.address[:64],
        reason=actor.reason[:500],
        action=link.action,
        subject=link.subject[:200],
        facts=json.loads(json.dumps(dict(link.facts), ensure_ascii=False, default=str)),
        previous_hash=previous_hash,
    )
    entry.hash = digest_of(previous_hash, number, _utc(link.at), content_of(entry))
    return entry


_head = prepared(
    lambda name: ChainHead.objects.select_for_update().filter(name=name).values_list("length", "last_hash")
)
_move_head = prepared_update(
    lambda name, last_hash, length: (
        ChainHead.objects.filter(name=name),
        {"last_hash": last_hash, "length": length},
    )
)


def first_broken_link() -> int | None:
    """Number of the first entry that was changed, removed or put in; None when the chain is whole."""
    previous, expected = GENESIS, 1
    for entry in AuditEntry.objects.order_by("number").iterator(chunk_size=2000):
        right = digest_of(previous, entry.number, _utc(entry.at), content_of(entry))
        if entry.number != expected or entry.previous_hash != previous or entry.hash != right:
            return expected
        previous, expected = entry.hash, expected + 1
    head = ChainHead.objects.filter(name=CHAIN).first()
    if head is not None and (head.length != expected - 1 or head.last_hash != previous):
        return expected
    return None


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


@dataclass(slots=True)
class _Reading:
    actor: Actor
    people: set[int] = field(default_factory=set)
    criteria: dict[str, object] = field(default_factory=dict)


_reading: ContextVar[_Reading | None] = ContextVar("reading", default=None)


def saw(person_ids: Iterable[int], **criteria: object) -> None:
    """Say, inside a `@reading` query, whose personal data it hands out and by which criteria it looked."""
    current = _reading.get()
    if current is None:
        raise RuntimeError("saw() belongs inside a query marked @reading")
    current.people.update(person_ids)
    current.criteria.update(criteria)


def reading(name: str, purpose: str = "") -> "_Marker":
    """Mark a query that shows personal data. Who looked at whom is written after the rows were read.

    The query takes `actor` by keyword and calls `saw(...)`. Looking at oneself alone writes nothing.
    A reading that serves another of the same actor adds to the outer one: one look, one row.
    """
    return _Marker(name, purpose)


class _Marker:
    def __init__(self, name: str, purpose: str) -> None:
        self.name, self.purpose = name, purpose
        READINGS.add(name)

    def __call__(self, query: Callable[P, R]) -> Callable[P, R]:
        @wraps(query)
        def marked(*args: P.args, **kwargs: P.kwargs) -> R:
            actor = kwargs.get("actor")
            if not isinstance(actor, Actor):
                raise TypeError(f"{query.__name__} is marked @reading and needs actor=…")
            outer = _reading.get()
            if outer is not None and outer.actor == actor:
                return query(*args, **kwargs)
            with _gathering(actor) as seen:
                rows = query(*args, **kwargs)
            _write_access(self.name, self.purpose, actor, seen)
            return rows

        marked.reading_name = self.name  # type: ignore[attr-defined]  # read by the architecture tests
        return marked


@contextmanager
def _gathering(actor: Actor) -> Iterator[_Reading]:
    seen = _Reading(actor)
    token = _reading.set(seen)
    try:
        yield seen
    finally:
        _reading.reset(token)


def _write_access(name: str, purpose: str, actor: Actor, seen: _Reading) -> None:
    others = seen.people - {actor.person}
    if not others or actor.kind is ActorKind.SYSTEM:
        return
    with transaction.atomic():
        AccessEntry.objects.create(
            at=clock.now(),
            account_id=actor.account,
            actor_label=actor.label[:200],
            address=actor.address[:64],
            reading=name,
            purpose=(actor.reason or purpose)[:500],
            person_ids=sorted(others)[:LISTED_PEOPLE],
            people=len(others),
            criteria=json.loads(json.dumps(seen.criteria, ensure_ascii=False, default=str)),
        )
