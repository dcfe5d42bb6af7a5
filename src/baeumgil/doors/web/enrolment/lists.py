"""교육생 명단: looked at, fixed, sent as a file; and what became of everybody on it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from baeumgil.core import clock
from baeumgil.core.errors import Refusal
from baeumgil.doors.web.enrolment.waiting_forms import FixForm, OutcomesForm, ReasonForm
from baeumgil.doors.web.frame.forms import posted
from baeumgil.doors.web.frame.pages import go, need, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.plan.papers import number_asked
from baeumgil.doors.web.schedule.calendar_parts import short_span
from baeumgil.doors.web.schedule.frame import address_of_name
from baeumgil.stages.enrolment.access import NAMES_PEOPLE, may_run_calls, units_seen
from baeumgil.stages.enrolment.queries.name_lists import name_list
from baeumgil.stages.enrolment.queries.unit_lists import unit_lists
from baeumgil.stages.enrolment.rules.outcomes import CAUSES
from baeumgil.stages.enrolment.rules.waiting_rows import NameListCard
from baeumgil.stages.enrolment.services.attendance import note_outcome, take_back_outcome
from baeumgil.stages.enrolment.services.list_files import make_list
from baeumgil.stages.enrolment.services.lists import fix_list
from baeumgil.stages.enrolment.terms import ApplicationState
from baeumgil.stages.plan.terms import PaperFormat


@require_safe
def index(request: PageRequest) -> HttpResponse:
    """Sessions to which people of one's units go, each with its list."""
    today = clock.today()
    rows = unit_lists(actor=request.actor)
    context = {
        "coming": [row for row in rows if row.ends_on is None or row.ends_on >= today],
        "over": [row for row in rows if row.ends_on is not None and row.ends_on < today],
    }
    return page(request, "enrolment/waiting/lists.html", context)


@require_safe
def show(request: PageRequest, session_id: int) -> HttpResponse:
    """The list of a session, by masked name unless the full one is asked for."""
    card = _card(request, session_id)
    return page(request, "enrolment/waiting/name_list.html", _context(request, card, FixForm()))


@require_POST
def fix(request: PageRequest, session_id: int) -> HttpResponse:
    """Fix it: seats are confirmed, nobody waits for the session any more."""
    form = FixForm(posted(request))
    if form.is_valid():
        try:
            number = fix_list(actor=request.actor, session=session_id, **form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("명단 제%(number)s호로 확정했습니다.") % {"number": number})
            return go("name-list", session_id)
    card = _card(request, session_id)
    return page(request, "enrolment/waiting/name_list.html", _context(request, card, form), form.status)


@require_GET
def download(request: PageRequest, session_id: int, format: str) -> HttpResponse:  # noqa: A002  the word in the address
    """The list as a file."""
    if format not in set(PaperFormat):
        raise Http404
    made = make_list(
        actor=request.actor,
        session=session_id,
        format=PaperFormat(format),
        number=number_asked(request, "number"),
        is_full=request.GET.get("full") == "yes",
    )
    answer = HttpResponse(made.content, content_type=made.content_type)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=made.file_name) or ""
    answer["Cache-Control"] = "no-store"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def outcomes(request: PageRequest, session_id: int) -> HttpResponse:
    """Who came, who did not, who completed: one choice a person, noted all at once."""
    need(may_run_calls(request.actor))
    card = name_list(actor=request.actor, session=session_id, is_full=True)
    form = OutcomesForm(posted(request), card.rows)
    if request.method == "POST" and form.is_valid():
        chosen = form.outcomes()
        try:
            changed = note_outcome(
                actor=request.actor, session=session_id, outcomes=chosen, text=form.cleaned_data["text"]
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("%(count)s명의 결과를 적었습니다.") % {"count": changed})
            return go("outcomes", session_id)
    context = {
        "card": card,
        "form": form,
        "lines": form.lines(),
        "has_begun": card.session.starts_on is not None and card.session.starts_on <= clock.today(),
        "span": _span(card),
        "undoable": sorted(CAUSES),
    }
    return page(request, "enrolment/waiting/outcomes.html", context, form.status)


@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: PageRequest, application_id: int) -> HttpResponse:
    """It was noted wrongly that somebody stayed away or gave up."""
    need(may_run_calls(request.actor))
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            take_back_outcome(actor=request.actor, application=application_id, **form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("결과를 거두었습니다. 참여 제한도 풀었습니다."))
            return go("calls")
    return page(request, "enrolment/waiting/take_back.html", {"form": form}, form.status)


def _card(request: PageRequest, session_id: int) -> NameListCard:
    return name_list(
        actor=request.actor,
        session=session_id,
        number=number_asked(request, "number"),
        is_full=request.GET.get("full") == "yes",
    )


def _context(request: PageRequest, card: NameListCard, form: FixForm) -> dict[str, object]:
    may_run = may_run_calls(request.actor)
    seen = units_seen(request.actor)
    begun = card.session.starts_on is not None and card.session.starts_on <= clock.today()
    nobody_is_before = bool(card.numbers) or not card.waiting  # until the list is fixed those who wait come first
    may_replace = not begun and nobody_is_before and request.actor.has(*NAMES_PEOPLE)
    replaceable = {ApplicationState.SELECTED, ApplicationState.CONFIRMED}
    return {
        "card": card,
        "span": _span(card),
        "form": form,
        "may_run": may_run,
        "may_fix": may_run and not begun,
        "may_show": may_run or bool(seen),
        "is_last": card.current is None or card.current.number == card.numbers[0].number,
        "lines": [(row, may_replace and row.state in replaceable) for row in card.rows],
        "call_url": address_of_name("call", card.call) if may_run else "",
        "waiting_url": address_of_name("waiting-list", card.call) if seen is None or seen else "",
        "formats": list(PaperFormat),
    }


def _span(card: NameListCard) -> str:
    dates = card.session.dates
    return short_span(dates[0], dates[-1]) if dates else ""
