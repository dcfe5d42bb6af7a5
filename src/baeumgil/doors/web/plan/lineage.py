"""과정의 내력: where a course came from and went over the years."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from baeumgil.doors.web.frame.pages import page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.stages.plan.queries.lineage import course_lineage


@require_GET
def show(request: PageRequest, course_id: int) -> HttpResponse:
    """One course, year by year."""
    return page(request, "plan/plans/lineage.html", {"lineage": course_lineage(actor=request.actor, course=course_id)})
