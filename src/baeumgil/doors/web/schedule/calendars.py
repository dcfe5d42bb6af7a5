"""교육일정: the calendar by year, month, week, room, instructor, unit, and one's own."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from baeumgil.core import clock
from baeumgil.doors.web.frame.pages import go, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.schedule.calendar_parts import (
    Look,
    field_marks,
    weekday_names,
    weeks_of,
    whole_weeks,
)
from baeumgil.doors.web.schedule.frame import (
    FIRST_YEAR,
    LAST_YEAR,
    Place,
    address_of_name,
    first_of,
    last_of,
    look_of,
    month_asked,
    place_of,
    tabs_of,
    unit_of,
    year_asked,
)
from baeumgil.doors.web.schedule.year_parts import level_words, small_months
from baeumgil.engines.calendar.months import add_months
from baeumgil.stages.enrolment.queries.own_seats import own_seats
from baeumgil.stages.people.queries.organisation import unit_on
from baeumgil.stages.schedule.access import may_edit_schedule, may_see_drafts
from baeumgil.stages.schedule.queries.calendars import (
    instructor_head,
    open_sessions,
    room_closures,
    room_head,
    room_names,
    schedule_years,
    sessions_between,
    tied_sessions,
    year_load,
)
from baeumgil.stages.schedule.queries.working_days import days_of
from baeumgil.stages.schedule.rules.rows import DayInfo, SessionRow

MOST_OPEN = 40


@require_safe
def year(request: PageRequest) -> HttpResponse:
    """A year: twelve small months with the load of each day."""
    place, years = place_of(request), schedule_years(actor=request.actor)
    asked = year_asked(request, years, place.id)
    if place.institute is None:
        return page(request, "schedule/empty.html", {"years": years})
    load = year_load(actor=request.actor, institute=place.institute.id, year=asked, field=place.field)
    look = look_of(request, place)
    first = look.today if look.today.year == asked else date(asked, 1, 1)
    context = {
        "tabs": tabs_of(request.actor, "year", first, place.query),
        "year": asked,
        "place": place,
        "load": load,
        "months": small_months(load, today=look.today, query=place.query),
        "levels": level_words(load),
        "weekdays": weekday_names(),
        "years": [row for row in years if row.institute == place.institute.id],
        "examples": [row for row in years if row.is_example],
        "row": next((row for row in years if (row.institute, row.year) == (place.institute.id, asked)), None),
        "may_edit": may_edit_schedule(request.actor),
        "runs_url": address_of_name("schedule-runs"),
        "rooms": room_names(actor=request.actor, institute=place.institute.id),
        "fields": look.fields,
        "may_compare": may_see_drafts(request.actor),
    }
    return page(request, "schedule/year.html", context)


@require_safe
def month(request: PageRequest, year: int, month: int) -> HttpResponse:
    """A month in whole weeks; on a phone a list of days."""
    first = first_of(year, month)
    place = place_of(request)
    look = look_of(request, place, month=month)
    begin, end = whole_weeks(first, last_of(first))
    rows = _placed(request, place, begin, end)
    waiting = (
        open_sessions(actor=request.actor, institute=place.institute.id, year=year)
        if place.institute is not None and look.may_drag
        else ()
    )
    context = {
        **_drawn(rows, _days(place, begin, end), look),
        "tabs": tabs_of(request.actor, "month", _near(first), place.query),
        "first": first,
        "place": place,
        "steps": _steps(
            [reverse("web:schedule-month", args=[each.year, each.month]) + place.query for each in _beside(first)]
        ),
        "open": waiting[:MOST_OPEN],
        "open_total": len(waiting),
    }
    return page(request, "schedule/month.html", context)


@require_safe
def week(request: PageRequest, year: int, week: int) -> HttpResponse:
    """A week, with rooms, instructors and seats."""
    try:
        first = date.fromisocalendar(year, week, 1) if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        first = None
    if first is None:
        raise Http404
    last = first + timedelta(days=6)
    place = place_of(request)
    rows = _placed(request, place, first, last)
    beside = [(first + timedelta(days=step)).isocalendar() for step in (-7, 7)]
    context = {
        **_drawn(rows, _days(place, first, last), look_of(request, place)),
        "tabs": tabs_of(request.actor, "week", first, place.query),
        "first": first,
        "last": last,
        "number": week,
        "year": year,
        "place": place,
        "steps": _steps([reverse("web:schedule-week", args=[each.year, each.week]) + place.query for each in beside]),
    }
    return page(request, "schedule/week.html", context)


@require_safe
def room(request: PageRequest, room_id: int) -> HttpResponse:
    """One room, a month at a time, with the days on which it is closed."""
    head = room_head(actor=request.actor, room=room_id)
    first = month_asked(request)
    place = place_of(request)
    begin, end = whole_weeks(first, last_of(first))
    rows = sessions_between(actor=request.actor, first=begin, last=end, room=room_id)
    look = replace(
        look_of(request, place, month=first.month),
        notes=room_closures(actor=request.actor, room=room_id, first=begin, last=end),
    )
    context = {
        **_drawn(rows, days_of(head.institute, begin, end), look),
        **_monthly(request, "room", first, reverse("web:schedule-room", args=[room_id])),
        "head": head,
        "rooms": room_names(actor=request.actor, institute=head.institute),
    }
    return page(request, "schedule/room.html", context)


@require_safe
def instructor(request: PageRequest, instructor_id: int) -> HttpResponse:
    """One instructor's sessions, a month at a time."""
    head = instructor_head(actor=request.actor, instructor=instructor_id)
    first = month_asked(request)
    place = place_of(request)
    begin, end = whole_weeks(first, last_of(first))
    rows = sessions_between(actor=request.actor, first=begin, last=end, instructor=instructor_id)
    context = {
        **_drawn(rows, days_of(head.institute, begin, end), look_of(request, place, month=first.month)),
        **_monthly(request, "instructor", first, reverse("web:schedule-instructor", args=[instructor_id])),
        "head": head,
    }
    return page(request, "schedule/instructor.html", context)


@require_safe
def unit(request: PageRequest, unit_id: int) -> HttpResponse:
    """What a unit and those below it run, teach, or send people to."""
    head = unit_on(unit_id, clock.today())
    context = {
        **_tied(request, "unit", reverse("web:schedule-unit", args=[unit_id]), unit_id),
        "head": head,
    }
    return page(request, "schedule/unit.html", context)


@require_safe
def own_unit(request: PageRequest) -> HttpResponse:
    """To the unit of who asks."""
    found = unit_of(request.actor)
    if found is None:
        return page(request, "schedule/no_unit.html", {"tabs": tabs_of(request.actor, "unit", clock.today())})
    month = request.GET.get("month", "")
    answer = go("schedule-unit", found)
    if month:
        answer["Location"] += f"?month={month_asked(request):%Y-%m}"
    return answer


@require_safe
def mine(request: PageRequest) -> HttpResponse:
    """What somebody teaches, where they hold a seat, and what is meant for people such as they."""
    return page(request, "schedule/mine.html", _tied(request, "mine", reverse("web:schedule-mine"), None))


def _tied(request: PageRequest, current: str, address: str, unit_id: int | None) -> dict[str, Any]:
    first = month_asked(request)
    place = place_of(request)
    begin, end = whole_weeks(first, last_of(first))
    rows, ties = tied_sessions(actor=request.actor, first=begin, last=end, unit=unit_id, seats=own_seats)
    look = replace(look_of(request, place, month=first.month), ties={row.id: ties.of(row) for row in rows})
    inside = [row for row in rows if any(day.month == first.month for day in row.dates)]
    return {
        **_drawn(rows, _days(place, begin, end), look),
        **_monthly(request, current, first, address),
        "reasons": [(row, ties.of(row)) for row in inside],
    }


def _placed(request: PageRequest, place: Place, first: date, last: date) -> tuple[SessionRow, ...]:
    if place.institute is None:
        return ()
    rows = sessions_between(actor=request.actor, first=first, last=last, institute=place.institute.id)
    return tuple(row for row in rows if not place.field or row.field_code == place.field)


def _days(place: Place, first: date, last: date) -> tuple[DayInfo, ...]:
    return days_of(place.id or 0, first, last)


def _drawn(rows: Sequence[SessionRow], days: Sequence[DayInfo], look: Look) -> dict[str, Any]:
    """What `schedule/_weeks.html` needs."""
    return {
        "weeks": weeks_of(rows, days, look),
        "marks": field_marks(rows, look.tones),
        "weekdays": weekday_names(),
        "count": len(rows),
        "may_drag": look.may_drag,
        "fields": look.fields,
        "first_day": days[0].on,
        "last_day": days[-1].on,
        "today": look.today,
    }


def _monthly(request: PageRequest, current: str, first: date, address: str) -> Mapping[str, Any]:
    return {
        "tabs": tabs_of(request.actor, current, _near(first)),
        "first": first,
        "steps": _steps([f"{address}?month={each:%Y-%m}" for each in _beside(first)]),
    }


def _beside(first: date) -> tuple[date, date]:
    return add_months(first, -1), add_months(first, 1)


def _near(first: date) -> date:
    """Today when it lies in the month, so that the week beside it is this one."""
    today = clock.today()
    return today if (today.year, today.month) == (first.year, first.month) else first


def _steps(addresses: Sequence[str]) -> dict[str, str]:
    before, after = addresses
    return {"before": before, "after": after, "before_label": _("이전"), "after_label": _("다음")}
