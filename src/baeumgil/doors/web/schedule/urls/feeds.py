"""Addresses of `schedule`: feeds."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
