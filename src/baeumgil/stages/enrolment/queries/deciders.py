"""Who decides about applications at a place, for whom they stand in, and where somebody decides today.

Building blocks: neither guarded nor logged.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from baeumgil.core import clock
from baeumgil.core.actors import EVERYWHERE, Actor, ActorKind, Role
from baeumgil.stages.enrolment.models import Deputy
from baeumgil.stages.enrolment.rules.application_rows import Approver
from baeumgil.stages.enrolment.rules.approval_line import ROLE_OF, Decider, Place
from baeumgil.stages.enrolment.terms import ApproverKind
from baeumgil.stages.people.errors import AccountNotFound
from baeumgil.stages.people.queries.accounts import actor_of
from baeumgil.stages.people.queries.unit_holders import Holder, accounts_of_people, holders

KIND_OF = {role: kind for kind, role in ROLE_OF.items()}
ROLES = tuple(ROLE_OF.values())


@dataclass(frozen=True, slots=True)
class Chair:
    """In whose place somebody decides: their own, or that of whom they stand in for. `near` are exactly their posts."""

    actor: Actor
    near: frozenset[Place]
    is_deputy: bool = False

    def may_decide(self, place: Place) -> bool:
        """At their own post, or as one whose role covers the unit from above; without a unit, the office too."""
        kind, unit = place
        if place in self.near:
            return True
        if unit is None:
            return self.actor.units(ROLE_OF[kind], Role.TRAINING_OFFICE) is EVERYWHERE
        return self.actor.holds_in(unit, (ROLE_OF[kind],))


def deciders(places: Collection[Place], on: date) -> Mapping[Place, tuple[Decider, ...]]:
    """Who decides at each of these places today; places where nobody does are absent. Six statements at most."""
    kinds = {kind for kind, _unit in places}
    if not kinds:
        return {}
    units = {unit for _kind, unit in places if unit is not None}
    held = holders([ROLE_OF[kind] for kind in sorted(kinds)], on, units=units)
    stand_ins = _stand_ins([holder.account for holder in held if holder.is_away], on)
    found: defaultdict[Place, list[Decider]] = defaultdict(list)
    for holder in held:
        people = frozenset(person for person in stand_ins[holder.account] if person is not None)
        one = Decider(holder.account, holder.person, not holder.is_away, people)
        found[KIND_OF[holder.role], holder.unit].append(one)
    return {place: tuple(found[place]) for place in places if place in found}


def people_at(
    places: Collection[Place], on: date, known: Mapping[Place, Sequence[Decider]] | None = None
) -> Mapping[Place, frozenset[int]]:
    """Whom to tell that something waits at a place: who decides there, and who stands in for them today.

    Where nobody does, the training office of the whole city. What is `known` of places is not asked again.
    """
    office = (ApproverKind.INSTITUTE, None)
    by_place = dict(known or {})
    if any(place not in by_place for place in places):
        by_place |= deciders({*places, office} - by_place.keys(), on)
    chosen = {place: by_place.get(place) or by_place.get(office, ()) for place in places}
    stand_ins = _stand_ins({one.account for found in chosen.values() for one in found}, on)
    told: dict[Place, frozenset[int]] = {}
    for place, found in chosen.items():
        people = {one.person for one in found} | {person for one in found for person in stand_ins[one.account]}
        told[place] = frozenset(person for person in people if person is not None)
    return told


def approvers_at(place: Place, on: date, *, applicant: int) -> tuple[Approver, ...]:
    """Who is there today to decide at a place about this applicant, by name, and who stands in for whom.

    Where nobody does, the training office of the whole city. A fixed number of statements.
    """
    office = (ApproverKind.INSTITUTE, None)
    held = _held_at(place, on, applicant) or _held_at(office, on, applicant)
    others = {holder.account: holder for holder in held}
    rows = Deputy.objects.filter(
        account_id__in=sorted(others), starts_on__lte=on, ends_on__gte=on, deputy__is_active=True
    ).exclude(deputy__person_id=applicant)
    stand_ins = rows.order_by("pk").values_list("deputy__display_name", "account_id")
    own = [Approver(holder.name) for holder in others.values() if not holder.is_away]
    return tuple(dict.fromkeys([*own, *(Approver(name, others[account].name) for name, account in stand_ins)]))


def actor_of_person(person: int, address: str = "") -> Actor | None:
    """The actor somebody is at their own account; None without one that may sign in."""
    account = next(iter(accounts_of_people([person]).values()), None)
    if account is None:
        return None
    try:
        return actor_of(account, address)
    except AccountNotFound:
        return None


def chairs_of(actor: Actor) -> tuple[Chair, ...]:
    """The actor's own chair, then those of whom they stand in for today."""
    today = clock.today()
    if actor.kind is not ActorKind.PERSON or actor.account is None:
        return (Chair(actor, _own_places(actor, ())),)
    principals = Deputy.objects.filter(deputy_id=actor.account, starts_on__lte=today, ends_on__gte=today)
    actors = [actor]
    for account in sorted(set(principals.values_list("account_id", flat=True))):
        try:
            actors.append(actor_of(account, actor.address))
        except AccountNotFound:  # gone meanwhile: there is nobody to stand in for
            continue
    held: defaultdict[int, list[Holder]] = defaultdict(list)
    for holder in holders(ROLES, today, accounts=[one.account for one in actors if one.account is not None]):
        held[holder.account].append(holder)
    return tuple(
        Chair(one, _own_places(one, held[one.account or 0]), is_deputy=place > 0) for place, one in enumerate(actors)
    )


def chair_for(chairs: Sequence[Chair], place: Place, *, applicant: int) -> Chair | None:
    """The chair that decides at a place about this applicant, one's own before another's; None: none may.

    Nobody decides about themselves, in anybody's place, and nobody in the applicant's.
    """
    own = [chair for chair in chairs if not chair.is_deputy]
    if any(chair.actor.person == applicant for chair in own):
        return None
    able = [chair for chair in chairs if chair.actor.person != applicant and chair.may_decide(place)]
    return next(iter(able), None)


def _own_places(actor: Actor, held: Iterable[Holder]) -> frozenset[Place]:
    near: set[Place] = {(KIND_OF[holder.role], holder.unit) for holder in held}
    if actor.units(Role.TRAINING_OFFICE) is EVERYWHERE:
        near |= {(kind, None) for kind in ApproverKind}
    return frozenset(near)


def _held_at(place: Place, on: date, applicant: int) -> list[Holder]:
    kind, unit = place
    found = holders([ROLE_OF[kind]], on, units=() if unit is None else [unit])
    return [holder for holder in found if holder.unit == unit and holder.person != applicant]


def _stand_ins(accounts: Collection[int], on: date) -> Mapping[int, list[int | None]]:
    found: defaultdict[int, list[int | None]] = defaultdict(list)
    if accounts:
        rows = Deputy.objects.filter(
            account_id__in=sorted(accounts), starts_on__lte=on, ends_on__gte=on, deputy__is_active=True
        ).order_by("pk")
        for account, person in rows.values_list("account_id", "deputy__person_id"):
            found[account].append(person)
    return found
