import io
import re
import zipfile

import hwp_ingest
import pytest
from hwpx.document import HwpxDocument
from hwpx.tools.package_validator import validate_editor_open_safety, validate_package
from hypothesis import given, settings
from hypothesis import strategies as st

from baeumgil.engines.documents.flow import grid_of
from baeumgil.engines.documents.gates import check_hwpx
from baeumgil.engines.documents.hwpx import write_hwpx
from baeumgil.engines.documents.tree import Cell, Document, Item, Orientation, Paragraph, Table
from tests.engines.documents.papers import everything, long_table, months, summary
from tests.engines.documents.reading import ReadCell, paragraphs, tables, whole

NUMBER = re.compile(r"- ?\d+ ?-")


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def expected(table: Table) -> list[list[ReadCell]]:
    grid = grid_of(table)
    return [
        [(place.text, place.rows, place.columns) for place in grid.places if place.row == row]
        for row in range(grid.height)
    ]


def drawn(page: bytes) -> str:
    """The signs an independent renderer puts on a page, spaces left out."""
    return "".join(re.findall(r">([^<>]+)</text>", page.decode())).replace(" ", "")


def test_an_independent_reader_finds_every_line_in_order() -> None:
    read = paragraphs(write_hwpx(everything()))
    wanted = [
        "2026년도 교육훈련계획",
        "배움길시 인재개발원",
        "Ⅰ. 추진 배경",
        "「지방공무원 교육훈련법」에 따라 <2026>년 교육 & 훈련 계획을 쀍 수립함.",
        "1. 교육 방향",
        "가. 직무 전문성 강화",
        "나. 인공지능 활용",
        "홀로 선 항목",
        "2. 교육 규모",
        "총괄표",
        "(단위: 명)",
        "1. 세부 계획",
        "달력",
        "붙임  1. 교육훈련계획 1부.",
        "2. 대상자 명단 1부.  끝.",
    ]
    assert [line for line in read if line in wanted] == wanted


def test_an_independent_reader_finds_tables_and_what_their_cells_reach_over() -> None:
    read = tables(write_hwpx(everything()))
    assert read[:2] == [expected(summary()), expected(months())]


def test_headings_are_real_ones_of_the_outline() -> None:
    data = write_hwpx(everything())
    head, section = part(data, "Contents/header.xml"), part(data, "Contents/section0.xml")
    styles = dict(re.findall(r'<hh:style id="(\d+)"[^>]*name="(개요 \d)"', head))
    used = [styles[number] for number in re.findall(r'styleIDRef="(\d+)"', section) if number in styles]
    assert used == ["개요 1", "개요 2", "개요 3"]


@pytest.mark.parametrize("orientation", Orientation)
def test_the_maker_of_the_format_and_our_own_gates_find_nothing_wrong(orientation: Orientation) -> None:
    data = write_hwpx(everything(orientation))
    assert validate_editor_open_safety(data).ok
    assert [issue for issue in validate_package(data).issues if issue.level == "error"] == []
    assert list(HwpxDocument.open(data).validate().issues) == []
    assert check_hwpx(data) == []


@pytest.mark.parametrize(
    ("orientation", "size"), [(Orientation.PORTRAIT, "WIDELY"), (Orientation.LANDSCAPE, "NARROWLY")]
)
def test_the_paper_is_a4_the_way_it_was_asked(orientation: Orientation, size: str) -> None:
    data = write_hwpx(everything(orientation))
    assert f'landscape="{size}" width="59528" height="84186"' in part(data, "Contents/section0.xml")
    width, height = re.findall(
        r'<svg[^>]*? width="([\d.]+)[^"]*" height="([\d.]+)', hwp_ingest.to_svg_pages(data)[0].decode()
    )[0]
    assert (float(width) > float(height)) == (orientation is Orientation.LANDSCAPE)


def test_an_independent_renderer_draws_title_table_running_lines_and_page_numbers() -> None:
    pages = [drawn(page) for page in hwp_ingest.to_svg_pages(write_hwpx(everything()))]
    assert len(pages) == 2
    for number, page in enumerate(pages, start=1):
        assert "배움길시머리말" in page
        assert "교육-123꼬리말" in page
        assert f"-{number}-" in page
    assert "2026년도교육훈련계획" in pages[0]
    assert "4,500" in pages[0]
    assert "12월" in pages[1]


def test_without_running_lines_there_are_none() -> None:
    section = part(write_hwpx(Document("제목", (), has_page_numbers=False)), "Contents/section0.xml")
    assert not re.search(r"<hp:(?:header|footer|pageNum)\b", section)


def test_a_long_table_goes_over_pages_and_repeats_its_head() -> None:
    data = write_hwpx(long_table())
    assert tables(data) == [expected(long_table().body[0])]  # type: ignore[arg-type]
    section = part(data, "Contents/section0.xml")
    assert 'repeatHeader="1"' in section
    assert len(re.findall(r'<hp:tc name="" header="1"', section)) == 10
    assert len(hwp_ingest.to_svg_pages(data)) > 5


def test_rows_have_room_for_their_text() -> None:
    long = "아주 긴 설명이 좁은 칸에 들어가면 여러 줄이 된다. " * 4
    section = part(
        write_hwpx(Document("제목", (Table(((Cell(long), Cell("짧음")),), (1, 9)),))), "Contents/section0.xml"
    )
    (height,) = re.findall(r'<hp:sz width="\d+" widthRelTo="ABSOLUTE" height="(\d+)"', section)
    assert int(height) > 10 * 1235


def test_properties_say_whose_paper_it_is() -> None:
    about = whole(write_hwpx(everything()))["metadata"]
    assert (about["title"], about["author"]) == ("2026년도 교육훈련계획", "교육팀")
    assert "synthetic" not in part(write_hwpx(everything()), "Contents/content.hpf")


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert write_hwpx(everything()) == write_hwpx(everything())


def test_shades_are_those_of_the_tree() -> None:
    head = part(write_hwpx(everything()), "Contents/header.xml")
    assert set(re.findall(r'faceColor="(#\w+)"', head)) == {"#E3E9F1", "#F3F1E4", "#D5D5D5"}


WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=8)
VALUES = st.one_of(WORDS, st.integers(-(10**9), 10**9), st.none())


@st.composite
def tables_with_merges(draw: st.DrawFn) -> Table:
    """Random tables whose cells reach over random free places."""
    height, width = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    taken: set[tuple[int, int]] = set()
    rows = []
    for row in range(height):
        cells = []
        for column in range(width):
            if (row, column) in taken:
                continue
            free = 1
            while column + free < width and (row, column + free) not in taken:
                free += 1
            across, down = draw(st.integers(1, free)), draw(st.integers(1, height - row))
            taken |= {(row + below, column + beside) for below in range(down) for beside in range(across)}
            cells.append(Cell(draw(VALUES), rows=down, columns=across))
        rows.append(tuple(cells))
    return Table(tuple(rows), (1.0,) * width)


@settings(max_examples=25, deadline=None)
@given(tables_with_merges(), st.lists(st.tuples(WORDS, st.integers(1, 4)), max_size=5))
def test_any_table_and_text_come_back_equal(table: Table, items: list[tuple[str, int]]) -> None:
    data = write_hwpx(Document("제목", (*(Item(f"글{text}", level) for text, level in items), table, Paragraph("뒤"))))
    assert tables(data) == [expected(table)]
    read = paragraphs(data)
    assert (read[0], read[-1]) == ("제목", "뒤")
    assert [line.rpartition("글" + text)[1] for line, (text, _) in zip(read[1:-1], items, strict=True)] == [
        "글" + text for text, _ in items
    ]


def test_korean_words_stay_whole_at_the_end_of_a_line() -> None:
    text = "신규 임용자와 선배 공무원이 함께 배우는 과정"
    page = hwp_ingest.to_svg_pages(write_hwpx(Document("제목", (Table(((Cell(text), Cell(None)),), (1, 4)),))))[
        0
    ].decode()
    lines: dict[str, str] = {}
    for height, sign in re.findall(r'<text[^>]*? y="([\d.]+)"[^>]*>([^<]*)</text>', page):
        lines[height] = lines.get(height, "") + sign
    found = [line for line in lines.values() if line and line in text.replace(" ", "")]
    assert found == ["신규임용자와선배", "공무원이함께", "배우는과정"]
