"""알림: the inbox, one's ways of contact, and for the office what did not go out."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baeumgil.core.errors import Refusal
from baeumgil.doors.web.frame.forms import posted, status_of
from baeumgil.doors.web.frame.pages import go, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.office.choices import label_of
from baeumgil.doors.web.people.delivery_words import failure_words
from baeumgil.doors.web.people.notice_forms import ContactsForm
from baeumgil.doors.web.people.notice_links import address_of_link
from baeumgil.doors.web.templatetags.krds import Tab
from baeumgil.stages.people.access import may_see_deliveries, may_settle_deliveries
from baeumgil.stages.people.queries.deliveries import OPEN, OutboxState, deliveries, outbox_state
from baeumgil.stages.people.queries.notices import NoticeRow, inbox, my_contacts, notice
from baeumgil.stages.people.services.contacts import save_contacts
from baeumgil.stages.people.services.deliveries import settle_deliveries
from baeumgil.stages.people.services.inbox import mark_read
from baeumgil.stages.people.terms import DeliveryState


@dataclass(frozen=True, slots=True)
class Shown:
    """A notice with the address it leads to, empty when nowhere."""

    row: NoticeRow
    url: str


@require_GET
def index(request: PageRequest) -> HttpResponse:
    """The inbox, the newest first; all of it or what is unread."""
    unread_only = request.GET.get("show") == "unread"
    found = inbox(actor=request.actor, unread_only=unread_only, page=_number(request))
    address = reverse("web:notices")
    context = {
        "listing": found,
        "notices": [Shown(row, address_of_link(row.link)) for row in found.rows],
        "tabs": [
            Tab(_("모두"), address, not unread_only),
            Tab(_("안 읽음"), f"{address}?show=unread", unread_only, request.unread),
        ],
        "unread_only": unread_only,
        "may_see_deliveries": may_see_deliveries(request.actor),
    }
    return page(request, "people/notices.html", context)


@require_POST
def read_all(request: PageRequest) -> HttpResponse:
    """Mark everything as read."""
    mark_read(actor=request.actor)
    messages.success(request, _("모두 읽음으로 표시했습니다."))
    return go("notices")


@require_POST
def follow(request: PageRequest, notice_id: int) -> HttpResponse:
    """Mark one as read and go on to what it tells of; back to the inbox when it leads nowhere."""
    row = notice(actor=request.actor, notice=notice_id)
    if not row.is_read:
        mark_read(actor=request.actor, notices=[notice_id])
    return HttpResponseRedirect(address_of_link(row.link) or reverse("web:notices"))


@require_http_methods(["GET", "POST"])
def contacts(request: PageRequest) -> HttpResponse:
    """One's own addresses."""
    rows = my_contacts(actor=request.actor)
    form = ContactsForm(posted(request), rows=rows)
    if request.method == "POST" and form.is_valid():
        try:
            save_contacts(actor=request.actor, contacts=form.drafts())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("연락처를 저장했습니다."))
            return go("contacts")
    return page(request, "people/contacts.html", {"form": form, "pairs": form.pairs()}, form.status)


@require_GET
def outgoing(request: PageRequest) -> HttpResponse:
    """Deliveries by state; first those about which somebody has to decide."""
    return _outgoing(request)


@require_POST
def settle(request: PageRequest) -> HttpResponse:
    """Send the chosen ones again, or give them up."""
    ticked = [int(text) for text in request.POST.getlist("delivery") if text.isdecimal()]
    again = request.POST.get("what") == "again"
    try:
        count = settle_deliveries(actor=request.actor, deliveries=ticked, again=again)
    except Refusal as refusal:
        return _outgoing(request, refusal, ticked)
    words = _("%(count)s건을 다시 보냅니다.") if again else _("%(count)s건을 보내지 않기로 했습니다.")
    messages.success(request, words % {"count": count})
    return go("deliveries")


def _outgoing(request: PageRequest, refusal: Refusal | None = None, ticked: list[int] | None = None) -> HttpResponse:
    asked = next((state for state in DeliveryState if state.value == request.GET.get("state")), None)
    found = deliveries(actor=request.actor, state=asked, page=_number(request))
    figures = outbox_state(actor=request.actor)
    context = {
        "listing": found,
        "rows": [(row, failure_words(row.failure)) for row in found.rows],
        "tabs": _tabs(figures, asked),
        "asked": asked,
        "figures": figures,
        "refusal": refusal,
        "ticked": ticked or [],
        "may_settle": may_settle_deliveries(request.actor) and (asked is None or asked in OPEN),
    }
    return page(request, "people/deliveries.html", context, 200 if refusal is None else status_of(refusal))


def _tabs(figures: OutboxState, asked: DeliveryState | None) -> list[Tab]:
    address = reverse("web:deliveries")
    return [
        Tab(_("살필 것"), address, asked is None, figures.open),
        *(
            Tab(label_of(state), f"{address}?state={state}", asked is state, figures.counts[state])
            for state in DeliveryState
        ),
    ]


def _number(request: PageRequest) -> int:
    text = request.GET.get("page", "")
    return int(text) if text.isdecimal() and len(text) < 10 else 1  # noqa: PLR2004  a number of any page there can be
