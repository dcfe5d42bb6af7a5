"""Cells as the values they mean: text, codes and numbers. Dates live in `dates`, resident numbers in `resident`.

Every function takes what a sheet may hold and never changes meaning by guessing: what has two
readings is refused with the way out.
"""

import re
import unicodedata
from datetime import date
from functools import lru_cache

from baeumgil.engines.said import Said
from baeumgil.engines.sheets.dates import DateRefused, parse_date, parse_period
from baeumgil.engines.sheets.errors import NumberRefused
from baeumgil.engines.sheets.resident import (
    looks_like_resident_column,
    looks_like_resident_heading,
    looks_like_resident_number,
)
from baeumgil.engines.sheets.table import Cell
from baeumgil.engines.sheets.text import fold_text

__all__ = [
    "DateRefused",
    "NumberRefused",
    "clean_code",
    "clean_name",
    "clean_text",
    "code_key",
    "looks_like_resident_column",
    "looks_like_resident_heading",
    "looks_like_resident_number",
    "parse_date",
    "parse_number",
    "parse_period",
]

_MINUS = str.maketrans({"△": "-", "▲": "-", "−": "-", "–": "-", "—": "-", "‐": "-", "‑": "-"})
_NUMBER = re.compile(r"(?P<sign>[-+]?)(?P<whole>\d{1,3}(?:,\d{3})+|\d+)?(?P<part>\.\d*)?")
_NOTHING = frozenset({"-", "."})


def clean_text(value: Cell) -> str:
    """Text as it is stored: NFC, no zero-width characters, full-width ASCII made half-width, single spaces.

    Whole numbers lose their ".0", days become ISO text, blank becomes "".
    """
    if isinstance(value, str):
        return fold_text(value)
    if value is None or isinstance(value, bool):
        return "" if value is None else ("TRUE" if value else "FALSE")
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, int):
        return str(value)
    return _day_text(value)


def clean_code(value: Cell) -> str:
    """A number that names something (사번, 과정코드): ASCII digits, no spaces, leading zeros kept.

    A spreadsheet number 1234.0 is "1234"; text stays as typed, so "0012" and "12" are two codes.
    """
    return _fold_code(value) if isinstance(value, str) else clean_text(value)


def code_key(value: Cell) -> str:
    """By what two codes are the same: `clean_code` without regard to capitals."""
    return clean_code(value).casefold()


def clean_name(value: Cell) -> str:
    """A person's name: as text, and a Korean name written with gaps (김 철 수) without them."""
    text = clean_text(value)
    parts = text.split(" ")
    if len(parts) > 1 and all(_is_hangul(part) for part in parts) and sum(map(len, parts)) <= 4:  # noqa: PLR2004  longest Korean names
        return "".join(parts)
    return text


def parse_number(value: Cell) -> int | float | None:
    """A number: thousand separators, △ or ▲ for minus, "-" for zero; blank is None. Raises `NumberRefused`."""
    if value is None:
        return None
    if isinstance(value, bool | date):
        raise NumberRefused(
            "number_wrong", Said("숫자가 아닙니다. 숫자만 적어 주세요.", "This is no number. Write digits only.")
        )
    if isinstance(value, int | float):
        return int(value) if isinstance(value, float) and value.is_integer() else value
    text = fold_text(value).translate(_MINUS).replace(" ", "")
    if not text:
        return None
    if text in _NOTHING:
        return 0
    found = _NUMBER.fullmatch(text)
    if found is None or not (found["whole"] or (found["part"] or ".") != "."):
        raise NumberRefused(
            "number_wrong", Said("숫자가 아닙니다. 숫자만 적어 주세요.", "This is no number. Write digits only.")
        )
    if len(text) > 15:  # noqa: PLR2004  a spreadsheet keeps 15 digits
        raise NumberRefused(
            "number_too_long",
            Said("숫자가 너무 깁니다. 값을 확인해 주세요.", "The number is too long. Check the value."),
        )
    plain = text.replace(",", "")
    return float(plain) if found["part"] and found["part"].strip(".0") else int(float(plain))


@lru_cache(maxsize=1 << 17)
def _fold_code(text: str) -> str:
    folded = fold_text(text).translate(_MINUS)
    if not folded.isascii():
        folded = "".join(str(unicodedata.decimal(each)) if each.isdecimal() else each for each in folded)
    return "".join(folded.split())


def _is_hangul(text: str) -> bool:
    return all("가" <= each <= "힣" for each in text)


def _day_text(value: date) -> str:
    text = value.isoformat()
    return text.removesuffix("T00:00:00")
