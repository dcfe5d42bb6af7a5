import io
from datetime import date, datetime

import openpyxl
from hypothesis import given
from hypothesis import strategies as st

from baeumgil.engines.documents.tree import Cell, Document, Heading, Item, Orientation, Paragraph, Table
from baeumgil.engines.documents.xlsx import sheet_names, write_xlsx
from tests.engines.documents.papers import everything, head, long_table, summary


def read(document: Document) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(write_xlsx(document)))


def test_each_table_has_its_sheet_and_words_stand_on_the_first() -> None:
    book = read(everything())
    assert book.sheetnames == ["개요", "총괄표", "월별", "작성"]
    words = [row[0] for row in book["개요"].iter_rows(values_only=True)]
    assert words[:6] == [
        "2026년도 교육훈련계획",
        "배움길시 인재개발원",
        "Ⅰ. 추진 배경",
        "「지방공무원 교육훈련법」에 따라 <2026>년 교육 & 훈련 계획을 쀍 수립함.",
        "1. 교육 방향",
        "가. 직무 전문성 강화",
    ]
    assert words[-1] == "2. 대상자 명단 1부.  끝."


def test_a_paper_of_tables_alone_has_no_sheet_of_words() -> None:
    assert read(Document("제목", (summary(),))).sheetnames == ["총괄표"]


def test_numbers_are_numbers_and_reach_is_kept() -> None:
    sheet = read(everything())["총괄표"]
    assert [[cell for cell in row if cell is not None] for row in sheet.iter_rows(min_row=3, values_only=True)] == [
        ["구분", "교육", "증감"],
        ["과정수", "인원"],
        ["집합", 123, 4500, -1234],
        [5, 12.5],
        ["계", 128, 1],
    ]
    assert {str(area) for area in sheet.merged_cells.ranges} == {"A3:A4", "B3:C3", "D3:D4", "A5:A6", "B7:C7"}
    assert sheet["D2"].value == "(단위: 명)"
    assert sheet["A7"].font.b
    assert not sheet["A5"].font.b
    assert sheet["D5"].number_format == '#,##0;"△"#,##0'


def test_days_are_days() -> None:
    sheet = read(Document("제목", (Table(((Cell(date(2026, 3, 10)),),), (1,)),))).active
    assert sheet is not None
    assert sheet["A3"].value == datetime(2026, 3, 10)  # noqa: DTZ001 - workbooks know no zones


def test_a_year_keeps_its_number_and_its_looks() -> None:
    sheet = read(Document("제목", (Table(((Cell(2026, text="2026"),),), (1,)),))).active
    assert sheet is not None
    assert (sheet["A3"].value, sheet["A3"].number_format) == (2026, "0")


def test_risky_text_is_text() -> None:
    risky = ("=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3", "{=A1}", "http://example.org", "0123", "=HYPERLINK(1)")
    rows = tuple((Cell(text),) for text in risky)
    book = read(Document("=제목", (Paragraph("=1+1"), Table(rows, (1,), sheet="=표"))))
    sheet = book["=표"]
    cells = [sheet.cell(3 + row, 1) for row in range(len(risky))]
    assert [(cell.value, cell.data_type, cell.hyperlink) for cell in cells] == [(text, "s", None) for text in risky]
    assert [cell.data_type for (cell,) in book["개요"].iter_rows()] == ["s", "s"]
    assert sheet["A1"].data_type == "s"


def test_what_is_no_number_for_a_workbook_is_text_or_empty() -> None:
    row = (Cell(float("inf")), Cell(10**16), Cell(float("nan")))
    sheet = read(Document("제목", (Table((row,), (1, 1, 1)),))).active
    assert sheet is not None
    assert [cell.value for cell in sheet[3]] == [None, "10,000,000,000,000,000", None]


def test_heads_stay_in_sight_and_repeat_in_print() -> None:
    sheet = read(long_table()).worksheets[0]
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("A4", "$3:$3")
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_upright_paper_prints_upright() -> None:
    assert read(everything(Orientation.PORTRAIT)).worksheets[0].page_setup.orientation == "portrait"


def test_an_empty_paper_is_a_sheet_with_its_title() -> None:
    assert read(Document("제목", (Heading("말"), Item("글")))).sheetnames == ["개요"]
    assert read(Document("제목", ())).sheetnames == ["개요"]


def test_names_of_sheets_are_cut_cleaned_and_told_apart() -> None:
    assert sheet_names(["가/나", "가:나", "", "History", "'겹'", "x" * 40, "X" * 40]) == [
        "가 나",
        "가 나 (2)",
        "표 3",
        "History (2)",
        "겹",
        "x" * 31,
        "X" * 27 + " (2)",
    ]


@given(st.lists(st.text(max_size=40), max_size=8))
def test_any_names_become_names_a_workbook_takes(wanted: list[str]) -> None:
    names = sheet_names(wanted)
    assert len({name.casefold() for name in names}) == len(wanted)
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


def test_the_same_paper_gives_the_same_bytes() -> None:
    document = Document("제목", (Table(((head("가"),), (Cell(1),)), (1,)),))
    assert write_xlsx(document) == write_xlsx(document)
