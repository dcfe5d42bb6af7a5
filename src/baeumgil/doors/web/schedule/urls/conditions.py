"""Addresses of the conditions of courses, and of how many sessions a course should have."""

from django.urls import URLPattern, path

from baeumgil.doors.web.schedule import conditions, session_counts

urlpatterns: list[URLPattern] = [
    path("schedule/conditions", conditions.index, name="schedule-conditions"),
    path("schedule/conditions/<int:course_id>", conditions.show, name="schedule-condition"),
    path("schedule/years/<int:year_id>/counts", session_counts.index, name="schedule-counts"),
    path("schedule/years/<int:year_id>/counts/add", session_counts.add, name="schedule-counts-add"),
]
