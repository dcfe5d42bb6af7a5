"""Cells of a file of training records as what they mean."""

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from baeumgil.core.said import Said
from baeumgil.engines.sheets.errors import DateRefused, NumberRefused
from baeumgil.engines.sheets.table import Cell
from baeumgil.engines.sheets.values import clean_code, clean_text, parse_date, parse_number, parse_period
from baeumgil.stages.roadmap.rules.record_columns import RecordField

_MOST_MINUTES = 600_000
_CLOCK = re.compile(r"(\d{1,4}):([0-5]\d)(?::00)?")
_WORDS = re.compile(r"(?:(\d{1,4}(?:\.\d+)?)\s*(?:시간|h|H))?\s*(?:(\d{1,6})\s*(?:분|m|M))?")
_DONE = frozenset({"수료", "이수", "완료", "합격", "Y", "O", "○", "이수완료", "수료완료", "1"})
_NOT_DONE = frozenset(
    {"미수료", "미이수", "불합격", "N", "X", "×", "취소", "퇴교", "퇴학", "중도탈락", "미등록", "포기", "진행중", "0"}
)
_LENGTHS = {
    RecordField.STAFF_NO: 30,
    RecordField.NAME: 100,
    RecordField.COURSE_CODE: 200,
    RecordField.COURSE_NAME: 200,
    RecordField.INSTITUTION: 120,
    RecordField.UNIT: 300,
    RecordField.GRADE: 60,
}


class Wrong(NamedTuple):
    """What is wrong with a cell and what to do; never the value itself."""

    code: str
    message: str
    remedy: str


Reader = Callable[[Cell], object]


def reader_of(field: RecordField, date_system: int) -> Reader:
    """How a cell of this field is read; the reader gives a value, None for blank, or `Wrong`."""
    readers: dict[RecordField, Reader] = {
        RecordField.STAFF_NO: lambda cell: _short(field, clean_code(cell)),
        RecordField.COURSE_CODE: lambda cell: _short(field, clean_code(cell)),
        RecordField.STARTS_ON: lambda cell: _day(cell, date_system),
        RecordField.COMPLETED_ON: lambda cell: _day(cell, date_system),
        RecordField.PERIOD: lambda cell: _period(cell, date_system),
        RecordField.HOURS: lambda cell: _minutes(cell, per_unit=60),
        RecordField.MINUTES: lambda cell: _minutes(cell, per_unit=1),
        RecordField.RESULT: _is_done,
    }
    return readers.get(field, lambda cell: _short(field, clean_text(cell)))


def _short(field: RecordField, text: str) -> str | Wrong | None:
    most = _LENGTHS[field]
    if len(text) > most:
        return Wrong(
            "too_long",
            Said(f"글자가 {most}자를 넘습니다.", f"It is longer than {most} characters."),
            Said("값을 줄여 주세요.", "Shorten it."),
        )
    return text or None


def _day(cell: Cell, date_system: int) -> date | Wrong | None:
    if cell is None:
        return None
    try:
        return parse_date(cell, date_system=date_system)
    except DateRefused as refused:
        return _wrong_day(refused)


def _period(cell: Cell, date_system: int) -> tuple[date, date] | Wrong | None:
    if cell is None:
        return None
    try:
        return parse_period(cell, date_system=date_system)
    except DateRefused as refused:
        return _wrong_day(refused)


def _wrong_day(refused: DateRefused) -> Wrong:
    return Wrong(refused.code, *refused.in_parts())


def _minutes(cell: Cell, *, per_unit: int) -> int | Wrong | None:
    """Whole minutes from hours (21, 1.5, "21:30", "21시간 30분") or minutes."""
    try:
        number = _from_words(cell) if isinstance(cell, str) else None
        if number is None:
            given = parse_number(cell)
            number = None if given is None else given * per_unit
    except NumberRefused:
        return Wrong(
            "minutes_wrong",
            Said("시간으로 읽을 수 없습니다.", "It cannot be read as a length of time."),
            Said("1.5처럼 숫자로 적어 주세요.", "Write a number such as 1.5."),
        )
    if number is None:
        return None
    if not 0 <= number <= _MOST_MINUTES:
        return Wrong(
            "minutes_range",
            Said("이수 시간이 0보다 작거나 지나치게 큽니다.", "The time of training is below 0 or far too long."),
            Said("값과 단위(시간·분)를 확인해 주세요.", "Check the value and its unit (hours or minutes)."),
        )
    return round(number)


def _from_words(text: str) -> float | None:
    plain = clean_text(text)
    clock = _CLOCK.fullmatch(plain)
    if clock is not None:
        return int(clock[1]) * 60 + int(clock[2])
    words = _WORDS.fullmatch(plain)
    if words is None or not (words[1] or words[2]):
        return None
    return float(words[1] or 0) * 60 + int(words[2] or 0)


def _is_done(cell: Cell) -> bool | Wrong | None:
    word = clean_code(cell).upper()
    if not word:
        return None
    if word in _DONE:
        return True
    if word in _NOT_DONE:
        return False
    return Wrong(
        "result_unknown",
        Said("수료했는지 알 수 없는 값입니다.", "It does not say whether the course was completed."),
        Said("'수료'나 '미수료'로 적어 주세요.", "Write “수료” (completed) or “미수료” (not completed)."),
    )
