"""승인함: what waits for one's consent, decided one by one or many at once."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from baeumgil.core.errors import Refusal
from baeumgil.doors.web.enrolment.approval_forms import DecisionForm, InboxForm, ticked
from baeumgil.doors.web.frame.forms import posted
from baeumgil.doors.web.frame.pages import go, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.office.choices import PagingForm
from baeumgil.doors.web.templatetags.krds import Tab
from baeumgil.stages.enrolment.access import SEES_UNIT
from baeumgil.stages.enrolment.queries.approvals import approval_card, approval_inbox
from baeumgil.stages.enrolment.services.approvals import approve, send_back
from baeumgil.stages.enrolment.terms import ApprovalState


@require_http_methods(["GET", "POST"])
def index(request: PageRequest) -> HttpResponse:
    """승인함. Tick and decide; who looks after units may also look at what others decide."""
    form = DecisionForm(posted(request))
    chosen = ticked(request.POST, "approval")
    if request.method == "POST" and form.is_valid() and _decide(request, form, chosen):
        return go("application-approvals")
    is_all = "all" in request.GET and request.actor.has(*SEES_UNIT)
    number, size = PagingForm(request.GET).asked()
    asked = {"call": _number(request.GET.get("call", "")), "words": request.GET.get("words", "")}
    inbox = approval_inbox(actor=request.actor, is_all=is_all, page=number, size=size, **asked)  # type: ignore[arg-type]
    filters = InboxForm(request.GET, calls=inbox.calls)
    address = reverse("web:application-approvals")
    context = {
        "inbox": inbox,
        "rows": inbox.rows,
        "filters": filters,
        "is_filtered": any(asked.values()),
        "is_all": is_all,
        "form": form,
        "ticked": chosen,
        "may_decide": any(row.may_decide for row in inbox.rows.rows),
        "tabs": [
            Tab(_("내가 결정할 것"), address, not is_all, inbox.waiting),
            Tab(_("살펴보는 부서 모두"), f"{address}?all=1", is_all),
        ]
        if request.actor.has(*SEES_UNIT)
        else [],
    }
    return page(request, "enrolment/approvals/inbox.html", context, form.status)


@require_http_methods(["GET", "POST"])
def show(request: PageRequest, approval_id: int) -> HttpResponse:
    """One consent: what is asked, what helps to decide, what happened so far."""
    card = approval_card(actor=request.actor, approval=approval_id)
    form = DecisionForm(posted(request))
    if request.method == "POST" and form.is_valid() and _decide(request, form, [approval_id]):
        return go("application-approvals")
    if form.errors:
        card = approval_card(actor=request.actor, approval=approval_id)
    context = {
        "card": card,
        "row": card.row,
        "application": card.row.application,
        "form": form,
        "is_open": card.row.state is ApprovalState.OPEN and card.row.may_decide,
    }
    return page(request, "enrolment/approvals/approval.html", context, form.status)


def _decide(request: PageRequest, form: DecisionForm, chosen: list[int]) -> bool:
    """Whether it was decided; else the form says why not."""
    what = request.POST.get("what", "")
    comment = form.cleaned_data["comment"]
    if not chosen:
        form.add_error(None, _("결정할 신청을 고르세요."))
        return False
    try:
        if what == "approve":
            approve(actor=request.actor, approvals=chosen, comment=comment)
            text = _("%(count)s건을 승인했습니다.")
        elif what == "return":
            send_back(actor=request.actor, approvals=chosen, comment=comment)
            text = _("%(count)s건을 돌려보냈습니다.")
        else:
            form.add_error(None, _("승인할지 돌려보낼지 고르세요."))
            return False
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    messages.success(request, text % {"count": len(chosen)})
    return True


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else None  # noqa: PLR2004  of a column
