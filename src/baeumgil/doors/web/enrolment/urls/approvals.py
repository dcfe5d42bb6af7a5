"""Addresses of `enrolment`: approvals, deputies, nominations."""

from django.urls import URLPattern, path

from baeumgil.doors.web.enrolment import approvals, deputies, nominations

TOP = "enrolment"

urlpatterns: list[URLPattern] = [
    path(f"{TOP}/approvals", approvals.index, name="application-approvals"),
    path(f"{TOP}/approvals/<int:approval_id>", approvals.show, name="application-approval"),
    path(f"{TOP}/deputies", deputies.index, name="deputies"),
    path(f"{TOP}/deputies/<int:deputy_id>/end", deputies.end, name="deputy-end"),
    path(f"{TOP}/nominations", nominations.index, name="nominate"),
    path(f"{TOP}/nominations/<int:call_id>", nominations.show, name="nominate-call"),
    path(f"{TOP}/nominations/<int:call_id>/call-up", nominations.call_people_up, name="call-up"),
]
