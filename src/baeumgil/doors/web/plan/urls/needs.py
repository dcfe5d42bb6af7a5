"""Addresses of the needs pages."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
