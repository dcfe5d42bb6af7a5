"""`windows.py`, columnar: from anchors to the days on which a stage opens, is due and closes."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from baeumgil.engines.calendar.months import add_months_columns
from baeumgil.stages.people.rules.columns import OPEN_END, Days, Places
from baeumgil.stages.roadmap.rules.definition import Offset, Window
from baeumgil.stages.roadmap.rules.life_columns import Spans


@dataclass(frozen=True, slots=True)
class TermColumns:
    """기간, columnar; `closes` is `OPEN_END` where nothing closes."""

    opens: Days
    due: Days
    closes: Days

    def take(self, rows: Places) -> "TermColumns":
        """Some of the rows."""
        return TermColumns(self.opens[rows], self.due[rows], self.closes[rows])


def offset_columns(days: Days, offset: Offset) -> Days:
    """The days at an offset."""
    return add_months_columns(days, offset.months, offset.days)


def plain_term_columns(window: Window, anchors: Days, earliest: Days | None) -> TermColumns:
    """The window as the rule writes it: not before `earliest`, and its three days never out of order."""
    opens = offset_columns(anchors, window.opens)
    if earliest is not None:
        opens = np.maximum(opens, earliest)
    due = np.maximum(opens, offset_columns(anchors, window.due))
    if window.closes is None:
        return TermColumns(opens, due, np.full(len(opens), OPEN_END))
    return TermColumns(opens, due, np.maximum(due, offset_columns(anchors, window.closes)))


def extended_term_columns(term: TermColumns, at: Places, anchors: Days, pauses: Spans) -> TermColumns:
    """The window with `due` and `closes` moved back by the days of absence."""
    rows = np.flatnonzero(pauses.first[at] < pauses.first[at + 1])
    since = np.minimum(anchors[rows], term.opens[rows])
    due, closes = term.due.copy(), term.closes.copy()
    due[rows] = _moved_back(due[rows], at[rows], since, pauses)
    is_open = closes[rows] == OPEN_END
    closes[rows] = np.where(is_open, OPEN_END, _moved_back(closes[rows], at[rows], since, pauses))
    return TermColumns(term.opens, due, closes)


def _moved_back(days: Days, at: Places, since: Days, pauses: Spans) -> Days:
    moved = days.copy()
    row, stop = pauses.first[at], pauses.first[at + 1]
    going = np.arange(len(at))
    while len(going):
        start = np.maximum(pauses.starts[row[going]], since[going])
        end = pauses.ends[row[going]]
        in_time = start <= moved[going]
        days = np.maximum(end.view(np.int64) - start.view(np.int64) + 1, 0)
        moved[going] += np.where(in_time, days, 0).astype("timedelta64[D]")
        row[going] += 1
        going = going[in_time & (row[going] < stop[going])]
    return moved


def whole_term_columns(terms: Sequence[TermColumns]) -> TermColumns:
    """From the first opening of several blocks to the last of their days."""
    opens, due, closes = terms[0].opens, terms[0].due, terms[0].closes
    for term in terms[1:]:
        opens, due = np.minimum(opens, term.opens), np.maximum(due, term.due)
        closes = np.maximum(closes, term.closes)
    return TermColumns(opens, due, closes)
