"""Addresses of `schedule`: proposals."""

from django.urls import URLPattern, path

from baeumgil.doors.web.schedule import proposals

urlpatterns: list[URLPattern] = [
    path("schedule/proposals/<int:proposal_id>", proposals.show, name="schedule-proposal"),
    path("schedule/proposals/<int:proposal_id>/accept", proposals.accept_lines, name="schedule-proposal-accept"),
    path("schedule/proposals/<int:proposal_id>/discard", proposals.discard_all, name="schedule-proposal-discard"),
]
