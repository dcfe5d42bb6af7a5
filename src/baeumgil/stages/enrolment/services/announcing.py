"""모집 공고. What is promised before anybody applies: sessions, policy, the hash of the draw's seed; and taking it back."""

from collections.abc import Collection
from datetime import datetime

from baeumgil.core.actions import action
from baeumgil.core.actors import Actor


@action("enrolment.announce_call")
def announce_call(*, actor: Actor, call: int, revision: int | None = None) -> None:
    """Publish a call: its policy is frozen, its seed made and the hash of it published, its seats counted.

    A second call draws with the seed of the first. Raises `CallInvalid`, `CallFixed`, `CallMovedOn`.
    """
    raise NotImplementedError


@action("enrolment.announce_calls")
def announce_calls(
    *, actor: Actor, sessions: Collection[int], opens_at: datetime, closes_at: datetime
) -> tuple[int, ...]:
    """Open and announce calls for many sessions at once, one call for each course; the calls."""
    raise NotImplementedError


@action("enrolment.extend_call")
def extend_call(*, actor: Actor, call: int, closes_at: datetime, reason: str, revision: int | None = None) -> None:
    """Let people apply for longer; those who applied are told. Raises `CallInvalid`, `CallFixed`, `CallMovedOn`."""
    raise NotImplementedError


@action("enrolment.cancel_call")
def cancel_call(*, actor: Actor, call: int, reason: str, revision: int | None = None) -> None:
    """Take a call back before its result: applications end, seats are free, people are told."""
    raise NotImplementedError
