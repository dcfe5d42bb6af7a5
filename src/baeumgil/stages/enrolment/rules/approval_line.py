"""승인선. Whose consent an application needs, stage by stage. Nobody consents to their own application."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from baeumgil.core.actors import Role
from baeumgil.stages.enrolment.terms import ApproverKind

ROLE_OF: Mapping[ApproverKind, Role] = {
    ApproverKind.UNIT_HEAD: Role.HEAD,
    ApproverKind.HOME_BODY: Role.LIAISON,
    ApproverKind.INSTITUTE: Role.TRAINING_OFFICE,
}

Place = tuple[ApproverKind, int | None]
"""A stage of approval and the unit whose head or liaison decides; None: the whole city."""


@dataclass(frozen=True, slots=True)
class Decider:
    """Somebody who decides at a place; `can_act`: is there today; `stand_ins` are people who act for them today."""

    account: int
    person: int | None
    can_act: bool = True
    stand_ins: frozenset[int] = frozenset()

    def can_decide_about(self, applicant: int) -> bool:
        """Whether they, or somebody in their place, can: neither is the applicant, nor is it the applicant's place."""
        return self.person != applicant and (self.can_act or bool(self.stand_ins - {applicant}))


def line_for(
    kinds: Sequence[ApproverKind],
    *,
    applicant: int,
    units: Sequence[int],
    deciders: Mapping[Place, Sequence[Decider]],
) -> tuple[Place, ...]:
    """The places where consent is asked, in the policy's order; `units`: the applicant's, and those above it.

    The nearest unit that has somebody besides the applicant decides; one where everybody is away and nobody stands
    in, or only the applicant does, is passed over. Where the line ends without anybody, it is for the whole city.
    """
    return tuple(
        (kind, nearest(kind, applicant=applicant, units=units, deciders=deciders)) for kind in dict.fromkeys(kinds)
    )


def nearest(
    kind: ApproverKind, *, applicant: int, units: Sequence[int], deciders: Mapping[Place, Sequence[Decider]]
) -> int | None:
    """The nearest of these units where somebody can decide about this applicant; None: the whole city."""
    if kind is ApproverKind.INSTITUTE:
        return None
    for unit in units:
        if any(one.can_decide_about(applicant) for one in deciders.get((kind, unit), ())):
            return unit
    return None


def above(
    place: Place, *, applicant: int, units: Sequence[int], deciders: Mapping[Place, Sequence[Decider]]
) -> int | None:
    """Where an approval goes that nobody gave in time: the next unit up that has somebody; None: the whole city."""
    kind, unit = place
    higher = units[units.index(unit) + 1 :] if unit in units else ()
    return nearest(kind, applicant=applicant, units=higher, deciders=deciders)
