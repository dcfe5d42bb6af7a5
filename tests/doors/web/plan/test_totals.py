"""Totals in the language of the screen."""

from django.utils.translation import override

from baeumgil.doors.web.plan.totals import tables
from baeumgil.stages.plan.rules.totals import totals_of
from tests.stages.plan.documents.golden import BOOK

OUR_OWN = ("delivery", "legal", "kind", "target")


def test_what_we_name_is_said_in_english_and_what_a_city_names_is_not() -> None:
    totals = totals_of(BOOK)
    korean = {table.code: [row.label for row in table.rows] for table in tables(totals)}
    with override("en"):
        english = {table.code: [row.label for row in table.rows] for table in tables(totals)}
    assert (korean["delivery"], english["delivery"]) == (["집합", "e-러닝"], ["Class", "E-learning"])
    for code in OUR_OWN:
        assert all(label.isascii() for label in english[code])
    assert {code: rows for code, rows in english.items() if code not in OUR_OWN} == {
        code: rows for code, rows in korean.items() if code not in OUR_OWN
    }
