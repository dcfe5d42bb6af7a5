"""안건: what a meeting decides, as the rules want it. Unguarded: for queries and services that asked already."""

from baeumgil.stages.plan.models import AgendaItem, PlanLine
from baeumgil.stages.plan.rules.amending import Figures
from baeumgil.stages.plan.rules.decisions import ItemFacts
from baeumgil.stages.plan.terms import ENDING


def item_facts(meeting: int) -> list[ItemFacts]:
    """Items in their order, with what their lines say now and said the year before; two statements."""
    items = list(
        AgendaItem.objects.filter(meeting_id=meeting).select_related("line", "meeting__version").order_by("order", "pk")
    )
    before = _year_before(items)
    return [
        ItemFacts(
            id=item.pk,
            kind=item.kind,
            decision=item.decision,
            changes=item.changes,
            line=item.line_id,
            now=figures(item.line) if item.line is not None else None,
            year_before=before.get(item.line.course_id) if item.line is not None else None,
        )
        for item in items
    ]


def figures(line: PlanLine) -> Figures:
    """What a line says of the things a committee may change."""
    return Figures(line.verb, line.sessions, line.seats_per_session, line.seats)


def _year_before(items: list[AgendaItem]) -> dict[int, Figures]:
    """What last year's plan said of the courses, by course; courses it ended count as absent."""
    courses = [item.line.course_id for item in items if item.line is not None]
    previous = items[0].meeting.version.previous_id if items else None
    if not courses or previous is None:
        return {}
    lines = PlanLine.objects.filter(version_id=previous, course_id__in=courses).exclude(verb__in=tuple(ENDING))
    return {line.course_id: figures(line) for line in lines}
