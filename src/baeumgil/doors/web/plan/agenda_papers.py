"""Minutes and approval sheets of a version, as far as the actor may see them."""

from django.utils.translation import gettext as _

from baeumgil.core.actors import Actor
from baeumgil.doors.web.office.choices import label_of
from baeumgil.doors.web.plan.paper_links import PaperRow, paper_links
from baeumgil.doors.web.templatetags.dates import kdate
from baeumgil.stages.plan.access import may_see_committee, may_see_drafts
from baeumgil.stages.plan.queries.approval import cases_of
from baeumgil.stages.plan.queries.meetings import meetings_of
from baeumgil.stages.plan.terms import PaperKind


def agenda_papers(actor: Actor, version: int) -> list[PaperRow] | None:
    """Minutes, then approval sheets; None for those who may see neither."""
    if not (may_see_committee(actor) and may_see_drafts(actor)):
        return None
    minutes = [
        PaperRow(
            label_of(PaperKind.MINUTES),
            _("%(number)s차 회의 (%(day)s)") % {"number": meeting.number, "day": kdate(meeting.held_on)},
            paper_links(PaperKind.MINUTES, version, meeting=meeting.id),
        )
        for meeting in meetings_of(actor=actor, version=version)
    ]
    sheets = [
        PaperRow(
            label_of(PaperKind.APPROVAL),
            f"{case.title} ({label_of(case.state)})",
            paper_links(PaperKind.APPROVAL, version, case=case.id),
        )
        for case in cases_of(actor=actor, version=version)
    ]
    return minutes + sheets
