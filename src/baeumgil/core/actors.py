"""Who acts, and with which rights. Free of Django: rules and access functions take an `Actor`."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from baeumgil.core.said import Said

NOBODY = Said("로그인하지 않음", "Not signed in")
OPERATOR = Said("운영자(명령줄)", "Operator (command line)")
SYSTEM = Said("시스템", "System")
LABELS = {str(label): label for label in (NOBODY, OPERATOR, SYSTEM)}
"""Those who act without a name, by what is written of them; everybody else is called as they are."""


class Role(StrEnum):
    """역할. What a grant lets its holder be, always within the units it names."""

    OFFICIAL = "official"
    LIAISON = "liaison"
    TRAINING_OFFICE = "training_office"
    INSTRUCTOR = "instructor"
    HEAD = "head"
    AUDITOR = "auditor"
    SYSTEM_ADMIN = "system_admin"


class ActorKind(StrEnum):
    """Through which door somebody acts."""

    PERSON = "person"
    OPERATOR = "operator"
    API_KEY = "api_key"
    SYSTEM = "system"
    NOBODY = "nobody"


EVERYWHERE: None = None


@dataclass(frozen=True, slots=True)
class Grant:
    """권한. A role within some units; `units` is None when it covers the whole organisation.

    `units` already holds the whole subtree of the unit that was granted, as it stands today.
    """

    role: Role
    units: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """행위자. Who asks, resolved for one request: account, person, grants in force today."""

    kind: ActorKind
    label: str
    account: int | None = None
    person: int | None = None
    grants: tuple[Grant, ...] = ()
    scopes: frozenset[str] = field(default_factory=frozenset)
    reason: str = ""
    address: str = ""

    @classmethod
    def nobody(cls, address: str = "") -> "Actor":
        """A visitor who has not signed in."""
        return cls(kind=ActorKind.NOBODY, label=NOBODY, address=address)

    @classmethod
    def operator(cls, reason: str) -> "Actor":
        """Somebody at the server's command line; may do everything, and is recorded with a reason."""
        return cls(kind=ActorKind.OPERATOR, label=OPERATOR, reason=reason)

    @classmethod
    def system(cls, reason: str) -> "Actor":
        """The worker, acting on its own timetable."""
        return cls(kind=ActorKind.SYSTEM, label=SYSTEM, reason=reason)

    @property
    def is_trusted(self) -> bool:
        """True for the command line and the worker."""
        return self.kind in {ActorKind.OPERATOR, ActorKind.SYSTEM}

    def has(self, *roles: Role) -> bool:
        """True when any grant, anywhere, carries one of the roles."""
        return any(grant.role in roles for grant in self.grants)

    def units(self, *roles: Role) -> frozenset[int] | None:
        """The units in which one of the roles holds; None means everywhere, empty means nowhere."""
        if self.is_trusted:
            return EVERYWHERE
        held: set[int] = set()
        for grant in self.grants:
            if grant.role not in roles:
                continue
            if grant.units is None:
                return EVERYWHERE
            held |= grant.units
        return frozenset(held)

    def holds_in(self, unit: int | None, roles: Iterable[Role]) -> bool:
        """True when one of the roles covers this unit (None: only a grant for everywhere does)."""
        units = self.units(*roles)
        return units is None or (unit is not None and unit in units)
