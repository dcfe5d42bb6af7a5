"""What Django lets pass in silence when it renders a template."""

import re
from pathlib import Path

from baeumgil.doors import web

TEMPLATES = Path(web.__file__ or "").parent / "templates"


def test_an_address_is_used_in_the_block_that_names_it() -> None:
    """A name given in one block is unknown in the next: a link with it would lead to the page it stands on."""
    lost = []
    for path in sorted(TEMPLATES.rglob("*.html")):
        blocks = re.findall(r"{% block (\w+) %}(.*?){% endblock %}", path.read_text(encoding="utf-8"), re.DOTALL)
        named = {name: set(re.findall(r" as (\w+_url)\b", body)) for name, body in blocks}
        anywhere: set[str] = set().union(*named.values())
        for name, body in blocks:
            used = set(re.findall(r"\b(\w+_url)\b", body)) & anywhere
            lost += [(path.name, name, word) for word in sorted(used - named[name])]
    assert lost == []
