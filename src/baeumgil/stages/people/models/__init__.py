"""Tables of `people`."""

from baeumgil.stages.people.models.account import Account, ApiKey, GrantRecord, SignInAttempt
from baeumgil.stages.people.models.organisation import Unit, UnitSpan, UnitSuccession
from baeumgil.stages.people.models.person import Absence, GradeSpell, Person, Posting, Service
from baeumgil.stages.people.models.roster import ColumnMapping, RosterEffect, RosterImport

__all__ = [
    "Absence",
    "Account",
    "ApiKey",
    "ColumnMapping",
    "GradeSpell",
    "GrantRecord",
    "Person",
    "Posting",
    "RosterEffect",
    "RosterImport",
    "Service",
    "SignInAttempt",
    "Unit",
    "UnitSpan",
    "UnitSuccession",
]
