"""Addresses of `schedule`: proposals."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
