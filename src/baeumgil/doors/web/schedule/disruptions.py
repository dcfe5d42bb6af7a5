"""뜻밖의 일: said in one form, confirmed once in sight of everything it hits, then written and repaired."""

from collections.abc import Sequence
from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from baeumgil.core import clock
from baeumgil.core.errors import Invalid, Refusal
from baeumgil.doors.web.frame.pages import go, need, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.schedule.disruptions_forms import CAUSES, DisruptionForm
from baeumgil.doors.web.templatetags.krds import Tab
from baeumgil.stages.schedule.access import may_change, may_edit_schedule
from baeumgil.stages.schedule.errors import YearNotOpen
from baeumgil.stages.schedule.queries.calendars import schedule_years
from baeumgil.stages.schedule.queries.hits import means_of, would_hit
from baeumgil.stages.schedule.rules.hits import HitRow
from baeumgil.stages.schedule.rules.rows import YearRow
from baeumgil.stages.schedule.rules.working_days import check_span
from baeumgil.stages.schedule.services.repairs import report_disruption
from baeumgil.stages.schedule.terms import RunCause

LONGEST_LOOK = timedelta(days=366)


@require_http_methods(["GET", "POST"])
def new(request: PageRequest) -> HttpResponse:
    """Say what fails; with `check` see what it hits; a POST writes it and starts the repairs."""
    need(may_edit_schedule(request.actor))
    typed = request.POST if request.method == "POST" else request.GET
    year = _year(request, typed.get("year", ""), typed.get("first", ""))
    need(may_change(request.actor, is_example=year.is_example))
    cause = next(
        (one for one in CAUSES if one.value == typed.get("cause")),
        _cause(typed.get("room", ""), typed.get("instructor", "")),
    )
    means = means_of(actor=request.actor, institute=year.institute)
    is_said = request.method == "POST" or "check" in typed
    initial = {name: typed[name] for name in ("first", "last", "room", "instructor") if typed.get(name)}
    form = DisruptionForm(typed if is_said else None, cause=cause, means=means, initial=initial)
    context = {"form": form, "year": year, "cause": cause, "tabs": _tabs(request, cause), "today": clock.today()}
    if not is_said or not form.is_valid():
        return page(request, "schedule/repairs/new.html", context, status=form.status)
    if request.method == "POST":
        try:
            made = report_disruption(actor=request.actor, year=year.id, **form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
            return page(request, "schedule/repairs/new.html", context, status=form.status)
        messages.success(request, _("적어 두었습니다. 걸린 기수를 다시 맞추는 안을 셈합니다."))
        return go("schedule-repairs", made)
    blow = form.blow()
    wrong = check_span(blow.first, blow.last)
    if wrong or blow.last - blow.first > LONGEST_LOOK:
        form.refuse(Invalid(wrong, message=_("기간은 한 해까지 적으세요.")))
        return page(request, "schedule/repairs/new.html", context, status=form.status)
    found = would_hit(actor=request.actor, year=year.id, blow=blow)
    said = [(name, form[name].value()) for name in form.fields]
    context |= {
        "hits": found,
        "people": sum(row.people for row in found),
        "blow": blow,
        "said": said,
        "edit": _edit(request),
    }
    context |= {"subject": _subject(form), "begun": sum(row.is_begun for row in found), "told": _told(found)}
    return page(request, "schedule/repairs/confirm.html", context)


def _year(request: PageRequest, number: str, first: str) -> YearRow:
    """The year of the address, else our own year that holds the first day, else this year's, else the newest."""
    found = schedule_years(actor=request.actor)
    if number:
        named = next((row for row in found if str(row.id) == number), None)
        if named is None:
            raise YearNotOpen
        return named
    own = [row for row in found if not row.is_example]
    if not own:
        raise YearNotOpen
    wanted = [int(first[:4])] if first[:4].isascii() and first[:4].isdecimal() else []
    wanted.append(clock.today().year)
    for one in wanted:
        for row in own:
            if row.year == one:
                return row
    return own[0]


def _cause(room: str, instructor: str) -> RunCause:
    if room:
        return RunCause.ROOM_CLOSED
    return RunCause.INSTRUCTOR_AWAY if instructor else RunCause.HOLIDAY


def _tabs(request: PageRequest, cause: RunCause) -> list[Tab]:
    words = {
        RunCause.HOLIDAY: _("휴일을 더함"),
        RunCause.INSTRUCTOR_AWAY: _("강사가 못 옴"),
        RunCause.ROOM_CLOSED: _("강의실을 못 씀"),
    }
    kept = request.GET.copy()
    kept.pop("check", None)
    tabs = []
    for one in CAUSES:
        kept["cause"] = one.value
        tabs.append(Tab(words[one], f"?{kept.urlencode()}", is_current=one is cause))
    return tabs


def _edit(request: PageRequest) -> str:
    kept = request.GET.copy()
    kept.pop("check", None)
    return f"?{kept.urlencode()}"


def _subject(form: DisruptionForm) -> str:
    """What fails, as the form shows it."""
    for name in ("room", "instructor"):
        field = form.fields.get(name)
        if field is not None:
            return str(dict(getattr(field, "choices", ())).get(str(form.cleaned_data[name]), ""))
    return str(form.cleaned_data.get("name") or _("임시공휴일"))


def _told(found: Sequence[HitRow]) -> int:
    """Sessions whose first day was announced."""
    return sum(row.session.announced_on is not None for row in found)
