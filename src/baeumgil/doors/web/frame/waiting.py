"""기다리는 일: papers, applications, seats, invitations, surveys, requests; shown on everybody's first page."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from baeumgil.core.actors import Actor, Role
from baeumgil.stages.enrolment.queries.approvals import waiting_approvals
from baeumgil.stages.enrolment.queries.desk import calls_to_decide, seats_waiting, selections_to_sign
from baeumgil.stages.enrolment.terms import ApplicationState
from baeumgil.stages.plan.queries.approval import waiting_count
from baeumgil.stages.plan.queries.needs_rounds import open_rounds
from baeumgil.stages.plan.queries.surveys import open_surveys
from baeumgil.stages.schedule.queries.invitations import waiting_invitations


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits for somebody, and until when."""

    text: str
    url: str
    closes_on: date | None = None


def waiting_for(actor: Actor) -> list[Waiting]:
    """What waits for the actor, the most pressing first; the number of statements does not grow with it."""
    papers = waiting_count(actor=actor)
    found = [Waiting(_("서명할 문서 %(count)s건") % {"count": papers}, reverse("web:approvals"))] if papers else []
    found = [*_of_enrolment(actor), *found]
    asked = waiting_invitations(actor=actor)
    if asked:
        found.append(Waiting(_("답할 출강 요청 %(count)s건") % {"count": asked}, reverse("web:invitations")))
    found += [
        Waiting(row.name, reverse("web:survey-answer", args=[row.id]), row.closes_on)
        for row in open_surveys(actor=actor)
    ]
    if actor.has(Role.LIAISON):
        url = reverse("web:needs-request-new")
        found += [Waiting(row.name, url, row.closes_on) for row in open_rounds(actor=actor)]
    return found


def _of_enrolment(actor: Actor) -> list[Waiting]:
    """Seats to answer for, applications to approve, results to compute and to sign."""
    found = []
    for seat in seats_waiting(actor=actor):
        offered = seat.state is ApplicationState.OFFERED
        text = _("답할 자리 제안: %(call)s") if offered else _("확정할 자리: %(call)s")
        url = reverse("web:offers") if offered else reverse("web:application", args=[seat.application])
        until = timezone.localtime(seat.until).date() if seat.until is not None else None
        found.append(Waiting(text % {"call": seat.call_name}, url, until))
    for count, text, place in (
        (waiting_approvals(actor=actor), _("승인할 교육신청 %(count)s건"), "application-approvals"),
        (calls_to_decide(actor=actor), _("마감되어 선발할 모집 %(count)s건"), "calls"),
        (selections_to_sign(actor=actor), _("서명할 선발 결과 %(count)s건"), "calls"),
    ):
        if count:
            found.append(Waiting(text % {"count": count}, reverse(f"web:{place}")))
    return found
