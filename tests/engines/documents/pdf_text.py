"""The words of a PDF as a reader finds them: through each font's own table from signs to text."""

import re
import zlib
from collections.abc import Iterator
from itertools import pairwise

_OBJECT = re.compile(rb"(?m)^(\d+) 0 obj\s(.*?)\sendobj", re.DOTALL)
_SIGNS = rb"(?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*"
_WORD = rb"\(" + _SIGNS + rb"\)|<[0-9A-Fa-f]*>"
_SHOWN = re.compile(
    rb"1 0 0 -1 [\d.]+ ([\d.]+) cm|/(f\d+) [\d.]+ Tf|\[((?:[\s\d.-]|" + _WORD + rb")*)\]\s*TJ|(" + _WORD + rb")\s*Tj",
    re.DOTALL,
)
_STRING = re.compile(rb"\((" + _SIGNS + rb")\)|<([0-9A-Fa-f]*)>", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_PLAIN = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def text_of(data: bytes) -> str:
    """All pages' text without the spaces between, in the order it is drawn."""
    objects = _objects(data)
    return "".join(_page(objects, body) for body in objects.values() if re.search(rb"/Type\s*/Page[^s]", body))


def pages_of(data: bytes) -> int:
    return sum(bool(re.search(rb"/Type\s*/Page[^s]", body)) for body in _objects(data).values())


def bookmarks_of(data: bytes) -> list[str]:
    found = re.findall(rb"/Title<(FEFF[0-9A-F]*)>/Dest", data)
    return [bytes.fromhex(title.decode()).decode("utf-16") for title in found]


def _objects(data: bytes) -> dict[int, bytes]:
    starts = [match.start() for match in re.finditer(rb"(?m)^\d+ 0 obj", data)]
    found = {}
    for start, end in pairwise([*starts, len(data)]):
        number, _, body = data[start:end].partition(b" 0 obj")
        found[int(number)] = body
    return found


def _stream(body: bytes) -> bytes:
    begin = re.search(rb"stream\r?\n", body)
    length = re.search(rb"/Length (\d+)", body)
    assert begin is not None
    assert length is not None
    packed = body[begin.end() : begin.end() + int(length[1])]
    return zlib.decompress(packed) if b"/FlateDecode" in body[: begin.start()] else packed


def lines_of(data: bytes) -> list[str]:
    """The lines of all pages: what is drawn at one height, from the first sign to the last."""
    objects = _objects(data)
    pages = [body for body in objects.values() if re.search(rb"/Type\s*/Page[^s]", body)]
    lines: list[str] = []
    for page in pages:
        height = None
        for at, words in _pieces(objects, page):
            if at != height:
                lines.append("")
            height = at
            lines[-1] += words
    return lines


def _page(objects: dict[int, bytes], page: bytes) -> str:
    return "".join(words for _height, words in _pieces(objects, page))


def _pieces(objects: dict[int, bytes], page: bytes) -> Iterator[tuple[bytes, str]]:
    """The words of a page with the height each is drawn at."""
    resources = _value(objects, page, b"Resources")
    fonts = _value(objects, resources, b"Font")
    tables = {name: _table(objects, int(number)) for name, number in re.findall(rb"/(f\d+) (\d+) 0 R", fonts)}
    contents = re.search(rb"/Contents (\d+) 0 R", page)
    assert contents is not None
    table: dict[int, str] = {}
    height = b""
    for moved, font, several, one in _SHOWN.findall(_stream(objects[int(contents[1])])):
        if moved:
            height = moved
            continue
        if font:
            table = tables[font]
            continue
        words: list[str] = []
        for literal, written in _STRING.findall(several or one):
            signs = bytes.fromhex(written.decode()) if written else _ESCAPE.sub(_unescaped, literal)
            words.extend(table.get(int.from_bytes(signs[at : at + 2], "big"), "") for at in range(0, len(signs), 2))
        yield height, "".join(words)


def _value(objects: dict[int, bytes], body: bytes, name: bytes) -> bytes:
    reference = re.search(rb"/" + name + rb" (\d+) 0 R", body)
    return objects[int(reference[1])] if reference else body


def _table(objects: dict[int, bytes], font: int) -> dict[int, str]:
    reference = re.search(rb"/ToUnicode (\d+) 0 R", objects[font])
    assert reference is not None
    pairs = re.findall(
        rb"<([0-9A-F]{4})> <([0-9A-F]+)>\n", _stream(objects[int(reference[1])]).partition(b"beginbf")[2]
    )
    return {int(sign, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for sign, text in pairs}


def _unescaped(found: re.Match[bytes]) -> bytes:
    sign = found[1]
    return bytes([int(sign, 8)]) if sign.isdigit() else _PLAIN.get(sign, sign)
