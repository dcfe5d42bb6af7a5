"""편성 조건: what holds for the sessions of each course and why, decided otherwise where the office knows better."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from baeumgil.core.errors import Refusal
from baeumgil.doors.web.frame.forms import posted
from baeumgil.doors.web.frame.pages import go, need, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.office.choices import PagingForm
from baeumgil.doors.web.schedule.conditions_forms import ConditionForm
from baeumgil.doors.web.schedule.institutes import asked_institute, frame_of, institute_of, institute_tabs
from baeumgil.stages.schedule.access import may_change, may_see_drafts
from baeumgil.stages.schedule.queries.conditions import condition_card, condition_list
from baeumgil.stages.schedule.services.conditions import save_condition


class ConditionFilter(forms.Form):
    """Which courses to list."""

    words = forms.CharField(label=gettext_lazy("찾는 말"), required=False, max_length=100)
    only_given = forms.BooleanField(label=gettext_lazy("직접 정한 과정만"), required=False)


@require_GET
def index(request: PageRequest) -> HttpResponse:
    """Courses held in class with their conditions."""
    need(may_see_drafts(request.actor))
    institute, found = asked_institute(request.actor, request.GET)
    form = ConditionFilter(request.GET)
    form.is_valid()
    number, size = PagingForm(request.GET).asked()
    rows = condition_list(
        actor=request.actor,
        institute=institute.id,
        words=form.cleaned_data.get("words", ""),
        only_given=form.cleaned_data.get("only_given", False),
        page=number,
        size=size,
    )
    context = {
        "rows": rows,
        "form": form,
        "tabs": institute_tabs("schedule-conditions", found, institute),
        **frame_of(request.actor, institute),
    }
    return page(request, "schedule/conditions/index.html", context)


@require_http_methods(["GET", "POST"])
def show(request: PageRequest, course_id: int) -> HttpResponse:
    """One course; a POST decides its conditions."""
    card = condition_card(actor=request.actor, course=course_id)
    may_edit = may_change(request.actor, is_example=card.is_example)
    form = ConditionForm(posted(request), card=card)
    if request.method == "POST":
        need(may_edit)
        if form.is_valid():
            try:
                save_condition(
                    actor=request.actor,
                    institute=card.institute,
                    course=course_id,
                    draft=form.draft(),
                    revision=form.cleaned_data["revision"],
                )
            except Refusal as refusal:
                form.refuse(refusal)
            else:
                messages.success(request, _("편성 조건을 저장했습니다. 다음 편성부터 따릅니다."))
                return go("schedule-condition", course_id)
    context = {
        "card": card,
        "row": card.row,
        "form": form,
        "blocks": form.blocks(),
        "may_edit": may_edit,
        "institute": institute_of(request.actor, card.institute),
    }
    return page(request, "schedule/conditions/show.html", context, status=form.status)
