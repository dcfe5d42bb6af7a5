"""Figures of the annual plan as official papers write them. Loaded with `{% load plan_figures %}`."""

from django import template

from baeumgil.doors.web.plan.totals_charts import rate, signed
from baeumgil.stages.plan.rules.book import YearFigure

register = template.Library()

HASH_SHOWN = 12


@register.filter(name="signed")
def signed_number(value: int | None) -> str:
    """증감: `+3,809`, `−20`, `0`; nothing for None."""
    return "" if value is None else signed(value)


@register.filter(name="actual_rate")
def actual_rate(row: YearFigure) -> str:
    """실적률: `127.8%`."""
    return rate(row)


@register.filter
def short_digest(value: str) -> str:
    """The first places of a digest, enough to tell two papers apart by eye."""
    return value[:HASH_SHOWN]
