"""The faces, paragraph shapes and rulings our papers use, added to the head of an HWPX beside what is there.

Numbers of what is there stay as they are, so that a city's own file keeps its looks when a table of ours comes in.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lxml import etree

from baeumgil.engines.documents.tree import Align

HEAD = "http://www.hancom.co.kr/hwpml/2011/head"
CORE = "http://www.hancom.co.kr/hwpml/2011/core"
PARAGRAPH = "http://www.hancom.co.kr/hwpml/2011/paragraph"
UNIT_CHAR = "http://www.hancom.co.kr/hwpml/2016/HwpUnitChar"

SERIF, SANS = "함초롬바탕", "맑은 고딕"
BODY_SIZE = 1100
CELL_SIZE = 950
CELL_LINE = 1.3
_SCRIPTS = ("hangul", "latin", "hanja", "japanese", "other", "symbol", "user")
_OUTLINE_LEVELS = 10
_ITEM_HANG = (1.3, 1.8, 1.3, 1.8, 1.7, 2.3, 1.4, 1.4)
_BULLET_HANG = (1.5, 1.5, 1.0, 1.5)
ATTACHMENT_INDENT = 3 * BODY_SIZE

FACES: Mapping[str, tuple[int, str, bool]] = {
    "body": (BODY_SIZE, SERIF, False),
    "bold": (BODY_SIZE, SERIF, True),
    "small": (950, SERIF, False),
    "small-bold": (950, SERIF, True),
    "title": (2000, SANS, True),
    "subtitle": (1300, SANS, False),
    "heading-1": (1500, SANS, True),
    "heading-2": (1300, SANS, True),
    "heading-3": (1150, SANS, True),
    "cell": (CELL_SIZE, SANS, False),
    "cell-bold": (CELL_SIZE, SANS, True),
    "caption": (1050, SANS, True),
    "running": (900, SANS, False),
}
"""Size in hundredths of a point, typeface, bold."""

RULINGS: Mapping[str, tuple[bool, str]] = {
    "none": (False, ""),
    "": (True, ""),
    "header": (True, "#E3E9F1"),
    "total": (True, "#F3F1E4"),
    "closed": (True, "#D5D5D5"),
}
"""Whether ruled, and the colour behind."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A paragraph's shape, in HWP units (7,200 an inch). `hang` moves every line but the first."""

    align: Align = Align.LEFT
    left: int = 0
    hang: int = 0
    before: int = 0
    after: int = 0
    spacing: int = 160
    outline: int = 0
    keeps_next: bool = False


def _shapes() -> dict[str, Shape]:
    shapes = {
        "title": Shape(Align.CENTRE, after=600, spacing=140),
        "subtitle": Shape(Align.CENTRE, after=900, spacing=140),
        "heading-1": Shape(before=1200, after=500, outline=1, keeps_next=True),
        "heading-2": Shape(before=800, after=300, outline=2, keeps_next=True),
        "heading-3": Shape(left=BODY_SIZE, before=500, after=200, outline=3, keeps_next=True),
        "attachment": Shape(hang=ATTACHMENT_INDENT, before=700),
        "attachment-more": Shape(left=ATTACHMENT_INDENT),
        "caption": Shape(before=600, after=100, keeps_next=True),
        "unit": Shape(Align.RIGHT, spacing=130, keeps_next=True),
        "running": Shape(spacing=130),
    }
    shapes.update({f"body-{align.value}": Shape(align, after=200) for align in Align})
    shapes.update({f"cell-{align.value}": Shape(align, spacing=round(CELL_LINE * 100)) for align in Align})
    for level, hang in enumerate(_ITEM_HANG, start=1):
        shapes[f"item-{level}"] = Shape(Align.JUSTIFY, (level - 1) * BODY_SIZE, round(hang * BODY_SIZE), after=100)
        shapes[f"lone-{level}"] = Shape(Align.JUSTIFY, (level - 1) * BODY_SIZE, after=100)
    for level, hang in enumerate(_BULLET_HANG, start=1):
        shapes[f"bullet-{level}"] = Shape(Align.JUSTIFY, (level - 1) * BODY_SIZE, round(hang * BODY_SIZE), after=100)
    return shapes


SHAPES: Mapping[str, Shape] = _shapes()
_ALIGN = {Align.LEFT: "LEFT", Align.CENTRE: "CENTER", Align.RIGHT: "RIGHT", Align.JUSTIFY: "JUSTIFY"}


@dataclass(frozen=True, slots=True)
class Looks:
    """Where each look of ours is in the head: the numbers that paragraphs and cells refer to."""

    faces: Mapping[str, int]
    shapes: Mapping[str, int]
    rulings: Mapping[str, int]
    outline: int


def add_looks(head: etree._Element) -> Looks:
    """Put our looks into the head of an HWPX and say where they are."""
    rulings = {
        name: _append(head, "borderFills", _ruling(is_ruled=ruled, colour=colour))
        for name, (ruled, colour) in RULINGS.items()
    }
    none = rulings["none"]
    fonts = {name: _font(head, name) for name in (SERIF, SANS)}
    faces = {
        name: _append(head, "charProperties", _face(size, fonts[font], none, is_bold=bold))
        for name, (size, font, bold) in FACES.items()
    }
    outline = _append(head, "numberings", _unnumbered())
    shapes = {name: _append(head, "paraProperties", _shape(shape, none)) for name, shape in SHAPES.items()}
    return Looks(faces, shapes, rulings, outline)


def name_styles(head: etree._Element, looks: Looks) -> dict[str, int]:
    """Give the styles 바탕글 and 개요 1 to 3 our looks; returns their numbers by our names."""
    ours = {"바탕글": "body-justify", "개요 1": "heading-1", "개요 2": "heading-2", "개요 3": "heading-3"}
    found = {}
    for style in head.iter(f"{{{HEAD}}}style"):
        shape = ours.get(style.get("name", ""))
        if shape is not None:
            style.set("paraPrIDRef", str(looks.shapes[shape]))
            style.set("charPrIDRef", str(looks.faces.get(shape, looks.faces["body"])))
            found[shape] = int(style.get("id"))
    return found


def _append(head: etree._Element, list_name: str, element: etree._Element) -> int:
    """Add to one of the head's lists under the next free number."""
    parent = next(head.iter(f"{{{HEAD}}}{list_name}"), None)
    if parent is None:
        raise ValueError(f"the head of the paper has no {list_name}")
    number = max((int(child.get("id", "0")) for child in parent), default=-1) + 1
    element.set("id", str(number))
    parent.append(element)
    parent.set("itemCnt", str(len(parent)))
    return number


def _font(head: etree._Element, name: str) -> dict[str, int]:
    """The number of a typeface in each script's list, added where it is missing."""
    numbers = {}
    for listed in head.iter(f"{{{HEAD}}}fontface"):
        found = next((font for font in listed if font.get("face") == name), None)
        if found is None:
            number = max((int(font.get("id", "0")) for font in listed), default=-1) + 1
            found = etree.SubElement(
                listed, f"{{{HEAD}}}font", {"id": str(number), "face": name, "type": "TTF", "isEmbedded": "0"}
            )
            listed.set("fontCnt", str(len(listed)))
        numbers[listed.get("lang", "").lower()] = int(found.get("id"))
    return numbers


def _ruling(*, is_ruled: bool, colour: str) -> etree._Element:
    kind = "SOLID" if is_ruled else "NONE"
    element = _head("borderFill", threeD="0", shadow="0", centerLine="NONE", breakCellSeparateLine="0")
    for name in ("slash", "backSlash"):
        _child(element, name, type="NONE", Crooked="0", isCounter="0")
    for name in ("leftBorder", "rightBorder", "topBorder", "bottomBorder"):
        _child(element, name, type=kind, width="0.12 mm", color="#000000")
    _child(element, "diagonal", type="SOLID", width="0.1 mm", color="#000000")
    if colour:
        brush = etree.SubElement(element, f"{{{CORE}}}fillBrush")
        etree.SubElement(brush, f"{{{CORE}}}winBrush", {"faceColor": colour, "hatchColor": "#999999", "alpha": "0"})
    return element


def _face(size: int, fonts: Mapping[str, int], ruling: int, *, is_bold: bool) -> etree._Element:
    element = _head(
        "charPr",
        height=str(size),
        textColor="#000000",
        shadeColor="none",
        useFontSpace="0",
        useKerning="0",
        symMark="NONE",
        borderFillIDRef=str(ruling),
    )
    _child(element, "fontRef", **{script: str(fonts.get(script, 0)) for script in _SCRIPTS})
    for name, value in (("ratio", "100"), ("spacing", "0"), ("relSz", "100"), ("offset", "0")):
        _child(element, name, **dict.fromkeys(_SCRIPTS, value))
    if is_bold:
        _child(element, "bold")
    _child(element, "underline", type="NONE", shape="SOLID", color="#000000")
    _child(element, "strikeout", shape="NONE", color="#000000")
    _child(element, "outline", type="NONE")
    _child(element, "shadow", type="NONE", color="#C0C0C0", offsetX="10", offsetY="10")
    return element


def _shape(shape: Shape, ruling: int) -> etree._Element:
    element = _head(
        "paraPr",
        tabPrIDRef="0",
        condense="0",
        fontLineHeight="0",
        snapToGrid="0",
        suppressLineNumbers="0",
        checked="0",
        textDir="LTR",
    )
    _child(element, "align", horizontal=_ALIGN[shape.align], vertical="BASELINE")
    kind = "OUTLINE" if shape.outline else "NONE"
    _child(element, "heading", type=kind, idRef="0", level=str(max(shape.outline - 1, 0)))
    # The word processor keeps words together under BREAK_WORD and fills lines by syllables under KEEP_WORD, the other
    # way round than the names say: bit 7 of the older format's paragraph shape, 0 by words, 1 by syllables.
    _child(
        element,
        "breakSetting",
        breakLatinWord="KEEP_WORD",
        breakNonLatinWord="BREAK_WORD",
        widowOrphan="0",
        keepWithNext=str(int(shape.keeps_next)),
        keepLines="0",
        pageBreakBefore="0",
        lineWrap="BREAK",
    )
    _child(element, "autoSpacing", eAsianEng="0", eAsianNum="0")
    switch = etree.SubElement(element, f"{{{PARAGRAPH}}}switch")
    case = etree.SubElement(switch, f"{{{PARAGRAPH}}}case", {f"{{{PARAGRAPH}}}required-namespace": UNIT_CHAR})
    _margins(case, shape, 1)
    # Readers that do not know the newer unit take every length at half its figure.
    _margins(etree.SubElement(switch, f"{{{PARAGRAPH}}}default"), shape, 2)
    _child(
        element,
        "border",
        borderFillIDRef=str(ruling),
        offsetLeft="0",
        offsetRight="0",
        offsetTop="0",
        offsetBottom="0",
        connect="0",
        ignoreMargin="0",
    )
    return element


def _margins(parent: etree._Element, shape: Shape, times: int) -> None:
    margin = _child(parent, "margin")
    lengths: Iterable[tuple[str, int]] = (
        ("intent", -shape.hang),
        ("left", shape.left),
        ("right", 0),
        ("prev", shape.before),
        ("next", shape.after),
    )
    for name, value in lengths:
        etree.SubElement(margin, f"{{{CORE}}}{name}", {"value": str(value * times), "unit": "HWPUNIT"})
    _child(parent, "lineSpacing", type="PERCENT", value=str(shape.spacing), unit="HWPUNIT")


def _unnumbered() -> etree._Element:
    """An outline whose levels write no mark: papers of offices type theirs."""
    element = _head("numbering", start="0")
    for level in range(1, _OUTLINE_LEVELS + 1):
        _child(
            element,
            "paraHead",
            start="1",
            level=str(level),
            align="LEFT",
            useInstWidth="1",
            autoIndent="0",
            widthAdjust="0",
            textOffsetType="PERCENT",
            textOffset="0",
            numFormat="DIGIT",
            charPrIDRef="4294967295",
            checkable="0",
        )
    return element


def _head(name: str, **attributes: str) -> etree._Element:
    return etree.Element(f"{{{HEAD}}}{name}", attributes, nsmap={"hh": HEAD, "hc": CORE, "hp": PARAGRAPH})


def _child(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{HEAD}}}{name}", attributes)
