"""Addresses of the approval pages."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
