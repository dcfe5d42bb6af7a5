"""Days and moments as people in Korea write them. Built in, like the components."""

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from baeumgil.core.said import ENGLISH_MONTHS

register = template.Library()

KOREAN_DAYS = "월화수목금토일"
ENGLISH_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def _is_english() -> bool:
    return (get_language() or "ko").startswith("en")


def _day(value: date | datetime) -> date:
    return timezone.localtime(value).date() if isinstance(value, datetime) else value


@register.filter
def kdate(value: date | datetime | None) -> str:
    """`2026. 3. 10.(화)`; nothing for None."""
    if value is None or value == "":
        return ""
    day = _day(value)
    if _is_english():
        return f"{day.day} {ENGLISH_MONTHS[day.month - 1]} {day.year} ({ENGLISH_DAYS[day.weekday()]})"
    return f"{day.year}. {day.month}. {day.day}.({KOREAN_DAYS[day.weekday()]})"


@register.filter
def kmonth(value: date | datetime | None) -> str:
    """`2026년 3월`."""
    if value is None or value == "":
        return ""
    day = _day(value)
    return f"{ENGLISH_MONTHS[day.month - 1]} {day.year}" if _is_english() else f"{day.year}년 {day.month}월"


@register.filter
def kmoment(value: datetime | None) -> str:
    """`2026. 3. 10.(화) 14:30`, in Korean time."""
    if value is None or value == "":
        return ""
    return f"{kdate(value)} {timezone.localtime(value):%H:%M}"


@register.simple_tag
def period(starts_on: date | None, ends_on: date | None) -> str:
    """`2026. 3. 10.(화) ~ 3. 13.(금)`; an open side stays open."""
    if starts_on is None or ends_on is None:
        return f"{kdate(starts_on)} ~ {kdate(ends_on)}".strip()
    if starts_on == ends_on:
        return kdate(starts_on)
    if starts_on.year == ends_on.year and not _is_english():
        return f"{kdate(starts_on)} ~ {ends_on.month}. {ends_on.day}.({KOREAN_DAYS[ends_on.weekday()]})"
    return f"{kdate(starts_on)} ~ {kdate(ends_on)}"


@register.filter
def days_left(value: date | None, today: date) -> str:
    """`12일 남음`, `오늘까지`, `3일 지남`; beyond two months in months, beyond two years in years."""
    if value is None:
        return ""
    days = (value - today).days
    if days == 0:
        return _("오늘까지")
    length = span(abs(days))
    return _("%(length)s 남음") % {"length": length} if days > 0 else _("%(length)s 지남") % {"length": length}


@register.filter
def until(value: date | None, today: date) -> str:
    """How far off a coming day is: `3개월 뒤`, `내일`, `오늘`."""
    if value is None:
        return ""
    days = (value - today).days
    if days <= 0:
        return _("오늘") if days == 0 else _("%(length)s 전") % {"length": span(-days)}
    return _("내일") if days == 1 else _("%(length)s 뒤") % {"length": span(days)}


def span(days: int) -> str:
    """A length of time in the unit people would use."""
    if days < 60:  # noqa: PLR2004  two months
        return ngettext("%(n)d일", "%(n)d일", days) % {"n": days}
    if days < 730:  # noqa: PLR2004  two years
        months = round(days / 30.44)
        return ngettext("%(n)d개월", "%(n)d개월", months) % {"n": months}
    years = days // 365
    return ngettext("%(n)d년", "%(n)d년", years) % {"n": years}


@register.filter
def kminutes(value: int | None) -> str:
    """`7시간 30분`: hours exist only on the screen."""
    if value is None:
        return ""
    hours, minutes = divmod(value, 60)
    parts = [_("%(n)d시간") % {"n": hours}] if hours else []
    parts += [_("%(n)d분") % {"n": minutes}] if minutes or not hours else []
    return " ".join(parts)


@register.filter
def unlocalised(value: float) -> str:
    """A number as drawings and addresses need it: a dot and no grouping, whatever the language; whole ones whole."""
    return str(value) if isinstance(value, int) else f"{value:g}"
