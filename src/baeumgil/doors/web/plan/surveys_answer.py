"""설문 응답: what somebody who was asked sees on a phone."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from baeumgil.core.errors import Refusal
from baeumgil.doors.web.frame.forms import posted
from baeumgil.doors.web.frame.pages import go, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.plan.surveys_forms import SurveyAnswerForm
from baeumgil.stages.plan.queries.surveys import survey_form
from baeumgil.stages.plan.services.staff_surveys import answer_survey


@require_http_methods(["GET", "POST"])
def answer(request: PageRequest, survey_id: int) -> HttpResponse:
    """The questions; a POST gives the answer, once."""
    found = survey_form(actor=request.actor, survey=survey_id)
    form = SurveyAnswerForm(posted(request), topics=found.topics, most=found.most_choices)
    if request.method == "POST" and form.is_valid():
        try:
            answer_survey(actor=request.actor, survey=survey_id, **form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("답을 보냈습니다. 고맙습니다. 누구의 답인지는 남지 않습니다."))
            return go("home")
    return page(request, "plan/needs/survey_answer.html", {"survey": found, "form": form}, status=form.status)
