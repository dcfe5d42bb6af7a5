"""Dated choices of a city about how sessions are placed where nobody said otherwise, as one value."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from baeumgil.stages.schedule.rules.month_spans import MonthSpan, month_day, spans_of

Day = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ConditionPolicy:
    """편성 조건의 기본값 (`schedule.conditions`). The defaults are those of the seed."""

    minutes_a_day: int = 420
    days_a_week: int = 5
    days_in_one_week: int = 5
    gap_days: int = 14
    orientation_weeks: int = 8
    promotion_weeks: int = 10
    must_priority: int = 3
    appointments: tuple[Day, ...] = ((4, 1), (7, 1), (10, 1))
    promotions: tuple[Day, ...] = ((1, 1), (7, 1))
    after_moves: tuple[MonthSpan, ...] = (MonthSpan((3, 1), (3, 31)), MonthSpan((9, 1), (9, 30)))
    pc_words: tuple[str, ...] = ("PC", "컴퓨터", "전산", "엑셀", "파이썬", "코딩", "데이터 분석")
    assistant_words: tuple[str, ...] = ("보조강사", "조교")
    outside_words: tuple[str, ...] = ("외부", "위탁", "현장", "온라인", "비대면")
    wheelchair_words: tuple[str, ...] = ("휠체어",)


NUMBERS = {
    "minutes_a_day": (1, 1440),
    "days_a_week": (1, 7),
    "days_in_one_week": (0, 7),
    "gap_days": (0, 366),
    "orientation_weeks": (1, 52),
    "promotion_weeks": (1, 52),
    "must_priority": (1, 9),
}


def condition_policy(value: object) -> ConditionPolicy:
    """The policy as a city wrote it; what it leaves out, or wrote as nothing usable, is the default."""
    if not isinstance(value, Mapping):
        return ConditionPolicy()
    read: dict[str, Any] = {}
    for one in fields(ConditionPolicy):
        given = value.get(one.name)
        if one.name in NUMBERS:
            least, most = NUMBERS[one.name]
            if isinstance(given, int) and not isinstance(given, bool) and least <= given <= most:
                read[one.name] = given
        elif not isinstance(given, list):
            continue
        elif one.name == "after_moves":
            read[one.name] = spans_of(given)
        elif one.name in {"appointments", "promotions"}:
            read[one.name] = tuple(sorted({day for text in given if (day := month_day(text)) is not None}))
        else:
            read[one.name] = tuple(word for word in given if isinstance(word, str) and word.strip())
    return ConditionPolicy(**read)
