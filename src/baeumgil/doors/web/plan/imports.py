"""계획 파일 가져오기: courses, plans, sessions, e-learning and results on their way from file to plan."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from baeumgil.core.errors import Refusal
from baeumgil.doors.web.frame.forms import PageForm, posted
from baeumgil.doors.web.frame.pages import go, need, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.office.choices import PagingForm, all_of, handed_in
from baeumgil.doors.web.office.downloads import workbook
from baeumgil.doors.web.office.table_imports import (
    ENCODINGS,
    ConfirmForm,
    Remark,
    TableFileForm,
    kind_asked,
    kind_tabs,
    problem_workbook,
    steps,
    way_of,
)
from baeumgil.doors.web.office.uploads import put_aside, shown_name
from baeumgil.stages.plan.access import may_edit_plan, may_see_drafts
from baeumgil.stages.plan.queries.exports import ListKind, list_out
from baeumgil.stages.plan.queries.files import (
    PlanImportPreview,
    plan_import,
    plan_import_problems,
    plan_imports,
)
from baeumgil.stages.plan.queries.institutes import InstituteRow, institutes, own_institute
from baeumgil.stages.plan.rules.files.changes import FileChange
from baeumgil.stages.plan.services.files import apply_file, check_file, discard_file
from baeumgil.stages.plan.terms import ImportKind


class PlanFileForm(TableFileForm):
    """계획 파일 올리기."""

    kind = forms.TypedChoiceField(
        label=gettext_lazy("자료 종류"),
        required=False,
        coerce=ImportKind,
        empty_value=None,
        choices=all_of(ImportKind, empty=gettext_lazy("열 제목을 보고 알아냄")),
    )
    year = forms.IntegerField(
        label=gettext_lazy("연도"),
        required=False,
        min_value=1990,
        max_value=2100,
        help_text=gettext_lazy("어느 해 계획의 것인지. 비우면 파일에서 알아냅니다."),
    )
    institute = forms.TypedChoiceField(label=gettext_lazy("교육훈련기관"), required=False, coerce=int, empty_value=None)
    sheet = forms.CharField(label=gettext_lazy("시트 이름"), required=False, max_length=100)
    encoding = forms.ChoiceField(label=gettext_lazy("CSV 글자 방식"), required=False, choices=ENCODINGS)

    def __init__(self, *args: Any, owners: tuple[InstituteRow, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _("XLSX 또는 CSV, 10MB까지. 과정코드가 없어도 이름으로 찾습니다.")
        self.fields["institute"].choices = [(str(row.id), row.name) for row in owners]  # type: ignore[attr-defined]  # a choice field


class ListOutForm(PageForm):
    """고쳐서 다시 올릴 목록."""

    what = forms.TypedChoiceField(
        label=gettext_lazy("목록"),
        coerce=ListKind,
        choices=(
            (ListKind.COURSES.value, gettext_lazy("과정 목록")),
            (ListKind.SESSIONS.value, gettext_lazy("기수 일정")),
            (ListKind.SHARED.value, gettext_lazy("공동 활용 e-러닝")),
        ),
    )
    year = forms.IntegerField(
        label=gettext_lazy("연도"),
        required=False,
        min_value=1990,
        max_value=2100,
        help_text=gettext_lazy("과정 목록은 비우면 계획의 기수와 인원 없이 내려받습니다."),
    )


@require_GET
def index(request: PageRequest) -> HttpResponse:
    """Imports, the newest first, and lists to take home."""
    return _index(request, ListOutForm())


@require_http_methods(["GET", "POST"])
def new(request: PageRequest) -> HttpResponse:
    """Hand in a file; it is checked at once."""
    need(may_edit_plan(request.actor))
    owners = tuple(row for row in institutes(actor=request.actor) if not row.is_example)
    form = PlanFileForm(posted(request), handed_in(request), owners=owners)
    if request.method == "POST" and form.is_valid():
        try:
            made = _checked(request, form)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return go("plan-import", made)
    context = {"form": form, "steps": steps(), "has_choice": len(owners) > 1}
    return page(request, "plan/imports/new.html", context, status=form.status)


@require_GET
@vary_on_headers("HX-Request")
def show(request: PageRequest, import_id: int) -> HttpResponse:
    """One import: what it will put in, row by row, or what is wrong with it."""
    return page(request, "plan/imports/show.html", _context(request, import_id))


@require_GET
def problems(request: PageRequest, import_id: int) -> HttpResponseBase:
    """Every problem as a workbook."""
    found = plan_import_problems(actor=request.actor, plan_import=import_id)
    return problem_workbook(found, title=_("계획 파일에서 고칠 곳"), file_name=f"계획 파일 고칠 곳 {import_id}.xlsx")


@require_POST
def apply(request: PageRequest, import_id: int) -> HttpResponse:
    """Take the file in."""
    need(may_edit_plan(request.actor))
    form = ConfirmForm(request.POST)
    if form.is_valid():
        try:
            apply_file(actor=request.actor, plan_import=import_id)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("파일을 모두 넣었습니다."))
            return go("plan-import", import_id)
    context = _context(request, import_id) | {"apply_form": form}
    return page(request, "plan/imports/show.html", context, status=form.status)


@require_POST
def discard(request: PageRequest, import_id: int) -> HttpResponse:
    """Throw an import away that was not applied."""
    discard_file(actor=request.actor, plan_import=import_id)
    messages.success(request, _("올린 파일을 버렸습니다. 바뀐 것은 없습니다."))
    return go("plan-imports")


@require_GET
def list_file(request: PageRequest) -> HttpResponseBase:
    """A list of our own as a workbook that may be corrected and handed in again."""
    form = ListOutForm(request.GET)
    if form.is_valid():
        try:
            out = list_out(actor=request.actor, institute=own_institute().id, **form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return workbook(title=out.title, file_name=f"{out.title}.xlsx", headings=out.headings, rows=out.rows)
    return _index(request, form)


def _index(request: PageRequest, form: ListOutForm) -> HttpResponse:
    need(may_see_drafts(request.actor))
    number, size = PagingForm(request.GET).asked()
    context = {
        "imports": plan_imports(actor=request.actor, page=number, size=size),
        "may_import": may_edit_plan(request.actor),
        "list_form": form,
    }
    return page(request, "plan/imports/index.html", context, status=form.status)


def _checked(request: PageRequest, form: PlanFileForm) -> int:
    file, data = form.cleaned_data["file"], form.cleaned_data
    path = put_aside(file)
    try:
        return check_file(
            actor=request.actor,
            institute=data["institute"] or own_institute().id,
            file_name=shown_name(file),
            path=path,
            kind=data["kind"],
            year=data["year"],
            sheet=data["sheet"],
            encoding=data["encoding"] or "auto",
        )
    finally:
        path.unlink(missing_ok=True)


def _context(request: PageRequest, import_id: int) -> dict[str, object]:
    change = kind_asked(FileChange, request.GET.get("change", ""))
    number, size = PagingForm(request.GET).asked()
    preview = plan_import(actor=request.actor, plan_import=import_id, change=change, page=number, size=size)
    found = plan_import_problems(actor=request.actor, plan_import=import_id) if preview.row.problems else ()
    return way_of(preview.row, found, may_import=may_edit_plan(request.actor)) | {
        "preview": preview,
        "tabs": kind_tabs(FileChange, preview.row.counts, change, ("plan-import", import_id), "change"),
        "remarks": _remarks(preview),
        "sums": _sums(preview),
        "apply_form": ConfirmForm(),
    }


def _sums(preview: PlanImportPreview) -> list[tuple[str, int]]:
    """Sessions and seats of the file, to hold against the printed plan."""
    words = {"sessions": _("기수"), "seats": _("인원"), "session_seats": _("정원")}
    return [(word, preview.sums[name]) for name, word in words.items() if name in preview.sums]


def _remarks(preview: PlanImportPreview) -> list[Remark]:
    """What to look at before taking the file in."""
    said = [Remark(remark.message, remark.details) for remark in preview.remarks]
    reasons = {"subtotal": _("합계 줄"), "heading": _("되풀이한 열 제목"), "note": _("각주")}
    more = (
        (
            tuple(
                _("%(row)s행: %(reason)s") % {"row": row, "reason": reasons.get(reason, reason)}
                for row, reason in preview.left_out
            ),
            _("읽지 않은 줄이 있습니다."),
        ),
        (preview.unused, _("쓰지 않는 열입니다.")),
        (preview.hidden_sheets, _("숨은 시트는 읽지 않았습니다.")),
    )
    return said + [Remark(text, details) for details, text in more if details]
