"""추천과 부르기: a unit names its people for a call; the office calls up those whose stage is due."""

import secrets

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from baeumgil.core import clock
from baeumgil.core.actors import EVERYWHERE
from baeumgil.core.errors import Refusal
from baeumgil.doors.web.enrolment.approval_forms import CallUpForm, NominationForm, NomineesForm, own_wishes, ticked
from baeumgil.doors.web.frame.forms import posted
from baeumgil.doors.web.frame.pages import go, need, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.office.choices import PagingForm
from baeumgil.stages.enrolment.access import NAMES_PEOPLE
from baeumgil.stages.enrolment.queries.call_ups import call_up_preview
from baeumgil.stages.enrolment.queries.calls import calls
from baeumgil.stages.enrolment.queries.nominees import nominees
from baeumgil.stages.enrolment.rules.application_draft import is_over
from baeumgil.stages.enrolment.services.call_ups import call_up
from baeumgil.stages.enrolment.services.nominations import nominate
from baeumgil.stages.enrolment.terms import CallPhase


@require_GET
def index(request: PageRequest) -> HttpResponse:
    """The calls one may name people for now."""
    units = request.actor.units(*NAMES_PEOPLE)
    need(units is EVERYWHERE or bool(units))
    number, _size = PagingForm(request.GET).asked()
    words = request.GET.get("words", "")[:60]
    found = calls(actor=request.actor, phase=CallPhase.OPEN, words=words, page=number)
    unit = request.GET.get("unit", "")
    context = {"calls": found, "words": words, "query": f"?unit={unit}" if unit.isascii() and unit.isdigit() else ""}
    return page(request, "enrolment/approvals/nominate.html", context)


@require_http_methods(["GET", "POST"])
def show(request: PageRequest, call_id: int) -> HttpResponse:
    """People of one's units to tick, with what speaks against whom; wishes and a reason for all of them."""
    number, size = PagingForm(request.GET).asked()
    unit = _number(request.GET.get("unit", ""))
    words = request.GET.get("words", "")[:60]
    found = nominees(actor=request.actor, call=call_id, unit=unit, words=words, page=number, size=size)
    frame = found.frame
    today = clock.today()
    sessions = {key: session for key, session in frame.sessions.items() if not is_over(session, today)}
    chosen = ticked(request.POST, "person") or ticked(request.GET, "person")
    if "due" in request.GET and not chosen:
        chosen = [row.person.id for row in found.rows.rows if row.due_on is not None and not row.problems]
    form = NominationForm(
        posted(request), sessions=sessions, most=frame.policy.most_wishes, initial={"key": secrets.token_hex(12)}
    )
    ranks = range(1, len(form.wish_names) + 1)
    if request.method == "POST" and form.is_valid():
        own = own_wishes(request.POST, chosen, len(ranks))
        try:
            made = nominate(actor=request.actor, call=call_id, people=chosen, wishes_of=own, **form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("%(count)s명을 신청했습니다.") % {"count": len(made.applications)})
            return go("nominate")
    context = {
        "call": frame,
        "rows": found.rows,
        "lines": [(row, _typed(request, row.person.id, ranks)) for row in found.rows.rows if not row.problems],
        "others": [row for row in found.rows.rows if row.problems],
        "filters": NomineesForm(request.GET, units=found.units),
        "form": form,
        "ticked": chosen,
        "unit": unit,
        "sessions": sessions,
        "due": sum(row.due_on is not None for row in found.rows.rows),
    }
    return page(request, "enrolment/approvals/nominate_call.html", context, form.status)


@require_http_methods(["GET", "POST"])
def call_people_up(request: PageRequest, call_id: int) -> HttpResponse:
    """How many owe the stage of the course, and what to do about it."""
    preview = call_up_preview(actor=request.actor, call=call_id)
    form = CallUpForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            called = call_up(actor=request.actor, call=call_id, asks_only=form.cleaned_data["how"] == "ask")
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            if form.cleaned_data["how"] == "ask":
                messages.success(request, _("%(count)s명에게 신청하라고 알렸습니다.") % {"count": called.told})
            else:
                messages.success(request, _("%(count)s명을 신청했습니다.") % {"count": len(called.applications)})
            return go("call-up", call_id)
    return page(request, "enrolment/approvals/call_up.html", {"preview": preview, "form": form}, form.status)


def _typed(request: PageRequest, person: int, ranks: range) -> list[tuple[int, str, str]]:
    """Rank, name of the field and what was typed, of each wish of one person."""
    names = [(rank, f"wish-{person}-{rank}") for rank in ranks]
    return [(rank, name, request.POST.get(name, "")) for rank, name in names]


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else None  # noqa: PLR2004  of a column
