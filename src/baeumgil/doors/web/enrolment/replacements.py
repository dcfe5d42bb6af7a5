"""대체 요청: units ask, the office answers."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from baeumgil.core.errors import Refusal
from baeumgil.doors.web.enrolment.waiting_forms import AnswerForm, AskForm
from baeumgil.doors.web.frame.forms import posted
from baeumgil.doors.web.frame.pages import go, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.office.choices import label_of
from baeumgil.doors.web.templatetags.krds import Tab
from baeumgil.stages.enrolment.access import may_run_calls
from baeumgil.stages.enrolment.queries.replacements import replaceable, replacement_card, replacements
from baeumgil.stages.enrolment.services.replacements import answer_replacement, ask_replacement
from baeumgil.stages.enrolment.terms import ReplacementState


@require_safe
def index(request: PageRequest) -> HttpResponse:
    """Requests, those that wait for an answer first."""
    rows = replacements(actor=request.actor)
    asked = request.GET.get("state", "")
    state = ReplacementState(asked) if asked in set(ReplacementState) else None
    address = reverse("web:replacements")
    tabs = [Tab(_("모두"), address, state is None, len(rows))]
    tabs += [
        Tab(label_of(each), f"{address}?state={each}", state is each, sum(row.state is each for row in rows))
        for each in ReplacementState
    ]
    context = {"rows": [row for row in rows if state in {None, row.state}], "tabs": tabs}
    return page(request, "enrolment/waiting/replacements.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: PageRequest, replacement_id: int) -> HttpResponse:
    """One request, to be accepted or declined by the office."""
    row = replacement_card(actor=request.actor, replacement=replacement_id)
    form = AnswerForm(posted(request))
    accepts = {"accept": True, "decline": False}.get(request.POST.get("decision", ""))
    if request.method == "POST" and accepts is None:
        form.add_error(None, _("받아들일지 고르세요."))
    elif request.method == "POST" and accepts is not None and form.is_valid():
        try:
            answer_replacement(
                actor=request.actor, replacement=replacement_id, accepts=accepts, answer=form.cleaned_data["answer"]
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("자리를 바꾸었습니다.") if accepts else _("받아들이지 않는다고 답했습니다."))
            return go("replacements")
    context = {
        "row": row,
        "form": form,
        "may_answer": row.state is ReplacementState.ASKED and may_run_calls(request.actor),
    }
    return page(request, "enrolment/waiting/replacement.html", context, form.status)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PageRequest, application_id: int) -> HttpResponse:
    """Ask that somebody else of the unit comes instead."""
    desk = replaceable(actor=request.actor, application=application_id)
    form = AskForm(posted(request), desk.people)
    if request.method == "POST" and form.is_valid():
        try:
            made = ask_replacement(actor=request.actor, application=application_id, **form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("대체를 요청했습니다. 교육부서의 답은 여기에서 봅니다."))
            return go("replacement", made)
    return page(request, "enrolment/waiting/replacement_new.html", {"desk": desk, "form": form}, form.status)
