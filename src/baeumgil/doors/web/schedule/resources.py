"""강의실과 강사: what the institute has to place sessions in, at a glance."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from baeumgil.core import clock
from baeumgil.doors.web.frame.pages import need, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.schedule.institutes import asked_institute, frame_of, institute_tabs
from baeumgil.stages.schedule.access import may_see_drafts, may_see_instructors
from baeumgil.stages.schedule.queries.calendar_days import year_calendar
from baeumgil.stages.schedule.queries.instructors import instructors
from baeumgil.stages.schedule.queries.places import rooms
from baeumgil.stages.schedule.terms import InstructorSide


@require_GET
def index(request: PageRequest) -> HttpResponse:
    """Rooms, instructors and the calendar of an institute, what is closed now, who has not answered."""
    need(may_see_drafts(request.actor))
    institute, found = asked_institute(request.actor, request.GET)
    today = clock.today()
    all_rooms = rooms(actor=request.actor, institute=institute.id)
    people = [row for row in instructors(actor=request.actor, institute=institute.id) if row.is_in_use]
    in_use = [row for row in all_rooms if row.is_in_use]
    calendar = year_calendar(actor=request.actor, institute=institute.id, year=today.year)
    context = {
        "rooms": in_use,
        "seats": sum(row.seats for row in in_use),
        "closures": [(row, closure) for row in in_use for closure in row.closures],
        "people": people,
        "inhouse": sum(row.side is InstructorSide.INHOUSE for row in people),
        "outside": sum(row.side is InstructorSide.OUTSIDE for row in people),
        "unanswered": sum(row.unanswered for row in people),
        "calendar": calendar,
        "coming_days": [row for row in calendar.added if row.on >= today],
        "coming_peaks": [row for row in calendar.peaks if row.ends_on >= today],
        "today": today,
        "tabs": institute_tabs("schedule-resources", found, institute),
        "may_see_people": may_see_instructors(request.actor),
        **frame_of(request.actor, institute),
    }
    return page(request, "schedule/resources/index.html", context)
