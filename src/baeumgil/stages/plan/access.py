"""Who may do what in `plan`. An actor and facts in, yes or no out.

The catalogue and the approved plan hold no personal data. Drafts are the office's, its signers' and
auditors'; requests of a department are seen by that department and by the office.
"""

from baeumgil.core.actors import EVERYWHERE, Actor, ActorKind, Role

READ_PLAN = "plan:read"
WRITE_PLAN = "plan:write"
CHANGES = (Role.TRAINING_OFFICE,)
SEES_DRAFTS = (Role.TRAINING_OFFICE, Role.AUDITOR, Role.HEAD)
ASKS = (Role.LIAISON, Role.TRAINING_OFFICE)


def may_see_catalogue(actor: Actor) -> bool:
    """Everybody who has signed in, and keys that may read plans."""
    return actor.kind is ActorKind.PERSON or actor.is_trusted or has_scope(actor, READ_PLAN)


def may_edit_catalogue(actor: Actor) -> bool:
    """The training office of the whole city, and keys that may write plans."""
    return actor.units(*CHANGES) is EVERYWHERE or has_scope(actor, WRITE_PLAN)


def may_change(actor: Actor, *, is_example: bool) -> bool:
    """Catalogue and plans of our own: whoever may edit them. Examples of other institutes: the command line alone."""
    return may_edit_catalogue(actor) and (actor.is_trusted or not is_example)


def may_note_interest(actor: Actor) -> bool:
    """Everybody for themselves, at their own account."""
    return actor.kind is ActorKind.PERSON and actor.person is not None


def may_see_plans(actor: Actor) -> bool:
    """Approved plans: everybody who has signed in."""
    return may_see_catalogue(actor)


def may_see_drafts(actor: Actor) -> bool:
    """Plans in the making: office, heads, auditors, keys that may read plans."""
    return actor.is_trusted or has_scope(actor, READ_PLAN) or actor.has(*SEES_DRAFTS)


def may_edit_plan(actor: Actor) -> bool:
    """The training office of the whole city, and keys that may write plans."""
    return may_edit_catalogue(actor)


def may_see_needs(actor: Actor) -> bool:
    """The figures behind proposals: office, heads, auditors."""
    return actor.is_trusted or has_scope(actor, READ_PLAN) or actor.has(*SEES_DRAFTS)


def units_asked_for(actor: Actor) -> frozenset[int] | None:
    """Units in whose name the actor may ask for courses; None everywhere, empty nowhere."""
    return actor.units(*ASKS)


def may_ask(actor: Actor, *, unit: int | None) -> bool:
    """The liaison of a unit for that unit; the office for any."""
    return actor.holds_in(unit, ASKS)


def units_whose_requests(actor: Actor) -> frozenset[int] | None:
    """Units whose requests the actor sees: own ones for liaisons and heads; None everywhere, empty nowhere."""
    return EVERYWHERE if has_scope(actor, READ_PLAN) else actor.units(*ASKS, Role.HEAD, Role.AUDITOR)


def may_see_request(actor: Actor, *, unit: int | None) -> bool:
    """Whoever may ask in that unit's name, its head, the office, auditors, keys that may read plans."""
    units = units_whose_requests(actor)
    return units is EVERYWHERE or (unit is not None and unit in units)


def may_manage_needs(actor: Actor) -> bool:
    """Rounds, surveys, answers to departments, seats: the training office of the whole city."""
    return may_edit_catalogue(actor)


def may_answer_survey(actor: Actor) -> bool:
    """Somebody with a person of their own; whether they were asked the service looks up."""
    return actor.kind is ActorKind.PERSON and actor.person is not None


def may_manage_committee(actor: Actor) -> bool:
    """The training office of the whole city."""
    return actor.units(*CHANGES) is EVERYWHERE


def may_see_committee(actor: Actor) -> bool:
    """Names and opinions of members: office, heads, auditors."""
    return actor.is_trusted or actor.has(*SEES_DRAFTS)


def may_manage_routes(actor: Actor) -> bool:
    """The training office of the whole city."""
    return actor.units(*CHANGES) is EVERYWHERE


def may_start_case(actor: Actor) -> bool:
    """The training office of the whole city, through a person's account: the drafter signs."""
    return actor.units(*CHANGES) is EVERYWHERE


def may_see_case(actor: Actor, *, signers: frozenset[int]) -> bool:
    """Whoever signs in it; office, heads, auditors. No key: a paper names those who signed and what they remarked."""
    return may_see_committee(actor) or (actor.account is not None and actor.account in signers)


def may_sign(actor: Actor, *, account: int | None) -> bool:
    """A person at their own account; the box is theirs or they stand in for its holder."""
    return actor.kind is ActorKind.PERSON and actor.account is not None and (account is None or actor.account > 0)


def may_publish(actor: Actor) -> bool:
    """The training office of the whole city."""
    return actor.units(*CHANGES) is EVERYWHERE


def may_manage_templates(actor: Actor) -> bool:
    """The training office of the whole city."""
    return actor.units(*CHANGES) is EVERYWHERE


def has_scope(actor: Actor, scope: str) -> bool:
    """True for an API key that carries the scope."""
    return actor.kind is ActorKind.API_KEY and scope in actor.scopes
