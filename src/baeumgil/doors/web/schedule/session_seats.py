"""Another number of seats for one session."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from baeumgil.core.errors import Refusal
from baeumgil.doors.web.frame.forms import PageForm, posted
from baeumgil.doors.web.frame.pages import go, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.stages.enrolment.queries.calls import call_on_session
from baeumgil.stages.schedule.queries.trying import move_desk
from baeumgil.stages.schedule.services.session_seats import MOST_SEATS, change_seats


class SeatsForm(PageForm):
    """정원."""

    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)
    seats = forms.IntegerField(label=gettext_lazy("정원"), min_value=1, max_value=MOST_SEATS)

    def arguments(self) -> dict[str, Any]:
        """What `change_seats` takes."""
        return {"seats": self.cleaned_data["seats"], "revision": self.cleaned_data["revision"]}


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: PageRequest, session_id: int) -> HttpResponse:
    """Ask for the number, say what follows from it, change it."""
    row = move_desk(actor=request.actor, session=session_id).row
    form = SeatsForm(posted(request), initial={"revision": row.revision, "seats": row.seats})
    if request.method == "POST" and form.is_valid():
        try:
            change_seats(actor=request.actor, session=session_id, **form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("정원을 %(seats)s명으로 바꾸었습니다.") % {"seats": form.cleaned_data["seats"]})
            return go("schedule-session", session_id)
    context = {"row": row, "form": form, "call": call_on_session(actor=request.actor, session=session_id)}
    return page(request, "schedule/session_seats.html", context, status=form.status)
