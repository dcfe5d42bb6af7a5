"""과정별 수요: every field and course with its figures side by side, and the form that decides seats."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from baeumgil.core.errors import Refusal
from baeumgil.core.said import joined
from baeumgil.doors.web.frame.forms import status_of
from baeumgil.doors.web.frame.pages import go, need, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.office.choices import label_of
from baeumgil.doors.web.office.downloads import workbook
from baeumgil.doors.web.plan.needs_asked import Asked, asked, tabs
from baeumgil.doors.web.plan.needs_charts import competition_chart
from baeumgil.doors.web.plan.needs_decisions import picked, rows_of, said
from baeumgil.doors.web.templatetags.dates import kdate
from baeumgil.doors.web.templatetags.krds import in_screen_language
from baeumgil.engines.sheets.writing import Value
from baeumgil.stages.plan.access import may_manage_needs, may_see_needs
from baeumgil.stages.plan.queries.needs import needs_of_courses, open_draft
from baeumgil.stages.plan.queries.needs_requests import request_counts
from baeumgil.stages.plan.queries.needs_rounds import may_ask_at_all
from baeumgil.stages.plan.queries.surveys import SurveyRow, surveys
from baeumgil.stages.plan.rules.needs_drafts import SeatChoice
from baeumgil.stages.plan.rules.needs_values import CourseNeeds, NeedsTable
from baeumgil.stages.plan.services.proposals import decide_many, take_demand

HEADINGS = (
    "분야",
    "과정 코드",
    "과정",
    "유형",
    "전년도 기수",
    "전년도 좌석",
    "실적 연도",
    "신청",
    "실적 좌석",
    "수강",
    "수료",
    "수료율(%)",
    "만족도",
    "만족도 응답",
    "자유 의견의 주제",
    "부서 요청",
    "분야 설문 비율(%)",
    "로드맵 인원",
    "법정의무",
    "꼭 이수할 인원",
    "제안 기수",
    "제안 좌석",
    "제안 까닭",
    "살필 것",
    "결정 기수",
    "결정 좌석",
    "결정 까닭",
)


@require_GET
def index(request: PageRequest) -> HttpResponse:
    """The overview; liaisons, who do not see figures, go on to their requests."""
    if not may_see_needs(request.actor) and may_ask_at_all(request.actor):
        return go("needs-requests")
    need(may_see_needs(request.actor))
    found = asked(request)
    return page(request, "plan/needs/index.html", _context(request, found, None))


@require_POST
def decide(request: PageRequest) -> HttpResponse:
    """Decide the marked courses of a field, or all of its undecided ones as proposed."""
    need(may_manage_needs(request.actor))
    found = asked(request)
    table = needs_of_courses(actor=request.actor, institute=found.institute.id, year=found.year)
    courses = _of_field(table, _field(table, request.GET.get("field", "")))
    choices = picked(courses, request.POST)
    if not choices:
        messages.warning(request, _("표시한 과정이 없습니다. 정할 과정에 표시하세요."))
        return _back(request, found)
    try:
        _decide(request, found, choices)
    except Refusal as refusal:
        context = _context(request, found, refusal)
        return page(request, "plan/needs/index.html", context, status=status_of(refusal))
    return _back(request, found)


@require_POST
def demand(request: PageRequest) -> HttpResponse:
    """Take roadmap demand over for the year."""
    found = asked(request)
    try:
        count = take_demand(actor=request.actor, year=found.year)
    except Refusal as refusal:
        if status_of(refusal) == 403:  # noqa: PLR2004  the HTTP status
            raise
        problems = getattr(refusal, "problems", ())
        text = in_screen_language(joined(problem.sentence() for problem in problems) or refusal.text)
        messages.error(request, text)
    else:
        messages.success(request, _("로드맵 %(count)s개 단계의 수요를 가져왔습니다.") % {"count": count})
    return _back(request, found)


@require_GET
def export(request: PageRequest) -> HttpResponseBase:
    """The whole table as a workbook. It holds no personal data."""
    found = asked(request)
    table = needs_of_courses(actor=request.actor, institute=found.institute.id, year=found.year)
    day = table.demand_on.isoformat() if table.demand_on else _("없음")
    return workbook(
        title=_("%(year)s년 과정별 수요") % {"year": found.year},
        file_name=f"{found.year}년 과정별 수요.xlsx",
        headings=HEADINGS,
        rows=[_cells(row) for row in table.courses],
        notes=[
            _("기관: %(name)s · 로드맵 수요를 가져온 날: %(day)s") % {"name": table.institute_name, "day": day},
            _("인원은 연인원입니다. 제안은 방침에 따른 셈이며 결정은 교육 부서가 합니다."),
        ],
    )


def _decide(request: PageRequest, found: Asked, choices: Sequence[SeatChoice]) -> None:
    version = None
    if request.POST.get("into_draft"):
        version = open_draft(actor=request.actor, institute=found.institute.id, year=found.year)
    outcome = decide_many(
        actor=request.actor, institute=found.institute.id, year=found.year, choices=choices, version=version
    )
    for line in said(outcome):
        messages.success(request, line)


def _context(request: PageRequest, found: Asked, refusal: Refusal | None) -> dict[str, object]:
    actor, institute, year = request.actor, found.institute.id, found.year
    table = needs_of_courses(actor=actor, institute=institute, year=year)
    code = _field(table, request.GET.get("field", ""))
    courses = _of_field(table, code)
    typed = request.POST if refusal is not None else None
    counts = request_counts(actor=actor, institute=institute, year=year)
    undecided = sum(row.decided is None for row in courses)
    return {
        "asked": found,
        "tabs": tabs(actor, found, "needs"),
        "table": table,
        "chart": competition_chart(table.fields),
        "counts": counts,
        "answered_note": _("답한 것 %(count)s건") % {"count": counts.answered},
        "demand_text": kdate(table.demand_on) if table.demand_on else _("없음"),
        "decided_text": f"{table.decided:,}/{len(table.courses):,}",
        "spoken_surveys": _answered_first(surveys(actor=actor, institute=institute, year=year)),
        "shown": next((row for row in table.fields if row.field.code == code), None),
        "rows": rows_of(courses, typed, refusal),
        "undecided": undecided,
        "all_label": _("남은 %(count)s개 과정 모두 제안대로 결정") % {"count": undecided},
        "refusal": refusal,
        "draft": open_draft(actor=actor, institute=institute, year=year),
        "may_manage": may_manage_needs(actor),
    }


def _answered_first(found: Sequence[SurveyRow]) -> list[SurveyRow]:
    """The survey to speak of: the newest that somebody answered, else the newest."""
    return sorted(found, key=lambda row: row.answered == 0)[:1]


def _field(table: NeedsTable, code: str) -> str:
    """The asked field, else the first with something undecided, else the first."""
    codes = [row.field.code for row in table.fields]
    if code in codes:
        return code
    open_ones = (row.field.code for row in table.fields if row.decided < row.courses)
    return next(open_ones, codes[0] if codes else "")


def _of_field(table: NeedsTable, code: str) -> list[CourseNeeds]:
    return [row for row in table.courses if row.field.code == code]


def _back(request: PageRequest, found: Asked) -> HttpResponse:
    field = request.GET.get("field", "")
    query = f"{found.query}&{urlencode({'field': field})}" if field else found.query
    return HttpResponseRedirect(f"{reverse('web:needs')}?{query}")


def _cells(row: CourseNeeds) -> tuple[Value, ...]:
    plan, result, decided = row.planned, row.result, row.decided
    return (
        row.field.name,
        row.code,
        row.name,
        label_of(row.kind),
        plan.sessions if plan else None,
        plan.seats if plan else None,
        result.year if result else None,
        result.applied if result else None,
        result.seats if result else None,
        result.enrolled if result else None,
        result.completed if result else None,
        result.completion_percent if result else None,
        result.satisfaction if result else None,
        result.responses if result else None,
        ", ".join(f"{theme.word} {theme.count:,}" for theme in result.themes) if result else "",
        len(row.requests),
        row.survey.percent if row.survey else None,
        row.demand.people if row.demand else None,
        ", ".join(duty.name for duty in row.duties),
        row.proposal.floor,
        row.proposal.sessions,
        row.proposal.seats,
        " / ".join(in_screen_language(reason.text) for reason in row.proposal.reasons),
        " / ".join(in_screen_language(reason.text) for reason in row.proposal.flags),
        decided.sessions if decided else None,
        decided.seats if decided else None,
        decided.note if decided else "",
    )
