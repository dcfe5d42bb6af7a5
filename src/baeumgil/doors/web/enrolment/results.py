"""한 사람의 결과와 이의신청, and the public file from which anybody recomputes a selection."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from baeumgil.core.errors import Refusal
from baeumgil.doors.web.enrolment.selection_forms import AnswerForm, ReviewForm
from baeumgil.doors.web.enrolment.selection_parts import own_values, page_number
from baeumgil.doors.web.frame.forms import posted
from baeumgil.doors.web.frame.pages import go, page
from baeumgil.doors.web.frame.request import PageRequest, before_password_change, public
from baeumgil.stages.enrolment.access import is_own, may_run_calls
from baeumgil.stages.enrolment.queries.bundles import bundle_digest, bundle_of
from baeumgil.stages.enrolment.queries.reviews import review_card
from baeumgil.stages.enrolment.queries.reviews import reviews as review_rows
from baeumgil.stages.enrolment.queries.selections import result_of
from baeumgil.stages.enrolment.services.reviews import MAY_ASK, answer_review, ask_review
from baeumgil.stages.enrolment.terms import ReviewState

KEPT_FOR = 300
"""Seconds a cache may keep a bundle; a published result never changes, a record of arrivals only grows."""


@require_GET
def result(request: PageRequest, application_id: int) -> HttpResponse:
    """What somebody got, and why."""
    return _result(request, application_id, ReviewForm())


@require_POST
def ask(request: PageRequest, application_id: int) -> HttpResponse:
    """Ask for a person to look again."""
    form = ReviewForm(request.POST)
    if form.is_valid():
        try:
            ask_review(actor=request.actor, application=application_id, **form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("이의신청을 냈습니다. 담당자가 살펴보고 여기에 답합니다."))
            return go("result-page", application_id)
    return _result(request, application_id, form)


@require_GET
def reviews(request: PageRequest) -> HttpResponse:
    """Those that wait for an answer first; all of them on demand."""
    shows_all = request.GET.get("all") == "1"
    found = review_rows(
        actor=request.actor,
        state=None if shows_all else ReviewState.OPEN,
        page=page_number(request.GET.get("page")),
    )
    return page(request, "enrolment/selections/reviews.html", {"found": found, "shows_all": shows_all})


@require_http_methods(["GET", "POST"])
def review(request: PageRequest, review_id: int) -> HttpResponse:
    """One request, and the form to answer it."""
    row = review_card(actor=request.actor, review=review_id)
    form = AnswerForm(posted(request), sessions=row.sessions)
    if request.method == "POST" and form.is_valid():
        try:
            answer_review(actor=request.actor, review=review_id, **form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("답했습니다. 신청한 사람에게 알렸습니다."))
            return go("reviews")
    context = {
        "row": row,
        "form": form,
        "may_answer": may_run_calls(request.actor)
        and row.state is ReviewState.OPEN
        and not is_own(request.actor, person=row.person),
    }
    return page(request, "enrolment/selections/review.html", context, status=form.status)


@public
@before_password_change
@require_safe
def bundle(request: PageRequest, call_id: int) -> HttpResponse:
    """The bundle of a published call, for everybody; unchanged since the caller last had it, nothing is sent."""
    tag = f'"{bundle_digest(actor=request.actor, call=call_id)}"'
    if request.headers.get("If-None-Match") == tag:
        answer = HttpResponse(status=304)
    else:
        answer = HttpResponse(bundle_of(actor=request.actor, call=call_id), content_type="application/json")
        answer.headers["Content-Disposition"] = f'attachment; filename="selection-{call_id}.json"'
    answer.headers["ETag"] = tag
    answer.headers["Cache-Control"] = f"public, max-age={KEPT_FOR}"
    return answer


def _result(request: PageRequest, application: int, form: ReviewForm) -> HttpResponse:
    card = result_of(actor=request.actor, application=application)
    waits = any(each.state is ReviewState.OPEN for each in card.reviews)
    context = {
        "card": card,
        "form": form,
        "own_values": own_values(card.values),
        "is_own": is_own(request.actor, person=card.person),
        "may_ask": is_own(request.actor, person=card.person) and card.state in MAY_ASK and not waits,
    }
    return page(request, "enrolment/selections/result.html", context, status=form.status)
