"""과정 수요 요청: asked by liaisons, listed, answered by the office, withdrawn, opened again."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baeumgil.core import clock
from baeumgil.core.errors import Refusal
from baeumgil.doors.web.frame.forms import posted
from baeumgil.doors.web.frame.pages import go, need, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.office.choices import PagingForm
from baeumgil.doors.web.plan.needs_asked import asked, tabs
from baeumgil.doors.web.plan.requests_forms import AnswerForm, AskForm, RequestFilter
from baeumgil.stages.people.queries.organisation import UnitRow, unit_tree
from baeumgil.stages.plan.access import units_asked_for
from baeumgil.stages.plan.queries import needs_requests
from baeumgil.stages.plan.queries.needs import course_choices
from baeumgil.stages.plan.queries.needs_requests import RequestCard, request_card, request_counts
from baeumgil.stages.plan.queries.needs_rounds import may_ask_at_all, open_rounds
from baeumgil.stages.plan.services.needs_requests import (
    answer_request,
    ask_for_course,
    reopen_request,
    withdraw_request,
)


@require_GET
def index(request: PageRequest) -> HttpResponse:
    """Requests of a year that the actor may see."""
    found = asked(request)
    form = RequestFilter(request.GET)
    form.is_valid()
    number, size = PagingForm(request.GET).asked()
    rows = needs_requests.requests(
        actor=request.actor,
        institute=found.institute.id,
        year=found.year,
        state=form.cleaned_data.get("state"),
        words=form.cleaned_data.get("words", ""),
        page=number,
        size=size,
    )
    context = {
        "asked": found,
        "tabs": tabs(request.actor, found, "needs-requests"),
        "form": form,
        "requests": rows,
        "counts": request_counts(actor=request.actor, institute=found.institute.id, year=found.year),
        "open_rounds": open_rounds(actor=request.actor),
    }
    return page(request, "plan/needs/requests.html", context)


@require_http_methods(["GET", "POST"])
def new(request: PageRequest) -> HttpResponse:
    """Ask for a course; when no round takes requests, say so."""
    need(may_ask_at_all(request.actor))
    rounds = open_rounds(actor=request.actor)
    if not rounds:
        return page(request, "plan/needs/request_new.html", {"form": None})
    courses = course_choices(rounds[0].institute)
    form = AskForm(posted(request), rounds=rounds, units=_units(request), courses=courses)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = ask_for_course(
                actor=request.actor, needs_round=data["needs_round"], unit=data["unit"], draft=form.draft()
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("요청을 보냈습니다. 답이 오면 이 화면에 보입니다."))
            return go("needs-request", made)
    return page(request, "plan/needs/request_new.html", {"form": form, "rounds": rounds}, status=form.status)


@require_http_methods(["GET", "POST"])
def show(request: PageRequest, request_id: int) -> HttpResponse:
    """One request; a POST answers it."""
    card = request_card(actor=request.actor, request=request_id)
    form = _answer_form(request, card)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            answer_request(
                actor=request.actor,
                request=request_id,
                state=data["state"],
                answer=data["answer"],
                course=data["course"],
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("답했습니다. 요청한 부서가 볼 수 있습니다."))
            return go("needs-request", request_id)
    return page(
        request,
        "plan/needs/request.html",
        {"card": card, "row": card.row, "form": form, "year_text": str(card.row.year)},
        status=form.status,
    )


@require_POST
def reopen(request: PageRequest, request_id: int) -> HttpResponse:
    """Open an answered request again."""
    reopen_request(actor=request.actor, request=request_id)
    messages.success(request, _("요청을 다시 열었습니다. 새로 답하세요."))
    return go("needs-request", request_id)


@require_POST
def withdraw(request: PageRequest, request_id: int) -> HttpResponse:
    """Take a request back."""
    withdraw_request(actor=request.actor, request=request_id)
    messages.success(request, _("요청을 거두었습니다."))
    return go("needs-request", request_id)


def _answer_form(request: PageRequest, card: RequestCard) -> AnswerForm:
    courses = course_choices(card.institute) if card.may_answer else ()
    return AnswerForm(posted(request), courses=courses, initial={"course": card.row.course, "answer": card.row.answer})


def _units(request: PageRequest) -> list[UnitRow]:
    """Units in whose name the actor may ask today."""
    units = units_asked_for(request.actor)
    tree = unit_tree(clock.today())
    return tree if units is None else [row for row in tree if row.id in units]
