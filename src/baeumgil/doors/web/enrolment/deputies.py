"""대리: who decides in one's place while one is away."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from baeumgil.core.errors import Refusal
from baeumgil.doors.web.enrolment.approval_forms import DeputyForm, OfficeDeputyForm
from baeumgil.doors.web.frame.forms import posted
from baeumgil.doors.web.frame.pages import go, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.stages.enrolment.access import may_name_deputy
from baeumgil.stages.enrolment.queries.deputies import deputies
from baeumgil.stages.enrolment.services.deputies import end_deputy, name_deputy


@require_http_methods(["GET", "POST"])
def index(request: PageRequest) -> HttpResponse:
    """One's own deputies and whom one stands in for; all for the office. A new one below."""
    names_others = may_name_deputy(request.actor, account=0)
    shape = OfficeDeputyForm if names_others else DeputyForm
    rows = deputies(actor=request.actor)
    form = shape(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            name_deputy(actor=request.actor, **form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("대리를 지정했습니다. 그 사람에게 알렸습니다."))
            return go("deputies")
    context = {"rows": rows, "form": form, "names_others": names_others, "account": request.actor.account}
    return page(request, "enrolment/approvals/deputies.html", context, form.status)


@require_POST
def end(request: PageRequest, deputy_id: int) -> HttpResponse:
    """End one."""
    end_deputy(actor=request.actor, deputy=deputy_id)
    messages.success(request, _("대리를 끝냈습니다."))
    return go("deputies")
