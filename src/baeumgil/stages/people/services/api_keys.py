"""API 열쇠. Other systems read through keys with scopes; only a hash of the secret is kept."""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from baeumgil.core import clock
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor, ActorKind
from baeumgil.core.errors import Problem
from baeumgil.core.locks import hold
from baeumgil.core.said import Said
from baeumgil.stages.people.access import may_manage_accounts
from baeumgil.stages.people.errors import AccountInvalid, AccountNotFound, KeyRefused
from baeumgil.stages.people.models import ApiKey
from baeumgil.stages.people.terms import Scope

PREFIX_LENGTH = 10


@dataclass(frozen=True, slots=True)
class NewKey:
    """A new key; `secret` is shown once and kept nowhere."""

    id: int
    secret: str


@action("people.create_api_key")
def create_api_key(*, actor: Actor, name: str, scopes: Iterable[str], expires_on: date | None = None) -> NewKey:
    """Make a key that may read what its scopes name. Raises `AccountInvalid`."""
    allow(may_manage_accounts(actor))
    chosen = sorted({str(scope) for scope in scopes})
    problems = []
    if not name.strip():
        problems.append(
            Problem(
                "name_missing",
                Said(
                    "열쇠의 이름을 적으세요. 어느 시스템이 쓰는지 알 수 있게 적습니다.",
                    "Enter a name for the key, so that it tells which system uses it.",
                ),
                field="name",
            )
        )
    if not chosen or not set(chosen) <= {scope.value for scope in Scope}:
        problems.append(
            Problem(
                "scope_unknown", Said("읽을 범위를 하나 이상 고르세요.", "Choose at least one scope."), field="scopes"
            )
        )
    if expires_on is not None and expires_on < clock.today():
        problems.append(
            Problem(
                "day_past", Said("마지막 날이 이미 지났습니다.", "The last day is already past."), field="expires_on"
            )
        )
    if problems:
        raise AccountInvalid(problems)
    prefix = secrets.token_hex(PREFIX_LENGTH // 2)
    secret = f"bg_{prefix}_{secrets.token_urlsafe(32)}"
    key = ApiKey.objects.create(
        name=name.strip(),
        prefix=prefix,
        secret_hash=_digest(secret),
        scopes=chosen,
        created_at=clock.now(),
        created_by=actor.label[:200],
        expires_on=expires_on,
    )
    record(name.strip(), key=key.pk, prefix=prefix, scopes=chosen)
    return NewKey(key.pk, secret)


@action("people.revoke_api_key")
def revoke_api_key(*, actor: Actor, key: int) -> None:
    """Take a key back at once. Doing so twice changes nothing."""
    rows = hold(ApiKey, [key])
    row = rows[0] if rows else None
    allow(may_manage_accounts(actor))
    if not isinstance(row, ApiKey):
        raise AccountNotFound(Said("그 열쇠가 없습니다.", "There is no such key."))
    if row.revoked_at is None:
        row.revoked_at = clock.now()
        row.save(update_fields=["revoked_at"])
    record(row.name, key=key)


def authenticate(secret: str, address: str = "") -> Actor:
    """The actor behind a key: one statement, and one more on the first use of a day. Raises `KeyRefused`."""
    parts = secret.split("_", 2)
    prefix = parts[1] if len(parts) == 3 else ""  # noqa: PLR2004  bg, prefix, rest
    row = ApiKey.objects.filter(prefix=prefix).first()
    given = _digest(secret)
    if row is None or not secrets.compare_digest(given, row.secret_hash):
        raise KeyRefused
    today = clock.today()
    if row.revoked_at is not None or (row.expires_on is not None and row.expires_on < today):
        raise KeyRefused
    if row.last_used_on != today:
        ApiKey.objects.filter(pk=row.pk).update(last_used_on=today)
    return Actor(
        kind=ActorKind.API_KEY,
        label=f"API 열쇠 {row.name}",
        scopes=frozenset(str(scope) for scope in row.scopes),
        address=address,
    )


def _digest(secret: str) -> str:
    """A long random secret needs no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()
