"""일정 편성: years to be scheduled, runs of the solver and how far they are."""

from collections.abc import Callable, Mapping, Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers

from baeumgil.core import clock
from baeumgil.core.errors import Refusal
from baeumgil.doors.web.frame.forms import PageForm
from baeumgil.doors.web.frame.pages import go, need, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.schedule.run_forms import OpenYearForm, RunForm
from baeumgil.doors.web.schedule.run_parts import left_out_parts
from baeumgil.doors.web.schedule.run_words import phase_words, progress_chart, quality
from baeumgil.stages.plan.queries.institutes import own_institute
from baeumgil.stages.schedule.access import may_change, may_edit_schedule, may_see_drafts, may_see_instructors
from baeumgil.stages.schedule.queries.calendars import schedule_years
from baeumgil.stages.schedule.queries.proposals import proposals
from baeumgil.stages.schedule.queries.runs import RunCard, RunRow, run_card, run_texts, runs
from baeumgil.stages.schedule.rules.rows import YearRow
from baeumgil.stages.schedule.services.runs import ask_derivation, start_run, stop_run
from baeumgil.stages.schedule.services.years import open_year
from baeumgil.stages.schedule.terms import ProposalState

STOP_POLLING = 286
FILES = ("problem", "plan")
WAITING = (ProposalState.DRAFT, ProposalState.PARTLY)


@require_GET
def index(request: PageRequest) -> HttpResponse:
    """Years, proposals that wait for a decision, runs; forms to begin."""
    need(may_see_drafts(request.actor))
    rows = schedule_years(actor=request.actor)
    text = request.GET.get("year", "")
    asked = int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else None  # noqa: PLR2004  fits a column
    form = RunForm(None, _editable(request, rows), asked)
    return _index(request, rows, form, OpenYearForm())


@require_POST
def new(request: PageRequest) -> HttpResponse:
    """Begin a run."""
    need(may_edit_schedule(request.actor))
    rows = schedule_years(actor=request.actor)
    form = RunForm(request.POST, _editable(request, rows))
    if form.is_valid():
        try:
            made = start_run(actor=request.actor, **form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return go("schedule-run", made)
    return _index(request, rows, form, OpenYearForm())


@require_POST
def open_one(request: PageRequest) -> HttpResponse:
    """Take the sessions of a year over from its approved plan."""
    need(may_edit_schedule(request.actor))
    form = OpenYearForm(request.POST)
    if form.is_valid():
        try:
            open_year(actor=request.actor, institute=own_institute().id, **form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("%(year)s년 기수를 가져왔습니다.") % {"year": form.cleaned_data["year"]})
            return go("schedule-runs")
    rows = schedule_years(actor=request.actor)
    return _index(request, rows, RunForm(None, _editable(request, rows)), form)


@require_GET
@vary_on_headers("HX-Request")
def show(request: PageRequest, run_id: int) -> HttpResponse:
    """A run; htmx asks for its state alone while it lasts, without script the page reloads itself."""
    card = run_card(actor=request.actor, run=run_id)
    context = _context(request, card, PageForm())
    if not request.htmx:
        return page(request, "schedule/runs/run.html", {**context, **left_out_parts(request, card.row)})
    is_over = card.row.is_over or card.row.is_lost
    answer = page(request, "schedule/runs/_state.html", context, status=STOP_POLLING if is_over else 200)
    if is_over:
        answer["HX-Refresh"] = "true"
    return answer


@require_POST
def stop(request: PageRequest, run_id: int) -> HttpResponse:
    """Stop with the best so far."""
    return _act(request, run_id, stop_run, _("멈추라고 했습니다. 그때까지 가장 좋은 편성이 남습니다."))


@require_POST
def derive(request: PageRequest, run_id: int) -> HttpResponse:
    """Derive the plan again, in the background."""
    return _act(request, run_id, ask_derivation, _("적힌 차례대로 다시 계산합니다. 끝나면 이 화면에 결과가 보입니다."))


@require_GET
def download(request: PageRequest, run_id: int, which: str) -> HttpResponse:
    """Problem or plan as a file of the open format. The problem tells of instructors' absences."""
    need(may_see_instructors(request.actor))
    if which not in FILES:
        raise Http404
    text = dict(zip(FILES, run_texts(actor=request.actor, run=run_id), strict=True))[which]
    if not text:
        raise Http404
    answer = HttpResponse(text, content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="baeumgil-{which}-{run_id}.json"'
    return answer


def _act(request: PageRequest, run: int, act: Callable[..., object], said: str) -> HttpResponse:
    card = run_card(actor=request.actor, run=run)
    form = PageForm(request.POST)
    try:
        act(actor=request.actor, run=run)
    except Refusal as refusal:
        form.is_valid()
        form.refuse(refusal)
        context = {**_context(request, card, form), **left_out_parts(request, card.row)}
        return page(request, "schedule/runs/run.html", context, status=form.status)
    messages.success(request, said)
    return go("schedule-run", run)


def _editable(request: PageRequest, rows: Sequence[YearRow]) -> list[YearRow]:
    return [row for row in rows if may_change(request.actor, is_example=row.is_example)]


def _index(request: PageRequest, rows: Sequence[YearRow], form: RunForm, opening: OpenYearForm) -> HttpResponse:
    found = runs(actor=request.actor)
    context = {
        "years": rows,
        "runs": [(row, quality(row)) for row in found],
        "proposals": proposals(actor=request.actor, states=WAITING),
        "form": form,
        "opening": opening,
        "may_edit": may_edit_schedule(request.actor),
        "may_run": bool(_editable(request, rows)),
    }
    status = form.status if form.is_bound else opening.status
    return page(request, "schedule/runs/runs.html", context, status=status)


def _compared(row: RunRow) -> str:
    """Where the plan of a run stands beside the published year; empty while there is no plan to stay."""
    if not row.is_over or row.cost is None:
        return ""
    return f"{reverse('web:schedule-compare', args=[row.schedule_year])}?run={row.id}"


def _spent(row: RunRow, told: float) -> float:
    """Seconds gone by: the solver only speaks when it has found something, and time passes in between."""
    if row.started_at is None:
        return told
    return min(row.seconds, max(told, (clock.now() - row.started_at).total_seconds()))


def _context(request: PageRequest, card: RunCard, form: PageForm) -> Mapping[str, object]:
    row = card.row
    chart = progress_chart(row, card.progress)
    last = card.progress[-1] if card.progress else None
    spent = _spent(row, last.seconds if last else 0)
    return {
        "card": card,
        "row": row,
        "form": form,
        "quality": quality(row),
        "charts": [chart] if chart else [],
        "spent": spent,
        "percent": int(spent * 100 / row.seconds) if row.started_at else None,
        "doing": phase_words(last.phase) if last else "",
        "may_edit": may_change(request.actor, is_example=row.is_example),
        "may_see_files": may_see_instructors(request.actor),
        "compare_url": _compared(row),
        "total_cost": sum(cost.cost for cost in card.costs),
    }
