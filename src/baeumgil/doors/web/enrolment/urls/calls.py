"""Addresses of `enrolment`: calls: office and public pages."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
