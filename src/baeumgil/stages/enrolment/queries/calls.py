"""모집. Lists and cards of calls, in a constant number of statements. The seed stays here until it is published."""

from collections.abc import Collection, Mapping

from baeumgil.core.actors import Actor
from baeumgil.core.paging import Page
from baeumgil.stages.enrolment.rules.rows import CallRow
from baeumgil.stages.enrolment.terms import CallPhase


def calls(
    *,
    actor: Actor,
    phase: CallPhase | None = None,
    institute: int | None = None,
    words: str = "",
    page: int = 1,
    size: int = 50,
) -> Page[CallRow]:
    """Calls, the newest opening first; drafts and cancelled ones only for who may see drafts. Raises `NotAllowed`."""
    raise NotImplementedError


def call_card(*, actor: Actor, call: int) -> CallRow:
    """One call. Raises `NotAllowed`, `CallNotFound`."""
    raise NotImplementedError


def open_calls_of(courses: Collection[int]) -> Mapping[int, tuple[CallRow, ...]]:
    """Announced calls that are coming or open, by course. A building block: who may look was asked before."""
    raise NotImplementedError


def call_of_session(session: int) -> int | None:
    """The newest call for a session that was not taken back; None without one. A building block."""
    raise NotImplementedError
