"""Whatever a stage tells somebody leads to a page that exists."""

import ast
from collections.abc import Iterator
from pathlib import Path

import baeumgil
from baeumgil.doors.web.people.notice_links import address_of_link

STAGES = Path(baeumgil.__file__).parent / "stages"


def _links(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "link":
            yield from _texts(node.value, names)


def _texts(node: ast.expr, names: dict[str, ast.expr]) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(text)) if text:
            yield text
        case ast.JoinedStr(values=parts):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "7" for part in parts)
        case ast.IfExp(body=one, orelse=other):
            yield from _texts(one, names)
            yield from _texts(other, names)
        case ast.Name(id=name) if name in names:
            yield from _texts(names[name], {})
        case _:
            pass


def test_every_notice_leads_to_a_page() -> None:
    links = {link for path in sorted(STAGES.rglob("*.py")) for link in _links(path)}
    assert links
    assert sorted(link for link in links if not address_of_link(link)) == []
