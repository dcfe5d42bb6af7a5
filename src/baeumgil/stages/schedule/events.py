"""Facts `schedule` announces."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SessionsPlaced:
    """Sessions got days, rooms or instructors, or lost them."""

    sessions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CancellationAsked:
    """Somebody asked to cancel a session; nothing is decided, and nothing of the calendar is locked yet.

    Later stages lock their own rows before those of the calendar, since they write into it; here they may.
    """

    session: int


@dataclass(frozen=True, slots=True)
class SeatsAsked:
    """Somebody asked for another number of seats in a session; a later stage may lock its rows, or refuse.

    As with `CancellationAsked`, nothing of the calendar is locked yet.
    """

    session: int
    seats: int


@dataclass(frozen=True, slots=True)
class SeatsChanged:
    """A session has another number of seats than before."""

    session: int
    before: int
    seats: int


@dataclass(frozen=True, slots=True)
class SessionCancelled:
    """A session will not be held."""

    session: int
