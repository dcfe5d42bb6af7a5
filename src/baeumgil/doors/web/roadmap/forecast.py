"""수요 전망: people and seats per stage and year, drawn and as a table."""

from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers

from baeumgil.core import clock
from baeumgil.core.errors import Invalid
from baeumgil.doors.web.frame.pages import need, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.office.downloads import workbook
from baeumgil.doors.web.roadmap import forecast_charts
from baeumgil.doors.web.roadmap.forecast_answer import YEARS, Answer, answer, question_of
from baeumgil.doors.web.roadmap.forecast_form import ForecastForm
from baeumgil.doors.web.templatetags.krds import in_screen_language
from baeumgil.engines.sheets.writing import Value
from baeumgil.stages.roadmap.access import may_see_forecast
from baeumgil.stages.roadmap.queries.rulesets import in_force, rule_sets
from baeumgil.stages.roadmap.rules.forecast.rates import SHARE_A_YEAR
from baeumgil.stages.roadmap.rules.forecast.values import RateRow, StageForecast, YearCell
from baeumgil.stages.roadmap.services.forecast import request_forecast

HEADINGS = ("단계", "연도", "인원", "낮게", "높게", "확정", "추정", "좌석", "기수", "기수(높게)")


@require_GET
@vary_on_headers("HX-Request")
def show(request: PageRequest) -> HttpResponse:
    """The forecast page. What cannot be answered is named; what takes long is left to the worker."""
    form = _form(request)
    form.is_valid()
    try:
        answered = answer(request.actor, question_of(form))
    except Invalid as refusal:
        form.refuse(refusal)
        answered = Answer()
    if answered.found is None:
        return _without_figures(request, form, answered)
    found = answered.found
    shown = next((stage for stage in found.stages if stage.code == form.cleaned_data.get("stage")), None)
    context = {
        "form": form,
        "forecast": found,
        "is_from_worker": answered.job is not None,
        "years": range(found.first_year, found.first_year + found.years),
        "charts": forecast_charts.charts(found, shown),
        "totals": forecast_charts.totals(found),
        "rates": [_rate(row) for row in found.rates],
    }
    if request.htmx:
        return _reload()
    return page(request, "roadmap/forecast.html", context, status=form.status)


@require_POST
def ask(request: PageRequest) -> HttpResponse:
    """Let the worker compute the forecast of a large city."""
    form = _form(request)
    form.is_valid()
    try:
        request_forecast(actor=request.actor, **question_of(form))
    except Invalid as refusal:
        form.refuse(refusal)
        return _without_figures(request, form, Answer())
    return HttpResponseRedirect(f"{reverse('web:forecast')}?{request.GET.urlencode()}")


@require_GET
def export(request: PageRequest) -> HttpResponseBase:
    """The table as a workbook. It holds no personal data."""
    form = _form(request)
    form.is_valid()
    found = answer(request.actor, question_of(form)).found
    if found is None:
        return HttpResponseRedirect(f"{reverse('web:forecast')}?{request.GET.urlencode()}")
    notes = [
        _("규칙: %(name)s · 자료 기준일: %(on)s") % {"name": found.rules_name, "on": found.on},
        *([_("가정을 바꾼 전망입니다.")] if found.is_what_if else []),
        *(in_screen_language(line) for line in found.assumptions),
    ]
    return workbook(
        title=_("수요 전망"),
        file_name=f"수요 전망 {found.first_year}-{found.first_year + found.years - 1}.xlsx",
        headings=HEADINGS,
        rows=[_cells(stage, cell) for stage in found.stages for cell in stage.cells],
        notes=notes,
    )


def _form(request: PageRequest) -> ForecastForm:
    need(may_see_forecast(request.actor))
    stages = list(dict.fromkeys((stage.code, stage.name) for stage in in_force().stages))
    others = [(str(row.id), row.name) for row in rule_sets() if not row.is_in_force]
    asked = request.GET.copy()
    for name, value in (("first_year", clock.today().year + 1), ("years", YEARS)):
        if not asked.get(name):
            asked[name] = str(value)
    return ForecastForm(asked, stages=stages, rule_sets=others)


def _without_figures(request: PageRequest, form: ForecastForm, answered: Answer) -> HttpResponse:
    """The question alone: with what is wrong with it, with the worker's progress, or with the way to ask the worker."""
    template = "roadmap/_forecast_waiting.html" if request.htmx else "roadmap/forecast_question.html"
    return page(request, template, {"form": form, "job": answered.job}, status=form.status)


def _reload() -> HttpResponse:
    """Tell the waiting page that the figures are there."""
    done = HttpResponse()
    done["HX-Refresh"] = "true"
    return done


def _cells(stage: StageForecast, cell: YearCell) -> tuple[Value, ...]:
    return (
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


def _rate(row: RateRow) -> dict[str, object]:
    """A rate in words: people a year as they are, shares as per cent."""

    def words(value: float) -> str:
        is_share = row.unit == SHARE_A_YEAR
        return f"{value * 100 if is_share else value:,.1f}{in_screen_language(row.unit)}"

    return {
        "name": in_screen_language(row.name),
        "events": row.events,
        "history": words(row.rate),
        "used": words(row.used),
        "is_changed": words(row.rate) != words(row.used),
        "warning": in_screen_language(row.warning),
    }
