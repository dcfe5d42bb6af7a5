"""Cells as the values they mean, and back."""

import unicodedata
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baeumgil.engines.sheets.values import (
    DateRefused,
    NumberRefused,
    clean_code,
    clean_name,
    clean_text,
    code_key,
    looks_like_resident_column,
    looks_like_resident_heading,
    looks_like_resident_number,
    parse_date,
    parse_number,
    parse_period,
)

SURE_DAYS = st.dates(min_value=date(1930, 1, 1), max_value=date(2150, 12, 31))
SEEN = st.characters(categories=["Lo", "Nd"], max_codepoint=0xD7A3)
WIDE = {code: chr(code + 0xFEE0) for code in range(0x21, 0x7F)}


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)
    assert clean_code(clean_code(text)) == clean_code(text)


@given(st.text(SEEN, min_size=1))
def test_hangul_in_pieces_and_with_invisible_characters_is_the_same_text(text: str) -> None:
    hidden = "\u200b".join(unicodedata.normalize("NFD", text)) + "\ufeff\u00a0"
    assert clean_text(hidden) == clean_text(text)


@given(st.from_regex(r"[0-9A-Z]{1,12}", fullmatch=True))
def test_codes_are_the_same_in_any_width(code: str) -> None:
    assert clean_code("\u3000" + code.translate(WIDE) + "\u200d ") == code
    assert code_key(code.lower()) == code_key(code)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("00012", "00012"),
        (1234.0, "1234"),
        (12, "12"),
        (" 12 34 ", "1234"),
        ("１２－３", "12-3"),
        ("١٢", "12"),
        (None, ""),
    ],
)
def test_codes(value: str | float | None, code: str) -> None:
    assert clean_code(value) == code


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("김 철 수", "김철수"),
        ("김철수(金哲洙)", "김철수(金哲洙)"),
        ("John  Smith", "John Smith"),
        ("남궁 민수", "남궁민수"),
    ],
)
def test_names(value: str, name: str) -> None:
    assert clean_name(value) == name


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3.0, "3"),
        (3.5, "3.5"),
        (True, "TRUE"),
        (date(2026, 3, 1), "2026-03-01"),
        (datetime.combine(date(2026, 3, 1), time(9, 0)), "2026-03-01T09:00:00"),
        (None, ""),
    ],
)
def test_values_that_are_no_text_become_text(value: float | date | None, text: str) -> None:
    assert clean_text(value) == text


SPELLINGS = (
    "{0:%Y-%m-%d}",
    "{0:%Y%m%d}",
    "{0:%Y/%m/%d}",
    "{0.year}.{0.month}.{0.day}",
    "{0.year}. {0.month}. {0.day}.",
    "{0.year}. {0.month}. {0.day}.(화)",
    "{0.year}년 {0.month}월 {0.day}일",
    "{0:%Y-%m-%d} 00:00:00",
    " {0:%Y-%m-%dT%H:%M:%S} ",
)


@given(SURE_DAYS, st.sampled_from(SPELLINGS))
def test_every_spelling_of_a_day_is_read(day: date, spelling: str) -> None:
    text = spelling.format(datetime.combine(day, time()))
    assert parse_date(text) == day
    assert parse_date(text.translate(WIDE)) == day


@given(SURE_DAYS)
def test_serials_of_both_systems_are_read(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    assert parse_date(float(serial)) == parse_date(serial + 0.75) == parse_date(str(serial)) == day
    if day >= date(1932, 1, 1):
        assert parse_date((day - date(1904, 1, 1)).days, date_system=1904) == day
    assert parse_date(datetime.combine(day, time(12, 30))) == parse_date(day) == day
    assert parse_date(int(day.strftime("%Y%m%d"))) == day


def test_the_29th_of_february_1900_never_was() -> None:
    assert parse_date(59) == date(1900, 2, 28)
    assert parse_date(61) == date(1900, 3, 1)
    with pytest.raises(DateRefused) as refused:
        parse_date(60)
    assert refused.value.code == "date_phantom"
    assert parse_date(60, date_system=1904) == date(1904, 3, 1)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("26.3.10", "date_two_digit_year"),
        ("'26.3.10.", "date_two_digit_year"),
        ("26-03-10", "date_two_digit_year"),
        ("900101", "date_two_digit_year"),
        (900101, "date_two_digit_year"),
        ("3/10/2026", "date_order"),
        ("10.03.2026", "date_order"),
        ("2026.3", "date_incomplete"),
        ("2026", "date_incomplete"),
        (2026, "date_incomplete"),
        ("202603", "date_incomplete"),
        ("2026-02-30", "date_impossible"),
        ("20261301", "date_impossible"),
        (20261301, "date_impossible"),
        ("2026.13.1", "date_impossible"),
        ("어제", "date_unreadable"),
        ("12:30", "date_unreadable"),
        (True, "date_unreadable"),
        (-1, "date_unreadable"),
        (0, "date_unreadable"),
        (1234567, "date_unreadable"),
        (float("nan"), "date_unreadable"),
        (float("inf"), "date_unreadable"),
        (date(1900, 2, 28), "date_too_early"),
        ("", "date_missing"),
        (None, "date_missing"),
    ],
)
def test_what_has_two_readings_or_none_is_refused(value: str | float | date | None, code: str) -> None:
    with pytest.raises(DateRefused) as refused:
        parse_date(value)
    assert refused.value.code == code
    assert refused.value.message.endswith("요.")


def test_a_serial_before_the_beginning_of_1904_is_refused() -> None:
    with pytest.raises(DateRefused):
        parse_date(-1, date_system=1904)


@given(SURE_DAYS, st.integers(0, 20))
def test_periods_are_read(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    text = f"{first.year}. {first.month}. {first.day}.(화) ~ "
    if first.year == last.year:
        assert parse_period(text + f"{last.month}. {last.day}.(금)") == (first, last)
    if first.month == last.month:
        assert parse_period(f"{text}{last.day}.") == (first, last)
    assert parse_period(f"{first.isoformat()} - {last.isoformat()}") == (first, last)
    assert parse_period(f"{first:%Y.%m.%d}～{last:%Y.%m.%d}") == (first, last)
    assert parse_period(first) == parse_period(first.isoformat()) == (first, first)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("2026.12.29.~1.2.", "period_backwards"),
        ("2026.3.10.~3.12.~3.13.", "period_unreadable"),
        ("26.3.10.~3.12.", "date_two_digit_year"),
        ("2026.2.27.~2.30.", "date_impossible"),
    ],
)
def test_periods_of_two_readings_are_refused(value: str, code: str) -> None:
    with pytest.raises(DateRefused) as refused:
        parse_period(value)
    assert refused.value.code == code


@given(st.integers(-(10**9), 10**9))
def test_whole_numbers_are_read_in_every_spelling(number: int) -> None:
    for text in (
        str(number),
        f"{number:,}",
        f"{number:,}".replace("-", "△ "),
        f"{number}.0",
        f"{number}".translate(WIDE),
    ):
        assert parse_number(text) == number
    assert parse_number(float(number)) == parse_number(number) == number


@pytest.mark.parametrize(
    ("value", "number"),
    [("-", 0), ("", None), (None, None), ("1.5", 1.5), (".5", 0.5), ("▲1,000.25", -1000.25), (1.5, 1.5)],
)
def test_numbers(value: str | float | None, number: float | None) -> None:
    assert parse_number(value) == number


@pytest.mark.parametrize(
    "value", ["1,23", "열", "1.2.3", "1e5", "nan", "5시간", True, date(2026, 1, 1), "9" * 20, "+."]
)
def test_what_is_no_number_is_refused(value: str | date | bool) -> None:
    with pytest.raises(NumberRefused):
        parse_number(value)


RESIDENTS = st.builds(
    lambda day, rest, form: form.format(day.strftime("%y%m%d"), rest),
    st.dates(date(1930, 1, 1), date(2020, 12, 31)),
    st.integers(1_000_000, 8_999_999),
    st.sampled_from(["{0}-{1}", "{0}{1}", "{0} - {1}", "이름({0}-{1})", "{0}–{1}"]),
)


@given(RESIDENTS)
def test_resident_numbers_are_recognised_in_any_form(text: str) -> None:
    assert looks_like_resident_number(text)
    assert looks_like_resident_number(text.translate(WIDE))
    assert looks_like_resident_column([None, "없음", text])


@pytest.mark.parametrize(
    "value", ["900101-1******", "900101-*******", "9001011******", 9001011234567, 9001011234567.0, 10203456789.0]
)
def test_masked_and_numeric_resident_numbers_are_recognised(value: str | float) -> None:
    assert looks_like_resident_number(value)


@pytest.mark.parametrize(
    "value",
    [
        "010-1234-5678",
        "2026-03-10",
        "00012345",
        "1234567890123",
        "9013011234567",
        20260310,
        3.5,
        True,
        None,
        float("nan"),
        float("inf"),
        "900101",
        "12-900101-12345678",
    ],
)
def test_other_numbers_are_not_taken_for_resident_numbers(value: str | float | None) -> None:
    assert not looks_like_resident_number(value)


def test_headings_of_resident_numbers_are_recognised() -> None:
    assert looks_like_resident_heading("주민 등록 번호")
    assert looks_like_resident_heading("주민번호(앞자리)")
    assert not looks_like_resident_heading("주민센터")
