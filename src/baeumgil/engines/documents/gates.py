"""The gates an HWPX passes before anything is done with it.

A form of the city's own is filled with the city's data and sent on: it may hold no program, reach for nothing outside
itself, and do no harm to the machine that unpacks it.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from baeumgil.engines.documents.package import MIMETYPE, MIMETYPE_PART, Limits, Package, PackageBroken
from baeumgil.engines.said import Said

_SECTION = re.compile(r"Contents/section\d+\.xml")
_XML = (".xml", ".hpf", ".rdf")
_PROGRAMS = (".js", ".vbs", ".exe", ".dll", ".bat", ".cmd", ".ps1", ".hta", ".wsf", ".jar", ".scr", ".com", ".lnk")
_OLE = (".ole", ".bin")
_OUTSIDE = re.compile(r"^\s*(?:[a-z][a-z0-9+.-]{0,20}:|//|\\\\)", re.IGNORECASE)
_ADDRESS_ATTRIBUTES = frozenset({"href", "src", "path", "binaryItemIDRef", "sourceFile", "fileName"})
_ADDRESS_HOLDERS = frozenset({"hyperlink", "item", "linkinfo", "img", "video", "ole", "link", "file-entry"})
_SCRIPTS = frozenset({"scriptcode", "script", "scriptHeader", "scriptSource"})
_LINK_FIELDS = frozenset({"HYPERLINK"})


@dataclass(frozen=True, slots=True)
class HwpxProblem:
    """What is wrong with a file: a stable code and a Korean sentence."""

    code: str
    sentence: str


def check_hwpx(data: bytes, limits: Limits | None = None) -> list[HwpxProblem]:
    """Everything that is wrong with the file, each kind once; empty when it may be used."""
    try:
        package = Package(data, limits)
        problems = [*_names(package), *_form(package)]
        if not problems or {problem.code for problem in problems} <= {"macro", "ole"}:
            problems.extend(_contents(package))
    except PackageBroken as error:
        return [HwpxProblem(error.code, error.sentence)]
    return list(dict.fromkeys(problems))


def _names(package: Package) -> Iterator[HwpxProblem]:
    """What the names of the parts already tell."""
    counts = Counter(entry.name.casefold() for entry in package.entries)
    if any(count > 1 for count in counts.values()):
        yield HwpxProblem(
            "duplicate_entry",
            Said("파일 안에 이름이 같은 항목이 있습니다.", "Two entries in the file have the same name."),
        )
    for entry in package.entries:
        name = entry.name
        if entry.is_encrypted:
            yield HwpxProblem(
                "encrypted",
                Said(
                    "암호가 걸린 파일입니다. 암호를 풀고 저장해 주세요.",
                    "The file is protected by a password. Remove it and save the file.",
                ),
            )
        if _escapes(name):
            yield HwpxProblem(
                "path_escape",
                Said("파일 안의 경로가 파일 밖을 가리킵니다.", "A path inside the file points outside it."),
            )
        if name.casefold().startswith("scripts/") or name.casefold().endswith(_PROGRAMS):
            yield HwpxProblem(
                "macro",
                Said(
                    "매크로나 스크립트가 들어 있습니다. 지우고 다시 저장해 주세요.",
                    "There are macros or scripts in it. Remove them and save it again.",
                ),
            )
        if name.casefold().endswith(_OLE):
            yield HwpxProblem(
                "ole",
                Said(
                    "다른 프로그램의 개체(OLE)가 들어 있습니다. 그림이나 표로 바꾸어 주세요.",
                    "There are objects of other programs (OLE) in it. Make them pictures or tables.",
                ),
            )


def _escapes(name: str) -> bool:
    return (
        name.startswith(("/", "\\")) or ":" in name or "\\" in name or "\0" in name or ".." in PurePosixPath(name).parts
    )


def _form(package: Package) -> Iterator[HwpxProblem]:
    """Whether it is an HWPX at all."""
    if not package.has(MIMETYPE_PART) or package.read(MIMETYPE_PART).strip() != MIMETYPE.encode():
        yield HwpxProblem(
            "not_hwpx",
            Said(
                "한글 문서(HWPX) 파일이 아닙니다. 한글에서 HWPX 형식으로 저장해 주세요.",
                "This is not a Hangul document (HWPX). Save it in Hangul as HWPX.",
            ),
        )
    needed = ("Contents/header.xml", "Contents/content.hpf")
    has_section = any(_SECTION.fullmatch(entry.name) for entry in package.entries)
    if not has_section or not all(package.has(name) for name in needed):
        yield HwpxProblem(
            "missing_part",
            Said(
                "한글 문서에 있어야 할 본문이나 머리 정보가 없습니다.",
                "The body or the header that a Hangul document must have is missing.",
            ),
        )


def _contents(package: Package) -> Iterator[HwpxProblem]:
    """Every part that is markup, read with everything dangerous refused."""
    for entry in package.entries:
        name = entry.name
        if not name.casefold().endswith(_XML):
            continue
        try:
            root = fromstring(package.read(name), forbid_dtd=True)
        except DefusedXmlException:
            yield HwpxProblem(
                "doctype",
                Said(
                    "파일 안에 허용하지 않는 선언(DOCTYPE)이 있습니다.",
                    "There is a declaration in the file that is not allowed (DOCTYPE).",
                ),
            )
            continue
        except (ParseError, ValueError, LookupError):
            yield HwpxProblem(
                "broken_markup",
                Said(f"파일의 '{name}'을(를) 읽을 수 없습니다.", f"The part '{name}' of the file cannot be read."),
            )
            continue
        for element in root.iter():
            yield from _element(str(element.tag).rpartition("}")[2], element.attrib, element)


def _element(tag: str, attributes: dict[str, str], element: object) -> Iterator[HwpxProblem]:
    plain = {name.rpartition("}")[2]: value for name, value in attributes.items()}
    if tag == "encryption-data":
        yield HwpxProblem(
            "encrypted",
            Said(
                "암호가 걸린 파일입니다. 암호를 풀고 저장해 주세요.",
                "The file is protected by a password. Remove it and save the file.",
            ),
        )
    if tag in _SCRIPTS:
        yield HwpxProblem(
            "macro",
            Said(
                "매크로나 스크립트가 들어 있습니다. 지우고 다시 저장해 주세요.",
                "There are macros or scripts in it. Remove them and save it again.",
            ),
        )
    if tag == "ole":
        yield HwpxProblem(
            "ole",
            Said(
                "다른 프로그램의 개체(OLE)가 들어 있습니다. 그림이나 표로 바꾸어 주세요.",
                "There are objects of other programs (OLE) in it. Make them pictures or tables.",
            ),
        )
    if _reaches_out(tag, plain) or (tag == "stringParam" and _is_outward(plain, element)):
        yield HwpxProblem(
            "external_link",
            Said(
                "파일 밖을 가리키는 연결(외부 링크)이 있습니다. 지우고 다시 저장해 주세요.",
                "There are links to outside the file. Remove them and save it again.",
            ),
        )


def _reaches_out(tag: str, attributes: dict[str, str]) -> bool:
    """A picture or link from elsewhere, or a part the archive says is not inside it."""
    if tag == "item" and attributes.get("isEmbeded", attributes.get("isEmbedded", "1")) == "0":
        return True
    if tag == "fieldBegin" and attributes.get("type", "").upper() in _LINK_FIELDS:
        return True
    return tag in _ADDRESS_HOLDERS and any(
        _OUTSIDE.match(value) for name, value in attributes.items() if name in _ADDRESS_ATTRIBUTES
    )


def _is_outward(attributes: dict[str, str], element: object) -> bool:
    """A field's path or command that leads to an address."""
    text = getattr(element, "text", None) or ""
    return attributes.get("name") in {"Path", "Command"} and bool(_OUTSIDE.match(text.replace("\\:", ":")))
