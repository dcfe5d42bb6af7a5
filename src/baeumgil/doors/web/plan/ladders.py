"""과정 로드맵: courses by level and by what they build on, as a picture to walk and as a list."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from baeumgil.doors.web.frame.pages import need, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.office.choices import label_of
from baeumgil.engines.charts.ladder import Link, Step, ladder_chart, narrow_ladder_chart
from baeumgil.engines.charts.values import Words
from baeumgil.stages.plan.access import may_see_catalogue
from baeumgil.stages.plan.errors import InstituteNotFound
from baeumgil.stages.plan.queries.courses import course_ladders, ladder_graph
from baeumgil.stages.plan.queries.institutes import InstituteRow, institutes
from baeumgil.stages.plan.queries.ladders import LadderGraph, LadderNode
from baeumgil.stages.plan.terms import Level, PrerequisiteKind

RANKS = {level: place for place, level in enumerate(Level)}
INSIDE, OUTSIDE = 0, 5
"""Tones of the boxes: those of the ladder, and those it leads to or comes from."""


@dataclass(frozen=True, slots=True)
class Before:
    """A course that comes first."""

    name: str
    url: str
    kind: PrerequisiteKind


@dataclass(frozen=True, slots=True)
class Row:
    """One course of the list that says the same as the picture."""

    node: LadderNode
    url: str
    before: tuple[Before, ...]


@require_GET
def index(request: PageRequest) -> HttpResponse:
    """All ladders of an institute."""
    need(may_see_catalogue(request.actor))
    found = institutes(actor=request.actor)
    institute = _chosen(found, request.GET.get("institute", ""))
    ladders = course_ladders(actor=request.actor, institute=institute.id) if institute else ()
    context = {
        "ladders": [(ladder, _address(ladder.code, institute)) for ladder in ladders],
        "institute": institute,
        "others": [row for row in found if row != institute],
    }
    return page(request, "plan/ladders/ladders.html", context)


@require_GET
def show(request: PageRequest, ladder: str) -> HttpResponse:
    """One ladder."""
    need(may_see_catalogue(request.actor))
    institute = _chosen(institutes(actor=request.actor), request.GET.get("institute", ""))
    if institute is None:
        raise InstituteNotFound
    graph = ladder_graph(actor=request.actor, institute=institute.id, ladder=ladder)
    words = _words(ladder, graph)
    steps, links = _steps(graph), _links(graph)
    # SafeString: the chart engine escapes every text it is given and makes the markup itself.
    context = {
        "ladder": ladder,
        "institute": institute,
        "words": words,
        "wide": SafeString(ladder_chart(words, steps, links)),
        "narrow": SafeString(narrow_ladder_chart(words, steps, links)),
        "rows": _rows(graph),
        "has_advised": any(kind is PrerequisiteKind.RECOMMENDED for *_ends, kind in graph.edges),
    }
    return page(request, "plan/ladders/ladder.html", context)


def _chosen(found: tuple[InstituteRow, ...], code: str) -> InstituteRow | None:
    """The institute asked for, else our own, else the first there is."""
    asked = next((row for row in found if row.code == code), None)
    return asked or next(iter(found), None)


def _address(ladder: str, institute: InstituteRow | None) -> str:
    path = reverse("web:course-ladder", args=[ladder])
    return f"{path}?{urlencode({'institute': institute.code})}" if institute and institute.is_example else path


def _words(ladder: str, graph: LadderGraph) -> Words:
    inside = sum(not node.is_outside for node in graph.nodes)
    finding = _("과정 %(courses)s개가 선수 관계 %(links)s개로 이어집니다.")
    return Words(
        title=_("%(ladder)s 과정 로드맵") % {"ladder": ladder},
        finding=finding % {"courses": inside, "links": len(graph.edges)},
    )


def _steps(graph: LadderGraph) -> list[Step]:
    return [
        Step(
            key=node.code,
            text=node.name,
            url=_course(node),
            note=_note(node),
            rank=0 if node.level is None or node.is_outside else RANKS[node.level],
            tone=OUTSIDE if node.is_outside else INSIDE,
        )
        for node in graph.nodes
    ]


def _note(node: LadderNode) -> str:
    words = [label_of(node.level) if node.level else "", label_of(node.kind)]
    if node.is_outside:
        words.append(_("다른 로드맵"))
    return " · ".join(word for word in words if word)


def _links(graph: LadderGraph) -> list[Link]:
    return [Link(before, after, kind is PrerequisiteKind.REQUIRED) for before, after, kind in graph.edges]


def _rows(graph: LadderGraph) -> list[Row]:
    nodes = {node.code: node for node in graph.nodes}
    return [
        Row(
            node,
            _course(node),
            tuple(
                Before(nodes[before].name, _course(nodes[before]), kind)
                for before, after, kind in graph.edges
                if after == node.code and before in nodes
            ),
        )
        for node in graph.nodes
    ]


def _course(node: LadderNode) -> str:
    return reverse("web:course", args=[node.course])
