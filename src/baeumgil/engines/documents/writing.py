"""How values are written on paper: thousands with commas, minus as △, days as 2026. 3. 10."""

import math
import re
from datetime import date

from baeumgil.engines.documents.tree import Align, Cell, Value

_DECIMALS = 2
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What XML cannot hold; such characters come with pasted text and are never meant."""


def written(cell: Cell) -> str:
    """A cell as paper shows it. A year is a text, not a number: numbers get commas."""
    return clean(cell.text) if cell.text else written_value(cell.value)


def written_value(value: Value) -> str:
    """One value as paper shows it."""
    match value:
        case None:
            return ""
        case str():
            return clean(value)
        case date():
            return written_day(value)
        case _:
            return written_number(value)


def written_day(day: date) -> str:
    """2026. 3. 10., as official papers write days (행정업무규정 시행규칙 제2조)."""
    return f"{day.year}. {day.month}. {day.day}."


def written_number(number: float) -> str:
    """1,234 and △1,234; at most two decimals, none where they are noughts. What is no number is left empty."""
    if isinstance(number, float):
        if not math.isfinite(number):
            return ""
        digits = f"{abs(number):,.{_DECIMALS}f}".rstrip("0").rstrip(".")
    else:
        digits = f"{abs(number):,}"
    return f"△{digits}" if number < 0 and digits != "0" else digits


def clean(text: str) -> str:
    """The text without characters no format can hold, its line ends alike."""
    return _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def align_of(cell: Cell) -> Align:
    """Where a cell's text stands when nobody said: heads and days in the middle, numbers right, words left."""
    if cell.align is not None:
        return cell.align
    if cell.is_header or isinstance(cell.value, date):
        return Align.CENTRE
    if isinstance(cell.value, int | float):
        return Align.RIGHT
    return Align.LEFT


def shade_of(cell: Cell) -> str:
    """The named shade of a cell: its own, else that of a head or a total."""
    if cell.shade:
        return cell.shade
    if cell.is_header:
        return "header"
    return "total" if cell.is_total else ""
