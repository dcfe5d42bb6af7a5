"""One version of a plan: where it stands, what is missing, its courses, and the steps it can take."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from baeumgil.core.errors import Problem, Refusal
from baeumgil.doors.web.frame.forms import posted
from baeumgil.doors.web.frame.pages import go, need, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.plan.line_filter import LineFilter, grouped, page_number, paged
from baeumgil.doors.web.plan.totals_charts import totals_charts
from baeumgil.doors.web.plan.version_steps import STEPS, StepForm, steps_for
from baeumgil.stages.plan.access import may_edit_plan, may_see_committee, may_see_needs, may_start_case
from baeumgil.stages.plan.errors import VersionStateWrong
from baeumgil.stages.plan.queries.plans import (
    checklist,
    is_intact,
    plan_book,
    plan_version,
    version_history,
)
from baeumgil.stages.plan.rules.book import VersionHead
from baeumgil.stages.plan.rules.totals import totals_of
from baeumgil.stages.plan.terms import EDITABLE_STATES, OPEN_STATES, VersionState

LINES_A_PAGE = 50

PLACES = {
    VersionState.DRAFT: 1,
    VersionState.IN_COMMITTEE: 2,
    VersionState.REVIEWED: 3,
    VersionState.IN_APPROVAL: 3,
    VersionState.APPROVED: 5,
    VersionState.SUPERSEDED: 6,
}


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that keeps a version from being handed on, and where to mend it."""

    text: str
    url: str


@require_GET
def show(request: PageRequest, version_id: int) -> HttpResponse:
    """The version."""
    actor = request.actor
    book = plan_book(actor=actor, version=version_id)
    head, may_edit = book.head, may_edit_plan(actor)
    history = version_history(actor=actor, plan=head.plan)
    is_frozen = head.state not in OPEN_STATES
    form = LineFilter(request.GET, book.lines)
    found = form.found(book.lines)
    listing = paged(found, page_number(request.GET.get("page")), LINES_A_PAGE)
    totals = totals_of(book)
    context = {
        "head": head,
        "history": history,
        "path": path_of(),
        "place": place_of(head),
        "is_editable": may_edit and head.state in EDITABLE_STATES,
        "may_edit": may_edit,
        "may_see_needs": may_see_needs(actor),
        "may_see_committee": may_see_committee(actor),
        "may_start_case": may_start_case(actor),
        "is_intact": is_intact(version_id) if is_frozen else None,
        "missing": _missing(request, head) if head.state in EDITABLE_STATES and may_edit else None,
        "steps": steps_for(head, has_open=any(row.state in OPEN_STATES for row in history)) if may_edit else [],
        "totals": totals,
        "charts": totals_charts(totals)[:1],
        "form": form,
        "listing": listing,
        "groups": grouped(listing.rows, found),
        "lines_total": len(book.lines),
        "texts_written": sum(bool(row.text.strip()) for row in book.contents),
        "texts_total": len(book.contents),
        "checks_done": sum(row.mark.value != "unchecked" for row in book.pre_checks),
        "checks_total": len(book.pre_checks),
    }
    return page(request, "plan/plans/version.html", context)


@require_http_methods(["GET", "POST"])
def step(request: PageRequest, version_id: int, step: str) -> HttpResponse:
    """Ask before a step and say what follows from it; then take it."""
    need(may_edit_plan(request.actor))
    chosen = STEPS.get(step)
    if chosen is None:
        raise Http404
    head = plan_version(actor=request.actor, version=version_id)
    if head.state not in chosen.states:
        raise VersionStateWrong
    form = StepForm(posted(request))
    missing: list[Missing] = []
    if form.is_bound and form.is_valid():
        try:
            shown_next = chosen.act(request.actor, head, form.cleaned_data["note"])
        except Refusal as refusal:
            form.refuse(refusal)
            missing = _missing(request, head) if chosen.slug == "submit" else []
        else:
            messages.success(request, str(chosen.done))
            return go("plans") if shown_next is None else go("plan-version", shown_next)
    context = {"head": head, "step": chosen, "form": form, "missing": missing}
    return page(request, "plan/plans/step.html", context, status=form.status)


def path_of() -> list[str]:
    """작성 → 심의 → 결재 → 확정 → 공개."""
    return [_("작성"), _("심의"), _("결재"), _("확정"), _("공개")]


def place_of(head: VersionHead) -> int:
    """Where a version stands on that way, from 1; one beyond its end when all is done."""
    if head.published_at is not None:
        return len(path_of()) + 1
    return PLACES[head.state]


def _missing(request: PageRequest, head: VersionHead) -> list[Missing]:
    found = checklist(actor=request.actor, version=head.id)
    return [Missing(f"{problem.message} {problem.remedy}".strip(), _mended_at(problem, head)) for problem in found]


def _mended_at(problem: Problem, head: VersionHead) -> str:
    """The page on which a problem is mended, after the field it names."""
    kind, _colon, which = problem.field.partition(":")
    match kind:
        case "content" | "contents":
            return reverse("web:plan-texts", args=[head.id]) + (f"#id_{which}" if which else "")
        case "pre_check" | "pre_checks" | "check":
            return reverse("web:plan-checks", args=[head.id])
        case "line" | "lines" if which.isdecimal():
            return reverse("web:plan-line", args=[head.id, int(which)])
        case "vision":
            return reverse("web:plan-texts", args=[head.id]) + "#id_vision"
        case _:
            return reverse("web:plan-version", args=[head.id]) + "#lines"
