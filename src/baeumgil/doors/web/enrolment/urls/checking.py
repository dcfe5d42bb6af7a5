"""Addresses of `enrolment`: the check of published bundles."""

from django.urls import URLPattern, path

from baeumgil.doors.web.enrolment.bundle_check import bundle_check

urlpatterns: list[URLPattern] = [path("selection/check", bundle_check, name="bundle-check")]
