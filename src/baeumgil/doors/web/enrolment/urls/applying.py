"""Addresses of `enrolment`: finding courses and applying."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
