"""참여 제한: who may not apply for a while; the office lifts it with a reason."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from baeumgil.core.errors import Refusal
from baeumgil.doors.web.enrolment.waiting_forms import ReasonForm
from baeumgil.doors.web.frame.forms import posted
from baeumgil.doors.web.frame.pages import go, need, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.office.choices import PagingForm
from baeumgil.doors.web.templatetags.krds import Tab
from baeumgil.stages.enrolment.access import may_run_calls
from baeumgil.stages.enrolment.queries.bars import bar_card, bars
from baeumgil.stages.enrolment.services.bars import lift_bar


@require_safe
def index(request: PageRequest) -> HttpResponse:
    """Bars that hold today, or all ever."""
    number, size = PagingForm(request.GET).asked()
    is_on = request.GET.get("all") != "yes"
    address = reverse("web:bars")
    context = {
        "page": bars(actor=request.actor, is_on=is_on, page=number, size=size),
        "tabs": [Tab(_("지금 막힌 사람"), address, is_on), Tab(_("모두"), f"{address}?all=yes", not is_on)],
        "may_lift": may_run_calls(request.actor),
    }
    return page(request, "enrolment/waiting/bars.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def lift(request: PageRequest, bar_id: int) -> HttpResponse:
    """Let somebody apply again."""
    need(may_run_calls(request.actor))
    row = bar_card(actor=request.actor, bar=bar_id)
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            lift_bar(actor=request.actor, bar=bar_id, **form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("제한을 풀었습니다."))
            return go("bars")
    return page(request, "enrolment/waiting/bar_lift.html", {"row": row, "form": form}, form.status)
