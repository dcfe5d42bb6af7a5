"""공문서: every paper of a version in every format, and each as a download."""

from enum import StrEnum
from typing import TypeVar

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from baeumgil.core.errors import NotFound
from baeumgil.doors.web.frame.pages import page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.office.choices import label_of
from baeumgil.doors.web.plan.agenda_papers import agenda_papers
from baeumgil.doors.web.plan.paper_links import Link, PaperRow, paper_links
from baeumgil.stages.plan.access import may_manage_templates, may_see_needs
from baeumgil.stages.plan.queries.plans import plan_book
from baeumgil.stages.plan.queries.templates import TemplateRow, paper_templates
from baeumgil.stages.plan.rules.book import BookLine, PlanBook
from baeumgil.stages.plan.services.papers import make_paper
from baeumgil.stages.plan.terms import PaperFormat, PaperKind

OF_A_PLAN = (
    PaperKind.PLAN,
    PaperKind.TOTALS,
    PaperKind.CHANGES,
    PaperKind.COURSES,
    PaperKind.MONTHS,
    PaperKind.NEEDS,
)
HOLDS = {
    PaperKind.PLAN: _("추진 개요, 성과와 여건, 목표별 실행계획, 법정 기재사항 여섯 가지, 사전 검토항목"),
    PaperKind.TOTALS: _("분야·교육방법·목표·대상·월별 과정수, 기수, 인원과 전년 대비 증감"),
    PaperKind.CHANGES: _("신설·통합·대체·폐지·개선 과정과 사유, 계기"),
    PaperKind.COURSES: _("과정마다 대상, 방법, 기간, 기수, 인원, 담당(가로)"),
    PaperKind.MONTHS: _("과정마다 1월부터 12월까지 기수와 날짜, 공휴일(가로)"),
    PaperKind.NEEDS: _("부서 요청과 검토 결과, 직원 설문 결과"),
}
T = TypeVar("T", bound=StrEnum)


@require_GET
def index(request: PageRequest, version_id: int) -> HttpResponse:
    """Every paper of a version."""
    book = plan_book(actor=request.actor, version=version_id)
    forms = paper_templates(actor=request.actor)
    kinds = [kind for kind in OF_A_PLAN if kind is not PaperKind.NEEDS or may_see_needs(request.actor)]
    context = {
        "head": book.head,
        "papers": [_row(kind, version_id, forms) for kind in kinds],
        "courses": _courses(book),
        "course_links": paper_links(PaperKind.COURSE_PLAN, version_id),
        "agenda": agenda_papers(request.actor, version_id),
        "may_manage": may_manage_templates(request.actor),
    }
    return page(request, "plan/papers/papers.html", context)


@require_GET
def download(request: PageRequest, version_id: int, kind: str, format: str) -> HttpResponse:  # noqa: A002  the word in the address
    """One paper as a file."""
    made = make_paper(
        actor=request.actor,
        kind=_term(PaperKind, kind),
        format=_term(PaperFormat, format),
        version=version_id,
        course=number_asked(request, "course"),
        meeting=number_asked(request, "meeting"),
        case=number_asked(request, "case"),
        template=number_asked(request, "template"),
    )
    answer = HttpResponse(made.content, content_type=made.content_type)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=made.file_name) or ""
    answer["Cache-Control"] = "no-store"
    return answer


def number_asked(request: HttpRequest, name: str) -> int | None:
    """A number of the address; nothing when it is none."""
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None  # noqa: PLR2004  below 2**63


def _row(kind: PaperKind, version: int, forms: tuple[TemplateRow, ...]) -> PaperRow:
    own = tuple(
        Link(form.name, paper_links(kind, version, template=form.id)[0].url) for form in forms if form.paper is kind
    )
    return PaperRow(label_of(kind), str(HOLDS[kind]), paper_links(kind, version), own)


def _courses(book: PlanBook) -> list[tuple[int, str]]:
    """Courses that are held, by name within their field."""
    held = [line for line in book.lines if not line.is_ended]
    return [(line.course, f"{line.field.name} · {line.name}") for line in sorted(held, key=_by_field)]


def _by_field(line: BookLine) -> tuple[int, str]:
    return line.field.order, line.name


def _term(terms: type[T], text: str) -> T:
    if text not in set(terms):
        raise NotFound
    return terms(text)
