"""One sign-in for each role, on people of the city whose road is worth looking at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from baeumgil.core.actors import Actor, Role
from baeumgil.stages.people.rules.columns import CareerColumns
from baeumgil.stages.roadmap.rules.definition import Stage


@dataclass(frozen=True, slots=True)
class Login:
    """A user name of the invented city and its password, which is no secret."""

    username: str
    password: str
    role: Role
    person: str


def make_logins(
    actor: Actor, careers: CareerColumns, unit_ids: Mapping[str, int], stages: Sequence[Stage]
) -> tuple[Login, ...]:
    """One account per role."""
    del actor, careers, unit_ids, stages
    return ()
