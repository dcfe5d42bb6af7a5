"""Pages of other rooms that belong to a plan: papers, committee, approval, needs, files."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from baeumgil.core.actors import Actor
from baeumgil.stages.plan.access import (
    may_edit_plan,
    may_manage_committee,
    may_see_committee,
    may_see_needs,
    may_start_case,
)
from baeumgil.stages.plan.queries.meetings import meetings_of
from baeumgil.stages.plan.rules.book import VersionHead
from baeumgil.stages.plan.terms import MeetingState, VersionState


@dataclass(frozen=True, slots=True)
class Neighbour:
    """One link."""

    label: str
    url: str


def neighbours(actor: Actor, head: VersionHead) -> list[Neighbour]:
    """The links that the actor may follow."""
    found = [Neighbour(_("공문서"), reverse("web:plan-papers", args=[head.id]))]
    if may_see_needs(actor):
        found.append(Neighbour(_("수요조사"), f"{reverse('web:needs')}?year={head.year}"))
    if may_see_committee(actor):
        found.append(Neighbour(_("심의위원회"), reverse("web:committee")))
        found.append(Neighbour(_("결재"), reverse("web:approvals")))
    if may_edit_plan(actor):
        found.append(Neighbour(_("파일로 올리기"), reverse("web:plan-imports")))
    return found


def next_room(actor: Actor, head: VersionHead) -> Neighbour | None:
    """Where the plan goes next, when that is another room: a meeting of the committee, or the approval line."""
    if head.state is VersionState.IN_COMMITTEE and may_manage_committee(actor):
        return _meeting(actor, head)
    if head.state is VersionState.REVIEWED and may_start_case(actor):
        return Neighbour(_("결재 올리기"), reverse("web:approval-start", args=[head.id]))
    if head.state is VersionState.DRAFT and head.based_on is not None and may_start_case(actor):
        return Neighbour(_("변경 결재 올리기"), reverse("web:approval-start", args=[head.id]))
    return None


def _meeting(actor: Actor, head: VersionHead) -> Neighbour:
    """The meeting that is planned or being held; a new one only when there is none."""
    rows = meetings_of(actor=actor, version=head.id)
    planned = next((row for row in rows if row.state is not MeetingState.CLOSED), None)
    if planned is None:
        return Neighbour(_("심의 회의 잡기"), reverse("web:meeting-new", args=[head.id]))
    return Neighbour(_("심의 회의 보기"), reverse("web:meeting", args=[planned.id]))
