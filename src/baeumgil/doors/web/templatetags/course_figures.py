"""Figures of courses as people read them. Loaded with `{% load course_figures %}`."""

from django import template

from baeumgil.doors.web.plan.minutes import minutes_text

register = template.Library()


@register.filter
def minutes(value: int | None) -> str:
    """`21시간`, `1시간 30분`; nothing for None."""
    return minutes_text(value)


@register.filter
def permille(value: int | None) -> str:
    """Thousandths as `93.3%`; nothing for None."""
    return "" if value is None else f"{value / 10:.1f}%"


@register.filter
def milli(value: int | None) -> str:
    """Thousandths of a point as `4.57`; nothing for None."""
    return "" if value is None else f"{value / 1000:.2f}"
