"""편성안: what would change, why, at what cost; accepted whole or line by line."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from baeumgil.core.errors import Refusal
from baeumgil.doors.web.frame.forms import PageForm
from baeumgil.doors.web.frame.pages import go, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.schedule.run_parts import left_out_parts
from baeumgil.doors.web.schedule.run_words import quality
from baeumgil.stages.schedule.access import may_change
from baeumgil.stages.schedule.queries.proposals import proposal_card
from baeumgil.stages.schedule.services.proposals import Acceptance, accept, discard, reject
from baeumgil.stages.schedule.terms import LineChange, LineState, ProposalState

MOST_SAID = 5
OVER = frozenset({ProposalState.ACCEPTED, ProposalState.DISCARDED})


@require_GET
def show(request: PageRequest, proposal_id: int) -> HttpResponse:
    """Differences by kind, the weightiest first."""
    return _page(request, proposal_id, PageForm())


@require_POST
def accept_lines(request: PageRequest, proposal_id: int) -> HttpResponse:
    """Accept all, or accept or put aside those ticked. Which button was pressed says which."""
    ticked = [int(each) for each in request.POST.getlist("line") if each.isascii() and each.isdigit()]
    wanted = request.POST.get("do", "")
    if wanted != "all" and not ticked:
        form = PageForm({})
        form.is_valid()
        form.add_error(None, _("고른 줄이 없습니다. 받아들일 줄을 고르세요."))
        return _page(request, proposal_id, form, frozenset(ticked))
    if wanted == "reject":
        return _act(
            request, proposal_id, lambda: reject(actor=request.actor, proposal=proposal_id, lines=ticked), ticked
        )

    def act() -> None:
        lines = None if wanted == "all" else ticked
        _say(request, accept(actor=request.actor, proposal=proposal_id, lines=lines))

    return _act(request, proposal_id, act, ticked)


@require_POST
def discard_all(request: PageRequest, proposal_id: int) -> HttpResponse:
    """Put the proposal aside."""
    return _act(request, proposal_id, lambda: discard(actor=request.actor, proposal=proposal_id), [])


def _act(request: PageRequest, proposal: int, act: Callable[[], None], ticked: list[int]) -> HttpResponse:
    form = PageForm({})
    form.is_valid()
    try:
        act()
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(request, proposal, form, frozenset(ticked))
    return go("schedule-proposal", proposal)


def _say(request: PageRequest, outcome: Acceptance) -> None:
    if outcome.accepted:
        messages.success(request, _("%(n)s줄을 받아들였습니다.") % {"n": len(outcome.accepted)})
    for skipped in outcome.skipped[:MOST_SAID]:
        facts = {"title": skipped.title, "why": skipped.why}
        messages.warning(request, _("건너뜀: %(title)s. %(why)s") % facts)
    if len(outcome.skipped) > MOST_SAID:
        messages.warning(request, _("그 밖에 %(n)s줄도 건너뛰었습니다.") % {"n": len(outcome.skipped) - MOST_SAID})


def _page(request: PageRequest, proposal: int, form: PageForm, ticked: frozenset[int] = frozenset()) -> HttpResponse:
    card = proposal_card(actor=request.actor, proposal=proposal)
    groups = [(change, card.of(change)) for change in LineChange if change is not LineChange.KEPT]
    is_open = card.row.state not in OVER and may_change(request.actor, is_example=card.row.is_example)
    context = {
        "card": card,
        "row": card.row,
        "run": card.run.row,
        "quality": quality(card.run.row),
        **left_out_parts(request, card.run.row),
        "groups": [(change, lines) for change, lines in groups if lines],
        "kept": card.of(LineChange.KEPT),
        "form": form,
        "ticked": ticked,
        "may_decide": is_open,
        "is_fresh": card.row.state is ProposalState.DRAFT,
        "left": sum(line.state is LineState.OPEN for line in card.lines if line.change is not LineChange.KEPT),
        "losing": sum(line.loses_days and line.can_choose for line in card.lines),
        "stale": sum(line.is_stale for line in card.lines if line.change is not LineChange.KEPT),
    }
    return page(request, "schedule/runs/proposal.html", context, status=form.status if form.errors else 200)
