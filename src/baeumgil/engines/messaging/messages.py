"""What goes to a gateway and what comes back."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Outcome(StrEnum):
    """What became of a message. `unknown`: it may or may not have been taken before the connection broke."""

    SENT = "sent"
    TRY_AGAIN = "try_again"
    REFUSED = "refused"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Envelope:
    """One message to one address. `key` is the same each time the same message is handed over."""

    key: str
    address: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The outcome, with a few words for whoever looks into it; never the text or the address of the message."""

    outcome: Outcome
    detail: str = ""


class Gateway(Protocol):
    """A way out. `is_keyed`: it takes two messages with the same key for one, so handing over again does no harm."""

    @property
    def is_keyed(self) -> bool:
        """True when the same key is sent once, however often it is handed over."""

    def send(self, envelope: Envelope) -> Answer:
        """Hand over one message. Never raises for what the network or the other side does."""

    def close(self) -> None:
        """Give the connection back."""
