"""모집. Opened as a draft, changed, shared out among units and grades."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from baeumgil.core.actions import action
from baeumgil.core.actors import Actor
from baeumgil.stages.enrolment.rules.call_draft import QuotaDraft


@action("enrolment.open_call")
def open_call(
    *,
    actor: Actor,
    course: int,
    sessions: Sequence[int],
    opens_at: datetime,
    closes_at: datetime,
    name: str = "",
    guidance: str = "",
    policy: Mapping[str, object] | None = None,
    parent: int | None = None,
) -> int:
    """Prepare a call for sessions of a course; the call. What `policy` says differs from the policy of the day.

    Raises `CallInvalid` with every problem.
    """
    raise NotImplementedError


@action("enrolment.save_call")
def save_call(
    *,
    actor: Actor,
    call: int,
    sessions: Sequence[int],
    opens_at: datetime,
    closes_at: datetime,
    name: str = "",
    guidance: str = "",
    policy: Mapping[str, object] | None = None,
    revision: int | None = None,
) -> None:
    """Change a call before it is announced. Raises `CallInvalid`, `CallFixed`, `CallMovedOn`."""
    raise NotImplementedError


@action("enrolment.save_quotas")
def save_quotas(*, actor: Actor, call: int, quotas: Sequence[QuotaDraft], revision: int | None = None) -> None:
    """Share out seats: these quotas instead of those there. Raises `CallInvalid`, `CallFixed`, `CallMovedOn`."""
    raise NotImplementedError
