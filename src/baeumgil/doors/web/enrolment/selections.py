"""선발: computed, looked at line by line, changed with a reason, signed by two people."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baeumgil.core.errors import Refusal
from baeumgil.doors.web.enrolment.selection_forms import LineFilter, OverrideForm, RunForm, SignSelectionForm
from baeumgil.doors.web.enrolment.selection_parts import page_number, session_bars, session_rows, tier_rows
from baeumgil.doors.web.frame.forms import PageForm, posted
from baeumgil.doors.web.frame.pages import go, need, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.stages.enrolment.access import may_run_calls, may_see_results, may_sign_results
from baeumgil.stages.enrolment.errors import SelectionInvalid
from baeumgil.stages.enrolment.queries.calls import call_card
from baeumgil.stages.enrolment.queries.selections import (
    line_card,
    selection_card,
    selection_lines,
    selection_of_call,
    selections_of,
)
from baeumgil.stages.enrolment.services.selecting import discard, dry_run, override, run_selection, sign
from baeumgil.stages.enrolment.terms import CallPhase, Mechanism, SelectionState

UNSIGNED = frozenset({SelectionState.DRAFT, SelectionState.SIGNED_ONCE})


@require_http_methods(["GET", "POST"])
def start(request: PageRequest, call_id: int) -> HttpResponse:
    """What a selection of a call would give, and the button that makes it."""
    need(may_see_results(request.actor))
    form = RunForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = run_selection(actor=request.actor, call=call_id, **form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("선발 결과를 계산했습니다. 두 사람이 서명하면 공표됩니다."))
            return go("selection", made)
    row = call_card(actor=request.actor, call=call_id)
    current = selection_of_call(actor=request.actor, call=call_id)
    is_first_come = row.mechanism is Mechanism.FIRST_COME
    is_decided = row.phase is CallPhase.DECIDED
    context: dict[str, Any] = {
        "row": row,
        "form": form,
        "may_run": may_run_calls(request.actor) and row.phase is CallPhase.CLOSED and not is_first_come,
        "current": current,
        "is_first_come": is_first_come,
        "is_decided": is_decided,
        "history": selections_of(actor=request.actor, call=call_id),
        **({} if is_first_come or is_decided else _trial(request, call_id)),
    }
    return page(request, "enrolment/selections/start.html", context, status=form.status)


@require_GET
def show(request: PageRequest, selection_id: int) -> HttpResponse:
    """One selection: figures, where the line fell, everybody in the published order."""
    return _show(request, selection_id, SignSelectionForm())


@sensitive_post_parameters("password")
@require_POST
def sign_result(request: PageRequest, selection_id: int) -> HttpResponse:
    """Sign with the password; the second signature publishes."""
    form = SignSelectionForm(request.POST)
    if form.is_valid():
        try:
            state = sign(actor=request.actor, selection=selection_id, **form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            if state is SelectionState.PUBLISHED:
                messages.success(request, _("서명했습니다. 결과를 공표하고 신청한 사람 모두에게 알렸습니다."))
            else:
                messages.success(request, _("서명했습니다. 다른 사람이 한 번 더 서명하면 공표됩니다."))
            return go("selection", selection_id)
    return _show(request, selection_id, form)


@require_POST
def discard_result(request: PageRequest, selection_id: int) -> HttpResponse:
    """Put it aside; the call may be decided anew."""
    try:
        discard(actor=request.actor, selection=selection_id)
    except Refusal as refusal:
        return _show(request, selection_id, SignSelectionForm(), _refused(refusal))
    messages.success(request, _("선발 결과를 버렸습니다. 다시 선발할 수 있습니다."))
    return go("selection", selection_id)


@require_http_methods(["GET", "POST"])
def line(request: PageRequest, selection_line_id: int) -> HttpResponse:
    """One line with its reasons, and the form to change it."""
    card = line_card(actor=request.actor, line=selection_line_id)
    form = OverrideForm(posted(request), sessions=card.sessions)
    if request.method == "POST" and form.is_valid():
        try:
            override(actor=request.actor, line=selection_line_id, **form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("결과를 조정했습니다. 까닭과 함께 남습니다."))
            return go("selection", card.selection.id)
    return _line(request, selection_line_id, form)


@require_POST
def restore_line(request: PageRequest, selection_line_id: int) -> HttpResponse:
    """Take an override back."""
    card = line_card(actor=request.actor, line=selection_line_id)
    try:
        override(actor=request.actor, line=selection_line_id, outcome=None)
    except Refusal as refusal:
        return _line(request, selection_line_id, OverrideForm(sessions=card.sessions), _refused(refusal))
    messages.success(request, _("조정을 거두었습니다."))
    return go("selection-line", selection_line_id)


def _refused(refusal: Refusal) -> PageForm:
    """What stood in the way of a button without a form of its own."""
    form = PageForm({})
    form.is_valid()
    form.refuse(refusal)
    return form


def _trial(request: PageRequest, call: int) -> dict[str, Any]:
    """What it would come to now; why not, where the policy does not allow it."""
    try:
        trial = dry_run(actor=request.actor, call=call)
    except SelectionInvalid as refused:
        return {"trial": None, "problems": refused.problems}
    return {
        "trial": trial,
        "tiers": tier_rows(trial.figures["tiers"]),
        "sessions": session_rows(trial.figures["sessions"], trial.figures["applied"]),
    }


def _line(request: PageRequest, number: int, form: OverrideForm, refused: PageForm | None = None) -> HttpResponse:
    card = line_card(actor=request.actor, line=number)
    context = {
        "card": card,
        "line": card.line,
        "form": form,
        "refused": refused,
        "may_change": may_run_calls(request.actor)
        and card.selection.state is SelectionState.DRAFT
        and card.line.person != request.actor.person,
    }
    return page(request, "enrolment/selections/line.html", context, status=(refused or form).status)


def _show(
    request: PageRequest, selection: int, form: SignSelectionForm, refused: PageForm | None = None
) -> HttpResponse:
    card = selection_card(actor=request.actor, selection=selection)
    wanted = LineFilter(request.GET, sessions=card.sessions)
    lines = selection_lines(
        actor=request.actor, selection=selection, page=page_number(request.GET.get("page")), **wanted.chosen()
    )
    row = card.row
    context = {
        "card": card,
        "row": row,
        "form": form,
        "refused": refused,
        "filter": wanted,
        "lines": lines,
        "tiers": tier_rows(row.figures.get("tiers", ())),
        "sessions": session_rows(row.figures.get("sessions", ()), row.figures.get("applied", 0)),
        "chart": session_bars(row.figures.get("sessions", ())),
        "may_sign": may_sign_results(request.actor)
        and row.state in UNSIGNED
        and not card.is_own
        and row.first_account != request.actor.account,
        "has_signed": row.state is SelectionState.SIGNED_ONCE and row.first_account == request.actor.account,
        "may_discard": may_run_calls(request.actor) and row.state in UNSIGNED,
        "may_override": may_run_calls(request.actor) and row.state is SelectionState.DRAFT,
        "is_published": row.state is SelectionState.PUBLISHED,
    }
    return page(request, "enrolment/selections/selection.html", context, status=(refused or form).status)
