"""The sign-ins of the invented city, one for each role."""

from dataclasses import dataclass

from baeumgil.core.actors import Role

DEFAULT_SIZE = 3_500
DEFAULT_SEED = 20_261_101
GENERAL_AFFAIRS, PLANNING_BUREAU, AUDIT = "u013", "u009", "u004"


@dataclass(frozen=True, slots=True)
class Login:
    """A user name of the invented city and its password, which is no secret. `unit`: where the role holds."""

    username: str
    password: str
    role: Role
    person: str = ""
    unit: str = ""


DEMO_LOGINS = (
    Login("official", "Morning-Walk-26", Role.OFFICIAL),
    Login("liaison", "Paper-Window-26", Role.LIAISON, unit=GENERAL_AFFAIRS),
    Login("office", "River-Bridge-26", Role.TRAINING_OFFICE),
    Login("instructor", "Silver-Chalk-26", Role.INSTRUCTOR),
    Login("team-leader", "Amber-Lantern-26", Role.HEAD, unit=GENERAL_AFFAIRS),
    Login("division-head", "Marble-Stairs-26", Role.HEAD, unit=GENERAL_AFFAIRS),
    Login("head", "Winter-Garden-26", Role.HEAD, unit=PLANNING_BUREAU),
    Login("deputy-mayor", "Cedar-Harbour-26", Role.HEAD),
    Login("auditor", "Quiet-Lantern-26", Role.AUDITOR),
    Login("admin", "Copper-Engine-26", Role.SYSTEM_ADMIN),
)
