from datetime import date

import pytest

from baeumgil.engines.documents.flow import Break, Grid, Line, flow, grid_of
from baeumgil.engines.documents.tree import (
    Align,
    Attachments,
    Block,
    Bullet,
    Cell,
    Document,
    End,
    Heading,
    Item,
    PageBreak,
    Paragraph,
    Table,
)
from tests.engines.documents.papers import head, summary


def texts(*body: Block) -> list[str]:
    return [piece.whole for piece in flow(Document("제목", body)) if isinstance(piece, Line)]


def test_items_are_counted_through_a_table_and_anew_after_a_heading() -> None:
    assert texts(Item("하나"), summary(), Item("둘"), Heading("다음"), Item("셋"), Item("넷")) == [
        "1. 하나",
        "2. 둘",
        "다음",
        "1. 셋",
        "2. 넷",
    ]


def test_bullets_have_the_four_signs_and_notes_their_own() -> None:
    assert texts(*(Bullet("말", level) for level in (1, 2, 3, 4, 5)), Bullet("말", is_note=True)) == [
        "□ 말",
        "○ 말",
        "- 말",
        "ㆍ 말",
        "ㆍ 말",
        "※ 말",
    ]


def test_two_attachments_are_numbered_and_closed() -> None:
    assert texts(Attachments(("계획 1부", "명단 1부."))) == ["붙임  1. 계획 1부.", "2. 명단 1부.  끝."]


def test_one_attachment_gets_no_number() -> None:
    assert texts(Attachments(("계획 1부",), ends=False)) == ["붙임  계획 1부."]
    assert texts(Attachments(())) == []


def test_the_end_stands_one_character_after_the_last() -> None:
    assert texts(Paragraph("알립니다."), End()) == ["알립니다.  끝."]


@pytest.mark.parametrize("before", [(summary(),), (Heading("제목"),), (PageBreak(),), ()])
def test_the_end_stands_at_the_left_below_a_table_or_where_no_text_is_before(before: tuple[Block, ...]) -> None:
    pieces = flow(Document("제목", (*before, End())))
    assert pieces[-1] == Line(pieces[-1].role, "  끝.") if isinstance(pieces[-1], Line) else False
    assert len(pieces) == len(before) + 1


def test_a_page_break_stays_one() -> None:
    assert flow(Document("제목", (PageBreak(),))) == (Break(),)


def test_cells_are_written_as_paper_writes_them() -> None:
    cells = (1234567, -1234, 12.5, -0.001, float("nan"), 3.0, None, "글", date(2026, 3, 9), True)
    grid = grid_of(Table((tuple(Cell(value) for value in cells),), (1,) * len(cells)))
    assert [place.text for place in grid.places] == [
        "1,234,567",
        "△1,234",
        "12.5",
        "0",
        "",
        "3",
        "",
        "글",
        "2026. 3. 9.",
        "1",
    ]


def test_cells_stand_where_readers_look_for_them() -> None:
    row = (head("구분"), Cell(1), Cell("글"), Cell(date(2026, 1, 1)), Cell(1, align=Align.LEFT))
    assert [place.align.value for place in grid_of(Table((row,), (1,) * 5)).places] == [
        "centre",
        "right",
        "left",
        "centre",
        "left",
    ]


def test_a_text_given_for_a_number_is_what_paper_says() -> None:
    assert grid_of(Table(((Cell(2026, text="2026"),),), (1,))).places[0].text == "2026"


def test_the_head_goes_as_far_as_its_cells_reach() -> None:
    rows = ((head("가", rows=2), head("나")), (Cell("다"),), (Cell("라"), Cell("마")))
    assert grid_of(Table(rows, (1, 1), header_rows=1)).header_rows == 2


def test_rows_without_heads_do_not_repeat() -> None:
    assert grid_of(Table(((Cell("가"),), (Cell("나"),)), (1,))).header_rows == 0


def test_the_unit_is_put_in_brackets_once() -> None:
    units = [grid_of(Table(((Cell(1),),), (1,), unit=unit)).unit for unit in ("", "명", "(단위: 천원)")]
    assert units == ["", "(단위: 명)", "(단위: 천원)"]


def test_signs_no_format_can_hold_are_left_out() -> None:
    assert texts(Paragraph("가\x00나\x1f다\r\n라\ud800")) == ["가나다\n라"]


def test_cells_that_do_not_fit_together_are_refused() -> None:
    with pytest.raises(ValueError, match="missing"):
        grid_of(Table(((Cell(1),),), (1, 1)))


def test_a_row_in_which_no_cell_begins_is_left_out() -> None:
    grid = grid_of(Table(((head("가", rows=3), head("나", rows=2)), (), (Cell("다"),)), (1, 1)))
    assert [(place.row, place.rows) for place in grid.places] == [(0, 2), (0, 1), (1, 1)]
    assert (grid.height, grid.header_rows) == (2, 2)


def test_everything_of_a_table_is_in_its_grid() -> None:
    (grid,) = flow(Document("제목", (summary(),)))
    assert isinstance(grid, Grid)
    assert (grid.height, grid.header_rows, len(grid.places), sum(grid.shares)) == (5, 2, 15, 1.0)
