"""근무 달력: a year's days at a glance, days added, times to avoid."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baeumgil.core import clock
from baeumgil.core.errors import Refusal
from baeumgil.doors.web.frame.forms import posted
from baeumgil.doors.web.frame.pages import go, need, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.schedule.institutes import (
    FURTHEST,
    NEAREST,
    asked_institute,
    asked_year,
    frame_of,
    institute_of,
    institute_tabs,
)
from baeumgil.doors.web.schedule.resources_forms import WEEKDAYS, DayForm, PeakForm
from baeumgil.stages.plan.queries.institutes import InstituteRow
from baeumgil.stages.schedule.access import may_change, may_see_calendar
from baeumgil.stages.schedule.errors import DayNotFound
from baeumgil.stages.schedule.queries.calendar_days import YearCalendar, added_day, peak_row, year_calendar
from baeumgil.stages.schedule.rules.rows import DayInfo
from baeumgil.stages.schedule.services.calendar_days import (
    declare_day,
    remove_peak,
    save_peak,
    take_usual_peaks,
    withdraw_day,
)

FORM = "schedule/resources/form.html"
WEEK = 7


@dataclass(frozen=True, slots=True)
class DayCell:
    """A day as the year's grid shows it: `look` is a style, `mark` a sign beside the number."""

    day: DayInfo
    look: str
    mark: str


@dataclass(frozen=True, slots=True)
class MonthGrid:
    """A month by weeks, Monday first; None where another month lies."""

    number: int
    weeks: tuple[tuple[DayCell | None, ...], ...]
    working: int


@require_GET
def show(request: PageRequest) -> HttpResponse:
    """The year's working calendar; everybody who has signed in may look."""
    need(may_see_calendar(request.actor))
    institute, found = asked_institute(request.actor, request.GET)
    year = asked_year(request.GET)
    calendar = year_calendar(actor=request.actor, institute=institute.id, year=year)
    context = {
        "calendar": calendar,
        "months": _months(calendar),
        "weekdays": [label for _number, label in WEEKDAYS],
        "holidays": _holidays(calendar),
        "year": year,
        "before": year - 1 if year > NEAREST else None,
        "after": year + 1 if year < FURTHEST else None,
        "today": clock.today(),
        "tabs": institute_tabs("working-calendar", found, institute),
        **frame_of(request.actor, institute),
    }
    return page(request, "schedule/resources/calendar.html", context)


@require_http_methods(["GET", "POST"])
def day_new(request: PageRequest) -> HttpResponse:
    """Declare a day off, or worked after all."""
    institute = asked_institute(request.actor, request.GET)[0]
    _need(request, institute)
    initial = {"on": request.GET.get("on", ""), "kind": "temporary"}
    form = DayForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            declare_day(actor=request.actor, institute=institute.id, **form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("근무 달력에 더했습니다. 그날 잡힌 기수는 옮기기 전까지 그대로 있습니다."))
            return _back(institute, form.cleaned_data["on"].year)
    return _form(request, form, _("날 더하기"), institute, asked_year(request.GET))


@require_POST
def day_withdraw(request: PageRequest, institute_id: int, day_id: int) -> HttpResponse:
    """Take an added day out again."""
    institute = institute_of(request.actor, institute_id)
    _need(request, institute)
    row = added_day(actor=request.actor, institute=institute_id, day=day_id)
    if row is None:
        raise DayNotFound(day=day_id)
    withdraw_day(actor=request.actor, day=day_id)
    messages.success(request, _("근무 달력에서 뺐습니다."))
    return _back(institute, row.on.year)


@require_http_methods(["GET", "POST"])
def peak_new(request: PageRequest) -> HttpResponse:
    """Add a time to avoid."""
    institute = asked_institute(request.actor, request.GET)[0]
    _need(request, institute)
    form = PeakForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            save_peak(actor=request.actor, institute=institute.id, **form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("피할 때를 넣었습니다."))
            return _back(institute, form.cleaned_data["first"].year)
    return _form(request, form, _("피할 때 더하기"), institute, asked_year(request.GET))


@require_http_methods(["GET", "POST"])
def peak_edit(request: PageRequest, institute_id: int, peak_id: int) -> HttpResponse:
    """Change a time to avoid."""
    institute = institute_of(request.actor, institute_id)
    _need(request, institute)
    row = peak_row(actor=request.actor, institute=institute_id, peak=peak_id)
    if row is None:
        raise DayNotFound(peak=peak_id)
    form = PeakForm(posted(request), initial=asdict(row) | {"first": row.starts_on, "last": row.ends_on})
    if request.method == "POST" and form.is_valid():
        try:
            save_peak(actor=request.actor, institute=institute.id, peak=peak_id, **form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("피할 때를 저장했습니다."))
            return _back(institute, form.cleaned_data["first"].year)
    return _form(request, form, row.name, institute, row.starts_on.year)


@require_POST
def peak_remove(request: PageRequest, institute_id: int, peak_id: int) -> HttpResponse:
    """Take a time to avoid out."""
    institute = institute_of(request.actor, institute_id)
    _need(request, institute)
    row = peak_row(actor=request.actor, institute=institute_id, peak=peak_id)
    if row is None:
        raise DayNotFound(peak=peak_id)
    remove_peak(actor=request.actor, peak=peak_id)
    messages.success(request, _("피할 때를 지웠습니다."))
    return _back(institute, row.starts_on.year)


@require_POST
def peaks_usual(request: PageRequest) -> HttpResponse:
    """Take over the policy's times to avoid of a year."""
    institute = asked_institute(request.actor, request.POST)[0]
    _need(request, institute)
    year = asked_year(request.POST)
    made = take_usual_peaks(actor=request.actor, institute=institute.id, year=year)
    if made:
        messages.success(request, _("늘 피하는 때 %(n)d건을 넣었습니다.") % {"n": made})
    else:
        messages.info(request, _("늘 피하는 때가 이미 다 들어 있습니다."))
    return _back(institute, year)


def _months(calendar: YearCalendar) -> list[MonthGrid]:
    added = {row.on for row in calendar.added}
    months = []
    for number in range(1, 13):
        days = [day for day in calendar.days if day.on.month == number]
        cells: list[DayCell | None] = [None] * days[0].on.weekday()
        cells += [_cell(day, is_added=day.on in added) for day in days]
        cells += [None] * (-len(cells) % WEEK)
        weeks = tuple(tuple(cells[start : start + WEEK]) for start in range(0, len(cells), WEEK))
        months.append(MonthGrid(number, weeks, sum(day.is_working for day in days)))
    return months


def _cell(day: DayInfo, *, is_added: bool) -> DayCell:
    if is_added:
        return DayCell(day, "added-work" if day.is_working else "added", "●" if day.is_working else "◆")
    if not day.is_working:
        return DayCell(day, "holiday" if day.name else "weekend", "")
    return DayCell(day, "peak" if day.peaks else "work", "")


def _holidays(calendar: YearCalendar) -> Sequence[DayInfo]:
    added = {row.on for row in calendar.added}
    return [day for day in calendar.days if day.name and day.on not in added]


def _form(
    request: PageRequest, form: DayForm | PeakForm, heading: str, institute: InstituteRow, year: int
) -> HttpResponse:
    context: Mapping[str, object] = {
        "form": form,
        "heading": heading,
        "crumbs": [(_("근무 달력"), reverse("web:working-calendar"))],
        "back": _address(institute, year),
    }
    return page(request, FORM, context, form.status)


def _need(request: PageRequest, institute: InstituteRow) -> None:
    need(may_change(request.actor, is_example=institute.is_example))


def _address(institute: InstituteRow, year: int) -> str:
    return f"{reverse('web:working-calendar')}?{urlencode([('institute', institute.code), ('year', year)])}"


def _back(institute: InstituteRow, year: int) -> HttpResponse:
    answer = go("working-calendar")
    answer["Location"] = _address(institute, year)
    return answer
