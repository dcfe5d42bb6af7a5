"""과정: the catalogue, searched, and one course with everything about it."""

import csv
import io
from collections.abc import Iterable, Sequence

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.http import content_disposition_header, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers

from baeumgil.core import clock
from baeumgil.doors.web.frame.pages import go, need, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.office.choices import PagingForm
from baeumgil.doors.web.office.downloads import workbook
from baeumgil.doors.web.plan.catalogue_form import CatalogueForm
from baeumgil.doors.web.plan.stage_names import stage_names
from baeumgil.doors.web.templatetags.krds import Tab
from baeumgil.engines.sheets.writing import Value, export_cell
from baeumgil.stages.plan.access import may_change, may_edit_catalogue, may_see_catalogue
from baeumgil.stages.plan.queries.course_drafts import course_drafts, course_names
from baeumgil.stages.plan.queries.courses import (
    catalogue_facets,
    course_card,
    course_ladders,
    courses,
    found_courses,
    subject_tags,
)
from baeumgil.stages.plan.queries.institutes import InstituteRow, institutes
from baeumgil.stages.plan.rules.completion import completion_of
from baeumgil.stages.plan.rules.course_columns import COURSE_HEADINGS, SUBJECT_HEADINGS, course_cells, subject_cells
from baeumgil.stages.plan.rules.kinds import KindTraits
from baeumgil.stages.plan.rules.targeting import target_text_of
from baeumgil.stages.plan.services.courses import end_course
from baeumgil.stages.plan.terms import ENDING, CourseState


@require_GET
@vary_on_headers("HX-Request")
def index(request: PageRequest) -> HttpResponse:
    """The catalogue, or its list alone for htmx."""
    need(may_see_catalogue(request.actor))
    all_institutes = institutes(actor=request.actor)
    institute = chosen(all_institutes, request.GET.get("institute", ""))
    if institute is None:
        return page(request, "plan/catalogue/empty.html", {"may_edit": may_edit_catalogue(request.actor)})
    facets = catalogue_facets(actor=request.actor, institute=institute.id)
    form = CatalogueForm(request.GET, facets=facets, institute=institute.code)
    number, size = PagingForm(request.GET).asked()
    found = courses(actor=request.actor, institute=institute.id, **form.filters(), page=number, size=size)
    tags = subject_tags(actor=request.actor, institute=institute.id)
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "facets": facets,
        "courses": found,
        "institute": institute,
        "used_tags": [tag for tag in tags if tag.subjects],
        "unused_tags": ", ".join(tag.name for tag in tags if not tag.subjects),
        "ladders": course_ladders(actor=request.actor, institute=institute.id),
        "tabs": _tabs(all_institutes, institute),
        "may_edit": may_change(request.actor, is_example=institute.is_example),
        "query": query.urlencode(),
    }
    return page(request, f"plan/catalogue/{'_list' if request.htmx else 'catalogue'}.html", context)


@require_GET
def export(request: PageRequest) -> HttpResponseBase:
    """The courses found, or their subjects, in the columns that a file taken in has: `format` xlsx or csv."""
    need(may_see_catalogue(request.actor))
    all_institutes = institutes(actor=request.actor)
    institute = chosen(all_institutes, request.GET.get("institute", ""))
    if institute is None:
        return go("catalogue")
    facets = catalogue_facets(actor=request.actor, institute=institute.id)
    form = CatalogueForm(request.GET, facets=facets, institute=institute.code)
    found = found_courses(actor=request.actor, institute=institute.id, **form.filters())
    drafts = course_drafts(actor=request.actor, institute=institute.id, courses=found)
    names = course_names(actor=request.actor, institute=institute.id)
    headings, title = COURSE_HEADINGS, _("과정 목록")
    rows: Iterable[Sequence[Value]] = (course_cells(draft, names) for draft in drafts)
    if request.GET.get("of") == "subjects":
        headings, title = SUBJECT_HEADINGS, _("교과목 목록")
        rows = (cells for draft in drafts for cells in subject_cells(draft, names))
    file_name = f"{title} {clock.today():%Y%m%d}"
    if request.GET.get("format") == "csv":
        return _csv(f"{file_name}.csv", headings, rows)
    return workbook(title=title, file_name=f"{file_name}.xlsx", headings=headings, rows=rows)


@require_GET
def show(request: PageRequest, course_id: int) -> HttpResponse:
    """All about one course."""
    card = course_card(actor=request.actor, course=course_id)
    context = {
        "card": card,
        "held": next((plan for plan in card.plans if plan.verb not in ENDING), None),
        "course": card.draft,
        "completion": card.draft.completion_text or completion_of(card.draft),
        "kind_needs": _needs_of(card.traits),
        "stage_name": stage_names().get(card.draft.stage_code, card.draft.stage_code) if card.draft.stage_code else "",
        "rule_text": target_text_of(card.draft.target_filters),
        "total_of_subjects": sum(subject.minutes for subject in card.subjects),
        "budget_total": sum(line.amount for line in card.draft.budget),
        "is_active": card.state == CourseState.ACTIVE,
        "may_edit": may_change(request.actor, is_example=card.is_example),
    }
    return page(request, "plan/catalogue/course.html", context)


@require_POST
def end(request: PageRequest, course_id: int) -> HttpResponse:
    """No longer plan the course."""
    end_course(actor=request.actor, course=course_id)
    messages.success(request, _("과정을 종료했습니다. 앞으로의 계획에 새로 넣지 않습니다."))
    return go("course", course_id)


def chosen(found: Sequence[InstituteRow], code: str) -> InstituteRow | None:
    """The institute asked for, else our own, else the first there is."""
    asked = next((row for row in found if row.code == code), None)
    return asked or next(iter(found), None)


def _tabs(found: Sequence[InstituteRow], institute: InstituteRow) -> list[Tab]:
    """One tab for each institute; none when there is only one."""
    address = reverse("web:catalogue")
    if len(found) == 1:
        return []
    return [
        Tab(row.name, f"{address}?{urlencode({'institute': row.code})}", is_current=row.id == institute.id)
        for row in found
    ]


def _needs_of(traits: KindTraits) -> list[str]:
    """What a kind of course needs, in words."""
    needs = (
        (traits.needs_venue, _("강의실 등 장소")),
        (traits.needs_instructor, _("강사")),
        (traits.needs_content, _("온라인 콘텐츠")),
        (traits.needs_partner, _("맡을 기관과의 협의")),
        (traits.needs_placement, _("마친 뒤의 배치 계획")),
    )
    return [word for is_needed, word in needs if is_needed]


def _csv(file_name: str, headings: Sequence[str], rows: Iterable[Sequence[Value]]) -> HttpResponse:
    """Comma-separated text with a byte order mark, as Korean spreadsheets want it; no cell is a formula."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(headings)
    for row in rows:
        writer.writerow([export_cell(cell) if isinstance(cell, str) else cell for cell in row])
    answer = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=file_name) or ""
    answer["Cache-Control"] = "no-store"
    return answer
