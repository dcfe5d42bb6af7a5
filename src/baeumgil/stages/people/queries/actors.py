"""행위자. Who somebody is for one request: account, person, grants in force today."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from baeumgil.core import clock
from baeumgil.core.actors import Actor, ActorKind, Grant, Role
from baeumgil.core.prepared import prepared
from baeumgil.stages.people.errors import AccountNotFound
from baeumgil.stages.people.models import Account, GrantRecord, Notice, Posting, SignIn
from baeumgil.stages.people.terms import PersonKind, SignInEnd

BY_POSTING = frozenset({Role.LIAISON, Role.HEAD, Role.INSTRUCTOR})
TOUCH_AFTER = timedelta(seconds=30)

_SUBTREES = """
WITH RECURSIVE below(root, unit) AS (
    SELECT DISTINCT unit_id, unit_id FROM people_grantrecord
    WHERE account_id = %s AND unit_id IS NOT NULL AND ended_at IS NULL
        AND starts_on <= %s AND (ends_on IS NULL OR ends_on >= %s)
    UNION
    SELECT below.root, span.unit_id FROM people_unitspan AS span JOIN below ON span.parent_id = below.unit
    WHERE span.starts_on <= %s AND (span.ends_on IS NULL OR span.ends_on >= %s)
)
SELECT root, unit FROM below
"""


@dataclass(frozen=True, slots=True)
class Presence:
    """What a sign-in is worth right now: an actor, or the reason why it has ended; and the number of unread notices."""

    actor: Actor
    end: SignInEnd | None = None
    must_change_password: bool = False
    is_stale: bool = False
    unread: int = 0


def actor_of(account: int, address: str = "") -> Actor:
    """The actor an account is today; three statements at most. Raises `AccountNotFound` when it may not sign in."""
    found = Account.objects.filter(pk=account).select_related("person").first()
    if found is None or not may_sign_in(found):
        raise AccountNotFound
    return _actor(found.pk, found.person_id, found.display_name or found.username, address)


def presence(sign_in: int, address: str = "") -> Presence:
    """The actor behind a sign-in, or how it ended; three statements at most.

    An end that time brought about (idle, too old) is only told here; `end_sign_in` writes it down.
    """
    found = [_SignedIn(*row) for row in _sign_ins(sign_in=sign_in)]
    if not found:
        return Presence(Actor.nobody(address), SignInEnd.SIGNED_OUT)
    row, now = found[0], clock.now()
    end = _end_of(row, now)
    if end is not None:
        return Presence(Actor.nobody(address), end)
    return Presence(
        actor=_actor(row.account, row.person, row.display_name or row.username, address),
        must_change_password=row.must_change_password,
        is_stale=now - row.seen_at >= TOUCH_AFTER,
        unread=row.unread or 0,
    )


@dataclass(frozen=True, slots=True)
class _SignedIn:
    """A sign-in with its account, as read."""

    account: int
    person: int | None
    kind: PersonKind | None
    username: str
    display_name: str
    is_active: bool
    must_change_password: bool
    seen_at: datetime
    expires_at: datetime
    idle_minutes: int
    ended_at: datetime | None
    end: SignInEnd | str | None
    unread: int | None


def may_sign_in(account: Account) -> bool:
    """One rule for every way in: an active account whose person has not left."""
    return _may(account.is_active, None if account.person is None else account.person.kind)


def _may(is_active: bool, kind: PersonKind | str | None) -> bool:  # noqa: FBT001  two facts of an account
    return is_active and kind is not PersonKind.FORMER


def grants_in_force(on: date) -> QuerySet[GrantRecord]:
    """Grants that hold on a day; one that somebody ended is void at once, even on its own last day."""
    return GrantRecord.objects.filter(ended_at=None, starts_on__lte=on).filter(Q(ends_on=None) | Q(ends_on__gte=on))


def _end_of(row: _SignedIn, now: datetime) -> SignInEnd | None:
    if row.ended_at is not None:
        return row.end if isinstance(row.end, SignInEnd) else SignInEnd.SIGNED_OUT
    if not _may(row.is_active, row.kind):
        return SignInEnd.REVOKED
    if now >= row.expires_at:
        return SignInEnd.TOO_OLD
    return SignInEnd.IDLE if now - row.seen_at >= timedelta(minutes=row.idle_minutes) else None


def _actor(account: int, person: int | None, label: str, address: str) -> Actor:
    return Actor(
        kind=ActorKind.PERSON,
        label=label,
        account=account,
        person=person,
        grants=tuple(_grants(account, person, clock.today())),
        address=address,
    )


def _grants(account: int, person: int | None, today: date) -> Iterable[Grant]:
    """Grants in force today. Rights of liaisons, heads and instructors follow today's posting."""
    held: Iterable[tuple[str, int | None, int | None]] = _held(account=account, on=today)
    below = _subtrees(account, today) if any(unit is not None for _role, unit, _posted in held) else {}
    if person is not None:
        yield Grant(Role.OFFICIAL, frozenset())
    for role, unit, at in held:
        units = None if unit is None else below[unit]
        if role in BY_POSTING and units is not None and at not in units:
            continue
        yield Grant(Role(role), units)


def _subtrees(account: int, today: date) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    with connection.cursor() as cursor:
        cursor.execute(_SUBTREES, [account, today, today, today, today])
        for root, unit in cursor.fetchall():
            found[root].add(unit)
    return {root: frozenset(units) for root, units in found.items()}


def _open_sign_ins(sign_in: int) -> QuerySet[SignIn, Any]:
    unread = (
        Notice.objects.filter(person_id=OuterRef("account__person_id"), read_at=None)
        .order_by()
        .values("person_id")
        .values(count=Count("pk"))
    )
    return (
        SignIn.objects.filter(pk=sign_in)
        .annotate(unread=Subquery(unread))
        .values_list(
            "account_id",
            "account__person_id",
            "account__person__kind",
            "account__username",
            "account__display_name",
            "account__is_active",
            "account__must_change_password",
            "seen_at",
            "expires_at",
            "idle_minutes",
            "ended_at",
            "end",
            "unread",
        )
    )


def _held_by(account: int, on: date) -> QuerySet[GrantRecord, Any]:
    posted = (
        Posting.objects.filter(person__account=account, starts_on__lte=on)
        .filter(Q(ends_on=None) | Q(ends_on__gte=on))
        .values("unit_id")[:1]
    )
    return (
        grants_in_force(on)
        .filter(account_id=account)
        .annotate(posted=Subquery(posted))
        .values_list("role", "unit_id", "posted")
        .order_by("pk")
    )


_sign_ins, _held = prepared(_open_sign_ins), prepared(_held_by)
