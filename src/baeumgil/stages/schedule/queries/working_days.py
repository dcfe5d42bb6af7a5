"""근무 달력: public holidays of the dated policy, days the institute added, times to avoid."""

from datetime import date

from django.db.models import Q

from baeumgil.core.models import Policy
from baeumgil.stages.schedule.models import CalendarDay, Peak
from baeumgil.stages.schedule.rules.rows import DayInfo
from baeumgil.stages.schedule.rules.working_days import (
    POLICY,
    AddedDay,
    HolidayList,
    PeakSpan,
    calendar_of,
    holiday_list,
)


def days_of(institute: int, first: date, last: date) -> tuple[DayInfo, ...]:
    """Every day of the span as the institute works; three statements, no personal data."""
    added = CalendarDay.objects.filter(institute_id=institute, on__range=(first, last))
    peaks = Peak.objects.filter(institute_id=institute, starts_on__lte=last, ends_on__gte=first)
    return calendar_of(
        first,
        last,
        lists=holiday_lists(first, last),
        added=[AddedDay(day.on, day.kind, day.name) for day in added],
        peaks=[PeakSpan(peak.kind, peak.name, peak.starts_on, peak.ends_on, peak.cost) for peak in peaks],
    )


def holiday_lists(first: date, last: date) -> tuple[HolidayList, ...]:
    """The holiday policies in force on any day of the span, by their first day."""
    found = Policy.objects.filter(key=POLICY, valid_from__lte=last).filter(Q(valid_to=None) | Q(valid_to__gte=first))
    rows = found.order_by("valid_from").values_list("value", "valid_from", "valid_to")
    return tuple(holiday_list(value, valid_from, valid_to) for value, valid_from, valid_to in rows)
