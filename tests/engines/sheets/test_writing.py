"""Exports read back: text is text, days are days, nothing is a formula."""

import io
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baeumgil.engines.sheets.reading import read_table
from baeumgil.engines.sheets.writing import Value, export_cell, write_table

SIGNS = "=+-@\t\r\n＝＋－＠"


def written(rows: list[list[Value]], headings: tuple[str, ...] = ("사번", "성명")) -> bytes:
    stream = io.BytesIO()
    assert write_table(
        stream, title="명단", headings=headings, rows=rows, sheet_name="명단/[1]", notes=["2026년"]
    ) == len(rows)
    return stream.getvalue()


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"])), min_size=1, max_size=5))
@settings(max_examples=40)
def test_no_cell_is_a_formula_and_text_comes_back(texts: list[str]) -> None:
    risky = [sign + text for sign in SIGNS for text in texts]
    sheet = openpyxl.load_workbook(io.BytesIO(written([["1", text] for text in risky]))).active
    cells = [row[1] for row in sheet.iter_rows(min_row=4)]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert [cell.value[0] for cell in cells] == ["'"] * len(risky)


@pytest.mark.parametrize("text", ["=1+1", "+82", "-1", "@a", "\t=1", "\r=1", "＝1", "  =1", "\u200b=1", "\u00a0@x"])
def test_risky_beginnings_are_guarded(text: str) -> None:
    assert export_cell(text) == "'" + text


@pytest.mark.parametrize("text", ["", "김하늘", "00012", "1-2", "a=b", "~3. 13."])
def test_plain_text_stays_as_it_is(text: str) -> None:
    assert export_cell(text) == text


def test_a_written_table_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    moment = datetime.combine(date(2026, 3, 10), time(9, 5))
    rows: list[list[Value]] = [["00012", date(2026, 3, 10), 21, 1.5, True, moment, None, ""]]
    path.write_bytes(written(rows, ("사번", "수료일", "시간", "비율", "여부", "때", "빈칸", "공란")))
    table = read_table(path, file_name="a.xlsx")
    assert (table.headings, table.heading_row) == (("사번", "수료일", "시간", "비율", "여부", "때", "빈칸", "공란"), 3)
    assert table.rows[0].cells == ("00012", date(2026, 3, 10), 21, 1.5, True, "2026-03-10 09:05", None, None)


def test_the_heading_is_bold_and_frozen_and_the_font_korean() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(written([["1", "김"]]))).active
    assert (sheet.title, sheet.freeze_panes, sheet["A3"].font.bold, sheet["A4"].font.name) == (
        "명단  1",
        "A4",
        True,
        "맑은 고딕",
    )
    assert sheet.auto_filter.ref == "A3:B4"


def test_a_table_without_rows_has_its_heading() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(written([]))).active
    assert [cell.value for cell in sheet[3]] == ["사번", "성명"]


def test_a_sheet_cannot_hold_more_than_a_million_rows() -> None:
    rows: Iterator[list[Value]] = ([] for _ in range(1_048_577))
    with pytest.raises(ValueError, match="rows"):
        write_table(io.BytesIO(), title="", headings=("사번",), rows=rows, sheet_name="")
