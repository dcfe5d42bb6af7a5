"""이수 기록 가져오기: past training on its way from file to records."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from baeumgil.core.errors import Refusal
from baeumgil.core.jobs import JobId, job_rows
from baeumgil.doors.web.frame.forms import posted
from baeumgil.doors.web.frame.pages import go, need, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.jobs.job import sees_all_jobs, title_of
from baeumgil.doors.web.office.choices import PagingForm, handed_in
from baeumgil.doors.web.office.table_imports import (
    ENCODINGS,
    ConfirmForm,
    Remark,
    TableFileForm,
    handed_over,
    kind_asked,
    kind_tabs,
    problem_workbook,
    steps,
    way_of,
)
from baeumgil.doors.web.office.uploads import shown_name
from baeumgil.stages.roadmap.access import may_import_records, may_see_record_imports
from baeumgil.stages.roadmap.queries.records import (
    RecordPreview,
    record_imports,
    record_preview,
    record_problems,
)
from baeumgil.stages.roadmap.rules.record_changes import RecordChange
from baeumgil.stages.roadmap.services.records import (
    APPLY,
    CHECK,
    discard_records,
    queue_records_apply,
    queue_records_check,
    undo_records,
)


class RecordsFileForm(TableFileForm):
    """이수 기록 올리기."""

    sheet = forms.CharField(
        label=gettext_lazy("시트 이름"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("비우면 이수 기록처럼 보이는 시트를 찾습니다."),
    )
    encoding = forms.ChoiceField(label=gettext_lazy("CSV 글자 방식"), required=False, choices=ENCODINGS)


@require_GET
def index(request: PageRequest) -> HttpResponse:
    """Imports, the newest first, and what is running."""
    need(may_see_record_imports(request.actor))
    number, size = PagingForm(request.GET).asked()
    running = job_rows(actor=request.actor, sees_all=sees_all_jobs(request.actor), names=(CHECK, APPLY), is_over=False)
    context = {
        "imports": record_imports(actor=request.actor, page=number, size=size),
        "running": [(job, title_of(job)) for job in running],
        "may_import": may_import_records(request.actor),
    }
    return page(request, "roadmap/records.html", context)


@require_http_methods(["GET", "POST"])
def new(request: PageRequest) -> HttpResponse:
    """Hand in a file; the worker checks it."""
    need(may_import_records(request.actor))
    form = RecordsFileForm(posted(request), handed_in(request))
    if request.method == "POST" and form.is_valid():
        try:
            job = _queued(request, form)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return go("job", job)
    return page(request, "roadmap/records_new.html", {"form": form, "steps": steps()}, status=form.status)


@require_GET
@vary_on_headers("HX-Request")
def show(request: PageRequest, import_id: int) -> HttpResponse:
    """One import: what it will put in, line by line, or what is wrong with it."""
    return page(request, "roadmap/records_import.html", _context(request, import_id))


@require_GET
def problems(request: PageRequest, import_id: int) -> HttpResponseBase:
    """Every problem as a workbook."""
    found = record_problems(actor=request.actor, record_import=import_id)
    return problem_workbook(found, title=_("이수 기록에서 고칠 곳"), file_name=f"이수 기록 고칠 곳 {import_id}.xlsx")


@require_POST
def apply(request: PageRequest, import_id: int) -> HttpResponse:
    """Take the file in."""
    need(may_import_records(request.actor))
    form = ConfirmForm(request.POST)
    if form.is_valid():
        try:
            job = queue_records_apply(actor=request.actor, record_import=import_id)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return go("job", job)
    context = _context(request, import_id) | {"apply_form": form}
    return page(request, "roadmap/records_import.html", context, status=form.status)


@require_POST
def undo(request: PageRequest, import_id: int) -> HttpResponse:
    """Take the last applied import back."""
    outcome = undo_records(actor=request.actor, record_import=import_id)
    messages.success(request, _("되돌렸습니다. 이수 기록 %(count)s건을 뺐습니다.") % {"count": outcome.new})
    return go("record-import", import_id)


@require_POST
def discard(request: PageRequest, import_id: int) -> HttpResponse:
    """Throw an import away that was not applied."""
    discard_records(actor=request.actor, record_import=import_id)
    messages.success(request, _("올린 이수 기록을 버렸습니다. 바뀐 것은 없습니다."))
    return go("record-imports")


def _queued(request: PageRequest, form: RecordsFileForm) -> JobId:
    file, data = form.cleaned_data["file"], form.cleaned_data
    with handed_over(file) as path:
        return queue_records_check(
            actor=request.actor,
            file_name=shown_name(file),
            path=path,
            sheet=data["sheet"],
            encoding=data["encoding"] or "auto",
        )


def _context(request: PageRequest, import_id: int) -> dict[str, object]:
    kind = kind_asked(RecordChange, request.GET.get("kind", ""))
    number, size = PagingForm(request.GET).asked()
    preview = record_preview(actor=request.actor, record_import=import_id, kind=kind, page=number, size=size)
    found = record_problems(actor=request.actor, record_import=import_id) if preview.row.problems else ()
    return way_of(preview.row, found, may_import=may_import_records(request.actor)) | {
        "preview": preview,
        "tabs": kind_tabs(RecordChange, preview.row.counts, kind, ("record-import", import_id)),
        "remarks": _remarks(preview),
        "apply_form": ConfirmForm(),
    }


def _remarks(preview: RecordPreview) -> list[Remark]:
    """What to look at before taking the file in."""
    said = [
        (
            preview.unknown_courses,
            _("로드맵에 없는 과정이 있습니다. 기록에는 남지만 단계를 마친 것으로 보지 않습니다."),
        ),
        (preview.other_names, _("사번은 맞지만 성명이 다른 줄이 있습니다(행 번호).")),
        (preview.left_out, _("읽지 않은 줄이 있습니다.")),
        (preview.unused, _("쓰지 않는 열입니다.")),
        (preview.hidden_sheets, _("숨은 시트는 읽지 않았습니다.")),
    ]
    remarks = [Remark(text, tuple(_plain(one) for one in found)) for found, text in said if found]
    if preview.not_completed:
        remarks.append(Remark(_("수료하지 않은 %(count)s줄은 뺐습니다.") % {"count": preview.not_completed}))
    return remarks


def _plain(one: object) -> str:
    """A name with its count, a row with its reason, or a word."""
    match one:
        case (str() as name, int() as count):
            return f"{name} ({count})"
        case (int() as row, str() as reason):
            return _("%(row)s행: %(reason)s") % {"row": row, "reason": reason}
        case _:
            return str(one)
