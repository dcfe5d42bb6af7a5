"""Cells of a file of training records."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baeumgil.core.said import Said
from baeumgil.engines.sheets.table import Cell
from baeumgil.stages.roadmap.rules.record_columns import HEADINGS, RecordField, find_columns, missing_columns
from baeumgil.stages.roadmap.rules.record_values import Wrong, reader_of


def read(field: RecordField, cell: Cell) -> object:
    return reader_of(field, 1900)(cell)


@given(st.integers(0, 9_999), st.integers(0, 59))
def test_hours_are_whole_minutes_in_every_spelling(hours: int, minutes: int) -> None:
    total = hours * 60 + minutes
    for text in (f"{hours}:{minutes:02}", f"{hours}시간 {minutes}분", f"{hours}시간{minutes}분", f"{total}분"):
        assert read(RecordField.HOURS, text) == total
    assert read(RecordField.HOURS, total / 60) == total
    assert read(RecordField.MINUTES, total) == total


@pytest.mark.parametrize(
    ("field", "cell", "value"),
    [
        (RecordField.HOURS, 1.05, 63),
        (RecordField.HOURS, "1.5시간", 90),
        (RecordField.HOURS, "-", 0),
        (RecordField.HOURS, None, None),
        (RecordField.MINUTES, "63", 63),
        (RecordField.RESULT, " 수료 ", True),
        (RecordField.RESULT, "미 이수", False),
        (RecordField.RESULT, None, None),
        (RecordField.COMPLETED_ON, None, None),
        (RecordField.PERIOD, None, None),
        (RecordField.PERIOD, "2026.3.10.~3.13.", (date(2026, 3, 10), date(2026, 3, 13))),
        (RecordField.STAFF_NO, "００１２", "0012"),
        (RecordField.COURSE_NAME, " AI  기초 ", "AI 기초"),
        (RecordField.COURSE_NAME, None, None),
    ],
)
def test_cells_mean_what_they_say(field: RecordField, cell: Cell, value: object) -> None:
    assert read(field, cell) == value


@pytest.mark.parametrize(
    ("field", "cell", "code"),
    [
        (RecordField.HOURS, "많이", "minutes_wrong"),
        (RecordField.HOURS, -1, "minutes_range"),
        (RecordField.MINUTES, 10**7, "minutes_range"),
        (RecordField.RESULT, "아마", "result_unknown"),
        (RecordField.STARTS_ON, "26.3.10", "date_two_digit_year"),
        (RecordField.PERIOD, "26.3.10~12", "date_two_digit_year"),
        (RecordField.UNIT, "가" * 301, "too_long"),
    ],
)
def test_what_cannot_be_read_says_why_without_the_value(field: RecordField, cell: Cell, code: str) -> None:
    wrong = read(field, cell)
    assert isinstance(wrong, Wrong)
    assert wrong.code == code
    assert wrong.message.endswith("다.")
    assert wrong.remedy.endswith("요.")
    assert isinstance(wrong.message, Said)
    assert isinstance(wrong.remedy, Said)
    assert wrong.remedy.english


def test_every_heading_finds_its_field() -> None:
    for field, spellings in HEADINGS.items():
        for spelling in spellings:
            assert find_columns(["비고", " ".join(spelling)]) == {field: 1}
            assert find_columns([f"인적사항 {spelling}"]) == ({field: 0} if len(spelling) > 1 else {})


def test_the_whole_heading_wins_over_its_lower_part() -> None:
    assert find_columns(["수료 시작일", "시작일", "시간"]) == {RecordField.STARTS_ON: 1, RecordField.HOURS: 2}


def test_what_is_missing_is_named() -> None:
    found = find_columns(["사번", "과정명"])
    assert [problem.message for problem in missing_columns(found, "이수", 1)] == ["수료일이나 교육기간 열이 없습니다."]
