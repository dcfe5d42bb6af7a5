"""Who may do what in `roadmap`. An actor and facts in, yes or no out.

Whose data somebody sees follows the unit of today's posting; who has no unit is seen only by those
whose grant covers everything.
"""

from baeumgil.core.actors import EVERYWHERE, Actor, ActorKind, Role

READ_ROADMAP = "roadmap:read"
SEES_ROADS = (Role.LIAISON, Role.HEAD, Role.TRAINING_OFFICE, Role.AUDITOR)
SEES_PLANS = (Role.HEAD, Role.TRAINING_OFFICE, Role.AUDITOR)
CHANGES = (Role.TRAINING_OFFICE,)


def may_see_road(actor: Actor, *, person: int, unit: int | None) -> bool:
    """One's own road always; another's if today's unit lies where the actor may look."""
    if actor.person is not None and actor.person == person:
        return True
    units = units_seen(actor)
    return units is EVERYWHERE or (unit is not None and unit in units)


def units_seen(actor: Actor) -> frozenset[int] | None:
    """Units whose people's states the actor may list; None means everywhere, empty nowhere."""
    if has_scope(actor):
        return EVERYWHERE
    return actor.units(*SEES_ROADS)


def has_scope(actor: Actor) -> bool:
    """True for an API key that may read the roadmap."""
    return actor.kind is ActorKind.API_KEY and READ_ROADMAP in actor.scopes


def may_see_board(actor: Actor) -> bool:
    """Whoever may look into at least one unit."""
    return units_seen(actor) != frozenset()


def may_see_rules(actor: Actor) -> bool:
    """Rules hold no personal data: everybody who has signed in may read what obliges them."""
    return actor.kind is ActorKind.PERSON or actor.is_trusted or has_scope(actor)


def may_edit_rules(actor: Actor) -> bool:
    """The training office of the whole city, for rules oblige everybody."""
    return actor.units(*CHANGES) is EVERYWHERE


def may_import_records(actor: Actor) -> bool:
    """The training office of the whole city."""
    return actor.units(*CHANGES) is EVERYWHERE


def may_see_record_imports(actor: Actor) -> bool:
    """Whoever imports, and auditors: their previews show people of the whole city."""
    return actor.units(*CHANGES, Role.AUDITOR) is None


def may_credit(actor: Actor) -> bool:
    """The training office, and the system when a course ends."""
    return actor.is_trusted or actor.has(*CHANGES)


def may_exempt(actor: Actor, *, unit: int | None) -> bool:
    """The training office, within its units."""
    return actor.holds_in(unit, CHANGES)


def may_see_forecast(actor: Actor) -> bool:
    """Figures of the whole city: heads, training office and auditors anywhere."""
    return actor.is_trusted or has_scope(actor) or actor.has(*SEES_PLANS)


def may_recompute(actor: Actor) -> bool:
    """The worker, and the training office."""
    return actor.is_trusted or actor.has(*CHANGES)
