"""Stretches of time as people write them; minutes everywhere else."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MINUTES_PER_HOUR = 60
MOST_HOURS = 16_000
_HOURS = re.compile(r"(?P<hours>\d{1,5}(?:\.\d{1,2})?)\s*(?:시간|h|hours?)?", re.IGNORECASE)
_CLOCK = re.compile(r"(?P<hours>\d{1,5}):(?P<minutes>[0-5]\d)")
_BOTH = re.compile(
    r"(?:(?P<hours>\d{1,5}(?:\.\d{1,2})?)\s*(?:시간|h|hours?))?\s*(?:(?P<minutes>\d{1,6})\s*(?:분|min|minutes?|m))?",
    re.IGNORECASE,
)


def minutes_text(minutes: int | None) -> str:
    """`21시간`, `1시간 30분`, `45분`; nothing for None."""
    if minutes is None:
        return ""
    hours, rest = divmod(minutes, MINUTES_PER_HOUR)
    parts = [_("%(hours)s시간") % {"hours": f"{hours:,}"}] if hours else []
    parts += [_("%(minutes)s분") % {"minutes": rest}] if rest or not hours else []
    return " ".join(parts)


def read_minutes(text: str) -> int | None:
    """Minutes out of what was typed, a bare number being hours; None when it cannot be read."""
    plain = text.strip().replace(",", "")
    found = _CLOCK.fullmatch(plain) or _HOURS.fullmatch(plain) or _BOTH.fullmatch(plain)
    if not plain or found is None:
        return None
    said = found.groupdict()
    minutes = float(said.get("hours") or 0) * MINUTES_PER_HOUR + int(said.get("minutes") or 0)
    return round(minutes) if minutes <= MOST_HOURS * MINUTES_PER_HOUR else None


class MinutesField(forms.CharField):
    """A stretch of time; cleans to minutes, or None when left empty."""

    def __init__(self, label: Any, help_text: Any = "") -> None:
        super().__init__(
            label=label,
            required=False,
            max_length=20,
            help_text=help_text,
            error_messages={
                "invalid": gettext_lazy("21시간, 1시간 30분, 90분처럼 적으세요. 숫자만 적으면 시간입니다.")
            },
        )

    def clean(self, value: Any) -> Any:
        """Minutes."""
        text = super().clean(value)
        if not text:
            return None
        minutes = read_minutes(text)
        if minutes is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return minutes

    def prepare_value(self, value: Any) -> Any:
        """What was typed as it was typed, minutes as people write them."""
        return minutes_text(value) if isinstance(value, int) else value
