"""수요 전망: people and seats per stage and year, drawn and as a table."""

from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from baeumgil.core import clock
from baeumgil.core.errors import Invalid
from baeumgil.doors.web.frame.pages import page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.office.downloads import workbook
from baeumgil.doors.web.roadmap import forecast_charts
from baeumgil.doors.web.roadmap.forecast_form import ForecastForm
from baeumgil.stages.roadmap.queries.forecast import forecast
from baeumgil.stages.roadmap.queries.rulesets import in_force, rule_set, rule_sets
from baeumgil.stages.roadmap.rules.forecast.values import Forecast, RateRow, StageForecast, WhatIf
from baeumgil.stages.roadmap.terms import RuleSetId

YEARS = 10
HEADINGS = ("단계", "연도", "인원", "낮게", "높게", "확정", "추정", "좌석", "기수", "기수(높게)")


@require_GET
def show(request: PageRequest) -> HttpResponse:
    """The forecast page; a condition that cannot be read is named and the page shows the plain forecast."""
    form = _form(request)
    form.is_valid()
    try:
        found = _found(request, form)
    except Invalid as refusal:
        form.refuse(refusal)
        return page(request, "roadmap/forecast_question.html", {"form": form}, status=form.status)
    shown = _shown(found, str(form.cleaned_data.get("stage", "")))
    context = {
        "form": form,
        "forecast": found,
        "years": range(found.first_year, found.first_year + found.years),
        "shown": shown,
        "charts": forecast_charts.charts(found, shown),
        "totals": forecast_charts.totals(found),
        "rates": [_rate(row) for row in found.rates],
    }
    return page(request, "roadmap/forecast.html", context, status=form.status)


@require_GET
def export(request: PageRequest) -> HttpResponseBase:
    """The table as a workbook. It holds no personal data."""
    form = _form(request)
    form.is_valid()
    found = _found(request, form)
    notes = [
        _("규칙: %(name)s · 자료 기준일: %(on)s") % {"name": found.rules_name, "on": found.on},
        *([_("가정을 바꾼 전망입니다.")] if found.is_what_if else []),
        *found.assumptions,
    ]
    rows = [
        (
            stage.name,
            cell.year,
            cell.people,
            cell.low,
            cell.high,
            cell.known,
            cell.estimated,
            cell.seats,
            cell.sessions,
            cell.sessions_high,
        )
        for stage in found.stages
        for cell in stage.cells
    ]
    return workbook(
        title=_("수요 전망"),
        file_name=f"수요 전망 {found.first_year}-{found.first_year + found.years - 1}.xlsx",
        headings=HEADINGS,
        rows=rows,
        notes=notes,
    )


def _form(request: PageRequest) -> ForecastForm:
    stages = list(dict.fromkeys((stage.code, stage.name) for stage in in_force().stages))
    others = [(str(row.id), row.name) for row in rule_sets() if not row.is_in_force]
    asked = request.GET.copy()
    for name, value in (("first_year", clock.today().year + 1), ("years", YEARS)):
        if not asked.get(name):
            asked[name] = str(value)
    return ForecastForm(asked, stages=stages, rule_sets=others)


def _found(request: PageRequest, form: ForecastForm) -> Forecast:
    data = form.cleaned_data
    return forecast(
        actor=request.actor,
        first_year=data.get("first_year") or clock.today().year + 1,
        years=data.get("years") or YEARS,
        class_size=data.get("class_size"),
        what_if=_what_if(form),
    )


def _what_if(form: ForecastForm) -> WhatIf | None:
    if not form.is_what_if:
        return None
    other = form.cleaned_data.get("rules")
    stages = rule_set(RuleSetId(other)).stages if other else None
    return WhatIf(stages=stages, rates=form.rates())


def _rate(row: RateRow) -> dict[str, object]:
    """A rate in words: people a year as they are, shares as per cent."""

    def words(value: float) -> str:
        return f"{value:,.1f}{row.unit}" if row.unit.startswith("명") else f"{value * 100:.1f}{row.unit}"

    return {
        "name": row.name,
        "events": row.events,
        "history": words(row.rate),
        "used": words(row.used),
        "is_changed": words(row.rate) != words(row.used),
        "warning": row.warning,
    }


def _shown(found: Forecast, code: str) -> StageForecast | None:
    return next((stage for stage in found.stages if stage.code == code), None)
