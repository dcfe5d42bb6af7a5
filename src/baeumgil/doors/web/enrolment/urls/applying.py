"""Addresses of `enrolment`: finding courses and applying."""

from django.urls import URLPattern, path

from baeumgil.doors.web.enrolment import applications, applying

urlpatterns: list[URLPattern] = [
    path("apply", applying.index, name="apply"),
    path("apply/advice", applying.advice, name="apply-advice"),
    path("apply/courses", applying.interests, name="apply-interests"),
    path("apply/courses/<int:course_id>/interest", applying.interest, name="apply-interest"),
    path("apply/calls/<int:call_id>", applying.show, name="apply-call"),
    path("applications", applications.index, name="applications"),
    path("applications/all", applications.everybody, name="applications-all"),
    path("applications/<int:application_id>", applications.show, name="application"),
    path("applications/<int:application_id>/withdraw", applications.leave, name="application-withdraw"),
    path("applications/<int:application_id>/wishes", applications.wishes, name="application-wishes"),
    path("applications/<int:application_id>/swap", applications.swap, name="application-swap"),
    path("applications/<int:application_id>/confirm", applications.confirm, name="application-confirm"),
]
