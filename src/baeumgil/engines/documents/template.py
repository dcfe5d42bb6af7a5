"""A city's own HWPX, with places `{{이름}}` to be filled.

Every part without a place stays as it is, byte for byte. The word processor may have cut a place into several runs;
it is found all the same, and takes the looks of its first sign.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from baeumgil.engines.documents.flow import grid_of
from baeumgil.engines.documents.hwpx_looks import PARAGRAPH, Looks, add_looks
from baeumgil.engines.documents.hwpx_markup import Markup
from baeumgil.engines.documents.package import Package
from baeumgil.engines.documents.tree import Table
from baeumgil.engines.documents.writing import clean

_PART = re.compile(r"Contents/(?:section|masterpage)\d+\.xml")
_HEAD_PART = "Contents/header.xml"
_PLACE = re.compile(r"\{\{\s*([^{}\r\n]{1,80}?)\s*\}\}")
_DEFAULT_WIDTH = 42520
_LINE = 1800


def _tag(name: str) -> str:
    return f"{{{PARAGRAPH}}}{name}"


@dataclass(slots=True)
class _Piece:
    """A stretch of a paragraph's text: in an element or behind it."""

    holder: etree._Element
    is_tail: bool
    text: str


def places_of(data: bytes) -> tuple[str, ...]:
    """The names of the places, each once, in reading order. Raises `PackageBroken` when the file cannot be opened."""
    found: dict[str, None] = {}
    for _, root in _parts(Package(data)):
        for paragraph in root.iter(_tag("p")):
            text = "".join(piece.text for piece in _pieces(paragraph))
            found.update(dict.fromkeys(match[1] for match in _PLACE.finditer(text)))
    return tuple(found)


def fill(data: bytes, values: Mapping[str, str | Table]) -> bytes:
    """The same file with its places filled. Raises ValueError that names every place without a value.

    A table takes the room of the paragraph its place stands in; what else that paragraph says stays before it.
    """
    missing = [name for name in places_of(data) if name not in values]
    if missing:
        raise ValueError(f"no value for {', '.join(missing)}")
    package = Package(data)
    changed: dict[str, bytes] = {}
    filler = _Filler(package, values)
    for name, root in _parts(package):
        if filler.fill(root):
            changed[name] = _bytes(root)
    if filler.head is not None:
        changed[_HEAD_PART] = _bytes(filler.head)
    return package.written_with(changed)


class _Filler:
    """Fills the paragraphs of one file; our looks enter its head when the first table does."""

    def __init__(self, package: Package, values: Mapping[str, str | Table]) -> None:
        self._package = package
        self._values = values
        self._looks: Looks | None = None
        self._tables = 0
        self.head: etree._Element | None = None

    def fill(self, root: etree._Element) -> bool:
        """Whether anything in this part changed."""
        changed = False
        width = _width_of(root)
        for paragraph in list(root.iter(_tag("p"))):
            pieces = _pieces(paragraph)
            matches = list(_PLACE.finditer("".join(piece.text for piece in pieces)))
            if not matches:
                continue
            changed = True
            tables: list[Table] = []
            for match in reversed(matches):
                value = self._values[match[1]]
                _replace(pieces, match.start(), match.end(), "" if isinstance(value, Table) else clean(value))
                if isinstance(value, Table):
                    tables.insert(0, value)
            for piece in pieces:
                _put(piece)
            _forget_layout(paragraph)
            if tables:
                self._set_tables(paragraph, tables, _cell_width(paragraph) or width)
        return changed

    def _set_tables(self, paragraph: etree._Element, tables: list[Table], width: int) -> None:
        """Tables as paragraphs of their own, instead of the one with the place when it says nothing else."""
        markup = Markup(self._known_looks(), width, {}, first_table=self._tables + 1)
        self._tables += len(tables)
        written = "".join(markup.grid(grid_of(table)) for table in tables)
        fresh = etree.fromstring(f'<hp:list xmlns:hp="{PARAGRAPH}">{written}</hp:list>', _parser())
        _make_room(paragraph, fresh)
        parent = paragraph.getparent()
        place = parent.index(paragraph) + 1
        for number, element in enumerate(list(fresh)):
            parent.insert(place + number, element)
        if _says_nothing(paragraph):
            parent.remove(paragraph)

    def _known_looks(self) -> Looks:
        if self._looks is None:
            self.head = etree.fromstring(self._package.read(_HEAD_PART), _parser())
            self._looks = add_looks(self.head)
        return self._looks


def _parts(package: Package) -> Iterator[tuple[str, etree._Element]]:
    """Parts with text, in order."""
    names = [entry.name for entry in package.entries if _PART.fullmatch(entry.name)]
    for name in sorted(names, key=lambda name: (len(name), name)):
        yield name, etree.fromstring(package.read(name), _parser())


def _pieces(paragraph: etree._Element) -> list[_Piece]:
    """The paragraph's own text in order, not that of tables and notes inside it."""
    pieces = []
    for run in paragraph.findall(_tag("run")):
        for text in run.findall(_tag("t")):
            pieces.append(_Piece(text, is_tail=False, text=text.text or ""))
            pieces.extend(_Piece(inner, is_tail=True, text=inner.tail or "") for inner in text)
    return pieces


def _replace(pieces: list[_Piece], start: int, end: int, value: str) -> None:
    """Put a value where a place was: into the piece it begins in, and take the rest of it out of the others."""
    gone = 0
    for piece in pieces:
        first, last = max(start - gone, 0), min(end - gone, len(piece.text))
        gone += len(piece.text)
        if first < last:
            piece.text = f"{piece.text[:first]}{value}{piece.text[last:]}"
            value = ""


def _put(piece: _Piece) -> None:
    """Write a stretch back; its line ends become breaks."""
    first, *others = piece.text.split("\n")
    if piece.is_tail:
        piece.holder.tail = first
        parent, place = piece.holder.getparent(), piece.holder.getparent().index(piece.holder) + 1
    else:
        piece.holder.text = first
        parent, place = piece.holder, 0
    for number, line in enumerate(others):
        broken = etree.Element(_tag("lineBreak"))
        broken.tail = line
        parent.insert(place + number, broken)


def _forget_layout(paragraph: etree._Element) -> None:
    """The lines the word processor had counted are not true any more; it counts them anew."""
    for lines in paragraph.findall(_tag("linesegarray")):
        paragraph.remove(lines)


def _says_nothing(paragraph: etree._Element) -> bool:
    """Nothing left in it: no text, no control, no page settings, no drawing."""
    inner = [child for run in paragraph.findall(_tag("run")) for child in run]
    return all(child.tag == _tag("t") and len(child) == 0 and not (child.text or "").strip() for child in inner)


def _width_of(root: etree._Element) -> int:
    """The room between the margins of a section."""
    page = next(root.iter(_tag("pagePr")), None)
    margin = next(page.iter(_tag("margin")), None) if page is not None else None
    if page is None or margin is None:
        return _DEFAULT_WIDTH
    side = "height" if page.get("landscape") == "NARROWLY" else "width"
    room = int(page.get(side, "0")) - int(margin.get("left", "0")) - int(margin.get("right", "0"))
    return room if room > 0 else _DEFAULT_WIDTH


def _cell_width(paragraph: etree._Element) -> int:
    """The room in the cell a paragraph stands in; 0 when it stands in none."""
    cell = next(paragraph.iterancestors(_tag("tc")), None)
    size = cell.find(_tag("cellSz")) if cell is not None else None
    if size is None:
        return 0
    margin = cell.find(_tag("cellMargin")) if cell is not None else None
    sides = 0 if margin is None else int(margin.get("left", "0")) + int(margin.get("right", "0"))
    return max(int(size.get("width", "0")) - sides, 0)


def _make_room(paragraph: etree._Element, fresh: etree._Element) -> None:
    """A table inside a cell stands like a sign in its line, and the cell is made high enough to show it."""
    cell = next(paragraph.iterancestors(_tag("tc")), None)
    size = cell.find(_tag("cellSz")) if cell is not None else None
    if size is None:
        return
    needed = len(fresh) * _LINE
    for table in fresh.iter(_tag("tbl")):
        table.find(_tag("pos")).set("treatAsChar", "1")
        needed += int(table.find(_tag("sz")).get("height"))
    size.set("height", str(max(int(size.get("height", "0")), needed)))


def _parser() -> etree.XMLParser:
    """Reads nothing but the text it is given; the gates refused entities before."""
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def _bytes(root: etree._Element) -> bytes:
    written: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return written
