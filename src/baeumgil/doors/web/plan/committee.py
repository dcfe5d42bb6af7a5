"""심의위원회: who sits in it, and its meetings."""

from dataclasses import asdict

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from baeumgil.core.errors import Refusal
from baeumgil.doors.web.frame.forms import posted
from baeumgil.doors.web.frame.pages import go, need, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.plan.committee_forms import CommitteeForm, MemberEndForm, MemberForm
from baeumgil.stages.plan.access import may_manage_committee, may_see_committee
from baeumgil.stages.plan.errors import CommitteeNotFound
from baeumgil.stages.plan.queries.committee import (
    CommitteeCard,
    committee_card,
    committees,
    meetings_of,
    usual_committee,
)
from baeumgil.stages.plan.queries.institutes import own_institute
from baeumgil.stages.plan.queries.plans import plans
from baeumgil.stages.plan.rules.book import MemberRow
from baeumgil.stages.plan.services.committee import add_member, end_member, set_up_committee
from baeumgil.stages.plan.terms import MeetingState, VersionState


@require_GET
def show(request: PageRequest) -> HttpResponse:
    """One committee: members in office, meetings, plans that wait for it; the first unless another is asked for."""
    need(may_see_committee(request.actor))
    rows = committees(actor=request.actor)
    called = {row.version: row for row in meetings_of(actor=request.actor) if row.state is not MeetingState.CLOSED}
    context: dict[str, object] = {
        "rows": rows,
        "may_manage": may_manage_committee(request.actor),
        "waiting": [
            (row, called.get(row.version))
            for row in plans(actor=request.actor)
            if row.state is VersionState.IN_COMMITTEE and not row.is_example
        ],
    }
    if rows:
        asked = _number(request.GET.get("committee", ""))
        card = committee_card(actor=request.actor, committee=rows[0].id if asked is None else asked)
        context |= {"card": card, "sides": f"{card.external} · {card.internal}"}
    return page(request, "plan/committee/committee.html", context)


@require_http_methods(["GET", "POST"])
def new(request: PageRequest) -> HttpResponse:
    """Set up a committee."""
    need(may_manage_committee(request.actor))
    form = CommitteeForm(posted(request), initial=asdict(usual_committee()))
    if request.method == "POST" and form.is_valid():
        try:
            made = set_up_committee(actor=request.actor, institute=own_institute().id, **form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("위원회를 만들었습니다. 이제 위원을 위촉하세요."))
            return _back(made)
    return page(request, "plan/committee/form.html", {"form": form, "heading": _("심의위원회 만들기")}, form.status)


@require_http_methods(["GET", "POST"])
def edit(request: PageRequest, committee_id: int) -> HttpResponse:
    """Change a committee's rule."""
    need(may_manage_committee(request.actor))
    row = next((one for one in committees(actor=request.actor) if one.id == committee_id), None)
    if row is None:
        raise CommitteeNotFound(committee=committee_id)
    form = CommitteeForm(posted(request), initial=asdict(row))
    if request.method == "POST" and form.is_valid():
        try:
            set_up_committee(actor=request.actor, institute=row.institute, committee=committee_id, **form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("위원회 설정을 저장했습니다."))
            return _back(committee_id)
    return page(request, "plan/committee/form.html", {"form": form, "heading": _("심의위원회 설정")}, form.status)


@require_http_methods(["GET", "POST"])
def member_new(request: PageRequest, committee_id: int) -> HttpResponse:
    """위원 위촉."""
    need(may_manage_committee(request.actor))
    card = committee_card(actor=request.actor, committee=committee_id)
    form = MemberForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            add_member(actor=request.actor, committee=committee_id, **form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("위원을 위촉했습니다."))
            return _back(committee_id)
    return page(request, "plan/committee/member_new.html", {"form": form, "card": card}, form.status)


@require_http_methods(["GET", "POST"])
def member_end(request: PageRequest, committee_id: int, member_id: int) -> HttpResponse:
    """해촉: end a term early."""
    need(may_manage_committee(request.actor))
    card = committee_card(actor=request.actor, committee=committee_id)
    member = _member(card, member_id)
    form = MemberEndForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            end_member(actor=request.actor, member=member_id, **form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("임기를 마쳤습니다."))
            return _back(committee_id)
    return page(request, "plan/committee/member_end.html", {"form": form, "card": card, "member": member}, form.status)


def _member(card: CommitteeCard, member: int) -> MemberRow:
    found = next((row for row in card.members if row.id == member), None)
    if found is None:
        raise CommitteeNotFound(member=member)
    return found


def _back(committee: int) -> HttpResponse:
    answer = go("committee")
    answer["Location"] = f"{reverse('web:committee')}?committee={committee}"
    return answer


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None  # noqa: PLR2004  an id
