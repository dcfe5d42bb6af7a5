"""연도 실적: planned and actual people of one year, written by the office."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from baeumgil.core import clock
from baeumgil.core.errors import Refusal
from baeumgil.doors.web.frame.forms import PageForm, posted
from baeumgil.doors.web.frame.pages import go, need, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.stages.plan.access import may_edit_plan
from baeumgil.stages.plan.queries.institutes import own_institute
from baeumgil.stages.plan.queries.results import year_to_write
from baeumgil.stages.plan.rules.book import YearFigure
from baeumgil.stages.plan.services.results import FIRST_YEAR, LARGEST, LAST_YEAR, set_year_result


class YearForm(PageForm):
    """어느 해. The year whose figures are written."""

    year = forms.IntegerField(label=gettext_lazy("연도"), min_value=FIRST_YEAR, max_value=LAST_YEAR)


class ResultForm(PageForm):
    """연도 실적. Begins with what is known of the year: its figures, else what its plan says."""

    planned_people = forms.IntegerField(label=gettext_lazy("계획 인원"), min_value=0, max_value=LARGEST)
    actual_people = forms.IntegerField(
        label=gettext_lazy("실적 인원"),
        required=False,
        min_value=0,
        max_value=LARGEST,
        help_text=gettext_lazy("아직 모르면 비웁니다. 계획보다 많아도 됩니다."),
    )
    plan_name = forms.CharField(
        label=gettext_lazy("계획 이름"),
        max_length=120,
        help_text=gettext_lazy("계획 인원이 어느 계획의 것인지 적습니다."),
    )
    note = forms.CharField(label=gettext_lazy("비고"), required=False, max_length=300)

    def __init__(self, data: Any, known: YearFigure | None) -> None:
        names = ("planned_people", "actual_people", "plan_name", "note")
        super().__init__(data, initial={name: getattr(known, name) for name in names} if known else {})


@require_http_methods(["GET", "POST"])
def write(request: PageRequest) -> HttpResponse:
    """The year first, then its figures."""
    need(may_edit_plan(request.actor))
    chosen = YearForm(request.GET if "year" in request.GET or posted(request) is not None else None)
    if not chosen.is_valid():
        if not chosen.is_bound:
            chosen = YearForm(None, initial={"year": clock.today().year - 1})
        return page(request, "plan/plans/year_result.html", {"chosen": chosen}, status=chosen.status)
    year, institute = chosen.cleaned_data["year"], own_institute().id
    form = ResultForm(posted(request), year_to_write(actor=request.actor, institute=institute, year=year))
    if form.is_bound and form.is_valid():
        try:
            set_year_result(actor=request.actor, institute=institute, year=year, **form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("%(year)s년 계획과 실적을 저장했습니다.") % {"year": year})
            return go("plans")
    return page(request, "plan/plans/year_result.html", {"year": year, "form": form}, status=form.status)
