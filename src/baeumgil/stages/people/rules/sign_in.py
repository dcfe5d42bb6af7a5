"""When signing in is locked, how long a sign-in lasts, and how many one account may have at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from baeumgil.core.actors import Role
from baeumgil.stages.people.terms import AttemptOutcome

POLICY = "people.sign_in"


@dataclass(frozen=True, slots=True)
class SignInPolicy:
    """Limits of signing in; minutes and counts. `administrators` idle out sooner, `office` has fewer sign-ins."""

    failures: int
    lock_minutes: int
    address_failures: int
    address_minutes: int
    idle_minutes: int
    idle_minutes_administrators: int
    absolute_minutes: int
    sessions: int
    sessions_office: int
    administrators: frozenset[Role]
    office: frozenset[Role]

    @classmethod
    def from_value(cls, value: Mapping[str, Any]) -> "SignInPolicy":
        """As a policy row holds it."""
        numbers = {name: int(part) for name, part in value.items() if name not in {"administrators", "office"}}
        return cls(
            **numbers,
            administrators=frozenset(Role(role) for role in value["administrators"]),
            office=frozenset(Role(role) for role in value["office"]),
        )


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try under a username, whether or not such an account exists."""

    at: datetime
    outcome: AttemptOutcome


def locked_until(attempts: Sequence[Attempt], *, policy: SignInPolicy, now: datetime) -> datetime | None:
    """Moment until which the username is locked, None when it is free.

    `attempts` in order of time. Every `failures` wrong tries in a row lock for `lock_minutes`; a success, or
    somebody unlocking, begins the count anew. Tries made while locked do not lengthen the lock.
    """
    wrong, until = 0, None
    for attempt in attempts:
        if attempt.outcome in {AttemptOutcome.SUCCEEDED, AttemptOutcome.UNLOCKED}:
            wrong, until = 0, None
        elif attempt.outcome is AttemptOutcome.WRONG:
            wrong += 1
            if wrong >= policy.failures:
                wrong, until = 0, attempt.at + timedelta(minutes=policy.lock_minutes)
    return until if until is not None and until > now else None


def idle_minutes(roles: Iterable[Role], policy: SignInPolicy) -> int:
    """After how many quiet minutes a sign-in ends."""
    return policy.idle_minutes_administrators if policy.administrators & set(roles) else policy.idle_minutes


def most_sign_ins(roles: Iterable[Role], policy: SignInPolicy) -> int:
    """How many sign-ins one account may have at once."""
    return policy.sessions_office if policy.office & set(roles) else policy.sessions
