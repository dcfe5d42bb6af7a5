"""기다리는 일: papers to sign, surveys to answer, rounds that take requests; shown on everybody's first page."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from baeumgil.core.actors import Actor, Role
from baeumgil.stages.plan.queries.approval import waiting_count
from baeumgil.stages.plan.queries.needs_rounds import open_rounds
from baeumgil.stages.plan.queries.surveys import open_surveys


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits for somebody, and until when."""

    text: str
    url: str
    closes_on: date | None = None


def waiting_for(actor: Actor) -> list[Waiting]:
    """What waits for the actor; at most four statements."""
    papers = waiting_count(actor=actor)
    found = [Waiting(_("서명할 문서 %(count)s건") % {"count": papers}, reverse("web:approvals"))] if papers else []
    found += [
        Waiting(row.name, reverse("web:survey-answer", args=[row.id]), row.closes_on)
        for row in open_surveys(actor=actor)
    ]
    if actor.has(Role.LIAISON):
        url = reverse("web:needs-request-new")
        found += [Waiting(row.name, url, row.closes_on) for row in open_rounds(actor=actor)]
    return found
