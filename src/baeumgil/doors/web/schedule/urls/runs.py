"""Addresses of `schedule`: years to be scheduled and runs."""

from django.urls import URLPattern, path

from baeumgil.doors.web.schedule import runs

urlpatterns: list[URLPattern] = [
    path("schedule/runs", runs.index, name="schedule-runs"),
    path("schedule/runs/new", runs.new, name="schedule-run-new"),
    path("schedule/years/open", runs.open_one, name="schedule-year-open"),
    path("schedule/runs/<int:run_id>", runs.show, name="schedule-run"),
    path("schedule/runs/<int:run_id>/stop", runs.stop, name="schedule-run-stop"),
    path("schedule/runs/<int:run_id>/derive", runs.derive, name="schedule-run-derive"),
    path("schedule/runs/<int:run_id>/<slug:which>.json", runs.download, name="schedule-run-file"),
]
