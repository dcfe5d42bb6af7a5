"""Facts that `people` announces. Heard through `config/reactions.py`."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class RosterApplied:
    """A roster import was applied, or undone: careers across the city may be different."""

    roster_import: int
    as_of: date
    people_changed: int
    undone: bool = False


@dataclass(frozen=True, slots=True)
class CareerChanged:
    """Facts of these people's careers changed; None when it may be anybody's."""

    person_ids: tuple[int, ...] | None
    on: date


@dataclass(frozen=True, slots=True)
class OrganisationChanged:
    """Units were made, renamed, moved or closed."""

    on: date


@dataclass(frozen=True, slots=True)
class PolicySet:
    """A policy has a new value from a day on. Who knows better what goes together may refuse with `PolicyInvalid`."""

    key: str
    value: object
    first: date
