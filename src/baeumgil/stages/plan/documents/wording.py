"""How official papers write days, periods, numbers, money and lists (행정업무운영 편람)."""

import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from baeumgil.core import glossary
from baeumgil.core.particles import with_particle
from baeumgil.engines.documents.tree import Bullet, Value

WEEKDAYS = "월화수목금토일"
MINUS = "△"
NOTHING = "-"
CHAPTERS = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ"
PARTS = "가나다라마바사아자차카타파하"
CHECKED = "■"
UNCHECKED = "□"

_DIGITS = " 일이삼사오육칠팔구"
_TENS = ("", "십", "백", "천")
_MYRIADS = ("", "만", "억", "조", "경")
_CIRCLES = ((20, 0x2460, 1), (35, 0x3251, 21), (50, 0x32B1, 36))
"""Up to which number, the first sign, and the number that sign stands for."""
_MARKS = {"□": 1, "■": 1, "○": 2, "●": 2, "ㅇ": 2, "-": 3, "–": 3, "ㆍ": 4, "·": 4, "•": 4}
_NOTE = "※"


def word(term: StrEnum | None) -> str:
    """What a term is called on paper: always in Korean, whatever language the screen speaks."""
    return glossary.label(term)


def day(on: date) -> str:
    """2026. 3. 10."""
    return f"{on.year}. {on.month}. {on.day}."


def day_of_week(on: date) -> str:
    """2026. 3. 10.(화)"""
    return f"{day(on)}({WEEKDAYS[on.weekday()]})"


def moment(at: datetime) -> str:
    """2026. 3. 10.(화) 14:30"""
    return f"{day_of_week(at.date())} {at:%H:%M}"


def period(first: date, last: date) -> str:
    """2026. 3. 10.(화) ~ 3. 13.(금). The year is said again only when it changes."""
    if first == last:
        return day_of_week(first)
    end = day_of_week(last)
    if first.year == last.year:
        end = end.removeprefix(f"{last.year}. ")
    return f"{day_of_week(first)} ~ {end}"


def short_period(first: date, last: date | None) -> str:
    """3.10.~12. for narrow cells; the month is said again only when it changes."""
    begin = f"{first.month}.{first.day}."
    if last is None or last == first:
        return begin
    if (last.year, last.month) == (first.year, first.month):
        return f"{begin}~{last.day}."
    return f"{begin}~{last.month}.{last.day}."


def number(value: int | None) -> str:
    """1,234; a dash for nothing known."""
    return NOTHING if value is None else f"{value:,}"


def change(value: int | None) -> str:
    """증감: 1,234, △1,234, a dash for no change."""
    if not value:
        return NOTHING
    return f"{MINUS}{-value:,}" if value < 0 else f"{value:,}"


def percent(part: int, whole: int) -> str:
    """127.8%, rounded half up; a dash when there is nothing to compare with."""
    if whole <= 0:
        return NOTHING
    return f"{(Decimal(part) * 100 / Decimal(whole)).quantize(Decimal('0.1'), ROUND_HALF_UP)}%"


def permille(share: int) -> str:
    """31.0% of 310 permille."""
    return f"{share // 10}.{share % 10}%"


def hours(minutes: int) -> int | float:
    """Hours of minutes, as a whole number where it is one, else with two decimals."""
    whole, rest = divmod(minutes, 60)
    return whole if rest == 0 else round(minutes / 60, 2)


def hours_text(minutes: int) -> str:
    """18, 1.5, a dash for none."""
    return f"{hours(minutes):,}" if minutes else NOTHING


def thousands(won: int) -> int | float:
    """천원: a whole number where it is one; the rest stays visible so that sums close."""
    return won // 1000 if won % 1000 == 0 else won / 1000


def money(won: int) -> str:
    """금113,560원(금일십일만삼천오백육십원): the amount twice, so that no digit can be slipped in."""
    return f"금{won:,}원(금{spelled(won)}원)"


def spelled(amount: int) -> str:
    """일십일만삼천오백육십 of 113,560; every digit is spoken, also the one before ten."""
    if amount == 0:
        return "영"
    if amount < 0:
        return f"{MINUS}{spelled(-amount)}"
    groups: list[str] = []
    rest, place = amount, 0
    while rest:
        rest, group = divmod(rest, 10_000)
        if group:
            groups.append(_spelled_group(group) + _MYRIADS[place])
        place += 1
    return "".join(reversed(groups))


def _spelled_group(group: int) -> str:
    digits = [int(digit) for digit in f"{group:04}"]
    return "".join(_DIGITS[digit] + _TENS[3 - place] for place, digit in enumerate(digits) if digit)


def circled(ordinal: int) -> str:
    """① for 1, up to ㊿; (51) beyond."""
    for most, first, stands_for in _CIRCLES:
        if stands_for <= ordinal <= most:
            return chr(first + ordinal - stands_for)
    return f"({ordinal})"


def chapter(ordinal: int) -> str:
    """Ⅰ. for 1."""
    return f"{CHAPTERS[ordinal - 1]}."


def part(ordinal: int) -> str:
    """가. for 1; two letters after 하, as the manual says."""
    turn, place = divmod(ordinal - 1, len(PARTS))
    return f"{PARTS[turn - 1] if turn else ''}{PARTS[place]}."


def joined(words: tuple[str, ...] | list[str], separator: str = ", ") -> str:
    """Those that say something."""
    return separator.join(one for one in words if one)


def to(name: str) -> str:
    """로 or 으로 after a name, by its last sound: brackets make none."""
    return with_particle(name, "으로/로").removeprefix(name)


def bullets(text: str, level: int = 2) -> list[Bullet]:
    """Text of a form as lines of a paper: a typed mark decides the level, a line without one gets `level`."""
    found: list[Bullet] = []
    for raw in text.splitlines():
        line = raw.strip()
        if not line:
            continue
        if line.startswith(_NOTE):
            found.append(Bullet(line[1:].strip(), level, is_note=True))
        elif line[0] in _MARKS and re.match(r"\S\s", line):
            found.append(Bullet(line[1:].strip(), _MARKS[line[0]]))
        else:
            found.append(Bullet(line, level))
    return found


def written(value: Value) -> str:
    """A value as a paper writes it when the cell says nothing else."""
    if value is None:
        return ""
    if isinstance(value, date):
        return day(value)
    return value if isinstance(value, str) else f"{value:,}"
