"""Days, periods, numbers and money stand on paper as the manual of official papers says."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baeumgil.engines.documents.tree import Bullet
from baeumgil.stages.plan.documents import wording


def test_days_and_periods() -> None:
    assert wording.day(date(2026, 3, 10)) == "2026. 3. 10."
    assert wording.period(date(2026, 3, 10), date(2026, 3, 13)) == "2026. 3. 10.(화) ~ 3. 13.(금)"
    assert wording.period(date(2026, 12, 30), date(2027, 1, 2)) == "2026. 12. 30.(수) ~ 2027. 1. 2.(토)"
    assert wording.period(date(2026, 3, 10), date(2026, 3, 10)) == "2026. 3. 10.(화)"
    assert wording.moment(datetime(2026, 3, 10, 14, 30)) == "2026. 3. 10.(화) 14:30"  # noqa: DTZ001  a moment already local
    assert wording.short_period(date(2026, 3, 10), date(2026, 3, 12)) == "3.10.~12."
    assert wording.short_period(date(2026, 3, 30), date(2026, 4, 2)) == "3.30.~4.2."
    assert wording.short_period(date(2026, 12, 30), date(2027, 12, 2)) == "12.30.~12.2."
    assert wording.short_period(date(2026, 3, 10), None) == "3.10."


@pytest.mark.parametrize(
    ("won", "text"),
    [
        (113_560, "금113,560원(금일십일만삼천오백육십원)"),
        (0, "금0원(금영원)"),
        (10, "금10원(금일십원)"),
        (100_000_000, "금100,000,000원(금일억원)"),
        (20_010_000, "금20,010,000원(금이천일만원)"),
    ],
)
def test_money_is_written_twice(won: int, text: str) -> None:
    assert wording.money(won) == text


def test_a_minus_is_a_triangle() -> None:
    assert wording.spelled(-15) == "△일십오"
    assert [wording.change(value) for value in (1234, -1234, 0, None)] == ["1,234", "△1,234", "-", "-"]
    assert [wording.number(value) for value in (1234, 0, None)] == ["1,234", "0", "-"]


def test_rates_are_rounded_half_up() -> None:
    assert wording.percent(206_820, 161_820) == "127.8%"
    assert wording.percent(180_347, 168_350) == "107.1%"
    assert wording.percent(5, 0) == "-"
    assert wording.permille(107) == "10.7%"


def test_hours_and_thousands_hide_nothing() -> None:
    assert [wording.hours(minutes) for minutes in (1080, 90, 50)] == [18, 1.5, 0.83]
    assert [wording.hours_text(minutes) for minutes in (1080, 90, 0)] == ["18", "1.5", "-"]
    assert [wording.thousands(won) for won in (113_000, 113_560)] == [113, 113.56]


def test_ordinals() -> None:
    assert [wording.circled(one) for one in (1, 20, 21, 35, 36, 50, 51)] == ["①", "⑳", "㉑", "㉟", "㊱", "㊿", "(51)"]
    assert [wording.chapter(1), wording.part(1), wording.part(14), wording.part(15)] == ["Ⅰ.", "가.", "하.", "가가."]


def test_what_a_course_turns_into() -> None:
    assert [wording.to(name) for name in ("복지의 이해", "서울", "보고서 작성", "WAS", "온보딩(적응교육)")] == [
        "로",
        "로",
        "으로",
        "로",
        "으로",
    ]


def test_typed_marks_decide_the_level() -> None:
    text = "□ 큰 점\n\n ○ 작은 점\n- 세부\n※ 참고\n그냥 글\n-5도"
    assert wording.bullets(text) == [
        Bullet("큰 점", 1),
        Bullet("작은 점", 2),
        Bullet("세부", 3),
        Bullet("참고", 2, is_note=True),
        Bullet("그냥 글", 2),
        Bullet("-5도", 2),
    ]


def test_values_that_say_nothing_else() -> None:
    values = (None, "글", 1234, 1.5, date(2026, 3, 1))
    assert [wording.written(value) for value in values] == ["", "글", "1,234", "1.5", "2026. 3. 1."]


NUMERALS = {"일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "칠": 7, "팔": 8, "구": 9}
UNITS = {"십": 10, "백": 100, "천": 1000}
MYRIADS = {"만": 10**4, "억": 10**8, "조": 10**12, "경": 10**16}


def read_back(text: str) -> int:
    total = group = digit = 0
    for letter in text:
        if letter in NUMERALS:
            digit = NUMERALS[letter]
        elif letter in UNITS:
            group, digit = group + digit * UNITS[letter], 0
        elif letter in MYRIADS:
            total, group, digit = total + (group + digit) * MYRIADS[letter], 0, 0
    return total + group + digit


@given(st.integers(min_value=0, max_value=10**19))
def test_every_amount_can_be_read_back(amount: int) -> None:
    assert read_back(wording.spelled(amount)) == amount
