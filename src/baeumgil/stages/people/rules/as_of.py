"""The span that holds on a day."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol, TypeVar


class Span(Protocol):
    """Something from one day to another, both included; an open end is None."""

    @property
    def starts_on(self) -> date:
        """First day."""

    @property
    def ends_on(self) -> date | None:
        """Last day."""


Held = TypeVar("Held", bound=Span)


def containing(spans: Sequence[Held], on: date) -> Held | None:
    """The span with that day in it; of several the latest to begin. None in a gap, before and after all."""
    found: Held | None = None
    for span in spans:
        if span.starts_on <= on and (span.ends_on is None or on <= span.ends_on):
            found = span
    return found


def as_of(spans: Sequence[Held], on: date) -> Held | None:
    """The span with that day in it; before the first one the first, after or between the one that ended last."""
    if not spans:
        return None
    return containing(spans, on) or next((span for span in reversed(spans) if span.starts_on <= on), spans[0])
