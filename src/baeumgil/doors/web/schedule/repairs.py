"""재편성: what is hit now, the ways to put it right ranked by how many people they disturb, one of them accepted."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from baeumgil.doors.web.frame.pages import go, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.stages.schedule.access import may_change
from baeumgil.stages.schedule.errors import ProposalNotFound
from baeumgil.stages.schedule.queries import hits as hit_queries
from baeumgil.stages.schedule.queries.calendars import session_card, year_head
from baeumgil.stages.schedule.queries.repairs import disruptions, repair_card
from baeumgil.stages.schedule.services.repairs import accept_repair, start_repair
from baeumgil.stages.schedule.terms import RunCause, SessionState


@require_GET
def hits(request: PageRequest, year_id: int) -> HttpResponse:
    """Every placed session that cannot be held as it stands, and what was repaired lately."""
    found = hit_queries.hits(actor=request.actor, year=year_id)
    year = year_head(actor=request.actor, year=year_id)
    context = {
        "year": year,
        "hits": found,
        "people": sum(row.people for row in found),
        "movable": sum(not row.is_begun for row in found),
        "disruptions": disruptions(actor=request.actor, year=year_id),
        "may_edit": may_change(request.actor, is_example=year.is_example),
    }
    return page(request, "schedule/repairs/hits.html", context)


@require_POST
def start(request: PageRequest, year_id: int) -> HttpResponse:
    """Work out repairs of everything hit now."""
    made = start_repair(actor=request.actor, year=year_id, cause=RunCause.BY_HAND)
    return go("schedule-repairs", made)


@require_POST
def start_rest(request: PageRequest, session_id: int) -> HttpResponse:
    """Keep this session where it was put (or give a new one its place) and let the rest give way."""
    row = session_card(actor=request.actor, session=session_id)
    cause = RunCause.BY_HAND if row.state is SessionState.PLACED else RunCause.SESSION_ADDED
    made = start_repair(actor=request.actor, year=row.schedule_year, cause=cause, name=row.title, session=session_id)
    return go("schedule-repairs", made)


@require_GET
def show(request: PageRequest, disruption_id: int) -> HttpResponse:
    """What happened, what it hit, and the repairs; while they are worked out the page asks again by itself."""
    card = repair_card(actor=request.actor, disruption=disruption_id)
    context = {
        "card": card,
        "row": card.row,
        "may_edit": may_change(request.actor, is_example=card.row.is_example),
    }
    if request.htmx and not card.is_over:
        return page(request, "schedule/repairs/_ways.html", context)
    answer = page(request, "schedule/repairs/show.html", context)
    if request.htmx:
        answer["HX-Refresh"] = "true"
    return answer


@require_POST
def accept(request: PageRequest, disruption_id: int) -> HttpResponse:
    """Put one repair into the calendar."""
    text = request.POST.get("proposal", "")
    if not text.isascii() or not text.isdecimal():
        raise ProposalNotFound
    done = accept_repair(actor=request.actor, disruption=disruption_id, proposal=int(text))
    messages.success(request, _("달력에 옮겨 적었습니다. 기수 %(count)s개.") % {"count": len(done.accepted)})
    for one in done.skipped:
        messages.warning(request, f"{one.title}: {one.why}")
    return go("schedule-repairs", disruption_id)
