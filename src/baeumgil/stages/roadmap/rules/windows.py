"""From an anchor to the days on which a stage opens, is due and closes. Semantics: `definition.py`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from baeumgil.engines.calendar.months import add_months
from baeumgil.engines.calendar.spans import Span
from baeumgil.stages.roadmap.rules.definition import Offset, Window


@dataclass(frozen=True, slots=True)
class Term:
    """기간. First day, day by which it should be done, last day (None: none), all inclusive."""

    opens_on: date
    due_on: date
    closes_on: date | None

    def holds(self, day: date) -> bool:
        """True while the window is open."""
        return self.opens_on <= day and (self.closes_on is None or day <= self.closes_on)


def offset_from(day: date, offset: Offset) -> date:
    """The day at an offset."""
    return add_months(day, offset.months, offset.days)


def plain_term(window: Window, anchor: date, earliest: date | None) -> Term:
    """The window as the rule writes it: not before `earliest`, and its three days never out of order."""
    opens = offset_from(anchor, window.opens)
    if earliest is not None:
        opens = max(opens, earliest)
    due = max(opens, offset_from(anchor, window.due))
    closes = None if window.closes is None else max(due, offset_from(anchor, window.closes))
    return Term(opens, due, closes)


def extended_term(term: Term, anchor: date, pauses: Sequence[Span]) -> Term:
    """The window with `due` and `closes` moved back by the days of absence."""
    since = min(anchor, term.opens_on)
    closes = None if term.closes_on is None else moved_back(term.closes_on, since, pauses)
    return Term(term.opens_on, moved_back(term.due_on, since, pauses), closes)


def moved_back(day: date, since: date, pauses: Sequence[Span]) -> date:
    """`day`, later by every pause's days from `since` on, as long as the pause began by then."""
    for start, end in pauses:
        first = max(start, since)
        if first > day:
            break
        if end >= first:
            day += end - first + timedelta(days=1)
    return day


def whole_term(terms: Iterable[Term]) -> Term:
    """From the first opening of several blocks to the last of their days."""
    parts = list(terms)
    closing = [part.closes_on for part in parts if part.closes_on is not None]
    return Term(
        min(part.opens_on for part in parts),
        max(part.due_on for part in parts),
        max(closing) if len(closing) == len(parts) else None,
    )
