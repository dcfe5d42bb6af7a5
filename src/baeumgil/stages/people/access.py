"""Who may do what with people and units. An actor and facts in, yes or no out."""

from baeumgil.core.actors import EVERYWHERE, Actor, ActorKind, Role

READERS = (Role.LIAISON, Role.HEAD, Role.TRAINING_OFFICE, Role.AUDITOR)
OVERSEERS = (Role.TRAINING_OFFICE, Role.AUDITOR)
READ_PEOPLE = "people:read"
READ_POLICIES, WRITE_POLICIES = "policies:read", "policies:write"
SIGN_IN_SUBJECT = "sign_in"


def readable_units(actor: Actor) -> frozenset[int] | None:
    """Units whose people the actor may see; None is everywhere, empty is nowhere."""
    if actor.kind is ActorKind.API_KEY and READ_PEOPLE in actor.scopes:
        return EVERYWHERE
    return actor.units(*READERS)


def may_see_person(actor: Actor, person: int, unit: int | None) -> bool:
    """Oneself always; others within the units one reads. `unit` is the person's unit today."""
    if actor.person is not None and actor.person == person:
        return True
    units = readable_units(actor)
    return units is EVERYWHERE or (unit is not None and unit in units)


def may_list_people(actor: Actor) -> bool:
    """True when the actor may see anybody but themselves."""
    units = readable_units(actor)
    return units is EVERYWHERE or bool(units)


def may_see_organisation(actor: Actor) -> bool:
    """Names of units are no secret to anybody who has signed in."""
    return actor.kind is not ActorKind.NOBODY


def may_import_roster(actor: Actor) -> bool:
    """The training office of the whole city."""
    return actor.units(Role.TRAINING_OFFICE) is EVERYWHERE


def may_see_rosters(actor: Actor) -> bool:
    """Who imports, and who audits the whole city."""
    return actor.units(*OVERSEERS) is EVERYWHERE


def may_edit_organisation(actor: Actor) -> bool:
    """The training office of the whole city."""
    return actor.units(Role.TRAINING_OFFICE) is EVERYWHERE


def may_edit_person(actor: Actor, unit: int | None) -> bool:
    """The training office, within its units. People without a unit belong to the whole city's office."""
    return actor.holds_in(unit, (Role.TRAINING_OFFICE,))


def may_register_people(actor: Actor) -> bool:
    """Candidates and guests have no unit yet: the training office of the whole city."""
    return actor.units(Role.TRAINING_OFFICE) is EVERYWHERE


def may_seed_policies(actor: Actor) -> bool:
    """Whoever sets the system up: at the command line, or its administrator."""
    return actor.is_trusted or actor.has(Role.SYSTEM_ADMIN)


def may_see_policies(actor: Actor) -> bool:
    """Whoever works with what the policies say, and keys that may read them; they hold no personal data."""
    if actor.kind is ActorKind.API_KEY:
        return READ_POLICIES in actor.scopes
    return actor.is_trusted or actor.has(*READERS, Role.SYSTEM_ADMIN)


def may_set_policy(actor: Actor, subject: str) -> bool:
    """The training office and the administrators of the whole city; how people sign in, administrators alone.

    A key that may write sets everything but that.
    """
    if subject == SIGN_IN_SUBJECT:
        return actor.units(Role.SYSTEM_ADMIN) is EVERYWHERE
    if actor.kind is ActorKind.API_KEY:
        return WRITE_POLICIES in actor.scopes
    return actor.units(Role.TRAINING_OFFICE, Role.SYSTEM_ADMIN) is EVERYWHERE


def may_manage_accounts(actor: Actor) -> bool:
    """Whoever runs the system: at the command line, or a system administrator."""
    return actor.is_trusted or actor.has(Role.SYSTEM_ADMIN)


def may_read_accounts(actor: Actor) -> bool:
    """Who manages accounts, and who audits."""
    return may_manage_accounts(actor) or actor.has(Role.AUDITOR)


def may_grant(actor: Actor, *, account: int, unit: int | None) -> bool:
    """Nobody grants or ends a right of their own, and nobody reaches beyond the units they administer."""
    if actor.is_trusted:
        return True
    return account != actor.account and actor.holds_in(unit, (Role.SYSTEM_ADMIN,))


def may_change_password(actor: Actor, account: int) -> bool:
    """Of one's own account."""
    return actor.account == account


def may_end_sign_in(actor: Actor, account: int) -> bool:
    """One's own; others' as who manages accounts."""
    return actor.account == account or may_manage_accounts(actor)


def may_see_deliveries(actor: Actor) -> bool:
    """Which notices did not reach somebody: the training office, the system's administrators, auditors; everywhere."""
    return actor.units(Role.TRAINING_OFFICE, Role.SYSTEM_ADMIN, Role.AUDITOR) is EVERYWHERE


def may_settle_deliveries(actor: Actor) -> bool:
    """Send again or give up: the training office and the system's administrators."""
    return actor.units(Role.TRAINING_OFFICE, Role.SYSTEM_ADMIN) is EVERYWHERE


def may_run_outbox(actor: Actor) -> bool:
    """The worker and the command line."""
    return actor.is_trusted
