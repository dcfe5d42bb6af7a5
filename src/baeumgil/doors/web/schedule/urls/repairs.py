"""Addresses of `schedule`: repairs."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
