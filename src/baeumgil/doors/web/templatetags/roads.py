"""A whole road, drawn from its row alone: for one's own page and for those who look after others."""

from collections import Counter
from functools import cache

from django import template
from django.template.loader import render_to_string

from baeumgil.core import glossary
from baeumgil.doors.web.me.strip import strip
from baeumgil.doors.web.templatetags.krds import screen_language
from baeumgil.stages.roadmap.queries.road import Road
from baeumgil.stages.roadmap.terms import StageState

register = template.Library()


@register.simple_tag
@cache
def state_mark(state: StageState) -> str:
    """The shape of a state, so that colour is never alone. Drawn once."""
    return render_to_string("me/_mark.html", {"state": state})


@register.inclusion_tag("me/_timeline.html")
def road_timeline(road: Road) -> dict[str, object]:
    """What to do next, the line, then now, ahead and behind, and the training records."""
    counts = Counter(standing.state for standing in road.standings)
    line = strip(road)
    said = [f"{mark.name} {glossary.label(mark.state, screen_language())}" for mark in line.marks] if line else []
    return {
        "road": road,
        "strip": line,
        "strip_text": ", ".join(said),
        "counts": [(state, counts[state]) for state in StageState if counts[state]],
        "others": tuple(standing for standing in road.now if standing is not road.next_step),
        "ahead": tuple(standing for standing in road.next if standing is not road.next_step),
        "behind": tuple(reversed(road.past)),
    }
