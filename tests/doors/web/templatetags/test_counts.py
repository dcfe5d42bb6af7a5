"""A number and its unit stand as each language writes them."""

import re
from pathlib import Path

from baeumgil.doors import web
from baeumgil.doors.web.templatetags.counts import counted

GLUED = re.compile(r"\}\}\{% translate \"[^\"]{1,2}\" %\}")


def test_a_unit_of_latin_letters_stands_apart_from_its_number() -> None:
    assert counted("1,079", "명") == "1,079명"
    assert counted("1,079", "people") == "1,079 people"
    assert counted(3, "%") == "3%"


def test_no_page_glues_a_translated_unit_to_a_number() -> None:
    templates = sorted((Path(web.__file__).parent / "templates").rglob("*.html"))
    assert [page.name for page in templates if GLUED.search(page.read_text(encoding="utf-8"))] == []
