"""직원 설문: listed, made, entered from elsewhere, closed, shown."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baeumgil.core import clock
from baeumgil.core.errors import Refusal
from baeumgil.doors.web.frame.forms import posted
from baeumgil.doors.web.frame.pages import go, need, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.plan.needs_asked import Asked, asked, tabs
from baeumgil.doors.web.plan.needs_charts import survey_chart
from baeumgil.doors.web.plan.surveys_forms import SurveyMakeForm, TalliesForm
from baeumgil.stages.plan.access import may_manage_needs
from baeumgil.stages.plan.queries import surveys as found_surveys
from baeumgil.stages.plan.queries.needs import leaf_fields
from baeumgil.stages.plan.rules.book import SurveyFigure
from baeumgil.stages.plan.services.staff_surveys import close_survey, enter_tallies, open_survey
from baeumgil.stages.plan.terms import RoundState

USUAL_DAYS = 14


@require_GET
def index(request: PageRequest) -> HttpResponse:
    """Surveys of a year."""
    found = asked(request)
    context = {
        "asked": found,
        "tabs": tabs(request.actor, found, "surveys"),
        "surveys": found_surveys.surveys(actor=request.actor, institute=found.institute.id, year=found.year),
        "may_manage": may_manage_needs(request.actor),
    }
    return page(request, "plan/needs/surveys.html", context)


@require_http_methods(["GET", "POST"])
def new(request: PageRequest) -> HttpResponse:
    """Ask the staff."""
    need(may_manage_needs(request.actor))
    found = asked(request)
    form = SurveyMakeForm(posted(request), initial=_initial(found))
    if request.method == "POST" and form.is_valid():
        try:
            made = open_survey(actor=request.actor, institute=found.institute.id, year=found.year, draft=form.draft())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("설문을 열었습니다. 대상자의 첫 화면에 설문이 보입니다."))
            return go("survey", made)
    return page(request, "plan/needs/survey_new.html", {"form": form, "asked": found}, status=form.status)


@require_http_methods(["GET", "POST"])
def enter(request: PageRequest) -> HttpResponse:
    """Enter the results of a survey held elsewhere."""
    need(may_manage_needs(request.actor))
    found = asked(request)
    form = TalliesForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = enter_tallies(actor=request.actor, institute=found.institute.id, year=found.year, **form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("설문 결과를 넣었습니다."))
            return go("survey", made)
    fields = leaf_fields(found.institute.id)
    context = {"form": form, "asked": found, "fields": fields}
    return page(request, "plan/needs/survey_enter.html", context, status=form.status)


@require_GET
def show(request: PageRequest, survey_id: int) -> HttpResponse:
    """One survey: how far it is, and its results once it is closed."""
    card = found_surveys.survey_card(actor=request.actor, survey=survey_id)
    rate = card.row.rate
    figures = card.result.figures if card.result is not None else ()
    context = {
        "card": card,
        "row": card.row,
        "year_text": str(card.row.year),
        "rate_note": "" if rate is None else _("응답률 %(rate)s%%") % {"rate": f"{rate:.1f}"},
        "figures": [_figure(one) for one in figures],
        "is_closed": card.row.state is RoundState.CLOSED,
        "chart": survey_chart(card.result) if card.result is not None else None,
        "total": sum(one.share_permille or 0 for one in figures) / 10,
        "may_close": may_manage_needs(request.actor) and card.row.state is RoundState.OPEN,
    }
    return page(request, "plan/needs/survey.html", context)


@require_POST
def end(request: PageRequest, survey_id: int) -> HttpResponse:
    """Close it and count."""
    close_survey(actor=request.actor, survey=survey_id)
    messages.success(request, _("설문을 마감하고 세었습니다."))
    return go("survey", survey_id)


def _figure(one: SurveyFigure) -> dict[str, object]:
    share = one.share_permille
    return {
        "topic": one.topic,
        "count": one.count,
        "share_permille": share,
        "percent": None if share is None else share / 10,
    }


def _initial(found: Asked) -> dict[str, object]:
    """The fields of the institute as topics, for two weeks from today."""
    today = clock.today()
    lines = [f"{field.name} | {field.code}" for field in leaf_fields(found.institute.id)]
    return {
        "name": _("%(year)s년 교육 수요 설문") % {"year": found.year},
        "opens_on": today,
        "closes_on": today + timedelta(days=USUAL_DAYS),
        "reach": "all",
        "topics": "\n".join(lines),
    }
