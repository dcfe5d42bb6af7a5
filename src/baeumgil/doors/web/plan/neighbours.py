"""Pages of other rooms that belong to a plan: papers, committee, approval, needs, files."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from baeumgil.core.actors import Actor
from baeumgil.stages.plan.access import may_edit_plan, may_see_committee, may_see_needs
from baeumgil.stages.plan.rules.book import VersionHead


@dataclass(frozen=True, slots=True)
class Neighbour:
    """One link."""

    label: str
    url: str


def neighbours(actor: Actor, head: VersionHead) -> list[Neighbour]:
    """The links that the actor may follow."""
    found = [Neighbour(_("공문서"), page_of("plan-papers", head.id))]
    if may_see_needs(actor):
        found.append(Neighbour(_("수요조사"), page_of("needs", year=head.year)))
    if may_see_committee(actor):
        found.append(Neighbour(_("심의위원회"), page_of("committee")))
        found.append(Neighbour(_("결재"), page_of("approvals")))
    if may_edit_plan(actor):
        found.append(Neighbour(_("파일로 올리기"), page_of("plan-imports")))
    return [one for one in found if one.url]


def page_of(name: str, *args: object, **query: object) -> str:
    """The address of a page with its questions; nothing while this door has no such page."""
    try:
        path = reverse(f"web:{name}", args=args or None)
    except NoReverseMatch:
        return ""
    asked = "&".join(f"{key}={value}" for key, value in query.items())
    return f"{path}?{asked}" if asked else path
