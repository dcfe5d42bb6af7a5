"""Addresses of `schedule`: calendars."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
