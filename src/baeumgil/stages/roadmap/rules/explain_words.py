"""Small Korean phrases for days, offsets and windows."""

from datetime import date

from baeumgil.stages.roadmap.rules.definition import Offset, Window
from baeumgil.stages.roadmap.rules.windows import Term

MONTHS_A_YEAR = 12
FIRST_SYLLABLE, LAST_SYLLABLE, FINALS = "가", "힣", 28
FINAL_RIEUL = 8


def day_text(day: date) -> str:
    """`2024. 7. 1.`, as official papers write it."""
    return f"{day.year}. {day.month}. {day.day}."


def with_ro(word: str) -> str:
    """The word with 로 or 으로, whichever its last syllable asks for."""
    last = word[-1:]
    if not FIRST_SYLLABLE <= last <= LAST_SYLLABLE:
        return f"{word}로"
    final = (ord(last) - ord(FIRST_SYLLABLE)) % FINALS
    return f"{word}로" if final in {0, FINAL_RIEUL} else f"{word}으로"


def offset_text(offset: Offset) -> str:
    """`6개월 뒤`, `3년 전`, `1개월 10일 뒤`, `당일`."""
    if offset.months == offset.days == 0:
        return "당일"
    if offset.months * offset.days < 0:
        return f"{offset_text(Offset(offset.months))}에서 {offset_text(Offset(0, offset.days))}"
    return f"{length_text(offset)} {'전' if offset.months + offset.days < 0 else '뒤'}"


def length_text(offset: Offset) -> str:
    """`6개월`, `3년`, `1개월 10일`, whatever the direction."""
    months, days = abs(offset.months), abs(offset.days)
    years, rest = divmod(months, MONTHS_A_YEAR)
    parts = [f"{years}년"] if years and not rest else [f"{months}개월"] if months else []
    return " ".join([*parts, f"{days}일"] if days else parts)


def window_text(noun: str, window: Window, term: Term) -> str:
    """`승진일부터 6개월 안(2025. 1. 1.까지)`, or both ends when the window does not open at once."""
    opens, due = window.opens, window.due
    if opens == Offset() and due.months >= 0 and due.days >= 0 and due != Offset():
        text = f"{noun}부터 {length_text(due)} 안({day_text(term.due_on)}까지)"
    else:
        text = f"{noun} 기준 {_dated(opens, term.opens_on)}부터 {_dated(due, term.due_on)}까지"
    if term.closes_on is not None and term.closes_on > term.due_on:
        text += f", 늦으면 {day_text(term.closes_on)}까지"
    return text


def _dated(offset: Offset, day: date) -> str:
    return f"{offset_text(offset)}({day_text(day)})"
