"""발송. What follows from a gateway's answer: done, another try and when, given up, or in doubt."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from baeumgil.engines.messaging.messages import Answer, Outcome
from baeumgil.stages.people.terms import DeliveryState

POLICY = "people.notices"
GROWTH = 4
FASTEST = 8
LONGEST_PAUSE = timedelta(hours=6)
TOO_OLD = "too old"
INTERRUPTED = "interrupted"
IN_DOUBT = "in doubt: "


@dataclass(frozen=True, slots=True)
class DeliveryPolicy:
    """How often a message is tried, how long to wait at first, when it is of no use any more.

    `interrupted_minutes`: how long a message that is being handed over is left alone before its worker is taken for
    dead; longer than any gateway may take to answer.
    """

    most_attempts: int
    first_pause_minutes: int
    give_up_hours: int
    interrupted_minutes: int

    @classmethod
    def from_value(cls, value: Mapping[str, Any]) -> "DeliveryPolicy":
        """As a policy row holds it."""
        return cls(**{name: int(value[name]) for name in cls.__slots__})

    def oldest(self, now: datetime) -> datetime:
        """What has waited since before this moment is not sent any more."""
        return now - timedelta(hours=self.give_up_hours)

    def interrupted_before(self, now: datetime) -> datetime:
        """What has been on its way since before this moment was interrupted."""
        return now - timedelta(minutes=self.interrupted_minutes)


@dataclass(frozen=True, slots=True)
class Next:
    """Where a delivery goes on: `not_before` only matters while it waits.

    `failure` begins with `in doubt` once a try may have reached somebody: such a delivery never counts as failed.
    """

    state: DeliveryState
    not_before: datetime
    failure: str = ""


def after(
    answer: Answer, *, attempts: int, is_keyed: bool, now: datetime, policy: DeliveryPolicy, failure: str = ""
) -> Next:
    """What follows; `attempts` counts the one just made, `failure` is what the tries before it left.

    A message in doubt is handed over again only where the gateway takes one key once. Elsewhere a person decides:
    twice the same message is worse than a line in the office's list.
    """
    is_unknown = answer.outcome is Outcome.UNKNOWN
    is_in_doubt = is_unknown or failure.startswith(IN_DOUBT)
    said = IN_DOUBT + answer.detail if is_in_doubt else answer.detail
    if answer.outcome is Outcome.SENT:
        return Next(DeliveryState.SENT, now)
    is_last = attempts >= policy.most_attempts or answer.outcome is Outcome.REFUSED or (is_unknown and not is_keyed)
    if is_last:
        return Next(given_up(said), now, said)
    return Next(DeliveryState.WAITING, now + pause(attempts, policy), said)


def given_up(failure: str) -> DeliveryState:
    """How a delivery ends that was not sent, as far as anybody knows."""
    return DeliveryState.UNCERTAIN if failure.startswith(IN_DOUBT) else DeliveryState.FAILED


def pause(attempts: int, policy: DeliveryPolicy) -> timedelta:
    """How long to wait after so many tries: four times as long each time, six hours at most."""
    growth: int = GROWTH ** min(max(attempts, 1) - 1, FASTEST)
    return min(timedelta(minutes=policy.first_pause_minutes * growth), LONGEST_PAUSE)
