"""모집·선발: the office's list of calls, one call, preparing, announcing, extending, taking back."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from baeumgil.core import clock
from baeumgil.core.errors import Refusal
from baeumgil.doors.web.enrolment.call_forms import (
    BulkForm,
    CallForm,
    ExtendForm,
    QuotaForm,
    ReasonForm,
    phase_choices,
    policy_initial,
)
from baeumgil.doors.web.enrolment.call_parts import (
    grouped,
    links_of,
    month_asked,
    month_links,
    said_policy,
    shares,
    summary_of,
)
from baeumgil.doors.web.frame.forms import posted
from baeumgil.doors.web.frame.pages import go, need, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.office.choices import PagingForm
from baeumgil.doors.web.schedule.frame import address_of_name
from baeumgil.stages.enrolment.access import may_run_calls, may_see_bars, may_see_drafts, may_see_results
from baeumgil.stages.enrolment.errors import CallFixed
from baeumgil.stages.enrolment.queries.call_desks import (
    aftermath,
    call_desk,
    quota_units,
    state_counts,
    uncalled_sessions,
    words_of,
)
from baeumgil.stages.enrolment.queries.calls import call_card, calls, second_call_of
from baeumgil.stages.enrolment.rules.call_draft import QuotaDraft
from baeumgil.stages.enrolment.rules.rows import CallRow
from baeumgil.stages.enrolment.services.announcing import announce_call, announce_calls, extend_call
from baeumgil.stages.enrolment.services.calls import open_call, save_call, save_quotas
from baeumgil.stages.enrolment.services.cancelling import cancel_call
from baeumgil.stages.enrolment.terms import CallPhase, Mechanism
from baeumgil.stages.plan.queries.institutes import own_institute

MORNING, EVENING = time(9), time(18)
USUAL_DAYS = 7


@require_safe
def index(request: PageRequest) -> HttpResponse:
    """All calls, the newest opening first."""
    need(may_see_drafts(request.actor))
    number, size = PagingForm(request.GET).asked()
    asked = request.GET.get("phase", "")
    phase = CallPhase(asked) if asked in set(CallPhase) else None
    words = request.GET.get("words", "")[:80]
    found = calls(actor=request.actor, phase=phase, words=words, page=number, size=size)
    context = {
        "page": found,
        "rows": [summary_of(row) for row in found.rows],
        "phases": phase_choices(CallPhase),
        "phase": phase,
        "words": words,
        "is_narrowed": bool(phase or words),
        "may_run": may_run_calls(request.actor),
        "extra_url": address_of_name("extra-sessions"),
        "sees_bars": may_see_bars(request.actor),
    }
    return page(request, "enrolment/calls/index.html", context)


@require_safe
def show(request: PageRequest, call_id: int) -> HttpResponse:
    """One call as the office sees it: how it stands, and what can be done now."""
    need(may_see_drafts(request.actor))
    card = call_card(actor=request.actor, call=call_id)
    may_run = may_run_calls(request.actor)
    context = {
        "card": card,
        "summary": summary_of(card),
        "states": list(state_counts(actor=request.actor, call=call_id).items()),
        "policy": said_policy(words_of(card)),
        "shares": shares(card),
        "may_run": may_run,
        "is_draft": card.phase is CallPhase.DRAFT,
        "may_extend": may_run and card.phase in {CallPhase.COMING, CallPhase.OPEN, CallPhase.CLOSED},
        "links": links_of(card, may_run=may_run, sees_results=may_see_results(request.actor)),
        "second": second_call_of(call_id) if card.phase is CallPhase.DECIDED else None,
        "name_list": [(row, address_of_name("name-list", row.session)) for row in card.sessions],
    }
    return page(request, "enrolment/calls/show.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PageRequest) -> HttpResponse:
    """Prepare a call for the course of `?course=`."""
    need(may_run_calls(request.actor))
    text = request.GET.get("course", "")
    if not (text.isascii() and text.isdigit()):
        return HttpResponseRedirect(f"{reverse('web:calls-bulk')}?without=course")
    desk = call_desk(actor=request.actor, course=int(text))
    free = [str(offered.row.id) for offered in desk.sessions if not offered.called_by]
    initial = {"name": desk.course.name, "sessions": free, **_usual_window(), **policy_initial(desk.policy)}
    form = CallForm(posted(request), desk, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = open_call(actor=request.actor, course=desk.course.id, **form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("모집을 준비했습니다. 살펴본 뒤 공고하세요."))
            return go("call", made)
    context = {"form": form, "desk": desk, "card": None}
    return page(request, "enrolment/calls/form.html", context, status=form.status)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PageRequest, call_id: int) -> HttpResponse:
    """Change a call before it is announced."""
    card = _draft(request, call_id)
    desk = call_desk(actor=request.actor, course=card.course, call=call_id)
    initial = {
        "name": card.name,
        "guidance": card.guidance,
        "sessions": [str(row.session) for row in card.sessions],
        "opens_at": card.opens_at,
        "closes_at": card.closes_at,
        "revision": card.revision,
        **policy_initial(card.policy),
    }
    form = CallForm(posted(request), desk, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            revision = form.cleaned_data["revision"]
            save_call(actor=request.actor, call=call_id, revision=revision, **form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("모집을 저장했습니다."))
            return go("call", call_id)
    context = {"form": form, "desk": desk, "card": card}
    return page(request, "enrolment/calls/form.html", context, status=form.status)


@require_http_methods(["GET", "HEAD", "POST"])
def quotas(request: PageRequest, call_id: int) -> HttpResponse:
    """Share out seats among units, grades, series: one line more, or one less."""
    card = _draft(request, call_id)
    units = quota_units(actor=request.actor)
    is_added = request.method == "POST" and "remove" not in request.POST
    form = QuotaForm(request.POST if is_added else None, units, card.sessions)
    if request.method == "POST" and (not is_added or form.is_valid()):
        held = [_as_draft(row) for row in card.quotas if str(row.id) != request.POST.get("remove")]
        wanted = [*held, form.draft()] if is_added else held
        try:
            save_quotas(actor=request.actor, call=call_id, quotas=wanted, revision=card.revision)
        except Refusal as refusal:
            if not is_added:
                raise
            form.refuse(refusal)
        else:
            messages.success(request, _("배정을 저장했습니다."))
            return go("call-quotas", call_id)
    context = {"card": card, "form": form, "shares": shares(card)}
    return page(request, "enrolment/calls/quotas.html", context, status=form.status)


@require_POST
def announce(request: PageRequest, call_id: int) -> HttpResponse:
    """Publish it."""
    text = request.POST.get("revision", "")
    revision = int(text) if text.isascii() and text.isdigit() else None
    announce_call(actor=request.actor, call=call_id, revision=revision)
    messages.success(request, _("공고했습니다. 방침과 추첨 씨앗의 지문이 이제 누구에게나 보입니다."))
    return go("call", call_id)


@require_http_methods(["GET", "HEAD", "POST"])
def extend(request: PageRequest, call_id: int) -> HttpResponse:
    """Let people apply for longer."""
    need(may_run_calls(request.actor))
    card = call_card(actor=request.actor, call=call_id)
    form = ExtendForm(posted(request), initial={"closes_at": card.closes_at, "revision": card.revision})
    if request.method == "POST" and form.is_valid():
        try:
            extend_call(actor=request.actor, call=call_id, **form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("신청 기간을 늘리고 신청한 사람에게 알렸습니다."))
            return go("call", call_id)
    return page(request, "enrolment/calls/extend.html", {"card": card, "form": form}, status=form.status)


@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: PageRequest, call_id: int) -> HttpResponse:
    """Take it back, after asking why."""
    need(may_run_calls(request.actor))
    card = call_card(actor=request.actor, call=call_id)
    form = ReasonForm(posted(request), initial={"revision": card.revision})
    if request.method == "POST" and form.is_valid():
        try:
            ended = cancel_call(actor=request.actor, call=call_id, **form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("모집을 취소했습니다. 신청 %(count)s건이 끝났습니다.") % {"count": ended})
            return go("call", call_id)
    return page(request, "enrolment/calls/cancel.html", {"card": card, "form": form}, status=form.status)


@require_http_methods(["GET", "HEAD", "POST"])
def bulk(request: PageRequest) -> HttpResponse:
    """Sessions of a month that no call has: ticked, dated, announced at once."""
    need(may_run_calls(request.actor))
    institute, first = own_institute(), month_asked(request.GET.get("month", ""))
    rows = uncalled_sessions(actor=request.actor, institute=institute.id, first=first)
    form = BulkForm(posted(request), initial=_usual_window())
    ticked = {int(text) for text in request.POST.getlist("session") if text.isascii() and text.isdigit()}
    if request.method == "POST" and form.is_valid():
        try:
            made = announce_calls(
                actor=request.actor, institute=institute.id, sessions=sorted(ticked), **form.arguments()
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("모집 %(count)s건을 공고했습니다.") % {"count": len(made)})
            return go("calls")
    context = {
        "form": form,
        "first": first,
        "months": month_links(first),
        "courses": grouped(rows, ticked),
        "institute": institute,
        "is_without_course": request.GET.get("without") == "course",
    }
    return page(request, "enrolment/calls/bulk.html", context, status=form.status)


@require_safe
def policy_page(request: PageRequest, call_id: int) -> HttpResponse:
    """공고: what everybody sees of a call before, while and after it is open."""
    card = call_card(actor=request.actor, call=call_id)
    context = {
        "card": card,
        "summary": summary_of(card),
        "policy": said_policy(words_of(card)),
        "shares": shares(card),
        "is_decided": card.phase is CallPhase.DECIDED,
        "is_drawn": "draw" in card.policy.order,
        "apply_url": _apply_url(request, card),
        "bundle_url": address_of_name("selection-bundle", call_id) if has_bundle(card) else "",
        "is_recorded": has_bundle(card) and card.phase is not CallPhase.DECIDED,
        "check_url": address_of_name("bundle-check"),
        "after": aftermath(actor=request.actor, call=call_id) if card.phase is CallPhase.DECIDED else None,
        "office_url": address_of_name("call", call_id) if may_see_drafts(request.actor) else "",
    }
    return page(request, "enrolment/calls/page.html", context)


def has_bundle(card: CallRow) -> bool:
    """Whether anybody may check who got the seats: a published result, or a first-come call that closed."""
    is_closed = card.mechanism is Mechanism.FIRST_COME and card.phase is CallPhase.CLOSED
    return is_closed or card.phase is CallPhase.DECIDED


def _apply_url(request: PageRequest, card: CallRow) -> str:
    if card.phase is not CallPhase.OPEN or request.actor.person is None:
        return ""
    return address_of_name("apply-call", card.id)


def _draft(request: PageRequest, call_id: int) -> CallRow:
    need(may_run_calls(request.actor))
    card = call_card(actor=request.actor, call=call_id)
    if card.phase is not CallPhase.DRAFT:
        raise CallFixed(call=call_id)
    return card


def _as_draft(row: Any) -> QuotaDraft:
    return QuotaDraft(row.kind, row.label, row.keys, row.session, row.most, row.reserved)


def _usual_window() -> dict[str, datetime]:
    tomorrow = clock.today() + timedelta(days=1)
    return {"opens_at": _at(tomorrow, MORNING), "closes_at": _at(tomorrow + timedelta(days=USUAL_DAYS), EVENING)}


def _at(day: date, moment: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, moment))
