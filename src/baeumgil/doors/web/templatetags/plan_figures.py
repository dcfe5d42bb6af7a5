"""Figures of the annual plan as official papers write them. Loaded with `{% load plan_figures %}`."""

from enum import StrEnum

from django import template
from django.utils.translation import gettext

from baeumgil.doors.web.office.choices import label_of
from baeumgil.doors.web.plan.totals_charts import rate, signed
from baeumgil.stages.plan.rules.book import YearFigure
from baeumgil.stages.plan.terms import Delivery

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


@register.filter
def said(value: str | int | None) -> str:
    """One side of a comparison: terms in the reader's words, figures grouped, nothing as 없음."""
    if value is None or value == "":
        return gettext("없음")
    if isinstance(value, StrEnum):
        return label_of(value)
    return f"{value:,}" if isinstance(value, int) else value


@register.filter
def delivery_label(value: str) -> str:
    """집합 or e-러닝, for headings of columns."""
    return label_of(Delivery(value))
