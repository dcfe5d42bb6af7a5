"""우리 부서: the people of a unit and where they stand, for its liaison and its head."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from baeumgil.core import clock
from baeumgil.core.paging import Page, bounds
from baeumgil.doors.web.frame.pages import need, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.office.choices import PagingForm, label_of
from baeumgil.doors.web.office.strips import ORDER, strip
from baeumgil.doors.web.templatetags.krds import Tab
from baeumgil.stages.enrolment.access import may_nominate
from baeumgil.stages.people.queries.organisation import UnitRow, visible_units
from baeumgil.stages.people.queries.persons import PersonRow
from baeumgil.stages.roadmap.access import may_see_board, units_seen
from baeumgil.stages.roadmap.queries.board import BoardRow
from baeumgil.stages.roadmap.queries.unit_overview import PersonOverview, UnitOverview, unit_overview
from baeumgil.stages.roadmap.terms import StageState

URGENCY = {state: place for place, state in enumerate(ORDER)}


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person with the stages that matter now, the most urgent first, and how many are settled."""

    person: PersonRow
    urgent: tuple[BoardRow, ...]
    coming: BoardRow | None
    settled: int
    total: int
    overdue: int
    open: int


@require_GET
def own(request: PageRequest) -> HttpResponse:
    """The nearest unit: straight to the only one, else (and for who sees the whole city) the list to choose from."""
    need(may_see_board(request.actor))
    units = visible_units(actor=request.actor, on=clock.today())
    tops = topmost(units)
    if len(tops) == 1 and units_seen(request.actor) is not None:
        return redirect("web:unit-page", unit_id=tops[0].id)
    return page(request, "units/choose.html", {"units": units, "tops": tops})


@require_GET
def show(request: PageRequest, unit_id: int) -> HttpResponse:
    """One unit; who is overdue or due comes first."""
    overview = unit_overview(actor=request.actor, unit=unit_id)
    lines = sorted((_line(person) for person in overview.people), key=lambda line: (-line.overdue, -line.open))
    show_all = "all" in request.GET
    urgent = [line for line in lines if line.open]
    context = {
        "overview": overview,
        "unit": overview.unit,
        "lines": _page(lines if show_all else urgent, request),
        "all": len(lines),
        "tabs": [
            Tab(_("지금 이수할 사람"), request.path, is_current=not show_all, count=len(urgent)),
            Tab(_("모두"), "?all=1", is_current=show_all, count=len(lines)),
        ],
        "strip": strip("", overview.unit.name, overview.counts),
        "counts": _counts(overview),
        "may_nominate": may_nominate(request.actor, unit=unit_id),
    }
    return page(request, "units/unit.html", context)


def _page(lines: list[PersonLine], request: PageRequest) -> Page[PersonLine]:
    number, size = PagingForm(request.GET).asked()
    number, start, end = bounds(number, size, len(lines))
    return Page(lines[start:end], number, size, len(lines))


def topmost(units: list[UnitRow]) -> list[UnitRow]:
    """Those whose parent is not among them."""
    ids = {unit.id for unit in units}
    return [unit for unit in units if unit.parent not in ids]


def _line(person: PersonOverview) -> PersonLine:
    rows = sorted(person.stages.values(), key=lambda row: (URGENCY[row.state], row.due_on))
    urgent = tuple(row for row in rows if row.state in {StageState.OVERDUE, StageState.DUE})
    coming = next((row for row in sorted(rows, key=lambda row: row.opens_on) if row.state is StageState.UPCOMING), None)
    settled = sum(row.settled_on is not None or row.state is StageState.EXEMPT for row in rows)
    return PersonLine(person.person, urgent, coming, settled, len(rows), person.overdue, person.open)


def _counts(overview: UnitOverview) -> list[tuple[StageState, str, int]]:
    return [(state, label_of(state), overview.counts.get(state, 0)) for state in ORDER if overview.counts.get(state)]
