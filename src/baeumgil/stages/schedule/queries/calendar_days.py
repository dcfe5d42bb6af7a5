"""The working calendar of a year as its page shows it: what was added, and times to avoid."""

from dataclasses import dataclass
from datetime import date, datetime

from baeumgil.core.actors import Actor
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.schedule.access import may_see_calendar
from baeumgil.stages.schedule.models import CalendarDay, Peak
from baeumgil.stages.schedule.queries.working_days import days_of, holiday_lists
from baeumgil.stages.schedule.rules.rows import DayInfo
from baeumgil.stages.schedule.terms import DayKind, PeakKind


@dataclass(frozen=True, slots=True)
class AddedDayRow:
    """근무 달력에 더한 날, with its basis and when it was declared."""

    id: int
    on: date
    kind: DayKind
    name: str
    basis: str
    declared_at: datetime


@dataclass(frozen=True, slots=True)
class PeakRow:
    """피할 때."""

    id: int
    kind: PeakKind
    name: str
    starts_on: date
    ends_on: date
    cost: int


@dataclass(frozen=True, slots=True)
class YearCalendar:
    """근무 달력 한 해. `has_holidays` is false while no holiday policy covers any of its days."""

    year: int
    days: tuple[DayInfo, ...]
    added: tuple[AddedDayRow, ...]
    peaks: tuple[PeakRow, ...]
    has_holidays: bool

    @property
    def working(self) -> int:
        """How many days are worked."""
        return sum(day.is_working for day in self.days)

    @property
    def weekdays_off(self) -> int:
        """Weekdays on which nobody works."""
        return sum(not day.is_working and day.on.isoweekday() < 6 for day in self.days)  # noqa: PLR2004  Saturday


def year_calendar(*, actor: Actor, institute: int, year: int) -> YearCalendar:
    """One year; six statements."""
    _need(actor)
    first, last = date(year, 1, 1), date(year, 12, 31)
    added = CalendarDay.objects.filter(institute_id=institute, on__range=(first, last)).order_by("on")
    peaks = Peak.objects.filter(institute_id=institute, starts_on__lte=last, ends_on__gte=first)
    return YearCalendar(
        year=year,
        days=days_of(institute, first, last),
        added=tuple(_added(day) for day in added),
        peaks=tuple(_peak(peak) for peak in peaks.order_by("starts_on", "pk")),
        has_holidays=bool(holiday_lists(first, last)),
    )


def added_day(*, actor: Actor, institute: int, day: int) -> AddedDayRow | None:
    """One added day."""
    _need(actor)
    found = CalendarDay.objects.filter(pk=day, institute_id=institute).first()
    return _added(found) if found else None


def peak_row(*, actor: Actor, institute: int, peak: int) -> PeakRow | None:
    """One time to avoid."""
    _need(actor)
    found = Peak.objects.filter(pk=peak, institute_id=institute).first()
    return _peak(found) if found else None


def _added(day: CalendarDay) -> AddedDayRow:
    return AddedDayRow(day.pk, day.on, day.kind, day.name, day.basis, day.declared_at)


def _peak(peak: Peak) -> PeakRow:
    return PeakRow(peak.pk, peak.kind, peak.name, peak.starts_on, peak.ends_on, peak.cost)


def _need(actor: Actor) -> None:
    if not may_see_calendar(actor):
        raise NotAllowed
