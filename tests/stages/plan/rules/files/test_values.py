from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baeumgil.core.glossary import label
from baeumgil.core.said import Said
from baeumgil.engines.sheets.table import Cell
from baeumgil.engines.sheets.writing import export_cell
from baeumgil.stages.plan.rules.files.columns import HEADINGS, FileField
from baeumgil.stages.plan.rules.files.values import MORE_WORDS, TERMS, Wrong, reader_of

F = FileField


def read(field: FileField, cell: Cell, heading: str = "") -> object:
    return reader_of(field, heading or HEADINGS[field][0], 1900)(cell)


@pytest.mark.parametrize(
    ("field", "cell", "value"),
    [
        (F.CODE, " g25 - 001 ", "g25-001"),
        (F.CODE, 12.0, "12"),
        (F.NAME, "'=엑셀", "=엑셀"),
        (F.NAME, "'90년대", "'90년대"),
        (F.NAME, None, None),
        (F.SESSIONS, "3기", 3),
        (F.SEATS, "1,400명", 1400),
        (F.NUMBER, "제2기", 2),
        (F.NUMBER, 22, 22),
        (F.MONTH, "9월", 9),
        (F.YEAR, "2025년", 2025),
        (F.OVERALL, "4.56점", 4560),
        (F.OVERALL, 4.56, 4560),
        (F.IS_NEW, "○", True),
        (F.IS_NEW, 0, False),
        (F.IS_NEW, True, True),
        (F.STARTS_ON, "2025. 3. 4.(화)", date(2025, 3, 4)),
        (F.PERIOD, "2025.3.4.~3.21.", (date(2025, 3, 4), date(2025, 3, 21))),
        (F.ANCESTORS, "A+B, C", ("A", "B", "C")),
        (F.OTHER_NAMES, "가, 나 과정 | 다+라 과정", ("가, 나 과정", "다+라 과정")),
        (F.IMPROVEMENTS, "교과 개편, 인원확대", ("content", "enlarged")),
        (F.MODE, "대면", "classroom"),
        (F.MODE, "e-러닝", "e_learning"),
        (F.VERB, "폐강", "abolished"),
        (F.BUDGET, "1,200,000원", 1_200_000),
    ],
)
def test_cells_are_what_they_mean(field: FileField, cell: Cell, value: object) -> None:
    assert read(field, cell) == value


@pytest.mark.parametrize(
    ("field", "cell", "code"),
    [
        (F.SEATS, -5, "negative"),
        (F.SEATS, "△5", "negative"),
        (F.SEATS, 1.5, "number_range"),
        (F.SEATS, "많음", "number_wrong"),
        (F.SEATS_PER_SESSION, 0, "number_range"),
        (F.NUMBER, "첫", "number_wrong"),
        (F.MONTH, 13, "number_range"),
        (F.OVERALL, 101, "points_range"),
        (F.OVERALL, "좋음", "number_wrong"),
        (F.IS_NEW, "글쎄", "flag_unknown"),
        (F.STARTS_ON, "25.3.4", "date_two_digit_year"),
        (F.PERIOD, "봄", "date_unreadable"),
        (F.VERB, "마술", "unknown_word"),
        (F.IMPROVEMENTS, "마술", "unknown_word"),
        (F.TOTAL_MINUTES, "오래", "minutes_wrong"),
        (F.TOTAL_MINUTES, -1, "minutes_range"),
        (F.NAME, "가" * 201, "too_long"),
    ],
)
def test_what_cannot_be_is_refused_without_repeating_it(field: FileField, cell: Cell, code: str) -> None:
    found = read(field, cell)
    assert isinstance(found, Wrong)
    assert found.code == code
    assert str(cell) not in found.message or cell == 0
    assert found.remedy or field is F.PERIOD
    assert isinstance(found.message, Said)
    assert isinstance(found.remedy, Said)
    assert found.remedy.english.endswith(".")


@pytest.mark.parametrize(
    ("heading", "cell", "minutes"),
    [("인정시간(분)", 98, 98), ("인정시간", 1.63, 98), ("인정시간", "2시간", 120), ("인정시간", "90분", 90)],
)
def test_the_heading_or_the_cell_says_the_unit(heading: str, cell: Cell, minutes: int) -> None:
    assert read(F.RECOGNISED_MINUTES, cell, heading) == minutes


@pytest.mark.parametrize("field", list(TERMS))
def test_every_term_is_read_by_its_label_and_its_code(field: FileField) -> None:
    for term in TERMS[field]:
        wanted = (term.value,) if field is F.IMPROVEMENTS else term.value
        assert read(field, label(term)) == wanted
        assert read(field, term.value) == wanted
    for word, term in MORE_WORDS.get(field, {}).items():
        assert read(field, word) == term.value


@given(st.text(max_size=40))
def test_text_that_went_out_comes_back(text: str) -> None:
    plain = read(F.NAME, text)
    if isinstance(plain, str):
        assert read(F.NAME, export_cell(plain)) == plain


@pytest.mark.parametrize("field", list(F))
@given(
    cell=st.one_of(
        st.none(), st.text(max_size=20), st.integers(-(10**9), 10**9), st.floats(), st.dates(), st.booleans()
    )
)
def test_no_cell_breaks_a_reader(field: FileField, cell: Cell) -> None:
    read(field, cell)
