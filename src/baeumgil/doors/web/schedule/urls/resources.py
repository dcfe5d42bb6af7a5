"""Addresses of `schedule`: resources."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
