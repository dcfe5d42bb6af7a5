"""One session: looked at, moved, pinned, announced, taken off the calendar, cancelled."""

from datetime import date, timedelta

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from baeumgil.core import clock
from baeumgil.core.errors import Invalid, Problem, Refusal
from baeumgil.doors.web.enrolment.call_parts import said_policy
from baeumgil.doors.web.frame.forms import PageForm, posted
from baeumgil.doors.web.frame.pages import go, own_path, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.schedule.calendar_parts import short_span
from baeumgil.doors.web.schedule.frame import address_of_name, tabs_of
from baeumgil.doors.web.schedule.session_forms import MoveForm, ReasonForm
from baeumgil.doors.web.templatetags.krds import in_screen_language
from baeumgil.stages.enrolment.access import units_seen
from baeumgil.stages.enrolment.queries.calls import call_on_session
from baeumgil.stages.schedule.access import may_change, may_see_instructors
from baeumgil.stages.schedule.queries.calendars import session_card, year_head
from baeumgil.stages.schedule.queries.trying import move_desk, tried_days, try_move
from baeumgil.stages.schedule.rules.clashes import may_overrule
from baeumgil.stages.schedule.rules.rows import SessionRow
from baeumgil.stages.schedule.services.moving import (
    announce_sessions,
    move_session,
    pin_session,
    unplace_session,
)
from baeumgil.stages.schedule.services.years import cancel_session
from baeumgil.stages.schedule.terms import SessionState

AROUND = timedelta(days=31)


@require_safe
def show(request: PageRequest, session_id: int) -> HttpResponse:
    """The session: when, where, who teaches, what holds it in place."""
    return page(request, "schedule/session.html", _context(request, session_id))


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: PageRequest, session_id: int) -> HttpResponse:
    """Move it: a form with the nearest free days, which the calendar's drag and drop sends as well."""
    desk = move_desk(actor=request.actor, session=session_id)
    day = _day(request.GET.get("starts")) or desk.row.starts_on
    initial = {"revision": desk.row.revision, "starts": day, "next": request.GET.get("next", "")}
    form = MoveForm(posted(request), desk, initial=initial)
    problems: tuple[Problem, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            dates = move_session(actor=request.actor, session=session_id, **form.arguments())
        except Refusal as refusal:
            problems = refusal.problems if isinstance(refusal, Invalid) else ()
            form.refuse(refusal)
        else:
            facts = {"title": desk.row.title, "days": short_span(dates[0], dates[-1])}
            messages.success(request, _("‘%(title)s’의 날짜를 정했습니다: %(days)s") % facts)
            back = own_path(request.POST.get("next"), "")
            return HttpResponseRedirect(back) if back else go("schedule-session", session_id)
    context = {
        "row": desk.row,
        "desk": desk,
        "form": form,
        "may_overrule": may_overrule(problems),
        "free": [(dates[0], short_span(dates[0], dates[-1])) for dates in desk.free],
        "next": own_path(request.GET.get("next"), ""),
    }
    return page(request, "schedule/session_move.html", context, status=form.status)


@require_safe
def tries(request: PageRequest, session_id: int) -> JsonResponse:
    """What would clash on each day around: asked by the calendar when a session is picked up."""
    first = _day(request.GET.get("first")) or clock.today()
    last = _day(request.GET.get("last")) or first + AROUND
    found = tried_days(actor=request.actor, session=session_id, first=first, last=last)
    days = {
        day.isoformat(): {
            "clashes": [in_screen_language(problem.message) for problem in problems],
            "mayOverrule": may_overrule(problems),
        }
        for day, problems in found.items()
    }
    return JsonResponse({"days": days})


@require_POST
def pin(request: PageRequest, session_id: int) -> HttpResponse:
    """Set one pin or let it go."""
    part, is_wanted = request.POST.get("part", ""), request.POST.get("pinned") == "yes"
    pins = {name: is_wanted for name in ("date", "room", "instructors") if part in {name, "all"}}
    pin_session(actor=request.actor, session=session_id, **pins)
    messages.success(request, _("고정했습니다.") if is_wanted else _("고정을 풀었습니다."))
    return go("schedule-session", session_id)


@require_POST
def announce(request: PageRequest, session_id: int) -> HttpResponse:
    """Note that people were told the days."""
    announce_sessions(actor=request.actor, sessions=[session_id])
    messages.success(request, _("알린 날짜로 적어 두었습니다. 편성할 때 되도록 옮기지 않습니다."))
    return go("schedule-session", session_id)


@require_http_methods(["GET", "HEAD", "POST"])
def unplace(request: PageRequest, session_id: int) -> HttpResponse:
    """Take it off the calendar, after asking."""
    desk = move_desk(actor=request.actor, session=session_id)
    form = _Revision(posted(request), initial={"revision": desk.row.revision})
    if request.method == "POST" and form.is_valid():
        try:
            unplace_session(actor=request.actor, session=session_id, revision=form.cleaned_data["revision"])
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("달력에서 뺐습니다. 강의실과 강사가 비었습니다."))
            return go("schedule-session", session_id)
    return page(request, "schedule/session_unplace.html", {"row": desk.row, "form": form}, status=form.status)


@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: PageRequest, session_id: int) -> HttpResponse:
    """Cancel it, with the reason."""
    desk = move_desk(actor=request.actor, session=session_id)
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            cancel_session(actor=request.actor, session=session_id, **form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("폐강했습니다."))
            return go("schedule-session", session_id)
    return page(request, "schedule/session_cancel.html", {"row": desk.row, "form": form}, status=form.status)


class _Revision(PageForm):
    """Which state of the session was looked at."""

    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)


def _context(request: PageRequest, session_id: int) -> dict[str, object]:
    row = session_card(actor=request.actor, session=session_id)
    head = year_head(actor=request.actor, year=row.schedule_year)
    may_edit = may_change(request.actor, is_example=head.is_example)
    today = clock.today()
    has_begun = row.starts_on is not None and row.starts_on <= today
    query = f"?institute={head.institute_code}" if head.is_example else ""
    called = call_on_session(actor=request.actor, session=session_id)
    seen = units_seen(request.actor)
    sees_list = seen is None or bool(seen)
    clashes: tuple[Problem, ...] = ()
    if may_edit and row.state is SessionState.PLACED and row.starts_on is not None and not has_begun:
        clashes = try_move(actor=request.actor, session=session_id, starts=row.starts_on)
    return {
        "tabs": tabs_of(request.actor, "session", row.starts_on or today, query),
        "row": row,
        "head": head,
        "may_edit": may_edit,
        "has_begun": has_begun,
        "is_placed": row.state is SessionState.PLACED,
        "is_cancelled": row.state is SessionState.CANCELLED,
        "clashes": clashes,
        "span": short_span(row.dates[0], row.dates[-1]) if row.dates else "",
        "is_promised": row.announced_on is not None and row.announced_on == row.starts_on,
        "pins": _pins(row),
        "month_url": _month_url(row, query),
        "repair_url": address_of_name("schedule-repair-rest", row.id) if may_edit else "",
        "condition_url": address_of_name("schedule-condition", row.course),
        "sees_instructors": may_see_instructors(request.actor),
        "course_url": address_of_name("course", row.course),
        "call": called,
        "list_url": address_of_name("name-list", row.id) if called is not None and sees_list else "",
        "call_policy": said_policy(called.words) if called is not None else None,
    }


def _pins(row: SessionRow) -> list[tuple[str, str, bool, bool]]:
    """Part, what it is called, whether it is pinned, whether there is something to pin."""
    return [
        ("date", _("날짜"), row.is_date_pinned, row.state is SessionState.PLACED),
        ("room", _("강의실"), row.is_room_pinned, row.room is not None),
        ("instructors", _("강사"), row.are_instructors_pinned, bool(row.teachers)),
    ]


def _month_url(row: SessionRow, query: str) -> str:
    if row.starts_on is None:
        return ""
    return reverse("web:schedule-month", args=[row.starts_on.year, row.starts_on.month]) + query


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
