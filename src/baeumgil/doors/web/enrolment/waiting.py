"""대기: the office's list in order, and what somebody is offered, answered with one of two buttons on a phone."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from baeumgil.core.errors import Refusal
from baeumgil.doors.web.frame.forms import PageForm, posted
from baeumgil.doors.web.frame.pages import go, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.schedule.frame import address_of_name
from baeumgil.stages.enrolment.access import may_apply_for, may_see_drafts
from baeumgil.stages.enrolment.queries.waiting import my_offers, offer_card, waiting_list
from baeumgil.stages.enrolment.services.waiting import answer_offer


@require_safe
def index(request: PageRequest, call_id: int) -> HttpResponse:
    """Who waits in a call, in order, and what was offered."""
    found = waiting_list(actor=request.actor, call=call_id)
    sees_drafts = may_see_drafts(request.actor)
    context = {
        "found": found,
        "card": found.call,
        "open": [offer for offer in found.offers if offer.is_open],
        "ended": [offer for offer in found.offers if not offer.is_open],
        "call_url": address_of_name("call" if sees_drafts else "call-page", call_id),
        "second_url": address_of_name("call-second", call_id) if sees_drafts else "",
    }
    return page(request, "enrolment/waiting/waiting.html", context)


@require_safe
def offers(request: PageRequest) -> HttpResponse:
    """Seats offered to oneself."""
    rows = my_offers(actor=request.actor)
    context = {
        "open": [row for row in rows if row.is_open],
        "ended": [row for row in rows if not row.is_open],
    }
    return page(request, "enrolment/waiting/offers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: PageRequest, offer_id: int) -> HttpResponse:
    """One offer, to be taken or left."""
    row = offer_card(actor=request.actor, offer=offer_id)
    form = PageForm(posted(request))
    accepts = {"accept": True, "decline": False}.get(request.POST.get("answer", ""))
    if request.method == "POST" and accepts is None:
        form.add_error(None, _("자리를 받을지 고르세요."))
    elif request.method == "POST" and accepts is not None:
        try:
            answer_offer(actor=request.actor, offer=offer_id, accepts=accepts)
        except Refusal as refusal:
            form.is_valid()
            form.refuse(refusal)
            row = offer_card(actor=request.actor, offer=offer_id)
        else:
            messages.success(request, _("자리를 받았습니다.") if accepts else _("자리를 다음 사람에게 넘겼습니다."))
            return go("offers")
    context = {
        "row": row,
        "form": form,
        "may_answer": row.is_open and may_apply_for(request.actor, person=row.person),
        "is_own": request.actor.person == row.person,
        "application_url": address_of_name("application", row.application),
    }
    return page(request, "enrolment/waiting/offer.html", context, form.status)
