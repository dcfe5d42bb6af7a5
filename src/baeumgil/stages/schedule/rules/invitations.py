"""출강 요청: which stand, which are withdrawn, which are new."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from baeumgil.stages.schedule.terms import InvitationState, TeachingRole


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who shall teach which role of a session, from when to when."""

    session: int
    role: TeachingRole
    instructor: int
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class Asked:
    """An invitation as it stands."""

    id: int
    wanted: Wanted
    state: InvitationState


@dataclass(frozen=True, slots=True)
class Inviting:
    """What to do: invitations to withdraw, and new ones to make."""

    withdraw: tuple[int, ...]
    invite: tuple[Wanted, ...]


ALIVE = frozenset({InvitationState.INVITED, InvitationState.ACCEPTED})


def inviting(wanted: Collection[Wanted], asked: Iterable[Asked]) -> Inviting:
    """Whoever is asked for the very same stays asked; who declined the very same is not asked again by itself."""
    asked = list(asked)
    alive = [one for one in asked if one.state in ALIVE]
    settled = {one.wanted for one in asked if one.state is not InvitationState.WITHDRAWN}
    return Inviting(
        withdraw=tuple(one.id for one in alive if one.wanted not in set(wanted)),
        invite=tuple(one for one in wanted if one not in settled),
    )
