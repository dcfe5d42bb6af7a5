"""Numbers with their units. Built in, like the components."""

from django import template

register = template.Library()


@register.filter
def counted(value: object, unit: str) -> str:
    """`79명`; a unit of Latin letters stands apart: `79 people`."""
    first = str(unit)[:1]
    return f"{value}{' ' if first.isascii() and first.isalpha() else ''}{unit}"
