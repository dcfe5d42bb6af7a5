from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baeumgil.doors.cli.options import DAY
from baeumgil.doors.cli.output import cell, padded, plain, table, width
from baeumgil.stages.people.terms import PersonKind


def test_hangul_takes_two_columns() -> None:
    assert width("김하늘 ab") == 9


def test_a_table_with_hangul_aligns() -> None:
    lines = table(["성명", "수"], [("김하늘", 5), ("이솔", 1200)]).splitlines()
    assert lines == ["성명       수", "------  -----", "김하늘      5", "이솔    1,200"]


@given(st.text(st.characters(categories=["Lo", "Ll", "Nd"]), max_size=12), st.integers(0, 30))
def test_padding_reaches_the_width_and_never_cuts(text: str, columns: int) -> None:
    assert width(padded(text, columns)) == max(columns, width(text))


def test_days_show_in_the_official_form() -> None:
    assert cell(date(2026, 3, 10)) == "2026. 3. 10.(화)"


def test_plain_values_are_json() -> None:
    document = plain({PersonKind.OFFICIAL: (date(2026, 3, 10), None, True, 3)})
    assert document == {"official": ["2026-03-10", None, True, 3]}


@pytest.mark.parametrize("text", ["2026-03-10", "2026. 3. 10.", "20260310", "2026.3.10"])
def test_days_are_read_in_every_usual_form(text: str) -> None:
    assert DAY.convert(text, None, None) == date(2026, 3, 10)
