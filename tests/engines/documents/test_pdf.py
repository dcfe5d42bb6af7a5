from pathlib import Path

import pytest

from baeumgil.engines.documents.fonts import PREPARED, FontsMissing
from baeumgil.engines.documents.pdf import breakable, write_pdf
from baeumgil.engines.documents.tree import Cell, Document, Orientation, Paragraph, Table
from tests.engines.documents.papers import everything, long_table
from tests.engines.documents.pdf_text import bookmarks_of, lines_of, pages_of, text_of


def test_every_word_is_in_the_pdf_also_rare_syllables() -> None:
    text = text_of(write_pdf(everything(), fonts=PREPARED))
    for words in (
        "2026년도 교육훈련계획",
        "Ⅰ. 추진 배경",
        "교육 & 훈련 계획을 쀍 수립함.",
        "가. 직무 전문성 강화",
        "(단위: 명)",
        "△1,234",
        "□ 주요 내용",
        "※ 참고 사항",
        "붙임  1. 교육훈련계획 1부.2. 대상자 명단 1부.  끝.",
    ):
        assert words in text


def test_every_page_has_header_footer_and_its_number() -> None:
    data = write_pdf(everything(), fonts=PREPARED)
    text = text_of(data)
    assert pages_of(data) == 2
    assert [text.count(words) for words in ("배움길시 머리말", "교육-123 꼬리말", "- 1 -", "- 2 -")] == [2, 2, 1, 1]


def test_headings_are_bookmarks() -> None:
    assert sorted(bookmarks_of(write_pdf(everything(), fonts=PREPARED))) == ["1. 세부 계획", "Ⅰ. 추진 배경", "달력"]


def test_the_pdf_is_tagged_and_says_its_language_and_title() -> None:
    data = write_pdf(everything(), fonts=PREPARED)
    for mark in (b"/StructTreeRoot", b"/Lang(ko-KR)", b"pdfuaid:part", b"/DisplayDocTitle true"):
        assert mark in data


@pytest.mark.parametrize(
    ("orientation", "box"),
    [
        (Orientation.PORTRAIT, b"MediaBox[0 0 595.2756 841.8898]"),
        (Orientation.LANDSCAPE, b"MediaBox[0 0 841.8898 595.2756]"),
    ],
)
def test_the_paper_is_a4_the_way_it_was_asked(orientation: Orientation, box: bytes) -> None:
    assert box in write_pdf(everything(orientation), fonts=PREPARED)


def test_a_long_table_goes_over_pages_with_its_head_on_each() -> None:
    data = write_pdf(long_table(), fonts=PREPARED)
    text = text_of(data)
    assert pages_of(data) > 5
    assert text.count("기당 인원") == pages_of(data)
    assert all(f"실무 과정 {number}" in text.replace("\u200b", "") for number in (1, 120, 239))
    assert "28,680" in text


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert write_pdf(everything(), fonts=PREPARED) == write_pdf(everything(), fonts=PREPARED)


def test_text_that_looks_like_markup_stays_text() -> None:
    words = "#panic() *별* $x$ <a> @b // c"
    table = Table(((Cell("#eval(1)"),),), (1,))
    text = text_of(write_pdf(Document("= 제목", (Paragraph(words), table)), fonts=PREPARED))
    assert words in text
    assert "= 제목" in text
    assert "#eval(1)" in text


def test_an_empty_paper_is_a_page() -> None:
    assert pages_of(write_pdf(Document("제목", ()), fonts=PREPARED)) == 1


def test_without_typefaces_the_way_out_is_said(tmp_path: Path) -> None:
    with pytest.raises(FontsMissing, match="make setup"):
        write_pdf(Document("제목", ()), fonts=tmp_path)


def test_a_word_wider_than_its_column_may_break_and_others_stay() -> None:
    assert breakable("짧은 말\nabcdefgh", 6) == "짧은 말\na\u200bb\u200bc\u200bd\u200be\u200bf\u200bg\u200bh"


def test_a_word_wider_than_its_column_breaks_after_a_joint_first() -> None:
    assert breakable("위탁·외부기관", 10) == "위탁·\u200b외부기관"
    assert breakable("①28.~4.3.", 7) == "①28.~\u200b4.3."
    assert breakable("(가나다라마)", 6) == "\u200b".join("(가나다라마)")


TEXT = "교육훈련계획은 부서가 요청한 과정과 직원이 바라는 과정을 함께 살펴 다음 해에 열 과정과 인원을 정하는 문서이다."


@pytest.mark.parametrize("words", range(1, 12))
def test_korean_lines_end_with_a_word(words: int) -> None:
    text = " ".join(TEXT.split()[:words]) + " " + TEXT
    table = Table(((Cell(text), Cell("비고")),), (1, 3))
    lines = lines_of(write_pdf(Document(text, (Paragraph(text), table), has_page_numbers=False), fonts=PREPARED))
    said = {word for line in lines for word in line.split()}
    assert len(lines) > 10
    assert said == {*text.split(), "비고"}
