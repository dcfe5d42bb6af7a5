"""Spans of days, both ends included: joining them, and finding the one that holds on a day.

Columns of spans belong to many owners: `at` is the owner's place, rows are sorted by (`at`, `starts`),
and an open end is 9999-12-31.
"""

from collections.abc import Iterable
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

Days = NDArray[np.datetime64]
Places = NDArray[np.int64]
Span = tuple[date, date]

FOR_EVER = date.max
DAY = timedelta(days=1)
NOBODYS = -1

_DAY_BITS = 23
_DAY_SHIFT = 1 << 22
_FOR_EVER = np.datetime64(FOR_EVER, "D")


def joined(spans: Iterable[tuple[date, date | None]]) -> list[Span]:
    """Spans that touch or overlap made one, in order; an open end becomes 9999-12-31."""
    runs: list[Span] = []
    for start, end in sorted((start, end or FOR_EVER) for start, end in spans):
        if runs and (runs[-1][1] == FOR_EVER or start <= runs[-1][1] + DAY):
            runs[-1] = (runs[-1][0], max(runs[-1][1], end))
        else:
            runs.append((start, end))
    return runs


def keys(at: Places, days: Days) -> Places:
    """One whole number per owner and day, which sorts by owner, then day."""
    result: Places = at.astype(np.int64) << _DAY_BITS
    result += days.view(np.int64)
    result += _DAY_SHIFT
    return result


def owners_and_days(key: Places) -> tuple[Places, Days]:
    """Owner and day back from `keys`."""
    days = (key & ((1 << _DAY_BITS) - 1)) - _DAY_SHIFT
    return key >> _DAY_BITS, days.view("datetime64[D]")


def joined_columns(at: Places, starts: Days, ends: Days) -> tuple[Places, Days, Days]:
    """`joined`, per owner."""
    if not len(at):
        return at, starts, ends
    reach = np.maximum.accumulate(keys(at, ends))
    begins = np.ones(len(at), dtype=bool)
    begins[1:] = keys(at, starts)[1:] > reach[:-1] + 1
    begins[1:] |= at[1:] != at[:-1]
    first = np.flatnonzero(begins)
    last = np.append(first[1:], len(at)) - 1
    return at[first], starts[first], owners_and_days(reach[last])[1]


def holding_columns(span_keys: Places, span_at: Places, at: Places, days: Days) -> Places:
    """Row of the span that began last on or before the day; the first one before any began; -1 for nobody's.

    `span_keys` are `keys(span_at, starts)`.
    """
    if not len(span_at):
        return np.full(len(at), NOBODYS, dtype=np.int64)
    row = np.searchsorted(span_keys, keys(at, days), side="right") - 1
    following = np.minimum(row + 1, len(span_at) - 1)
    found = np.where((row >= 0) & (span_at[row] == at), row, following)
    result: Places = np.where(span_at[found] == at, found, NOBODYS)
    return result
