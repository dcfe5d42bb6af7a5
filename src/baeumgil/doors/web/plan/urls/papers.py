"""Addresses of the papers pages."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
