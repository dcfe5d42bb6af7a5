"""A paper as HWPX. The only module that knows `python-hwpx`, whose names change from release to release."""

import io
from datetime import date
from xml.sax.saxutils import escape

from lxml import etree

from baeumgil.engines.documents.flow import Grid, Line, flow, heads_of
from baeumgil.engines.documents.hwpx_looks import PARAGRAPH, Looks, add_looks, name_styles
from baeumgil.engines.documents.hwpx_markup import Markup, text_markup
from baeumgil.engines.documents.tree import Document, Orientation
from baeumgil.engines.documents.writing import clean

PAPER_WIDTH, PAPER_HEIGHT = 59528, 84186
SIDE, TOP, BOTTOM, RUNNING = 5669, 4252, 4252, 2835
"""Margins in HWP units: 20 mm at the sides, 15 mm above and below, 10 mm for what runs on every page."""
_PREVIEW = 1000
_OPF = "http://www.idpf.org/2007/opf/"
_HEAD_PART, _SECTION_PART, _LIST_PART = "Contents/header.xml", "Contents/section0.xml", "Contents/content.hpf"


def write_hwpx(document: Document) -> bytes:
    """The paper in the open format of the Korean word processor (KS X 6101).

    The library lays the package out and refuses to hand on what the word processor would not open.
    """
    # Loading it takes a second, which only those who write papers should wait for.
    from hwpx.opc.package import HwpxPackage
    from hwpx.templates import blank_document_bytes

    package = HwpxPackage.open(io.BytesIO(blank_document_bytes()))
    head = _parsed(package.get_part(_HEAD_PART))
    looks = add_looks(head)
    styles = name_styles(head, looks)
    package.set_part(_HEAD_PART, _bytes(head))
    package.set_part(_SECTION_PART, _section(package.get_part(_SECTION_PART), document, looks, styles))
    package.set_part(_LIST_PART, _properties(package.get_part(_LIST_PART), document))
    package.set_part("Preview/PrvText.txt", _preview(document))
    written = package.save(None)
    if not isinstance(written, bytes):
        raise TypeError("bytes were asked for")
    return written


def room_of(orientation: Orientation) -> int:
    """How wide the text stands between the margins."""
    return (PAPER_WIDTH if orientation is Orientation.PORTRAIT else PAPER_HEIGHT) - 2 * SIDE


def _section(blank: bytes, document: Document, looks: Looks, styles: dict[str, int]) -> bytes:
    """The blank section with our page, running lines and body."""
    root = _parsed(blank)
    first = root[0]
    _set_page(first, document, looks)
    markup = Markup(looks, room_of(document.orientation), styles)
    title, *others = heads_of(document)
    for extra in first[1:]:
        first.remove(extra)
    first.set("paraPrIDRef", str(looks.shapes["title"]))
    texts = f'<hp:run charPrIDRef="{looks.faces["title"]}">{text_markup(title.text)}</hp:run>'
    # What runs on every page comes after the title: readers that stop at it still see the title.
    first.extend(_elements(texts + _controls(document, markup, looks), root.nsmap))
    body = "".join(markup.line(line) for line in others) + markup.pieces(flow(document))
    root.extend(_elements(body, root.nsmap))
    return _bytes(root)


def _set_page(first: etree._Element, document: Document, looks: Looks) -> None:
    """A4 and its margins. The format calls upright paper WIDELY and lying paper NARROWLY."""
    (section,) = first.iter(f"{{{PARAGRAPH}}}secPr")
    section.set("outlineShapeIDRef", str(looks.outline))
    (page,) = section.iter(f"{{{PARAGRAPH}}}pagePr")
    page.set("landscape", "WIDELY" if document.orientation is Orientation.PORTRAIT else "NARROWLY")
    (margin,) = page.iter(f"{{{PARAGRAPH}}}margin")
    for name, value in (
        ("left", SIDE),
        ("right", SIDE),
        ("top", TOP),
        ("bottom", BOTTOM),
        ("header", RUNNING),
        ("footer", RUNNING),
    ):
        margin.set(name, str(value))


def _controls(document: Document, markup: Markup, looks: Looks) -> str:
    """Header, footer and page number. A number inside the footer is not drawn by every reader; this control is."""
    controls = []
    width = room_of(document.orientation)
    for number, (name, text, align) in enumerate(
        (("header", document.header, "BOTTOM"), ("footer", document.footer, "TOP")), start=1
    ):
        if text:
            controls.append(
                f'<hp:ctrl><hp:{name} id="{number}" applyPageType="BOTH"><hp:subList id="" '
                f'textDirection="HORIZONTAL" lineWrap="BREAK" vertAlign="{align}" linkListIDRef="0" '
                f'linkListNextIDRef="0" textWidth="{width}" textHeight="{RUNNING}" hasTextRef="0" hasNumRef="0">'
                f"{markup.paragraph(clean(text), 'running', 'running')}</hp:subList></hp:{name}></hp:ctrl>"
            )
    if document.has_page_numbers:
        controls.append('<hp:ctrl><hp:pageNum pos="BOTTOM_CENTER" formatType="DIGIT" sideChar="-"/></hp:ctrl>')
    return f'<hp:run charPrIDRef="{looks.faces["running"]}">{"".join(controls)}</hp:run>' if controls else ""


def _properties(listing: bytes, document: Document) -> bytes:
    """Title, author, subject, words and day; nothing of the blank file's own."""
    root = _parsed(listing)
    (about,) = root.iter(f"{{{_OPF}}}metadata")
    day = document.made_on or date(1970, 1, 1)
    values = {
        "creator": document.author,
        "lastsaveby": document.author,
        "subject": document.subject,
        "description": "",
        "keyword": ", ".join(document.keywords),
        "CreatedDate": f"{day.isoformat()}T00:00:00Z",
        "ModifiedDate": f"{day.isoformat()}T00:00:00Z",
        "date": f"{day.year}년 {day.month}월 {day.day}일",
    }
    for element in about:
        name = element.get("name")
        if element.tag == f"{{{_OPF}}}title":
            element.text = clean(document.title)
        elif name in values:
            element.text = clean(values[name]) or None
    return _bytes(root)


def _preview(document: Document) -> str:
    """The first words, which file managers show."""
    lines = [line.whole for line in heads_of(document)]
    for piece in flow(document):
        if isinstance(piece, Line):
            lines.append(piece.whole)
        elif isinstance(piece, Grid):
            lines.append(" ".join(f"<{place.text}>" for place in piece.places))
        if sum(map(len, lines)) > _PREVIEW:
            break
    return "\r\n".join(lines)[:_PREVIEW]


def _elements(markup: str, names: dict[str | None, str]) -> list[etree._Element]:
    """Markup of ours as elements of the same names as the section around it."""
    declared = " ".join(f'xmlns:{prefix}="{escape(address)}"' for prefix, address in names.items())
    return list(etree.fromstring(f"<hp:list {declared}>{markup}</hp:list>", _parser()))


def _parsed(data: bytes) -> etree._Element:
    return etree.fromstring(data, _parser())


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)


def _bytes(root: etree._Element) -> bytes:
    written: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return written
