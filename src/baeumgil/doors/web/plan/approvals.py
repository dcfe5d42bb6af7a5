"""결재: what waits for me, one paper with its boxes, handing in, signing, returning, taking back."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baeumgil.core.errors import Refusal
from baeumgil.doors.web.frame.forms import PageForm, posted
from baeumgil.doors.web.frame.pages import go, need, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.office.choices import label_of
from baeumgil.doors.web.plan.approval_forms import ReturnForm, SignForm, StartForm
from baeumgil.stages.plan.access import may_manage_routes, may_see_committee, may_see_drafts, may_start_case
from baeumgil.stages.plan.errors import CaseOver, CommitteeNotFound, NotYourTurn, RouteMissing
from baeumgil.stages.plan.queries.approval import CaseCard, case_card, cases_of, inbox
from baeumgil.stages.plan.queries.meetings import meetings_of
from baeumgil.stages.plan.queries.plans import PlanRow, plan_book, plans
from baeumgil.stages.plan.queries.routes import RouteRow, route_today
from baeumgil.stages.plan.rules.totals import totals_of
from baeumgil.stages.plan.services.approval import return_case, sign, start_case, withdraw_case
from baeumgil.stages.plan.terms import Delivery, DocumentType, StepRole, VersionState

RETURN_IDS = "return_%s"


@dataclass(frozen=True, slots=True)
class Ready:
    """Something that may be handed in."""

    title: str
    url: str
    note: str


@require_GET
def index(request: PageRequest) -> HttpResponse:
    """결재함."""
    context = {
        "inbox": inbox(actor=request.actor),
        "ready": _ready(request) if may_start_case(request.actor) else (),
        "may_manage_routes": may_manage_routes(request.actor),
        "may_start": may_start_case(request.actor),
    }
    return page(request, "plan/approval/approvals.html", context)


@require_GET
def show(request: PageRequest, case_id: int) -> HttpResponse:
    """One paper."""
    return _answer(request, case_card(actor=request.actor, case=case_id))


@sensitive_post_parameters("password")
@require_POST
def sign_box(request: PageRequest, case_id: int) -> HttpResponse:
    """Sign."""
    card = case_card(actor=request.actor, case=case_id)
    form = SignForm(request.POST)
    if form.is_valid():
        try:
            sign(actor=request.actor, case=case_id, **form.arguments())
        except (NotYourTurn, CaseOver) as refusal:
            if card.has_signed:
                messages.info(request, _("이미 서명한 문서입니다. 한 번만 서명했습니다."))
                return go("approval", case_id)
            form.refuse(refusal)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("서명했습니다."))
            return go("approval", case_id)
    return _answer(request, case_card(actor=request.actor, case=case_id), sign_form=form)


@sensitive_post_parameters("password")
@require_POST
def send_back(request: PageRequest, case_id: int) -> HttpResponse:
    """Return with a reason."""
    form = ReturnForm(request.POST, auto_id=RETURN_IDS)
    if form.is_valid():
        try:
            return_case(actor=request.actor, case=case_id, **form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("반려했습니다. 기안한 사람이 고쳐 다시 올립니다."))
            return go("approval", case_id)
    return _answer(request, case_card(actor=request.actor, case=case_id), return_form=form)


@require_POST
def withdraw(request: PageRequest, case_id: int) -> HttpResponse:
    """Take back."""
    withdraw_case(actor=request.actor, case=case_id)
    messages.success(request, _("결재를 거두었습니다."))
    return go("approval", case_id)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def start(request: PageRequest, version_id: int) -> HttpResponse:
    """Hand in a version: its boxes as they will be, how public it is, the drafter's password."""
    need(may_start_case(request.actor))
    book = plan_book(actor=request.actor, version=version_id)
    kind = DocumentType.PLAN_CHANGE if book.head.number > 1 else DocumentType.PLAN
    form = StartForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = start_case(actor=request.actor, document_type=kind, version=version_id, **form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("결재를 올렸습니다. 기안 칸에 서명했습니다."))
            return go("approval", made)
    states = {VersionState.REVIEWED} | ({VersionState.DRAFT} if kind is DocumentType.PLAN_CHANGE else set())
    context: dict[str, object] = {
        "form": form,
        "title": book.head.title,
        "back": reverse("web:plan-version", args=[version_id]),
        "document_type": kind,
        "route": _route(request, book.head.institute, kind),
        "totals": totals_of(book),
        "is_ready": book.head.state in states,
        "running": [row for row in cases_of(actor=request.actor, version=version_id) if row.waiting_for],
    }
    return page(request, "plan/approval/start.html", context, form.status)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def start_minutes(request: PageRequest, meeting_id: int) -> HttpResponse:
    """Hand in the minutes of a closed meeting."""
    need(may_start_case(request.actor) and may_see_committee(request.actor))
    row = next((one for one in meetings_of(actor=request.actor) if one.id == meeting_id), None)
    if row is None:
        raise CommitteeNotFound(meeting=meeting_id)
    form = StartForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = start_case(
                actor=request.actor, document_type=DocumentType.MINUTES, meeting=meeting_id, **form.arguments()
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("결재를 올렸습니다. 기안 칸에 서명했습니다."))
            return go("approval", made)
    context: dict[str, object] = {
        "form": form,
        "title": _("%(year)s년 제%(number)s차 심의 회의록") % {"year": row.year, "number": row.number},
        "back": reverse("web:meeting", args=[meeting_id]),
        "document_type": DocumentType.MINUTES,
        "route": _route(request, row.institute, DocumentType.MINUTES),
        "is_ready": row.outcome is not None,
        "running": [one for one in cases_of(actor=request.actor, meeting=meeting_id) if one.waiting_for],
    }
    return page(request, "plan/approval/start.html", context, form.status)


def _answer(
    request: PageRequest, card: CaseCard, sign_form: PageForm | None = None, return_form: PageForm | None = None
) -> HttpResponse:
    refused = sign_form or return_form
    box = card.my_box or card.deputy_box
    as_deputy = card.my_box is None
    context = {
        "card": card,
        "book": card.book,
        "boxes": [step for step in card.book.steps if step.role is not StepRole.COOPERATES],
        "cooperating": [step for step in card.book.steps if step.role is StepRole.COOPERATES],
        "box": box,
        "as_deputy": as_deputy,
        "sign_form": sign_form or SignForm(initial={"as_deputy": as_deputy}),
        "return_form": return_form or ReturnForm(initial={"as_deputy": as_deputy}, auto_id=RETURN_IDS),
        "returning": return_form is not None,
        "sees_plan": may_see_drafts(request.actor),
        "in_class": label_of(Delivery.CLASS),
        "online": label_of(Delivery.ONLINE),
    }
    return page(request, "plan/approval/approval.html", context, refused.status if refused is not None else 200)


def _route(request: PageRequest, institute: int, kind: DocumentType) -> RouteRow | None:
    try:
        return route_today(actor=request.actor, institute=institute, document_type=kind)
    except RouteMissing:
        return None


def _ready(request: PageRequest) -> list[Ready]:
    """Plans that have been reviewed, changes of approved ones, in words."""
    return [
        Ready(row.title, reverse("web:approval-start", args=[row.version]), _note(row))
        for row in plans(actor=request.actor)
        if not row.is_example and _is_ready(row)
    ]


def _is_ready(row: PlanRow) -> bool:
    changes = row.state is VersionState.DRAFT and row.approved_version is not None
    return row.open_version == row.version and (row.state is VersionState.REVIEWED or changes)


def _note(row: PlanRow) -> str:
    if row.state is VersionState.REVIEWED:
        return _("심의를 마쳤습니다.")
    return _("승인된 계획을 고친 %(number)s판입니다.") % {"number": row.number}
