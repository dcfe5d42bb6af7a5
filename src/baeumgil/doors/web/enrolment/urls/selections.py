"""Addresses of `enrolment`: selections, results, bundles."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
