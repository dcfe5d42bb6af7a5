"""Addresses of `schedule`: sessions."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
