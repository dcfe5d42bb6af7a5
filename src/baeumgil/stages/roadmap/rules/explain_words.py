"""Small phrases for days, offsets and windows, in both languages."""

from datetime import date

from baeumgil.core.particles import with_particle
from baeumgil.core.said import Said, english_day
from baeumgil.stages.roadmap.rules.definition import Offset, Window
from baeumgil.stages.roadmap.rules.windows import Term

MONTHS_A_YEAR = 12


def day_text(day: date) -> Said:
    """`2024. 7. 1.`, as official papers write it; `1 Jul 2024` in English."""
    return Said(f"{day.year}. {day.month}. {day.day}.", english_day(day))


def with_ro(word: str) -> str:
    """The word with 로 or 으로, whichever its last syllable asks for."""
    return with_particle(word, "으로/로")


def offset_text(offset: Offset) -> Said:
    """`6개월 뒤`, `3년 전`, `1개월 10일 뒤`, `당일`."""
    if offset.months == offset.days == 0:
        return Said("당일", "the day itself")
    if offset.months * offset.days < 0:
        months, days = offset_text(Offset(offset.months)), offset_text(Offset(0, offset.days))
        return Said(f"{months}에서 {days}", f"{days.english} {months.english}")
    length, is_before = length_text(offset), offset.months + offset.days < 0
    return Said(
        f"{length} {'전' if is_before else '뒤'}",
        f"{length.english} {'before' if is_before else 'after'}",
    )


def length_text(offset: Offset) -> Said:
    """`6개월`, `3년`, `1개월 10일`, whatever the direction."""
    months, days = abs(offset.months), abs(offset.days)
    years, rest = divmod(months, MONTHS_A_YEAR)
    parts = [(years, "년", "year")] if years and not rest else [(months, "개월", "month")]
    parts.append((days, "일", "day"))
    return Said(
        " ".join(f"{number}{korean}" for number, korean, _ in parts if number),
        " ".join(counted(number, english) for number, _, english in parts if number),
    )


def counted(number: int, noun: str) -> str:
    """`1 day`, `10 days`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def window_text(noun: Said, window: Window, term: Term) -> Said:
    """`승진일부터 6개월 안(2025. 1. 1.까지)`, or both ends when the window does not open at once."""
    opens, due, due_on = window.opens, window.due, day_text(term.due_on)
    if opens == Offset() and due.months >= 0 and due.days >= 0 and due != Offset():
        length = length_text(due)
        korean = f"{noun}부터 {length} 안({due_on}까지)"
        english = f"within {length.english} of the {noun.english} (until {due_on.english})"
    else:
        first, last = offset_text(opens), offset_text(due)
        opens_on = day_text(term.opens_on)
        korean = f"{noun} 기준 {first}({opens_on})부터 {last}({due_on})까지"
        english = (
            f"counted from the {noun.english}: from {first.english} ({opens_on.english}) "
            f"to {last.english} ({due_on.english})"
        )
    if term.closes_on is not None and term.closes_on > term.due_on:
        closes_on = day_text(term.closes_on)
        korean += f", 늦으면 {closes_on}까지"
        english += f"; at the latest {closes_on.english}"
    return Said(korean, english)
