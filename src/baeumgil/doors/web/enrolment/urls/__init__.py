"""Addresses of `enrolment`, one module per page family."""

from django.urls import URLPattern

from baeumgil.doors.web.enrolment.urls import applying, approvals, calls, checking, selections, waiting

urlpatterns: list[URLPattern] = [
    *applying.urlpatterns,
    *approvals.urlpatterns,
    *calls.urlpatterns,
    *checking.urlpatterns,
    *selections.urlpatterns,
    *waiting.urlpatterns,
]
