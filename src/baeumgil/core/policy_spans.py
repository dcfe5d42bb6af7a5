"""When values of one policy hold: spans of days that never overlap. Values in, what is to change out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Span:
    """The days on which one row holds, both included; without a last day until further notice."""

    id: int
    first: date
    last: date | None

    def holds_on(self, day: date) -> bool:
        """Whether the row holds on a day."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Placed:
    """What a new value does: the span it `cut`s, its own last day, and the span whose value holds `again` after it."""

    cut: Span | None
    last: date | None
    again: Span | None = None


def day_before(day: date) -> date:
    """The day before."""
    return day - timedelta(days=1)


def placed(spans: Iterable[Span], first: date, last: date | None) -> Placed:
    """What a value from `first` (to `last`, or as long as what it takes the place of) does to spans that are apart.

    No span begins on `first`. A span that begins later stays whole, so the new value ends before it.
    """
    known = sorted(spans, key=lambda span: span.first)
    cut = next((span for span in known if span.holds_on(first)), None)
    following = next((span for span in known if span.first > first), None)
    end = min((day for day in (last, day_before(following.first) if following else None) if day), default=None)
    if cut is None or cut.last is None:
        again = None if cut is None or last is None or end != last or following else _after(cut, last)
        return Placed(cut, end, again)
    if last is None:
        return Placed(cut, cut.last)
    return Placed(cut, end, _after(cut, last) if last < cut.last else None)


def joined(spans: Iterable[Span], gone: Span) -> Span | None:
    """The span that ended the day before `gone`, and so holds in its place once `gone` is taken back."""
    return next((span for span in spans if span.last is not None and span.last == day_before(gone.first)), None)


def _after(span: Span, last: date) -> Span:
    return Span(span.id, last + timedelta(days=1), span.last)
