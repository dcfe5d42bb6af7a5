"""Tables as offices make them: titles, merged headings, sub-totals, days of both systems, faults."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from baeumgil.engines.sheets.limits import Limits
from baeumgil.engines.sheets.reading import SheetRefused, Table, read_table
from tests.kits import hostile_files as made


def read(tmp_path: Path, data: bytes, *, file_name: str = "a.xlsx", sheet: str = "", encoding: str = "auto") -> Table:
    path = tmp_path / "file"
    path.write_bytes(data)
    return read_table(path, file_name=file_name, sheet=sheet, encoding=encoding)


def read_csv(tmp_path: Path, text: str, *, encoding: str = "auto", written: str = "utf-8") -> Table:
    return read(tmp_path, text.encode(written), file_name="a.csv", encoding=encoding)


def refusal(tmp_path: Path, data: bytes, **options: str) -> SheetRefused:
    with pytest.raises(SheetRefused) as refused:
        read(tmp_path, data, **options)
    return refused.value


def test_rows_keep_the_numbers_the_spreadsheet_shows(tmp_path: Path) -> None:
    table = read_csv(tmp_path, "제목\n\n사번,성명\n\n01,김\n\n02,이\n")
    assert table.title == "제목"
    assert table.heading_row == 3
    assert [(row.number, row.cells) for row in table.rows] == [(5, ("01", "김")), (7, ("02", "이"))]


def test_merged_headings_of_two_rows_are_joined(tmp_path: Path) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        sheet = book.active
        sheet["A1"] = "교육 현황"
        sheet.merge_cells("A1:D1")
        sheet["D2"] = "(단위: 명)"
        sheet["A3"], sheet["C3"] = "사번", "이수시간"
        sheet.merge_cells("A3:A4")
        sheet["B3"] = "성명"
        sheet.merge_cells("B3:B4")
        sheet.merge_cells("C3:D3")
        sheet["C4"], sheet["D4"] = "집합", "e-러닝"
        sheet.append(["00017", "김하늘", 14, 7.5])

    table = read(tmp_path, made.workbook(fill))
    assert table.headings == ("사번", "성명", "이수시간 집합", "이수시간 e-러닝")
    assert (table.heading_row, table.rows[0].number, table.rows[0].cells) == (4, 5, ("00017", "김하늘", 14, 7.5))
    assert table.title == "교육 현황 (단위: 명)"


def test_headings_of_two_rows_without_merges_are_joined(tmp_path: Path) -> None:
    table = read_csv(tmp_path, "사번,성명,이수시간,\n,,집합,e-러닝\n00017,김하늘,14,7.5\n")
    assert table.headings == ("사번", "성명", "이수시간 집합", "이수시간 e-러닝")


def test_a_merged_value_holds_for_each_of_its_rows(tmp_path: Path) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        sheet = book.active
        sheet.append(["부서", "사번"])
        for number in ("001", "002", "003"):
            sheet.append([None, number])
        sheet["A2"] = "총무과"
        sheet.merge_cells("A2:A3")

    rows = read(tmp_path, made.workbook(fill)).rows
    assert [row.cells for row in rows] == [("총무과", "001"), ("총무과", "002"), (None, "003")]


def test_subtotals_repeated_headings_and_footnotes_are_left_out_and_reported(tmp_path: Path) -> None:
    table = read_csv(
        tmp_path,
        "부서,사번,시간\n총무과,001,3\n총무과,소 계,3\n부서,사번,시간\n회계과,002,4\n합계,,7\n※ 2026년 3월 기준,,\n",
    )
    assert [row.number for row in table.rows] == [2, 5]
    assert [(each.row, each.reason) for each in table.skipped] == [
        (3, "subtotal"),
        (4, "heading"),
        (6, "subtotal"),
        (7, "note"),
    ]


def test_hidden_sheets_are_named_and_not_read(tmp_path: Path) -> None:
    data = next(sample.data for sample in made.harmless_files() if sample.name == "a hidden sheet beside")
    table = read(tmp_path, data)
    assert [(each.name, each.hidden, each.rows) for each in table.sheets] == [("Sheet", False, 2), ("옛 명단", True, 2)]
    assert table.sheet == "Sheet"
    assert refusal(tmp_path, data, sheet="옛 명단").code == "sheet_hidden"
    assert refusal(tmp_path, data, sheet="없는 시트").code == "sheet_missing"


def test_one_of_several_tables_is_chosen_by_name(tmp_path: Path) -> None:
    data = next(sample.data for sample in made.hostile_files() if sample.name == "two sheets with tables")
    assert read(tmp_path, data, sheet="둘째").sheet == "둘째"
    assert "'Sheet', '둘째'" in refusal(tmp_path, data).message


def test_days_of_the_1904_system_are_read_rightly(tmp_path: Path) -> None:
    data = next(sample.data for sample in made.harmless_files() if sample.name == "1904 days")
    table = read(tmp_path, data)
    assert table.date_system == 1904
    assert table.rows[0].cells[4:] == (date(2026, 3, 10), date(2026, 3, 12), 21)


def test_errors_and_formulas_nobody_computed_are_faults(tmp_path: Path) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        sheet = book.active
        sheet.append(["사번", "성명", "시간"])
        sheet.append(["001", "김", "=1+2"])
        sheet.append(["#N/A", "이", 3])

    faults = read(tmp_path, made.workbook(fill)).faults
    assert [(fault.row, fault.column, fault.code) for fault in faults] == [(2, 2, "cell_formula"), (3, 0, "cell_error")]


def test_formulas_with_a_computed_value_are_values(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["사번", "시간"])
        sheet.write_string(1, 0, "001")
        sheet.write_formula(1, 1, "=1+2", None, 3)
        sheet.write_string(2, 0, "002")
        sheet.write_formula(2, 1, "=1+2")
    table = read_table(path, file_name="a.xlsx")
    assert table.rows[0].cells == ("001", 3)
    assert [(fault.row, fault.column, fault.code) for fault in table.faults] == [(3, 1, "cell_formula")]


def test_error_marks_in_a_text_file_are_faults_too(tmp_path: Path) -> None:
    table = read_csv(tmp_path, "사번,성명\n#N/A,김\n")
    assert [(fault.row, fault.column, fault.code) for fault in table.faults] == [(2, 0, "cell_error")]


def test_codes_keep_their_leading_zeros(tmp_path: Path) -> None:
    assert read_csv(tmp_path, '사번,성명\n0012,김\n="0013",이\n').rows[1].cells == ("0013", "이")


@pytest.mark.parametrize("written", ["utf-8", "utf-8-sig", "cp949"])
def test_the_encoding_is_found_and_shown(tmp_path: Path, written: str) -> None:
    table = read_csv(tmp_path, "사번,성명\n0012,똠방각하\n", written=written)
    assert (table.encoding, table.rows[0].cells) == (written, ("0012", "똠방각하"))


def test_the_encoding_can_be_chosen_and_a_wrong_choice_is_refused(tmp_path: Path) -> None:
    text = "사번,성명\n0012,김하늘\n"
    assert read_csv(tmp_path, text, written="cp949", encoding="cp949").rows[0].cells[1] == "김하늘"
    with pytest.raises(SheetRefused) as refused:
        read_csv(tmp_path, text, written="cp949", encoding="utf-8")
    assert (refused.value.code, "1번째 줄" in refused.value.message) == ("encoding_wrong", True)
    with pytest.raises(SheetRefused) as unknown:
        read_csv(tmp_path, text, encoding="koi8-r")
    assert unknown.value.code == "encoding_unknown"


def test_columns_of_resident_numbers_are_pointed_out(tmp_path: Path) -> None:
    table = read_csv(tmp_path, "사번,번호,비고\n1,900101-1234567,\n2,,담당 9001011234567\n")
    assert table.resident_columns == {1, 2}


def test_a_resident_number_kept_as_a_number_is_pointed_out(tmp_path: Path) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        book.active.append(["사번", "번호"])
        book.active.append(["001", 9001011234567])

    assert read(tmp_path, made.workbook(fill)).resident_columns == {1}


def test_hundred_thousand_blank_rows_leave_one_record(tmp_path: Path) -> None:
    assert [row.number for row in read(tmp_path, made.blank_rows(100_000)).rows] == [2]


def test_limits_count_values_not_formats(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(made.blank_rows(1000))
    assert len(read_table(path, file_name="a.xlsx", limits=Limits(rows=2)).rows) == 1
    with pytest.raises(SheetRefused) as refused:
        read_table(path, file_name="a.xlsx", limits=Limits(rows=1))
    assert refused.value.code == "too_many_rows"
