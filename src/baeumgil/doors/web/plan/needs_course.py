"""과정 하나의 수요: everything side by side, with a drawing of its years and the form that decides."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from baeumgil.core.errors import Refusal
from baeumgil.doors.web.frame.forms import PageForm, posted
from baeumgil.doors.web.frame.pages import go, need, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.plan.needs_charts import course_chart
from baeumgil.doors.web.plan.needs_decisions import said
from baeumgil.stages.plan.access import may_manage_needs
from baeumgil.stages.plan.queries.needs import needs_of_course, open_draft
from baeumgil.stages.plan.rules.needs_values import CourseNeeds
from baeumgil.stages.plan.services.proposals import decide_seats, undo_seats


class SeatsForm(PageForm):
    """좌석 결정."""

    sessions = forms.IntegerField(label=gettext_lazy("기수"), required=False, min_value=0, max_value=9_999)
    seats = forms.IntegerField(label=gettext_lazy("좌석(연인원)"), required=False, min_value=0, max_value=1_000_000)
    note = forms.CharField(
        label=gettext_lazy("까닭"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("제안과 다르게 정할 때는 꼭 적습니다."),
    )
    into_draft = forms.BooleanField(label=gettext_lazy("작성 중인 계획의 초안에도 옮겨 적기"), required=False)

    def __init__(self, *args: object, has_draft: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if not has_draft:
            del self.fields["into_draft"]


@require_http_methods(["GET", "POST"])
def show(request: PageRequest, year: int, course_id: int) -> HttpResponse:
    """One course; a POST decides its seats."""
    needs = needs_of_course(actor=request.actor, course=course_id, year=year)
    draft = open_draft(actor=request.actor, institute=needs.institute, year=year)
    form = SeatsForm(posted(request), initial=_initial(needs), has_draft=draft is not None)
    if request.method == "POST":
        need(may_manage_needs(request.actor))
        if form.is_valid() and _decided(request, form, needs, draft):
            return go("needs-course", year, course_id)
    context = {
        "needs": needs,
        "year_text": str(year),
        "chart": course_chart(needs),
        "form": form,
        "may_manage": may_manage_needs(request.actor),
        "years": _years(needs),
    }
    return page(request, "plan/needs/course.html", context, status=form.status)


@require_POST
def undo(request: PageRequest, year: int, course_id: int) -> HttpResponse:
    """Take the decision back."""
    undo_seats(actor=request.actor, course=course_id, year=year)
    messages.success(request, _("좌석 결정을 거두었습니다."))
    return go("needs-course", year, course_id)


def _decided(request: PageRequest, form: SeatsForm, needs: CourseNeeds, draft: int | None) -> bool:
    data = form.cleaned_data
    is_kept = bool(request.POST.get("keep"))
    try:
        outcome = decide_seats(
            actor=request.actor,
            course=needs.course,
            year=needs.year,
            sessions=None if is_kept else data["sessions"],
            seats=None if is_kept else data["seats"],
            note=data["note"],
            version=draft if data.get("into_draft") else None,
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    for line in said(outcome):
        messages.success(request, line)
    return True


def _initial(needs: CourseNeeds) -> dict[str, object]:
    stands = needs.decided or needs.proposal
    note = needs.decided.note if needs.decided else ""
    return {"sessions": stands.sessions, "seats": stands.seats, "note": note, "into_draft": True}


def _years(needs: CourseNeeds) -> list[dict[str, object]]:
    """Plan beside result, the newest year first."""
    plans = {one.year: one for one in needs.plans}
    results = {one.year: one for one in needs.results}
    return [
        {"year": year, "plan": plans.get(year), "result": results.get(year)}
        for year in sorted(plans.keys() | results.keys(), reverse=True)
    ]
