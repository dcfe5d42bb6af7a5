"""KRDS components as template tags: one function, one template, one example each on `/_krds`."""

from django import template

register = template.Library()
