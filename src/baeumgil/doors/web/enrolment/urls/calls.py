"""Addresses of `enrolment`: calls: office and public pages."""

from django.urls import URLPattern, path

from baeumgil.doors.web.enrolment import calls

urlpatterns: list[URLPattern] = [
    path("enrolment/calls", calls.index, name="calls"),
    path("enrolment/calls/new", calls.new, name="call-new"),
    path("enrolment/calls/bulk", calls.bulk, name="calls-bulk"),
    path("enrolment/calls/<int:call_id>", calls.policy_page, name="call-page"),
    path("enrolment/calls/<int:call_id>/office", calls.show, name="call"),
    path("enrolment/calls/<int:call_id>/edit", calls.edit, name="call-edit"),
    path("enrolment/calls/<int:call_id>/quotas", calls.quotas, name="call-quotas"),
    path("enrolment/calls/<int:call_id>/announce", calls.announce, name="call-announce"),
    path("enrolment/calls/<int:call_id>/extend", calls.extend, name="call-extend"),
    path("enrolment/calls/<int:call_id>/cancel", calls.cancel, name="call-cancel"),
]
