"""가져오기: rosters on their way from file to facts."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from baeumgil.core import clock
from baeumgil.core.errors import Refusal
from baeumgil.core.jobs import JobId, job_rows
from baeumgil.doors.web.frame.forms import posted
from baeumgil.doors.web.frame.pages import go, need, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.jobs.job import sees_all_jobs, title_of
from baeumgil.doors.web.office.choices import PagingForm, handed_in
from baeumgil.doors.web.office.table_imports import (
    handed_over,
    kind_asked,
    kind_tabs,
    problem_workbook,
    steps,
    way_of,
)
from baeumgil.doors.web.office.uploads import shown_name
from baeumgil.doors.web.people.import_forms import ApplyForm, RosterFileForm
from baeumgil.stages.people.access import may_import_roster, may_see_rosters
from baeumgil.stages.people.queries.roster import (
    mappings,
    roster_imports,
    roster_preview,
    roster_problems,
)
from baeumgil.stages.people.services.roster import (
    discard_roster,
    queue_roster_apply,
    queue_roster_check,
    undo_roster,
)
from baeumgil.stages.people.terms import ChangeKind

JOBS = ("people.check_roster", "people.apply_roster", "roadmap.check_records", "roadmap.apply_records")


@require_GET
def index(request: PageRequest) -> HttpResponse:
    """Imports, the newest first, and what is running."""
    need(may_see_rosters(request.actor))
    number, size = PagingForm(request.GET).asked()
    running = job_rows(actor=request.actor, sees_all=sees_all_jobs(request.actor), names=JOBS, is_over=False)
    context = {
        "imports": roster_imports(actor=request.actor, page=number, size=size),
        "running": [(job, title_of(job)) for job in running],
        "may_import": may_import_roster(request.actor),
    }
    return page(request, "people/imports.html", context)


@require_http_methods(["GET", "POST"])
def new(request: PageRequest) -> HttpResponse:
    """Hand in a file; the worker checks it."""
    need(may_import_roster(request.actor))
    form = RosterFileForm(
        posted(request),
        handed_in(request),
        mappings=mappings(actor=request.actor),
        initial={"as_of": clock.today()},
    )
    if request.method == "POST" and form.is_valid():
        try:
            job = _queued(request, form)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return go("job", job)
    return page(request, "people/import_new.html", {"form": form, "steps": steps()}, status=form.status)


@require_GET
@vary_on_headers("HX-Request")
def show(request: PageRequest, import_id: int) -> HttpResponse:
    """One import: what it will change person by person, or what is wrong with it."""
    context = _context(request, import_id)
    return page(request, "people/_changes.html" if request.htmx else "people/import.html", context)


@require_GET
def problems(request: PageRequest, import_id: int) -> HttpResponseBase:
    """Every problem as a workbook, to be worked through beside the file."""
    found = roster_problems(actor=request.actor, roster_import=import_id)
    return problem_workbook(found, title=_("명단에서 고칠 곳"), file_name=f"고칠 곳 {import_id}.xlsx")


@require_POST
def apply(request: PageRequest, import_id: int) -> HttpResponse:
    """Make the changes that were looked at."""
    need(may_import_roster(request.actor))
    form = ApplyForm(request.POST)
    if form.is_valid():
        try:
            job = queue_roster_apply(
                actor=request.actor,
                roster_import=import_id,
                preview_digest=form.cleaned_data["preview_digest"],
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return go("job", job)
    return page(request, "people/import.html", _context(request, import_id) | {"apply_form": form}, status=form.status)


@require_POST
def undo(request: PageRequest, import_id: int) -> HttpResponse:
    """Put everything back as it was before."""
    outcome = undo_roster(actor=request.actor, roster_import=import_id)
    messages.success(
        request, _("되돌렸습니다. %(people)s명의 자료가 앞의 모습입니다.") % {"people": outcome.people_changed}
    )
    return go("import", import_id)


@require_POST
def discard(request: PageRequest, import_id: int) -> HttpResponse:
    """Throw an import away that was not applied."""
    discard_roster(actor=request.actor, roster_import=import_id)
    messages.success(request, _("올린 명단을 버렸습니다. 바뀐 것은 없습니다."))
    return go("imports")


def _queued(request: PageRequest, form: RosterFileForm) -> JobId:
    file, data = form.cleaned_data["file"], form.cleaned_data
    with handed_over(file) as path:
        return queue_roster_check(
            actor=request.actor,
            file_name=shown_name(file),
            path=path,
            as_of=data["as_of"],
            mapping_name=data["mapping_name"],
            options=form.options(),
        )


def _context(request: PageRequest, import_id: int) -> dict[str, object]:
    kind = kind_asked(ChangeKind, request.GET.get("kind", ""))
    number, size = PagingForm(request.GET).asked()
    preview = roster_preview(actor=request.actor, roster_import=import_id, kind=kind, page=number, size=size)
    found = roster_problems(actor=request.actor, roster_import=import_id) if preview.row.problems else ()
    return way_of(preview.row, found, may_import=may_import_roster(request.actor)) | {
        "preview": preview,
        "kind": kind,
        "tabs": kind_tabs(ChangeKind, preview.counts, kind, ("import", import_id)),
        "apply_form": ApplyForm(initial={"preview_digest": preview.row.preview_digest}),
        "touched": sum(count for key, count in preview.counts.items() if key is not ChangeKind.UNCHANGED),
    }
