"""강사 수당: the table in force, and what a year is expected to cost."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from baeumgil.core import clock
from baeumgil.doors.web.frame.pages import need, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.schedule.institutes import (
    FURTHEST,
    NEAREST,
    asked_institute,
    asked_year,
    frame_of,
    institute_tabs,
)
from baeumgil.stages.schedule.access import may_see_instructors
from baeumgil.stages.schedule.queries.fees import expected_fees, fee_table


@require_GET
def show(request: PageRequest) -> HttpResponse:
    """The fee table and the expected fees of a year, each with its arithmetic."""
    need(may_see_instructors(request.actor))
    institute, found = asked_institute(request.actor, request.GET)
    year = asked_year(request.GET)
    context = {
        "table": fee_table(clock.today()),
        "fees": expected_fees(actor=request.actor, institute=institute.id, year=year),
        "year": year,
        "before": year - 1 if year > NEAREST else None,
        "after": year + 1 if year < FURTHEST else None,
        "tabs": institute_tabs("schedule-fees", found, institute),
        **frame_of(request.actor, institute),
    }
    return page(request, "schedule/resources/fees.html", context)
