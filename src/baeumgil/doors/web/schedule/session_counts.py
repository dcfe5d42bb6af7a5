"""기수 수 제안: how many sessions courses lack, with the arithmetic; one button adds them."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from baeumgil.core.errors import Refusal
from baeumgil.doors.web.frame.forms import PageForm
from baeumgil.doors.web.frame.pages import go, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.stages.schedule.access import may_change
from baeumgil.stages.schedule.queries.calendars import year_head
from baeumgil.stages.schedule.queries.session_counts import session_counts
from baeumgil.stages.schedule.services.session_counts import MOST_AT_ONCE, add_sessions


class AddForm(PageForm):
    """기수 더하기."""

    course = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    count = forms.IntegerField(label=gettext_lazy("기수"), min_value=1, max_value=MOST_AT_ONCE)
    seats = forms.IntegerField(label=gettext_lazy("기당 인원"), min_value=1, max_value=100_000)


@require_GET
def index(request: PageRequest, year_id: int) -> HttpResponse:
    """Courses whose demand is known."""
    return _page(request, year_id, None)


@require_POST
def add(request: PageRequest, year_id: int) -> HttpResponse:
    """Add the sessions a course lacks."""
    form = AddForm(request.POST)
    if form.is_valid():
        try:
            made = add_sessions(actor=request.actor, year=year_id, **form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(
                request, _("기수 %(count)s개를 더했습니다. 아직 날짜가 없으니 편성하세요.") % {"count": len(made)}
            )
            return go("schedule-counts", year_id)
    return _page(request, year_id, form)


def _page(request: PageRequest, year_id: int, form: AddForm | None) -> HttpResponse:
    rows = session_counts(actor=request.actor, year=year_id)
    year = year_head(actor=request.actor, year=year_id)
    context = {
        "year": year,
        "rows": rows,
        "form": form,
        "lacking": sum(row.proposal.sessions > 0 for row in rows),
        "may_edit": may_change(request.actor, is_example=year.is_example),
    }
    return page(request, "schedule/counts/index.html", context, status=200 if form is None else form.status)
