"""Addresses of `schedule`, one module per page family."""

from django.urls import URLPattern

from baeumgil.doors.web.schedule.urls import (
    calendars,
    comparison,
    conditions,
    feeds,
    proposals,
    repairs,
    resources,
    runs,
    sessions,
)

urlpatterns: list[URLPattern] = [
    *calendars.urlpatterns,
    *comparison.urlpatterns,
    *conditions.urlpatterns,
    *feeds.urlpatterns,
    *proposals.urlpatterns,
    *repairs.urlpatterns,
    *resources.urlpatterns,
    *runs.urlpatterns,
    *sessions.urlpatterns,
]
