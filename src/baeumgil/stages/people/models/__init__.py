"""Tables of `people`."""

from baeumgil.stages.people.models.account import Account, ApiKey, GrantRecord, PastPassword, SignIn, SignInAttempt
from baeumgil.stages.people.models.notices import Contact, Delivery, Notice
from baeumgil.stages.people.models.organisation import Unit, UnitSpan, UnitSuccession
from baeumgil.stages.people.models.person import Absence, GradeSpell, Person, Posting, Service
from baeumgil.stages.people.models.roster import ColumnMapping, RosterEffect, RosterImport

__all__ = [
    "Absence",
    "Account",
    "ApiKey",
    "ColumnMapping",
    "Contact",
    "Delivery",
    "GradeSpell",
    "GrantRecord",
    "Notice",
    "PastPassword",
    "Person",
    "Posting",
    "RosterEffect",
    "RosterImport",
    "Service",
    "SignIn",
    "SignInAttempt",
    "Unit",
    "UnitSpan",
    "UnitSuccession",
]
