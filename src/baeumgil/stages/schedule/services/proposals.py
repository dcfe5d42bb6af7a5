"""편성안. A solver's plan beside the calendar, accepted whole or line by line."""

from collections.abc import Collection
from dataclasses import dataclass

from baeumgil.core.actors import Actor


@dataclass(frozen=True, slots=True)
class Skipped:
    """A line that was not accepted, and why."""

    line: int
    session: int
    title: str
    why: str


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What came of accepting: lines written, and those left out with their reasons."""

    accepted: tuple[int, ...]
    skipped: tuple[Skipped, ...]


def make_proposal(run: int) -> int:
    """Lay a finished run's plan beside the calendar; the proposal. For use inside an action."""
    raise NotImplementedError


def accept(*, actor: Actor, proposal: int, lines: Collection[int] | None = None) -> Acceptance:
    """Put a proposal into the calendar, whole or these lines of it."""
    raise NotImplementedError


def reject(*, actor: Actor, proposal: int, lines: Collection[int]) -> None:
    """Put lines aside."""
    raise NotImplementedError


def discard(*, actor: Actor, proposal: int) -> None:
    """Put the whole proposal aside."""
    raise NotImplementedError
