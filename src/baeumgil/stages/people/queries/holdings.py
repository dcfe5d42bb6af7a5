"""How much there is, in plain counts that name nobody."""

from collections.abc import Collection
from dataclasses import dataclass

from baeumgil.stages.people import models


@dataclass(frozen=True, slots=True)
class Holdings:
    """Numbers of rows."""

    people: int
    units: int
    accounts: int

    @property
    def is_empty(self) -> bool:
        """True when neither people nor units nor accounts have been put in."""
        return not (self.people or self.units or self.accounts)


def holdings() -> Holdings:
    """What the database holds of `people`."""
    return Holdings(
        people=models.Person.objects.count(),
        units=models.Unit.objects.count(),
        accounts=models.Account.objects.count(),
    )


def has_accounts(usernames: Collection[str]) -> bool:
    """True when there is an account under every one of these names."""
    return models.Account.objects.filter(username__in=usernames).count() == len(set(usernames))
