"""Addresses of `schedule`: runs."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
