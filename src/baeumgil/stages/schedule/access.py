"""Who may do what in `schedule`. An actor and facts in, yes or no out.

The calendar of sessions holds no personal data but the names of instructors, who teach in public. Their reach and
absences are the office's.
"""

from baeumgil.core.actors import EVERYWHERE, Actor, ActorKind, Role

READ_SCHEDULE = "schedule:read"
WRITE_SCHEDULE = "schedule:write"
CHANGES = (Role.TRAINING_OFFICE,)
SEES_DRAFTS = (Role.TRAINING_OFFICE, Role.AUDITOR, Role.HEAD)


def may_see_calendar(actor: Actor) -> bool:
    """Everybody who has signed in, and keys that may read the schedule."""
    return actor.kind is ActorKind.PERSON or actor.is_trusted or has_scope(actor, READ_SCHEDULE)


def may_edit_schedule(actor: Actor) -> bool:
    """Sessions, rooms, instructors, calendar, runs: the training office of the whole city, and keys that may write."""
    return actor.units(*CHANGES) is EVERYWHERE or has_scope(actor, WRITE_SCHEDULE)


def may_change(actor: Actor, *, is_example: bool) -> bool:
    """Our own year: whoever may edit it. Years of example institutes: the command line alone."""
    return may_edit_schedule(actor) and (actor.is_trusted or not is_example)


def may_see_drafts(actor: Actor) -> bool:
    """Proposals, runs, conditions, absences: office, heads, auditors, keys that may read the schedule."""
    return actor.is_trusted or has_scope(actor, READ_SCHEDULE) or actor.has(*SEES_DRAFTS)


def may_see_instructors(actor: Actor) -> bool:
    """Fees, ways to reach them and absences of instructors: office and auditors."""
    return actor.is_trusted or actor.has(Role.TRAINING_OFFICE, Role.AUDITOR)


def may_answer_invitation(actor: Actor, *, person: int | None) -> bool:
    """The invited person at their own account; the office notes what somebody said on the phone."""
    is_own = actor.kind is ActorKind.PERSON and actor.person is not None and actor.person == person
    return is_own or actor.units(*CHANGES) is EVERYWHERE


def units_seen(actor: Actor) -> frozenset[int] | None:
    """Units whose calendar the actor sees as a unit: liaisons and heads their own; None everywhere."""
    return (
        EVERYWHERE if may_see_drafts(actor) and not actor.has(Role.LIAISON) else actor.units(*SEES_DRAFTS, Role.LIAISON)
    )


def may_have_feed(actor: Actor) -> bool:
    """A person at their own account: the feed carries what they may see."""
    return actor.kind is ActorKind.PERSON and actor.account is not None


def has_scope(actor: Actor, scope: str) -> bool:
    """True for an API key that carries the scope."""
    return actor.kind is ActorKind.API_KEY and scope in actor.scopes
