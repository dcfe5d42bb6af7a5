"""Reading the audit chain and the access log: for auditors, and for the command line."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_
from typing import TypeVar

from django.db.models import Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Replace
from django.utils import timezone

from baeumgil.core.actors import Actor, Role
from baeumgil.core.audit import REFUSED, first_broken_link
from baeumgil.core.errors import NotAllowed
from baeumgil.core.models import AccessEntry, AuditEntry, ChainHead
from baeumgil.core.paging import Page, bounds

Entry = TypeVar("Entry", AuditEntry, AccessEntry)


@dataclass(frozen=True, slots=True)
class AuditRow:
    """감사 기록. With `is_refused` nothing was done: the subject says why not."""

    number: int
    at: datetime
    actor_label: str
    address: str
    reason: str
    action: str
    subject: str
    facts: Mapping[str, object]
    is_refused: bool = False


@dataclass(frozen=True, slots=True)
class AccessRow:
    """열람 기록. `people` others' data were shown, found by `criteria`; `person_ids` are the first 200 of them."""

    at: datetime
    actor_label: str
    address: str
    reading: str
    purpose: str
    people: int
    person_ids: tuple[int, ...]
    criteria: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class ChainCheck:
    """Whether the chain is whole: `first_broken` is the first entry that was changed, removed or put in."""

    length: int
    first_broken: int | None


def may_read_audit(actor: Actor) -> bool:
    """Auditors of the whole organisation, and the command line."""
    return actor.units(Role.AUDITOR) is None


def audit_entries(
    *,
    actor: Actor,
    text: str = "",
    action: str = "",
    refused: bool | None = None,
    first: date | None = None,
    last: date | None = None,
    page: int = 1,
    size: int = 50,
) -> Page[AuditRow]:
    """What was done or refused, latest first. `text` is looked for in who and what; days include both ends."""
    _need(actor)
    found = _between(AuditEntry.objects.order_by("-number"), first, last)
    if text:
        found = found.filter(Q(actor_label__icontains=text) | Q(subject__icontains=text) | Q(address=text))
    if action:
        found = found.filter(action=action)
    if refused is not None:
        found = found.filter(facts__has_key=REFUSED) if refused else found.exclude(facts__has_key=REFUSED)
    total = found.count()
    number, start, end = bounds(page, size, total)
    rows = [
        AuditRow(
            number=entry.number,
            at=entry.at,
            actor_label=entry.actor_label,
            address=entry.address,
            reason=entry.reason,
            action=entry.action,
            subject=entry.subject,
            facts=entry.facts,
            is_refused=REFUSED in entry.facts,
        )
        for entry in found[start:end]
    ]
    return Page(rows, number, end - start, total)


def access_entries(
    *,
    actor: Actor,
    text: str = "",
    reading: str = "",
    people: Collection[int] | None = None,
    first: date | None = None,
    last: date | None = None,
    page: int = 1,
    size: int = 50,
) -> Page[AccessRow]:
    """Who looked at others' personal data, latest first; with `people`, only where one of them is listed."""
    _need(actor)
    found = _between(AccessEntry.objects.order_by("-at", "-pk"), first, last)
    if text:
        found = found.filter(Q(actor_label__icontains=text) | Q(purpose__icontains=text) | Q(address=text))
    if reading:
        found = found.filter(reading=reading)
    if people is not None:
        found = _of_people(found, people)
    total = found.count()
    number, start, end = bounds(page, size, total)
    rows = [
        AccessRow(
            at=entry.at,
            actor_label=entry.actor_label,
            address=entry.address,
            reading=entry.reading,
            purpose=entry.purpose,
            people=entry.people,
            person_ids=tuple(entry.person_ids),
            criteria=entry.criteria,
        )
        for entry in found[start:end]
    ]
    return Page(rows, number, end - start, total)


def check_chain(*, actor: Actor) -> ChainCheck:
    """Walk the whole chain and compare every hash."""
    _need(actor)
    broken = first_broken_link()
    head = ChainHead.objects.first()
    return ChainCheck(length=head.length if head is not None else 0, first_broken=broken)


def _of_people(found: QuerySet[AccessEntry], people: Collection[int]) -> QuerySet[AccessEntry]:
    """Where one of these is listed. The list is compared as text, the same on every database: ` 1, 2,` holds ` 2,`."""
    if not people:
        return found.none()
    opened = Replace(Cast("person_ids", TextField()), Value("["), Value(" "), output_field=TextField())
    text = Replace(opened, Value("]"), Value(","), output_field=TextField())
    wanted = reduce(or_, (Q(listed__contains=f" {person},") for person in sorted(people)))
    return found.alias(listed=text).filter(wanted)


def _between(found: QuerySet[Entry], first: date | None, last: date | None) -> QuerySet[Entry]:
    if first is not None:
        found = found.filter(at__gte=_start_of(first))
    if last is not None:
        found = found.filter(at__lt=_start_of(last + timedelta(days=1)))
    return found


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _need(actor: Actor) -> None:
    if not may_read_audit(actor):
        raise NotAllowed
