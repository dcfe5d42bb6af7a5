"""Addresses of `enrolment`: approvals, deputies, nominations."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
