"""내 자리, as the calendar is told of it: `schedule` does not know who sits where, a later stage does."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from baeumgil.core.actors import Actor


@dataclass(frozen=True, slots=True)
class HeldSeat:
    """Somebody's own seat in a session: the word for its state, whether it is surely theirs, and since when."""

    state: StrEnum
    is_sure: bool
    changed_at: datetime


class OwnSeats(Protocol):
    """Answers, by session, in which ones the actor holds a seat between two days."""

    def __call__(self, *, actor: Actor, first: date, last: date) -> Mapping[int, HeldSeat]:
        """Both days count."""
