"""해마다 되풀이되는 기간, as month-days: `["03-01", "03-31"]`."""

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

_MONTH_DAY = re.compile(r"(\d{1,2})-(\d{1,2})")
_TYPED = re.compile(
    r"(\d{1,2})\s*[-./월]\s*(\d{1,2})\s*[.일]?\s*~\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})\s*[.일]?", re.ASCII
)
_LEAP = 2000
YEAR_STARTS = (1, 1)
YEAR_ENDS = (12, 31)


@dataclass(frozen=True, slots=True, order=True)
class MonthSpan:
    """A span of every year, both ends included; it never reaches over the turn of the year."""

    first: tuple[int, int]
    last: tuple[int, int]

    def in_year(self, year: int) -> tuple[date, date]:
        """Its days in a year; 29 February is the 28th where there is none."""
        return _day(year, self.first), _day(year, self.last)

    def as_texts(self) -> list[str]:
        """As it is stored."""
        return [as_text(self.first), as_text(self.last)]

    def __str__(self) -> str:
        return f"{self.first[0]}월 {self.first[1]}일~{self.last[0]}월 {self.last[1]}일"


def as_text(month_day: tuple[int, int]) -> str:
    """`03-01`."""
    return f"{month_day[0]:02}-{month_day[1]:02}"


def month_day(text: object) -> tuple[int, int] | None:
    """Month and day of `03-01`, `3-1`; None for anything that is no day of any year."""
    found = _MONTH_DAY.fullmatch(text.strip()) if isinstance(text, str) else None
    if found is None:
        return None
    month, day = int(found[1]), int(found[2])
    if not 1 <= month <= YEAR_ENDS[0] or not 1 <= day <= calendar.monthrange(_LEAP, month)[1]:
        return None
    return month, day


def span_of(pair: object) -> MonthSpan | None:
    """A span as stored; None for what is none."""
    if not isinstance(pair, list | tuple) or len(pair) != len(YEAR_STARTS):
        return None
    first, last = month_day(pair[0]), month_day(pair[1])
    return None if first is None or last is None or last < first else MonthSpan(first, last)


def spans_of(pairs: object) -> tuple[MonthSpan, ...]:
    """Spans as stored, in order; what is none is left out."""
    if not isinstance(pairs, list | tuple):
        return ()
    return tuple(sorted({span for pair in pairs if (span := span_of(pair)) is not None}))


def typed(text: str) -> tuple[tuple[MonthSpan, ...], tuple[str, ...]]:
    """Spans as people type them, one a line (`3.1~3.31`, `03-01 ~ 03-31`), and the lines that are none."""
    found, unread = set(), []
    for line in (one.strip() for one in text.splitlines()):
        said = _TYPED.fullmatch(line)
        span = span_of([f"{said[1]}-{said[2]}", f"{said[3]}-{said[4]}"]) if said else None
        if span is not None:
            found.add(span)
        elif line:
            unread.append(line)
    return tuple(sorted(found)), tuple(unread)


def before(month_day: tuple[int, int], *, weeks: int, length_days: int) -> MonthSpan | None:
    """Starts from which `length_days` calendar days end before a day of the year, at most `weeks` weeks ahead of it."""
    on = date(_LEAP, *month_day)
    last, first = on - timedelta(days=max(1, length_days)), on - timedelta(weeks=weeks)
    first = min(first, last)
    if last.year < _LEAP:
        return None
    return MonthSpan(_pair(max(first, date(_LEAP, 1, 1))), _pair(last))


def after(month_day: tuple[int, int], *, weeks: int) -> MonthSpan:
    """From a day of the year on, for so many weeks; never past the year's end."""
    on = date(_LEAP, *month_day)
    return MonthSpan(_pair(on), _pair(min(on + timedelta(weeks=weeks) - timedelta(days=1), date(_LEAP, 12, 31))))


def said(spans: Iterable[MonthSpan]) -> str:
    """All of them for a sentence."""
    return ", ".join(str(span) for span in spans)


def _pair(day: date) -> tuple[int, int]:
    return day.month, day.day


def _day(year: int, pair: tuple[int, int]) -> date:
    month, day = pair
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))
