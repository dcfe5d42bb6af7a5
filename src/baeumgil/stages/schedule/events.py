"""Facts `schedule` announces."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SessionsPlaced:
    """Sessions got days, rooms or instructors, or lost them."""

    sessions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SessionCancelled:
    """A session will not be held."""

    session: int
