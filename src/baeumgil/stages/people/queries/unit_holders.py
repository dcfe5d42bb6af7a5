"""Who answers for which unit today: granted roles, and the heads that are posted there.

Building blocks for later stages, neither guarded nor logged: names of officials at their work, nothing more.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import OuterRef, Q, Subquery

from baeumgil.core.actors import Role
from baeumgil.core.locks import hold
from baeumgil.stages.people.models import Absence, Account, Posting, UnitSpan
from baeumgil.stages.people.queries.actors import BY_POSTING, grants_in_force
from baeumgil.stages.people.queries.careers import open_on
from baeumgil.stages.people.terms import PersonKind, Position

LEADS = (Position.DIVISION_HEAD, Position.BUREAU_HEAD, Position.DEPUTY_HEAD, Position.HEAD)
"""Whoever is posted so leads the unit of the posting, granted or not."""


@dataclass(frozen=True, slots=True)
class Holder:
    """An account that answers for a unit in a role; `unit` is None for the whole city."""

    account: int
    person: int | None
    name: str
    role: Role
    unit: int | None
    is_away: bool = False


def lines_up(units: Collection[int], on: date) -> Mapping[int, tuple[int, ...]]:
    """Each unit with all units above it on a day, the nearest first; one statement."""
    above = _parents(on)
    return {unit: tuple(_upwards(unit, above)) for unit in sorted(set(units))}


def holders(
    roles: Collection[Role], on: date, *, units: Collection[int] | None = None, accounts: Collection[int] | None = None
) -> tuple[Holder, ...]:
    """Who holds these roles in exactly these units or for the whole city, or which of these accounts do where.

    Liaisons and heads lose a unit's role with their posting in it, as in `actor_of`. Four statements at most.
    """
    found = dict.fromkeys(_granted(roles, on, units, accounts))
    if Role.HEAD in roles:
        found |= dict.fromkeys(_posted_heads(on, units, accounts))
    people = {holder.person for holder in found if holder.person is not None}
    away = set(Absence.objects.filter(open_on(on), person_id__in=people).values_list("person_id", flat=True))
    return tuple(replace(holder, is_away=holder.person in away) for holder in found)


def accounts_of_people(people: Collection[int]) -> Mapping[int, int]:
    """The account of each of these people; who has none is absent. One statement."""
    rows = Account.objects.filter(person_id__in=sorted(people)).order_by("pk").values_list("person_id", "pk")
    return dict(rows)


def _granted(
    roles: Collection[Role], on: date, units: Collection[int] | None, accounts: Collection[int] | None
) -> Iterator[Holder]:
    posted = Posting.objects.filter(open_on(on), person__account=OuterRef("account_id")).values("unit_id")[:1]
    grants = grants_in_force(on).filter(role__in=list(roles), account__is_active=True)
    grants = grants.exclude(account__person__kind=PersonKind.FORMER)
    if units is not None:
        grants = grants.filter(Q(unit_id__in=sorted(units)) | Q(unit=None))
    if accounts is not None:
        grants = grants.filter(account_id__in=sorted(accounts))
    rows: list[tuple[int, int | None, str, str, int | None, int | None]] = list(
        grants.annotate(posted=Subquery(posted))
        .order_by("account_id", "pk")
        .values_list("account_id", "account__person_id", "account__display_name", "role", "unit_id", "posted")
    )
    by_posting = any(unit is not None and Role(role) in BY_POSTING for _, _, _, role, unit, _ in rows)
    above = _parents(on) if by_posting else {}
    for account, person, name, role, unit, at in rows:
        if unit is not None and Role(role) in BY_POSTING and (at is None or unit not in _upwards(at, above)):
            continue
        yield Holder(account, person, name, Role(role), unit)


def _posted_heads(on: date, units: Collection[int] | None, accounts: Collection[int] | None) -> Iterator[Holder]:
    posts = Posting.objects.filter(open_on(on), position__in=list(LEADS), person__account__is_active=True)
    posts = posts.exclude(person__kind=PersonKind.FORMER)
    if units is not None:
        posts = posts.filter(unit_id__in=sorted(units))
    if accounts is not None:
        posts = posts.filter(person__account__pk__in=sorted(accounts))
    rows = posts.order_by("person_id").values_list(
        "person__account__pk", "person_id", "person__account__display_name", "unit_id"
    )
    for account, person, name, unit in rows:
        yield Holder(account, person, name, Role.HEAD, unit)


def _parents(on: date) -> Mapping[int, int | None]:
    return dict(UnitSpan.objects.filter(open_on(on)).order_by().values_list("unit_id", "parent_id"))


def _upwards(unit: int, above: Mapping[int, int | None]) -> Iterator[int]:
    seen: set[int] = set()
    at: int | None = unit
    while at is not None and at not in seen:
        seen.add(at)
        yield at
        at = above.get(at)


def lock_account(account: int) -> None:
    """Let nobody else change what hangs on an account until the transaction ends."""
    hold(Account, [account])
