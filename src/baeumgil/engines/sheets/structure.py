"""What a workbook says of itself: its sheets, which of them are hidden, and how it counts days."""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element  # noqa: TID251  only the type; parsing goes through defusedxml

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from baeumgil.engines.said import Said
from baeumgil.engines.sheets.archive import SAVE_AGAIN, Entry, content
from baeumgil.engines.sheets.errors import SheetRefused
from baeumgil.engines.sheets.limits import MEBIBYTE

_WORKBOOK, _LINKS, _TYPES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
_MOST_BYTES = 4 * MEBIBYTE
_MOST_SHEETS = 300
_TRUE = {"1", "true", "on"}
_RESAVE = Said(
    "Excel에서 열어 'Excel 통합 문서(.xlsx)'로 다시 저장해 주세요.",
    "Open it in Excel and save it again as an Excel workbook (.xlsx).",
)
_COPY_TABLE = Said("표를 엑셀로 옮겨 .xlsx로 저장해 주세요.", "Copy the table to Excel and save it as .xlsx.")
_OTHER_KINDS = {
    "xl/workbook.bin": (
        "xlsb",
        Said("엑셀 이진 통합 문서(.xlsb)입니다.", "This is a binary Excel workbook (.xlsb)."),
        _RESAVE,
    ),
    "Contents/content.hpf": (
        "hwpx",
        Said("한글 문서(.hwpx)입니다.", "This is a Hangul document (.hwpx)."),
        _COPY_TABLE,
    ),
    "word/document.xml": ("docx", Said("워드 문서(.docx)입니다.", "This is a Word document (.docx)."), _COPY_TABLE),
    "ppt/presentation.xml": (
        "pptx",
        Said("파워포인트 문서(.pptx)입니다.", "This is a PowerPoint document (.pptx)."),
        _COPY_TABLE,
    ),
    "content.xml": (
        "ods",
        Said("오픈도큐먼트 표(.ods)입니다.", "This is an OpenDocument spreadsheet (.ods)."),
        _RESAVE,
    ),
}


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A worksheet: its name, the archive entry that holds it, whether it is hidden."""

    name: str
    entry: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Structure:
    """A workbook's plan. `recalculates`: formulas are to be computed when it is opened."""

    date_system: int
    recalculates: bool
    sheets: tuple[SheetPart, ...]


def structure_of(data: bytes, entries: Mapping[str, Entry]) -> Structure:
    """The plan of the workbook, refused when it is none or contradicts itself."""
    for name, (code, message, remedy) in _OTHER_KINDS.items():
        if name in entries:
            raise SheetRefused(code, message, remedy)
    if not {_WORKBOOK, _TYPES, _LINKS} <= entries.keys():
        raise SheetRefused(
            "not_a_workbook",
            Said("엑셀 파일이 아니라 다른 압축 파일입니다.", "This is not an Excel file but some other packed file."),
            Said("압축을 풀어 안에 든 .xlsx나 CSV를 올려 주세요.", "Unpack it and upload the .xlsx or CSV inside."),
        )
    book = _parse(data, entries[_WORKBOOK])
    links = _links(_parse(data, entries[_LINKS]))
    properties, calculation = _first(book, "workbookPr"), _first(book, "calcPr")
    return Structure(
        date_system=1904 if properties.get("date1904", "").lower() in _TRUE else 1900,
        recalculates=calculation.get("fullCalcOnLoad", "").lower() in _TRUE,
        sheets=_sheets(book, links, entries),
    )


def _sheets(book: Element, links: Mapping[str, tuple[str, str]], entries: Mapping[str, Entry]) -> tuple[SheetPart, ...]:
    found = []
    for element in book.iter():
        if _tag(element) != "sheet":
            continue
        key = next((value for name, value in element.items() if name.rpartition("}")[2] == "id"), "")
        kind, entry = links.get(key, ("", ""))
        if kind != "worksheet":
            continue
        if entry not in entries:
            raise _broken()
        found.append(SheetPart(element.get("name", ""), entry, element.get("state", "visible") != "visible"))
    names = {part.name for part in found}
    if not found or len(found) > _MOST_SHEETS or len(names) != len(found) or "" in names:
        raise _broken()
    return tuple(found)


def _links(relations: Element) -> dict[str, tuple[str, str]]:
    links = {}
    for element in relations:
        target = element.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
        if element.get("TargetMode") == "External" or ".." in path.split("/"):
            continue
        links[element.get("Id", "")] = (element.get("Type", "").rpartition("/")[2], path)
    return links


def _first(book: Element, tag: str) -> Mapping[str, str]:
    return next((dict(element.items()) for element in book.iter() if _tag(element) == tag), {})


def _tag(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _parse(data: bytes, entry: Entry) -> Element:
    text = content(data, entry, _MOST_BYTES)
    try:
        root: Element = fromstring(text, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError):
        raise _broken() from None
    return root


def _broken() -> SheetRefused:
    return SheetRefused(
        "workbook_broken",
        Said(
            "엑셀 파일의 구조가 깨져 있어 열 수 없습니다.",
            "The structure of the Excel file is broken, so it cannot be opened.",
        ),
        SAVE_AGAIN,
    )
