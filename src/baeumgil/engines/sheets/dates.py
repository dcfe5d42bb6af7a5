"""Days and periods as Korean offices write them.

2026-03-10, 2026.3.10, 2026. 3. 10.(화), 2026/3/10, 2026년 3월 10일, 20260310 and spreadsheet serials
are read. Two-digit years, day-first spellings and half dates are refused: they have two readings.
"""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from baeumgil.engines.said import Said
from baeumgil.engines.sheets.errors import DateRefused
from baeumgil.engines.sheets.table import Cell
from baeumgil.engines.sheets.text import fold_text

__all__ = ["DateRefused", "parse_date", "parse_period"]

SYSTEM_1900 = 1900
SYSTEM_1904 = 1904
_FIRST_SURE_DAY = date(1900, 3, 1)
_LAST_SERIAL = 99_999
_PHANTOM_SERIAL = 60
_YEARS = range(1900, 2200)

_WEEKDAY = re.compile(r"\s*\(\s*[일월화수목금토](?:요일)?\s*\)|\s+[일월화수목금토]요일")
_CLOCK = re.compile(
    r"[T\s]\s*(?:오전|오후|AM|PM)?\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?\s*(?:AM|PM)?$"
)
_FULL = re.compile(r"(\d{4})\s*(?:[-./]|년)\s*(\d{1,2})\s*(?:[-./]|월)\s*(\d{1,2})\s*(?:[.]|일)?")
_PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SHORT_YEAR = re.compile(
    r"['’‘`]?\s*\d{2}\s*(?:[-./]|년)\s*\d{1,2}\s*(?:[-./]|월)\s*\d{1,2}\s*(?:[.]|일)?|['’‘`]\d{6}|\d{6}"
)
_DAY_FIRST = re.compile(r"\d{1,2}\s*[-./]\s*\d{1,2}\s*[-./]\s*\d{4}\s*[.]?")
_HALF = re.compile(r"\d{4}\s*(?:[-./]|년)\s*(?:\d{1,2}\s*(?:[-./]|월)?)?|\d{4}|(?:19|20|21)\d{2}(?:0[1-9]|1[0-2])")
_LATER = re.compile(r"(?:(\d{1,2})\s*(?:[-./]|월)\s*)?(\d{1,2})\s*(?:[.]|일)?")
_SPAN = re.compile(r"\s*(?:~|∼|〜|–|—|부터|\s-\s)\s*")


def parse_date(value: Cell, *, date_system: int = SYSTEM_1900) -> date:
    """The day a cell means. Raises `DateRefused`, whose message never repeats the value.

    `date_system` is 1900 or 1904 and matters only for bare serial numbers. The 1900 system counts a
    29 February 1900 that never was: serial 60 is refused, and a cell that the spreadsheet shows as a
    day before March 1900 too, since programs disagree about it.
    """
    if isinstance(value, str):
        return _from_text(value, date_system)
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        if value < _FIRST_SURE_DAY:
            raise DateRefused(
                "date_too_early",
                Said(
                    "1900년 3월 이전의 날짜는 프로그램마다 다르게 셉니다. 날짜를 확인해 주세요.",
                    "Programs count dates before March 1900 differently. Check the date.",
                ),
            )
        return value
    if value is None:
        raise DateRefused(
            "date_missing",
            Said("날짜가 비어 있습니다. 2026-03-10처럼 적어 주세요.", "The date is empty. Write it like 2026-03-10."),
        )
    if isinstance(value, bool):
        raise _unreadable()
    return _from_number(value, date_system)


def parse_period(value: Cell, *, date_system: int = SYSTEM_1900) -> tuple[date, date]:
    """First and last day of "2026.3.10.~3.13."; a single day is its own period. Raises `DateRefused`."""
    if not isinstance(value, str):
        day = parse_date(value, date_system=date_system)
        return day, day
    text = _WEEKDAY.sub("", fold_text(value)).removesuffix("까지").strip()
    parts = _SPAN.split(text)
    if len(parts) == 1:
        day = parse_date(text, date_system=date_system)
        return day, day
    if len(parts) != 2:  # noqa: PLR2004  a period has two ends
        raise DateRefused(
            "period_unreadable",
            Said(
                "기간을 읽을 수 없습니다. 2026.3.10.~3.13.처럼 적어 주세요.",
                "The period cannot be read. Write it like 2026.3.10.~3.13.",
            ),
        )
    first = parse_date(parts[0], date_system=date_system)
    last = _last_day(parts[1], first, date_system)
    if last < first:
        raise DateRefused(
            "period_backwards",
            Said(
                "끝나는 날이 시작하는 날보다 앞섭니다. 끝나는 날에도 연도를 네 자리로 적어 주세요.",
                "The last day is before the first. Write the last day with a year of four digits as well.",
            ),
        )
    return first, last


def _last_day(text: str, first: date, date_system: int) -> date:
    found = _LATER.fullmatch(text)
    if found is None:
        return parse_date(text, date_system=date_system)
    month, day = found.groups()
    return _day(first.year, int(month) if month else first.month, int(day))


@lru_cache(maxsize=1 << 16)
def _from_text(text: str, date_system: int) -> date:
    text = _CLOCK.sub("", _WEEKDAY.sub("", fold_text(text))).strip()
    found = _FULL.fullmatch(text) or _PACKED.fullmatch(text)
    if found is not None:
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if not text:
        raise DateRefused(
            "date_missing",
            Said("날짜가 비어 있습니다. 2026-03-10처럼 적어 주세요.", "The date is empty. Write it like 2026-03-10."),
        )
    if _HALF.fullmatch(text):
        raise DateRefused(
            "date_incomplete",
            Said(
                "연·월·일이 다 있지 않습니다. 2026-03-10처럼 적어 주세요.",
                "Year, month or day is missing. Write it like 2026-03-10.",
            ),
        )
    if _SHORT_YEAR.fullmatch(text):
        raise _two_digit_year()
    if _DAY_FIRST.fullmatch(text):
        raise DateRefused(
            "date_order",
            Said(
                "일과 월의 차례를 알 수 없습니다. 2026-03-10처럼 연도부터 적어 주세요.",
                "Day and month cannot be told apart. Write the year first, like 2026-03-10.",
            ),
        )
    if text.isdecimal() and text.isascii() and len(text) == 5:  # noqa: PLR2004  from 1927 on serials have five digits
        return _from_number(int(text), date_system)
    raise _unreadable()


def _from_number(number: float, date_system: int) -> date:
    """A serial, or 20260310 that a spreadsheet took for a number."""
    if number != number or abs(number) > 99_999_999:  # noqa: PLR0124, PLR2004  not a number, or longer than yyyymmdd
        raise _unreadable()
    whole = int(number)
    if whole > _LAST_SERIAL:
        found = _PACKED.fullmatch(str(whole)) if whole == number else None
        if found is not None:
            return _day(int(found[1]), int(found[2]), int(found[3]))
        raise _two_digit_year() if len(str(whole)) == 6 else _unreadable()  # noqa: PLR2004  yymmdd
    if whole in _YEARS:
        raise DateRefused(
            "date_incomplete",
            Said("연도만 있습니다. 2026-03-10처럼 적어 주세요.", "There is only a year. Write it like 2026-03-10."),
        )
    if date_system == SYSTEM_1904:
        if whole < 0:
            raise _unreadable()
        return date(1904, 1, 1) + timedelta(days=whole)
    if whole < 1:
        raise _unreadable()
    if whole == _PHANTOM_SERIAL:
        raise DateRefused(
            "date_phantom",
            Said(
                "1900년 2월 29일은 없는 날입니다(엑셀 날짜 번호 60). 2026-03-10처럼 적어 주세요.",
                "There is no 29 February 1900 (Excel's date number 60). Write it like 2026-03-10.",
            ),
        )
    return date(1899, 12, 31) + timedelta(days=whole - (whole > _PHANTOM_SERIAL))


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise DateRefused(
            "date_impossible",
            Said("달력에 없는 날짜입니다. 날짜를 확인해 주세요.", "The calendar has no such date. Check the date."),
        ) from None


def _two_digit_year() -> DateRefused:
    return DateRefused(
        "date_two_digit_year",
        Said(
            "연도가 두 자리라 1900년대인지 2000년대인지 알 수 없습니다. 2026-03-10처럼 네 자리로 적어 주세요.",
            "A year of two digits may be of the 1900s or the 2000s. Write four, like 2026-03-10.",
        ),
    )


def _unreadable() -> DateRefused:
    return DateRefused(
        "date_unreadable",
        Said(
            "날짜로 읽을 수 없습니다. 2026-03-10처럼 적어 주세요.",
            "This cannot be read as a date. Write it like 2026-03-10.",
        ),
    )
