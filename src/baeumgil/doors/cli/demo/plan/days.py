"""Days on which the invented city holds its sessions: in the months its file names, clear of weekends and holidays."""

import calendar
from collections.abc import Collection, Iterator
from datetime import date, timedelta

from baeumgil.doors.cli.demo.plan.source import CourseRow
from baeumgil.stages.plan.rules.book import SessionDays
from baeumgil.stages.plan.rules.kinds import delivery_of
from baeumgil.stages.plan.terms import Delivery

TUESDAY, WEDNESDAY, FRIDAY = 1, 2, 4
WEEK = 7
WEEKDAYS = 5


def planned_days(row: CourseRow, year: int, holidays: Collection[date], *, turn: int) -> tuple[SessionDays, ...]:
    """Every session of a year with its days; `turn` spreads courses over the weeks of a month."""
    return tuple(
        _session(row, year, holidays, number=number, week=(turn + number) % 4)
        for number in range(1, row.sessions.get(year, 0) + 1)
    )


def planned_months(row: CourseRow, year: int) -> tuple[SessionDays, ...]:
    """Every session of a year with its month alone: days come when the year is scheduled."""
    return tuple(
        SessionDays(number=number, seats=row.seats, month=_month(row, number))
        for number in range(1, row.sessions.get(year, 0) + 1)
    )


def _month(row: CourseRow, number: int) -> int:
    return row.months[(number - 1) % len(row.months)]


def _session(row: CourseRow, year: int, holidays: Collection[date], *, number: int, week: int) -> SessionDays:
    month = _month(row, number)
    if delivery_of(row.kind) is Delivery.ONLINE:
        last = calendar.monthrange(year, month)[1]
        return SessionDays(number, row.seats, date(year, month, 1), date(year, month, last))
    length = row.days or 1
    weekday = WEDNESDAY if length == 1 else TUESDAY
    starts_on = next(day for day in _days_from(year, month, week, weekday) if _is_free(day, length, holidays))
    return SessionDays(number, row.seats, starts_on, _end(starts_on, length))


def _days_from(year: int, month: int, week: int, weekday: int) -> Iterator[date]:
    first = date(year, month, 1)
    day = first + timedelta(days=(weekday - first.weekday()) % WEEK + WEEK * week)
    while True:
        yield day
        day += timedelta(days=WEEK)


def _end(starts_on: date, length: int) -> date:
    """The last day; a course longer than a week ends on a Friday."""
    if length <= WEEKDAYS:
        return starts_on + timedelta(days=length - 1)
    monday = starts_on - timedelta(days=starts_on.weekday())
    return monday + timedelta(days=WEEK * (length // WEEKDAYS) - WEEK + FRIDAY)


def _is_free(starts_on: date, length: int, holidays: Collection[date]) -> bool:
    """True when no day of a short course is a holiday; a long one goes round them."""
    if length > WEEKDAYS:
        return starts_on not in holidays
    return not any(starts_on + timedelta(days=step) in holidays for step in range(length))
