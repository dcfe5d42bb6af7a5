"""교육기간 as written ("3일", "2주", "2~3h") as days and minutes, as far as they are certain."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from baeumgil.engines.sheets.text import fold_text

_DAYS = re.compile(r"(?P<days>\d{1,3})\s*일(?:간)?\s*(?:\(?(?P<hours>\d{1,4}(?:\.\d+)?)\s*(?:시간|h|H)\)?)?")
_WEEKS = re.compile(r"(?P<weeks>\d{1,2})\s*주(?:간)?\s*(?:\(?(?P<hours>\d{1,4}(?:\.\d+)?)\s*(?:시간|h|H)\)?)?")
_HOURS = re.compile(r"(?P<hours>\d{1,4}(?:\.\d+)?)\s*(?:시간|h|H)")
_MINUTES = re.compile(r"(?P<minutes>\d{1,4})\s*(?:분|m|min)")
_LONG_WEEKS = 26
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Duration:
    """What a text of a length says for certain; `weeks` are calendar weeks begun."""

    days: int | None = None
    minutes: int | None = None
    weeks: int | None = None

    @property
    def is_long(self) -> bool:
        """True for half a year and more."""
        return self.weeks is not None and self.weeks >= _LONG_WEEKS


@lru_cache(maxsize=1024)
def read_duration(text: str) -> Duration:
    """A length; ranges ("2~3h") and unknown words say nothing for certain."""
    plain = fold_text(text)
    for pattern in (_DAYS, _WEEKS, _HOURS, _MINUTES):
        found = pattern.fullmatch(plain)
        if found is None:
            continue
        said = found.groupdict()
        hours = said.get("hours")
        minutes = round(float(hours) * 60) if hours else int(said["minutes"]) if said.get("minutes") else None
        days = int(said["days"]) if said.get("days") else None
        return Duration(days or None, minutes, int(said["weeks"]) if said.get("weeks") else None)
    return Duration()


def disagrees(duration: Duration, starts_on: date, ends_on: date) -> bool:
    """True when a session's days are not as long as the course says."""
    days = (ends_on - starts_on).days + 1
    if duration.days is not None:
        return days != duration.days
    if duration.weeks is not None:
        return not (duration.weeks - 1) * _WEEK < days <= duration.weeks * _WEEK
    return False
