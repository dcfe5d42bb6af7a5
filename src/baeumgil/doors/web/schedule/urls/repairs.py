"""Addresses of what is hit, of disruptions and of repairs."""

from django.urls import URLPattern, path

from baeumgil.doors.web.schedule import disruptions, repairs

urlpatterns: list[URLPattern] = [
    path("schedule/years/<int:year_id>/hits", repairs.hits, name="schedule-hits"),
    path("schedule/years/<int:year_id>/repair", repairs.start, name="schedule-repair-start"),
    path("schedule/sessions/<int:session_id>/repair-rest", repairs.start_rest, name="schedule-repair-rest"),
    path("schedule/disruptions/new", disruptions.new, name="schedule-disruption-new"),
    path("schedule/repairs/<int:disruption_id>", repairs.show, name="schedule-repairs"),
    path("schedule/repairs/<int:disruption_id>/accept", repairs.accept, name="schedule-repair-accept"),
]
