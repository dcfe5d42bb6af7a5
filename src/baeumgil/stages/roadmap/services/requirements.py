"""Computing and storing who owes what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from baeumgil.core.actions import action
from baeumgil.core.actors import Actor
from baeumgil.core.jobs import JobId


@dataclass(frozen=True, slots=True)
class RecomputeOutcome:
    """What a computation did. `written` and `removed` count stored rows; both 0 when nothing had changed."""

    on: date
    people: int
    rows: int
    written: int
    removed: int


@action("roadmap.recompute")
def recompute(*, actor: Actor, on: date, person_ids: Iterable[int] | None = None) -> RecomputeOutcome:
    """Compute every stage of everybody (or of these people) for one day and store what differs."""
    raise NotImplementedError


def ask_recompute(*, actor: Actor) -> JobId:
    """Queue a computation for today; one that is still waiting is enough."""
    raise NotImplementedError


def ensure_fresh(on: date) -> bool:
    """Queue a computation when the stored states are not those of this day; True when one was queued."""
    raise NotImplementedError
