"""Addresses of `schedule`: conditions."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
