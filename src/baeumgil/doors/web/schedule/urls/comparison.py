"""Addresses of `schedule`: comparison."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
