"""Who may do what in `enrolment`. An actor and facts in, yes or no out.

Somebody sees their own applications; liaisons and heads those of their units; the training office and auditors all.
Nobody decides about themselves.
"""

from baeumgil.core.actors import EVERYWHERE, Actor, ActorKind, Role

READ_ENROLMENT = "enrolment:read"
WRITE_ENROLMENT = "enrolment:write"
CHANGES = (Role.TRAINING_OFFICE,)
SEES_ALL = (Role.TRAINING_OFFICE, Role.AUDITOR)
SEES_UNIT = (Role.TRAINING_OFFICE, Role.AUDITOR, Role.HEAD, Role.LIAISON)
NAMES_PEOPLE = (Role.LIAISON, Role.HEAD, Role.TRAINING_OFFICE)


def may_see_calls(actor: Actor) -> bool:
    """Announced calls, their policies and free seats: everybody who is signed in, and keys that may read."""
    return actor.kind is not ActorKind.NOBODY and (actor.kind is not ActorKind.API_KEY or may_read_by_key(actor))


def may_run_calls(actor: Actor) -> bool:
    """Calls, quotas, selections, lists: the training office of the whole city, and keys that may write."""
    return actor.units(*CHANGES) is EVERYWHERE or has_scope(actor, WRITE_ENROLMENT)


def may_see_drafts(actor: Actor) -> bool:
    """Calls before announcement and what came of them in numbers: office, auditors, heads, keys. No personal data."""
    return actor.is_trusted or may_read_by_key(actor) or actor.has(*SEES_ALL, Role.HEAD)


def may_see_results(actor: Actor) -> bool:
    """Results before publication, everybody's lines and reviews: who works or signs for the whole city, and keys."""
    return actor.units(*SEES_ALL, Role.HEAD) is EVERYWHERE or may_read_by_key(actor)


def may_apply_for(actor: Actor, *, person: int) -> bool:
    """Everybody for themselves; a key that may write for whom it says, as the system that signed them in."""
    return is_own(actor, person=person) or actor.is_trusted or has_scope(actor, WRITE_ENROLMENT)


def may_nominate(actor: Actor, *, unit: int | None) -> bool:
    """Liaisons and heads people of their units; the office everybody; keys that may write."""
    return actor.holds_in(unit, NAMES_PEOPLE) or has_scope(actor, WRITE_ENROLMENT)


def may_see_application(actor: Actor, *, person: int, unit: int | None) -> bool:
    """Whose it is, who is responsible for the unit, office and auditors, keys that may read."""
    return is_own(actor, person=person) or actor.holds_in(unit, SEES_UNIT) or may_read_by_key(actor)


def may_decide_approvals(actor: Actor) -> bool:
    """Whoever signed in may find approvals to give: anybody may stand in for a head. Which ones, says the line.

    A key that may write names who decides.
    """
    return actor.kind is ActorKind.PERSON or actor.is_trusted or has_scope(actor, WRITE_ENROLMENT)


def may_name_deputy(actor: Actor, *, account: int) -> bool:
    """Everybody their own; the office and whoever runs the system anybody's."""
    is_own = actor.kind is ActorKind.PERSON and actor.account == account
    return is_own or actor.units(*CHANGES, Role.SYSTEM_ADMIN) is EVERYWHERE


def may_sign_results(actor: Actor) -> bool:
    """Selections are signed by the office or a head of the whole city; two different people."""
    return actor.kind is ActorKind.PERSON and actor.units(*CHANGES, Role.HEAD) is EVERYWHERE


def may_see_bars(actor: Actor) -> bool:
    """Who may not apply for a while: the office and auditors of the whole city, keys that may read."""
    return actor.units(*SEES_ALL) is EVERYWHERE or may_read_by_key(actor)


def units_seen(actor: Actor) -> frozenset[int] | None:
    """Units whose people's applications the actor sees; None everywhere."""
    return EVERYWHERE if may_read_by_key(actor) else actor.units(*SEES_UNIT)


def may_read_by_key(actor: Actor) -> bool:
    """True for an API key that may read enrolment."""
    return has_scope(actor, READ_ENROLMENT) or has_scope(actor, WRITE_ENROLMENT)


def is_own(actor: Actor, *, person: int) -> bool:
    """True for the person themselves at their own account."""
    return actor.kind is ActorKind.PERSON and actor.person is not None and actor.person == person


def has_scope(actor: Actor, scope: str) -> bool:
    """True for an API key that carries the scope."""
    return actor.kind is ActorKind.API_KEY and scope in actor.scopes
