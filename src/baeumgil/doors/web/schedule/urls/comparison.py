"""Addresses of `schedule`: comparison."""

from django.urls import URLPattern, path

from baeumgil.doors.web.schedule import comparison

urlpatterns: list[URLPattern] = [
    path("schedule/years/<int:year_id>/published", comparison.show, name="schedule-compare"),
]
