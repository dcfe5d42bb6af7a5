"""기다리는 일: papers, invitations to teach, surveys, rounds that take requests; shown on everybody's first page."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from baeumgil.core.actors import Actor, Role
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
    """What waits for the actor; at most five statements."""
    papers = waiting_count(actor=actor)
    found = [Waiting(_("서명할 문서 %(count)s건") % {"count": papers}, reverse("web:approvals"))] if papers else []
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
