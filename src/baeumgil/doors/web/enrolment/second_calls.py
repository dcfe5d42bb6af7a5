"""2차 모집: whether one is needed, what it would clear, where it fits; one click opens it. And over all calls."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from baeumgil.core.errors import Refusal
from baeumgil.doors.web.enrolment.second_call_charts import clearing_chart, extra_chart
from baeumgil.doors.web.enrolment.waiting_forms import SecondForm, code_of
from baeumgil.doors.web.frame.forms import posted
from baeumgil.doors.web.frame.pages import go, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.schedule.frame import address_of_name
from baeumgil.stages.enrolment.access import may_run_calls
from baeumgil.stages.enrolment.queries.second_calls import extra_sessions, second_call_need
from baeumgil.stages.enrolment.services.second_calls import open_second_call

MOST_SEATS = 1000
SHOWN = 12


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: PageRequest, call_id: int) -> HttpResponse:
    """Demand against seats, the curve, free places to tick, and one button."""
    need = second_call_need(actor=request.actor, call=call_id, seats=_seats(request), limit=SHOWN)
    usual = [code_of(place) for place in need.places[:1]]
    form = SecondForm(posted(request), need.places, initial={"seats": need.size, "places": usual, "open_days": 0})
    if request.method == "POST" and form.is_valid():
        try:
            made = open_second_call(actor=request.actor, call=call_id, **form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("2차 모집을 열고 기다리던 사람을 옮겼습니다."))
            return go("call", made)
    context = {
        "need": need,
        "card": need.call,
        "chart": clearing_chart(need),
        "form": form,
        "may_open": need.may_open and may_run_calls(request.actor),
        "child_url": address_of_name("call", need.child) if need.child is not None else "",
    }
    return page(request, "enrolment/waiting/second.html", context, form.status)


@require_safe
def index(request: PageRequest) -> HttpResponse:
    """All calls in which people wait, and which sessions to add first."""
    found = extra_sessions(actor=request.actor)
    names = {row.id: row.course_name for row in found.calls}
    context = {
        "found": found,
        "chart": extra_chart(found),
        "steps": [(step, names[step.call]) for step in found.steps],
        "due": sum(row.is_due for row in found.calls),
    }
    return page(request, "enrolment/waiting/extra.html", context)


def _seats(request: HttpRequest) -> int | None:
    """`?seats=25`, or what was typed into the form."""
    text = request.POST.get("seats") or request.GET.get("seats", "")
    is_number = text.isascii() and text.isdigit() and len(text) <= len(str(MOST_SEATS))
    return int(text) if is_number and 1 <= int(text) <= MOST_SEATS else None
