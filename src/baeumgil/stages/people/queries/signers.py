"""Accounts as other stages name them: for boxes to be signed. Officials' names at their work, nothing more."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from baeumgil.stages.people.models import Account
from baeumgil.stages.people.queries.actors import may_sign_in


@dataclass(frozen=True, slots=True)
class Signer:
    """서명할 계정."""

    account: int
    username: str
    name: str
    is_able: bool
    """May sign in today."""


def signers(accounts: Collection[int]) -> Mapping[int, Signer]:
    """These accounts, by number."""
    return {signer.account: signer for signer in _read(Account.objects.filter(pk__in=set(accounts)))}


def signers_named(usernames: Collection[str]) -> Mapping[str, Signer]:
    """Accounts of these names, however they are written; names that nobody has are absent."""
    wanted = {username.strip().lower() for username in usernames}
    return {signer.username: signer for signer in _read(Account.objects.filter(username__in=wanted))}


def _read(found: QuerySet[Account]) -> list[Signer]:
    return [
        Signer(account.pk, account.username, account.display_name, may_sign_in(account))
        for account in found.select_related("person").order_by("pk")
    ]
