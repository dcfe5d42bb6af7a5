"""Styles that no page shows until it is narrow."""

import re
from pathlib import Path

from baeumgil.doors import web

COMPONENTS = Path(web.__file__ or "").parent / "static" / "css" / "components.css"


def test_what_scrolls_sideways_keeps_words_for_the_ear_within_itself() -> None:
    """Such words are placed absolutely: in a frame that is no place of its own they would widen the page."""
    rules = re.findall(
        r"^(\.[\w-]+) \{([^}]*overflow-x: auto[^}]*)\}", COMPONENTS.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert {name for name, _said in rules} >= {".bg-table-frame", ".bg-tabs"}
    assert [name for name, said in rules if "position: relative" not in said] == []
