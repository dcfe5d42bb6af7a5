"""수요조사 회차: listed, made, changed, opened and closed."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baeumgil.core import clock
from baeumgil.core.errors import Refusal
from baeumgil.doors.web.frame.forms import PageForm, posted
from baeumgil.doors.web.frame.pages import go, need, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.office.choices import DayField
from baeumgil.doors.web.plan.needs_asked import asked, tabs
from baeumgil.stages.plan.access import may_manage_needs
from baeumgil.stages.plan.queries.needs_rounds import round_row, rounds
from baeumgil.stages.plan.services.needs_rounds import change_round, close_round, open_round, plan_round
from baeumgil.stages.plan.terms import RoundState


class RoundForm(PageForm):
    """수요조사 회차."""

    name = forms.CharField(
        label=gettext_lazy("이름"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("비우면 ‘2027년 1차 수요조사’처럼 짓습니다."),
    )
    opens_on = DayField(gettext_lazy("시작일"), required=True)
    closes_on = DayField(gettext_lazy("마감일"), required=True)
    guidance = forms.CharField(
        label=gettext_lazy("요청하는 부서에 보일 안내"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


@require_GET
def index(request: PageRequest) -> HttpResponse:
    """Rounds of a year."""
    found = asked(request)
    context = {
        "asked": found,
        "tabs": tabs(request.actor, found, "needs-rounds"),
        "rounds": rounds(actor=request.actor, institute=found.institute.id, year=found.year),
        "may_manage": may_manage_needs(request.actor),
    }
    return page(request, "plan/needs/rounds.html", context)


@require_http_methods(["GET", "POST"])
def new(request: PageRequest) -> HttpResponse:
    """Make a round."""
    need(may_manage_needs(request.actor))
    found = asked(request)
    form = RoundForm(posted(request), initial={"opens_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            made = plan_round(actor=request.actor, institute=found.institute.id, year=found.year, **form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("회차를 만들었습니다. 부서가 요청하게 하려면 여세요."))
            return go("needs-round", made)
    return page(request, "plan/needs/round_new.html", {"form": form, "asked": found}, status=form.status)


@require_http_methods(["GET", "POST"])
def show(request: PageRequest, round_id: int) -> HttpResponse:
    """One round; a POST changes its days and words."""
    row = round_row(actor=request.actor, needs_round=round_id)
    initial = {name: getattr(row, name) for name in ("name", "opens_on", "closes_on", "guidance")}
    form = RoundForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            change_round(actor=request.actor, needs_round=round_id, **form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("회차를 고쳤습니다."))
            return go("needs-round", round_id)
    context = {
        "row": row,
        "year_text": str(row.year),
        "form": form,
        "may_manage": may_manage_needs(request.actor),
        "is_closed": row.state is RoundState.CLOSED,
    }
    return page(request, "plan/needs/round.html", context, status=form.status)


@require_POST
def begin(request: PageRequest, round_id: int) -> HttpResponse:
    """Open it."""
    open_round(actor=request.actor, needs_round=round_id)
    messages.success(request, _("회차를 열었습니다. 시작일부터 마감일까지 요청을 받습니다."))
    return go("needs-round", round_id)


@require_POST
def end(request: PageRequest, round_id: int) -> HttpResponse:
    """Close it."""
    close_round(actor=request.actor, needs_round=round_id)
    messages.success(request, _("회차를 마감했습니다. 들어온 요청에는 계속 답할 수 있습니다."))
    return go("needs-round", round_id)
