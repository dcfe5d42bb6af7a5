"""현황판: who is due or overdue, per stage."""

from dataclasses import replace
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods
from django.views.decorators.vary import vary_on_headers

from baeumgil.core import clock
from baeumgil.doors.web.frame.pages import page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.office.choices import PagingForm, label_of
from baeumgil.doors.web.office.downloads import workbook
from baeumgil.doors.web.office.strips import strip, total_counts
from baeumgil.doors.web.roadmap.board_form import BoardForm, PurposeForm
from baeumgil.doors.web.templatetags.krds import in_screen_language
from baeumgil.engines.sheets.writing import Value
from baeumgil.stages.enrolment.access import NAMES_PEOPLE
from baeumgil.stages.people.queries.organisation import visible_units
from baeumgil.stages.roadmap.queries.board import Board, BoardRow, board, board_rows
from baeumgil.stages.roadmap.queries.rulesets import in_force
from baeumgil.stages.roadmap.terms import StageState

HEADINGS = (
    "소속",
    "직급",
    "성명",
    "사번",
    "단계",
    "상태",
    "기준일",
    "시작일",
    "기한",
    "마감일",
    "이수일",
    "이수 과정",
    "부재 중",
    "까닭",
)


@require_GET
@vary_on_headers("HX-Request")
def show(request: PageRequest) -> HttpResponse:
    """The board, or its list alone for htmx."""
    form = _form(request)
    found = _found(request, form)
    template = "roadmap/_board_list.html" if request.htmx else "roadmap/board.html"
    return page(request, template, _context(request, form, found) | {"purpose": PurposeForm()})


@require_http_methods(["POST"])
def export(request: PageRequest) -> HttpResponseBase:
    """The same rows as a workbook, for a stated purpose that goes into the access log."""
    form, purpose = _form(request), PurposeForm(request.POST)
    if not purpose.is_valid():
        context = _context(request, form, _found(request, form)) | {"purpose": purpose}
        return page(request, "roadmap/board.html", context, status=400)
    actor = replace(request.actor, reason=purpose.cleaned_data["purpose"])
    rows = board_rows(actor=actor, **form.filters())
    return workbook(
        title=_("단계 현황"),
        file_name=f"단계 현황 {clock.today():%Y%m%d}.xlsx",
        headings=HEADINGS,
        rows=(_cells(row) for row in rows),
        notes=(_("내려받는 까닭: %(purpose)s") % purpose.cleaned_data,),
    )


def _form(request: PageRequest) -> BoardForm:
    stages = list(dict.fromkeys((stage.code, stage.name) for stage in in_force().stages))
    return BoardForm(_asked(request), stages=stages, units=visible_units(actor=request.actor, on=clock.today()))


def _asked(request: PageRequest) -> QueryDict:
    """What was asked; a first look, or a link that names no state, shows who is overdue or due."""
    asked = request.GET.copy()
    if "asked" not in asked and "state" not in asked:
        asked.setlist("state", [StageState.OVERDUE, StageState.DUE])
    return asked


def _found(request: PageRequest, form: BoardForm) -> Board:
    number, size = PagingForm(request.GET).asked()
    return board(actor=request.actor, **form.filters(), page=number, size=size)


def _context(request: PageRequest, form: BoardForm, found: Board) -> dict[str, object]:
    strips = [strip(summary.code, summary.name, summary.counts) for summary in found.summaries]
    totals = total_counts([summary.counts for summary in found.summaries])
    return {
        "form": form,
        "board": found,
        "strips": strips,
        "totals": [(state, label_of(state), count) for state, count in totals.items() if count],
        "is_asked": bool(request.GET),
        "may_nominate": request.actor.has(*NAMES_PEOPLE),
        "shared": urlencode([(name, value) for name, value in request.GET.lists() if name != "page"], doseq=True),
    }


def _cells(row: BoardRow) -> tuple[Value, ...]:
    return (
        row.unit_name,
        row.grade_title,
        row.name,
        row.staff_no or "",
        row.stage_name,
        label_of(row.state),
        row.anchor_on,
        row.opens_on,
        row.due_on,
        row.closes_on,
        row.settled_on,
        row.settled_by,
        _("예") if row.is_away else "",
        in_screen_language(row.reason),
    )
