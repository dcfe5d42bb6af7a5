"""Addresses of `enrolment`: waiting lists, second calls, lists of participants."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
