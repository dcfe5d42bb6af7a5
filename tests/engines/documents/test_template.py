import io
import zipfile
from functools import cache

import hwp_ingest
import pytest
from hwpx.document import HwpxDocument
from hwpx.tools.package_validator import validate_editor_open_safety
from hypothesis import given, settings
from hypothesis import strategies as st

from baeumgil.engines.documents.flow import grid_of
from baeumgil.engines.documents.gates import check_hwpx
from baeumgil.engines.documents.hwpx import write_hwpx
from baeumgil.engines.documents.template import fill, places_of
from baeumgil.engines.documents.tree import Cell, Document, Paragraph, Table
from tests.engines.documents.forms import parts, with_part
from tests.engines.documents.papers import head, summary
from tests.engines.documents.reading import paragraphs, tables

SECTION = "Contents/section0.xml"


@cache
def form() -> bytes:
    table = Table(((head("이름"), Cell("{{이름}}")), (Cell("{{ 표 }}"), Cell(""))), (1, 3))
    return write_hwpx(Document("{{제목}} 알림", (Paragraph("{{인사}} 안녕, {{이름}}"), Paragraph("{{표}}"), table)))


VALUES: dict[str, str | Table] = {"제목": "가<&>", "인사": "하나\n둘", "이름": "홍", "표": summary()}


def test_places_are_named_once_in_reading_order() -> None:
    assert places_of(form()) == ("제목", "인사", "이름", "표")
    assert places_of(write_hwpx(Document("제목", ()))) == ()


def test_values_stand_where_the_places_were() -> None:
    data = fill(form(), VALUES)
    assert places_of(data) == ()
    assert paragraphs(data)[:2] == ["가<&> 알림", "하나둘 안녕, 홍"]
    assert b"<hp:t>\xed\x95\x98\xeb\x82\x98<hp:lineBreak/>" in parts(data)[SECTION]


def test_a_table_comes_in_with_all_its_cells() -> None:
    grid = grid_of(summary())
    wanted = [[(p.text, p.rows, p.columns) for p in grid.places if p.row == row] for row in range(grid.height)]
    assert tables(fill(form(), VALUES))[0] == wanted


def test_a_filled_form_opens_and_is_drawn() -> None:
    data = fill(form(), VALUES)
    assert validate_editor_open_safety(data).ok
    assert list(HwpxDocument.open(data).validate().issues) == []
    assert check_hwpx(data) == []
    page = hwp_ingest.to_svg_pages(data)[0].decode()
    assert "4,500" in page.replace("</text>", "").replace("\n", "") or ">4<" in page


def test_every_other_part_stays_byte_for_byte() -> None:
    before, after = parts(form()), parts(fill(form(), {**VALUES, "표": "글"}))
    assert list(before) == list(after)
    assert {name for name, content in before.items() if after[name] != content} == {SECTION}
    with zipfile.ZipFile(io.BytesIO(fill(form(), VALUES))) as archive:
        first = archive.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)


def test_every_place_without_a_value_is_named() -> None:
    with pytest.raises(ValueError, match="제목, 이름, 표"):
        fill(form(), {"인사": "말"})


def test_values_without_a_place_are_left_aside() -> None:
    assert fill(form(), {**VALUES, "다른 이름": "값"}) == fill(form(), VALUES)


def test_a_place_cut_into_runs_is_found() -> None:
    section = parts(form())[SECTION].decode()
    cut = section.replace("{{인사}}", '{</hp:t></hp:run><hp:run charPrIDRef="0"><hp:t>{인</hp:t><hp:t>사}} 끝}')
    data = with_part(form(), SECTION, cut.encode())
    assert places_of(data) == places_of(form())
    assert paragraphs(fill(data, {**VALUES, "인사": "말"}))[1] == "말 끝} 안녕, 홍"


def test_a_value_that_looks_like_a_place_is_not_filled_again() -> None:
    data = fill(form(), {**VALUES, "인사": "{{이름}}"})
    assert paragraphs(data)[1] == "{{이름}} 안녕, 홍"


def test_the_first_paragraph_keeps_the_page_settings_when_a_table_comes() -> None:
    data = fill(write_hwpx(Document("{{표}}", (Paragraph("뒤"),))), {"표": summary()})
    assert b"<hp:secPr" in parts(data)[SECTION]
    assert len(tables(data)) == 1
    assert paragraphs(data)[-1] == "뒤"


@settings(max_examples=20, deadline=None)
@given(
    st.text(
        st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp", "Cf", "Co", "Cn")), min_size=1
    )
)
def test_any_text_comes_back_equal(text: str) -> None:
    assert paragraphs(fill(form(), {**VALUES, "인사": text}))[1] == f"{text} 안녕, 홍"
