"""Recognising resident registration numbers, so that they are refused (개인정보 보호법 제24조의2).

Nothing here gives a value back or puts one into a message.
"""

import re
from collections.abc import Iterable

from baeumgil.engines.sheets.table import Cell
from baeumgil.engines.sheets.text import fold_text

_DAY = r"\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_MASK = r"[*xX●○•＊#]"
_NUMBER = re.compile(
    rf"(?<!\d)(?:{_DAY}\s?[-–—‐‑−]\s?\d(?:\d{{6}}|\d{{0,5}}{_MASK}{{1,6}})(?!\d)"
    rf"|{_DAY}\s?[-–—‐‑−]\s?{_MASK}{{7}}"
    rf"|{_DAY}\d\d{{6}}(?!\d)"
    rf"|{_DAY}\d{_MASK}{{6}})"
)
_LONG = 13
_LEAST = 11
_HEADING = re.compile(r"주민\s?(?:등록)?\s?번호|외국인\s?등록\s?번호|거소\s?신고\s?번호")


def looks_like_resident_number(value: Cell) -> bool:
    """True for 13 digits in the pattern 6-7, with or without hyphen, also masked, anywhere in the text."""
    if isinstance(value, bool) or value is None:
        return False
    if isinstance(value, int | float):
        return _number_is_resident(value)
    if not isinstance(value, str) or len(value) < _LONG:
        return False
    return _NUMBER.search(fold_text(value)) is not None


def looks_like_resident_column(values: Iterable[Cell]) -> bool:
    """True when any value of the column looks like one."""
    return any(looks_like_resident_number(value) for value in set(values))


def looks_like_resident_heading(heading: str) -> bool:
    """True when the heading announces such numbers, whatever the cells hold."""
    return _HEADING.search(fold_text(heading)) is not None


def _number_is_resident(value: float) -> bool:
    """A spreadsheet number loses leading zeros: those born from 2000 on keep 11 or 12 digits."""
    if value != value or value in {float("inf"), float("-inf")} or value != int(value):  # noqa: PLR0124  not a number
        return False
    digits = str(int(value))
    return _LEAST <= len(digits) <= _LONG and _NUMBER.fullmatch(digits.zfill(_LONG)) is not None
