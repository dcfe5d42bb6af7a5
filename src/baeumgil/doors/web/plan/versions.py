"""One version of a plan: where it stands, what is missing, its courses, and the steps it can take."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from baeumgil.core.actors import Actor
from baeumgil.core.errors import Problem, Refusal
from baeumgil.doors.web.frame.forms import posted
from baeumgil.doors.web.frame.pages import go, need, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.plan.line_filter import LineFilter, grouped, page_number, paged
from baeumgil.doors.web.plan.neighbours import neighbours, next_room
from baeumgil.doors.web.plan.totals_charts import signed, totals_charts
from baeumgil.doors.web.plan.version_steps import STEPS, StepForm, steps_for
from baeumgil.doors.web.templatetags.krds import in_screen_language
from baeumgil.stages.plan.access import may_edit_plan
from baeumgil.stages.plan.errors import PlanIncomplete, VersionStateWrong
from baeumgil.stages.plan.queries.plans import (
    checklist,
    is_intact,
    plan_book,
    plan_version,
    version_history,
)
from baeumgil.stages.plan.rules.book import PlanBook, VersionHead
from baeumgil.stages.plan.rules.totals import Totals, totals_of
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


@dataclass(frozen=True, slots=True)
class MissingGroup:
    """Things that are mended in one place."""

    title: str
    url: str
    items: tuple[Missing, ...]


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
        "is_intact": is_intact(version_id) if is_frozen else None,
        "missing": _missing(actor, book) if head.state in EDITABLE_STATES and may_edit else None,
        "steps": steps_for(head, has_open=any(row.state in OPEN_STATES for row in history)) if may_edit else [],
        "totals": totals,
        "change_notes": _change_notes(totals),
        "neighbours": neighbours(actor, head),
        "next_room": next_room(actor, head),
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
    missing: list[MissingGroup] = []
    if form.is_bound and form.is_valid():
        try:
            shown_next = chosen.act(request.actor, head, form.cleaned_data["note"])
        except Refusal as refusal:
            form.refuse(refusal)
            if isinstance(refusal, PlanIncomplete):
                missing = _missing(request.actor, plan_book(actor=request.actor, version=version_id))
        else:
            messages.success(request, str(chosen.done))
            return go("plans") if shown_next is None else go("plan-version", shown_next)
    context = {"head": head, "step": chosen, "form": form, "missing": missing}
    return page(request, "plan/plans/step.html", context, status=form.status)


def _change_notes(totals: Totals) -> dict[str, str]:
    """전년 대비, for each figure; nothing in a first year."""
    change = totals.total.change
    if not totals.total.before.courses:
        return {}
    figures = {"courses": change.courses, "sessions": change.sessions, "people": change.people}
    return {name: _("전년 대비 %(change)s") % {"change": signed(value)} for name, value in figures.items()}


def path_of() -> list[str]:
    """작성 → 심의 → 결재 → 확정 → 공개."""
    return [_("작성"), _("심의"), _("결재"), _("확정"), _("공개")]


def place_of(head: VersionHead) -> int:
    """Where a version stands on that way, from 1; one beyond its end when all is done."""
    if head.published_at is not None:
        return len(path_of()) + 1
    return PLACES[head.state]


def _missing(actor: Actor, book: PlanBook) -> list[MissingGroup]:
    """What is missing, gathered by the page on which it is mended."""
    found = checklist(actor=actor, version=book.head.id)
    kinds: dict[str, list[Problem]] = {"content": [], "pre_check": [], "line": []}
    for problem in found:
        kinds.get(problem.field.partition(".")[0], kinds["line"]).append(problem)
    version = book.head.id
    groups = [
        MissingGroup(
            _("법정 기재사항 %(n)d가지") % {"n": len(kinds["content"])},
            reverse("web:plan-texts", args=[version]),
            _items(kinds["content"], {}, version),
        ),
        MissingGroup(
            _("사전 검토항목 %(n)d가지") % {"n": len(kinds["pre_check"])},
            reverse("web:plan-checks", args=[version]),
            _items(kinds["pre_check"], {}, version),
        ),
        MissingGroup(
            _("과정에서 고칠 것 %(n)d가지") % {"n": len(kinds["line"])},
            "",
            _items(kinds["line"], {f"'{line.name}'": line.id for line in book.lines}, version),
        ),
    ]
    return [group for group in groups if group.items]


def _items(problems: Sequence[Problem], lines: Mapping[str, int], version: int) -> tuple[Missing, ...]:
    """Each in a sentence; where it quotes a course, with the way to that course."""
    items = []
    for problem in problems:
        quoted = next((line for name, line in lines.items() if name in problem.message), None)
        url = "" if quoted is None else reverse("web:plan-line", args=[version, quoted])
        items.append(Missing(in_screen_language(problem.advice()), url))
    return tuple(items)
