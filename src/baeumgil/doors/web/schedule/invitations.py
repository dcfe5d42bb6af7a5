"""출강 요청: instructors answer, the office sees all and notes what was said on the phone."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baeumgil.core.errors import Refusal
from baeumgil.doors.web.frame.forms import posted
from baeumgil.doors.web.frame.pages import go, need, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.office.choices import label_of
from baeumgil.doors.web.schedule.resources_forms import AnswerForm
from baeumgil.doors.web.templatetags.krds import Tab
from baeumgil.stages.schedule.access import may_edit_schedule, may_see_instructors
from baeumgil.stages.schedule.queries.invitations import InvitationRow, invitation_card, invitations
from baeumgil.stages.schedule.services.invitations import answer, ask_again
from baeumgil.stages.schedule.terms import InvitationState

SHOWN = (InvitationState.INVITED, InvitationState.ACCEPTED, InvitationState.DECLINED)


@require_GET
def index(request: PageRequest) -> HttpResponse:
    """One's own invitations; all of them for the office, by state."""
    sees_all = may_see_instructors(request.actor)
    need(sees_all or request.actor.person is not None)
    rows = invitations(actor=request.actor)
    alive = [row for row in rows if row.state is not InvitationState.WITHDRAWN]
    asked = _state(request.GET.get("state", ""))
    context = {
        "rows": [row for row in alive if asked is None or row.state is asked],
        "waiting": [row for row in alive if row.state is InvitationState.INVITED],
        "answered": [row for row in alive if row.state is not InvitationState.INVITED],
        "tabs": _tabs(alive, asked),
        "sees_all": sees_all,
    }
    return page(request, "schedule/resources/invitations.html", context)


@require_http_methods(["GET", "POST"])
def show(request: PageRequest, invitation_id: int) -> HttpResponse:
    """One invitation, to be answered with one of two buttons."""
    row = invitation_card(actor=request.actor, invitation=invitation_id)
    form = AnswerForm(posted(request))
    accepts = {"accept": True, "decline": False}.get(request.POST.get("answer", ""))
    if request.method == "POST" and accepts is None:
        form.add_error(None, _("맡을지 맡지 못할지 고르세요."))
    elif request.method == "POST" and accepts is not None and form.is_valid():
        try:
            answer(actor=request.actor, invitation=invitation_id, accepts=accepts, note=form.cleaned_data["note"])
        except Refusal as refusal:
            form.refuse(refusal)
            row = invitation_card(actor=request.actor, invitation=invitation_id)
        else:
            messages.success(request, _("맡겠다고 답했습니다.") if accepts else _("맡지 못한다고 답했습니다."))
            return go("invitations")
    context = {
        "row": row,
        "form": form,
        "sees_all": may_see_instructors(request.actor),
        "may_ask_again": row.state is InvitationState.DECLINED and not row.is_over and may_edit_schedule(request.actor),
    }
    return page(request, "schedule/resources/invitation.html", context, form.status)


@require_POST
def again(request: PageRequest, invitation_id: int) -> HttpResponse:
    """Ask somebody once more who declined."""
    invitation_card(actor=request.actor, invitation=invitation_id)
    made = ask_again(actor=request.actor, invitation=invitation_id)
    messages.success(request, _("다시 요청했습니다."))
    return go("invitation", made)


def _state(text: str) -> InvitationState | None:
    return next((state for state in SHOWN if state.value == text), None)


def _tabs(rows: list[InvitationRow], asked: InvitationState | None) -> list[Tab]:
    address = reverse("web:invitations")
    return [
        Tab(_("모두"), address, asked is None, len(rows)),
        *(
            Tab(label_of(state), f"{address}?state={state}", asked is state, sum(row.state is state for row in rows))
            for state in SHOWN
        ),
    ]
