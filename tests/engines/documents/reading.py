"""HWPX read by a program that is not ours: texts of paragraphs, and tables with what their cells reach over."""

import json
from collections.abc import Iterator
from typing import Any

import unhwp

ReadCell = tuple[str, int, int]


def whole(data: bytes) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(unhwp.parse_bytes(data).json)
    return read


def paragraphs(data: bytes) -> list[str]:
    """Texts outside tables."""
    return [_text(block["Paragraph"]) for block in _blocks(data) if "Paragraph" in block and _text(block["Paragraph"])]


def tables(data: bytes) -> list[list[list[ReadCell]]]:
    """Each table's rows of (text, rows, columns)."""
    return [
        [
            [("\n".join(map(_text, cell["content"])), cell["rowspan"], cell["colspan"]) for cell in row["cells"]]
            for row in block["Table"]["rows"]
        ]
        for block in _blocks(data)
        if "Table" in block
    ]


def _blocks(data: bytes) -> Iterator[dict[str, Any]]:
    for section in whole(data)["sections"]:
        yield from section["content"]


def _text(paragraph: dict[str, Any]) -> str:
    return "".join(part["Text"]["text"] for part in paragraph["content"] if isinstance(part, dict) and "Text" in part)
