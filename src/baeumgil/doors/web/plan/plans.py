"""연간계획: the plans of all years, and the beginning of the next one."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from baeumgil.core import clock
from baeumgil.core.errors import Refusal
from baeumgil.core.policies import PolicyMissing
from baeumgil.doors.web.frame.forms import PageForm
from baeumgil.doors.web.frame.pages import go, need, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.plan.line_filter import choose_among
from baeumgil.doors.web.plan.totals_charts import years_chart
from baeumgil.stages.plan.access import may_edit_plan, may_see_drafts
from baeumgil.stages.plan.errors import InstituteNotFound
from baeumgil.stages.plan.queries.clocks import ClockRow, clocks
from baeumgil.stages.plan.queries.institutes import InstituteRow, own_institute
from baeumgil.stages.plan.queries.plans import PlanRow, plans
from baeumgil.stages.plan.queries.results import year_figures
from baeumgil.stages.plan.services.plans import open_plan
from baeumgil.stages.plan.terms import ClockKind, VersionState

FIRST_YEAR, LAST_YEAR = 1990, 2100


class PlanForm(PageForm):
    """새 계획. Its year, and the plan whose courses it begins with."""

    year = forms.IntegerField(label=gettext_lazy("계획 연도"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    copy_from = forms.TypedChoiceField(
        label=gettext_lazy("가져올 계획"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=gettext_lazy("그 계획의 과정이 모두 ‘유지’로 들어옵니다. 하나씩 바꾸어 나갑니다."),
    )
    title = forms.CharField(
        label=gettext_lazy("제목"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("비우면 ‘2027년 교육훈련계획’처럼 연도로 짓습니다."),
    )

    def __init__(self, data: Any, rows: Sequence[PlanRow]) -> None:
        year = rows[0].year + 1 if rows else clock.today().year + 1
        approved = [(str(row.approved_version), row.title) for row in rows if row.approved_version]
        super().__init__(data, initial={"year": year, "copy_from": approved[0][0] if approved else ""})
        choose_among(self, "copy_from", [*approved, ("", _("빈 계획으로 시작"))])


@require_GET
def index(request: PageRequest) -> HttpResponse:
    """Own plans by year, the next step in words, examples apart."""
    rows = plans(actor=request.actor)
    own = [row for row in rows if not row.is_example]
    return page(request, "plan/plans/plans.html", _context(request, rows, PlanForm(None, own)))


@require_POST
def new(request: PageRequest) -> HttpResponse:
    """Begin the plan of a year."""
    need(may_edit_plan(request.actor))
    rows = plans(actor=request.actor)
    form = PlanForm(request.POST, [row for row in rows if not row.is_example])
    if form.is_valid():
        try:
            made = open_plan(actor=request.actor, institute=own_institute().id, **form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("%(year)s년 계획을 열었습니다.") % {"year": form.cleaned_data["year"]})
            return go("plan-version", made)
    return page(request, "plan/plans/plans.html", _context(request, rows, form), status=form.status)


def _context(request: PageRequest, rows: Sequence[PlanRow], form: PlanForm) -> dict[str, object]:
    own = [row for row in rows if not row.is_example]
    institute, today = _institute(), clock.today()
    years = year_figures(actor=request.actor, institute=institute.id) if institute else ()
    return {
        "today": today,
        "institute": institute,
        "own": own,
        "examples": [row for row in rows if row.is_example],
        "form": form,
        "may_edit": may_edit_plan(request.actor),
        "clock": _plan_clock(request),
        "next_step": _next_step(own),
        "years": years,
        "chart": years_chart(years),
        "pairs": list(pairwise(own)),
    }


def _institute() -> InstituteRow | None:
    try:
        return own_institute()
    except InstituteNotFound:
        return None


def _plan_clock(request: PageRequest) -> ClockRow | None:
    """The day by which next year's plan must stand; none before a city has its policies."""
    if not may_see_drafts(request.actor):
        return None
    try:
        rows = clocks(actor=request.actor, on=clock.today())
    except PolicyMissing:
        return None
    return next((row for row in rows if row.kind is ClockKind.PLAN_DUE), None)


def _next_step(own: Sequence[PlanRow]) -> tuple[PlanRow, str] | None:
    """The newest plan that is not done, and what to do with it."""
    words = {
        VersionState.DRAFT: _("과정과 글을 채워 심의에 올립니다."),
        VersionState.IN_COMMITTEE: _("심의 회의를 열어 안건마다 결과를 정합니다."),
        VersionState.REVIEWED: _("심의를 마쳤습니다. 결재를 올립니다."),
        VersionState.IN_APPROVAL: _("결재가 끝나기를 기다립니다."),
        VersionState.APPROVED: _("확정했습니다. 공개합니다."),
    }
    for row in own:
        if row.open_version is not None or row.published_at is None:
            return row, words.get(row.state, "")
    return None
