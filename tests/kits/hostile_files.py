"""Workbooks that want to do harm, workbooks that are merely human, and harmless ones beside them.

Everything is made here, in memory, the same every time; no binary file is kept.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

import openpyxl
import xlsxwriter
from openpyxl.utils.datetime import CALENDAR_MAC_1904

HEADINGS = ("사번", "성명", "과정코드", "과정명", "시작일", "수료일", "이수시간")
ROW = ("00012345", "김하늘", "GY-ONBOARDING", "온보딩(적응교육)", "2026-03-10", "2026-03-12", "21")

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


@dataclass(frozen=True)
class SampleFile:
    """A file to hand in. `code` is the refusal it must get, "" when it must be read."""

    name: str
    file_name: str
    data: bytes
    code: str = ""

    def __str__(self) -> str:
        return self.name


def parts(sheet: str | bytes, **other: str | bytes) -> dict[str, str | bytes]:
    """The parts of a small workbook with one sheet; more parts or replacements by keyword with `__` for `/`."""
    made: dict[str, str | bytes] = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            "</Types>"
        ),
        "_rels/.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": (
            f'<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="{MAIN}" xmlns:r="{LINKS}">'
            '<sheets><sheet name="명단" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{LINKS}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="rId2" Type="{LINKS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
        ),
        "xl/worksheets/sheet1.xml": sheet,
    }
    made.update({name.replace("__", "/"): text for name, text in other.items()})
    return made


def sheet_xml(body: str, tail: str = "") -> str:
    """A worksheet around rows."""
    rows = f"<sheetData>{body}</sheetData>{tail}"
    return f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{MAIN}">{rows}</worksheet>'


def text_cell(place: str, text: str) -> str:
    """A cell with its text in place."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def text_row(number: int, values: tuple[str, ...]) -> str:
    """A row of such cells from column A."""
    cells = "".join(text_cell(f"{chr(65 + place)}{number}", value) for place, value in enumerate(values))
    return f'<row r="{number}">{cells}</row>'


GOOD_BODY = text_row(1, HEADINGS) + text_row(2, ROW)


def zipped(contents: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return stream.getvalue()


def good() -> bytes:
    """A small workbook with one record."""
    return zipped(parts(sheet_xml(GOOD_BODY)))


def workbook(fill: Callable[[openpyxl.Workbook], None]) -> bytes:
    """A workbook made by hand."""
    book = openpyxl.Workbook()
    fill(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def hostile_files() -> Iterator[SampleFile]:
    """Every file that must be refused, with the code of its refusal."""
    yield from quickly_made_hostile_files()
    yield from _broken_archives()
    yield from _hostile_extents()


def quickly_made_hostile_files() -> Iterator[SampleFile]:
    """Those without bombs and endless sheets, for tests of what only hands its files on to the reader."""
    yield from _not_workbooks()
    yield from _hostile_markup()
    yield from _human_mistakes()
    yield from _broken_text()


def harmless_files() -> Iterator[SampleFile]:
    """Every file that looks odd and must be read: one row of `HEADINGS` and at least one of data."""
    yield SampleFile("small", "a.xlsx", good())
    yield SampleFile("stored without compression", "a.xlsx", zipped(parts(sheet_xml(GOOD_BODY)), zipfile.ZIP_STORED))
    yield SampleFile("sizes after the data", "a.xlsx", _streamed(parts(sheet_xml(GOOD_BODY))))
    yield SampleFile("archive comment", "a.xlsx", _with_comment(good()))
    yield SampleFile("single quotes", "a.xlsx", zipped(parts(sheet_xml(GOOD_BODY).replace('"', "'"))))
    yield SampleFile("prefixed tags", "a.xlsx", zipped(parts(_prefixed(sheet_xml(GOOD_BODY)))))
    yield SampleFile("cells without places", "a.xlsx", zipped(parts(sheet_xml(_placeless()))))
    yield SampleFile("hundred thousand blank rows", "a.xlsx", blank_rows(100_000))
    yield SampleFile("a hidden sheet beside", "a.xlsx", workbook(_with_hidden))
    yield SampleFile("an empty sheet beside", "a.xlsx", workbook(_with_empty))
    yield SampleFile("notes on another sheet", "a.xlsx", workbook(_with_notes))
    yield SampleFile("title and unit line", "a.xlsx", workbook(_with_title))
    yield SampleFile("merged headings", "a.xlsx", workbook(_with_merged))
    yield SampleFile("1904 days", "a.xlsx", workbook(_with_1904))
    yield SampleFile("written in constant memory", "a.xlsx", _constant_memory())
    yield SampleFile("table far from the corner", "a.xlsx", workbook(_far_from_corner))
    yield SampleFile("picture and chart", "a.xlsx", _with_chart())
    yield SampleFile("a workbook named csv", "a.csv", good())
    table = ",".join(HEADINGS) + "\r\n" + ",".join(ROW) + "\r\n"
    yield SampleFile("csv utf-8", "a.csv", table.encode())
    yield SampleFile("csv utf-8 with mark", "a.csv", table.encode("utf-8-sig"))
    yield SampleFile("csv cp949", "a.CSV", table.encode("cp949"))
    yield SampleFile("csv with tabs", "a.txt", table.replace(",", "\t").encode())
    yield SampleFile("csv with semicolons", "a.csv", table.replace(",", ";").encode())
    yield SampleFile("csv with blank lines", "a.csv", (table + "\r\n" * 100_000).encode())
    yield SampleFile(
        "csv with quoted line break", "a.csv", table.replace("온보딩(적응교육)", '"온보딩\n(적응교육)"').encode()
    )


def blank_rows(count: int) -> bytes:
    """A small table and then many formatted but empty rows."""
    body = "".join(
        f'<row r="{number}">' + "".join(f'<c r="{column}{number}" s="1"/>' for column in "ABCDEFG") + "</row>"
        for number in range(3, count + 3)
    )
    return zipped(parts(sheet_xml(GOOD_BODY + body)))


def _not_workbooks() -> Iterator[SampleFile]:
    yield SampleFile("empty", "a.xlsx", b"", "empty_file")
    yield SampleFile("noise", "a.xlsx", bytes(range(256)) * 40, "binary")
    yield SampleFile("text named xlsx", "a.xlsx", "사번,성명\n1,김\n".encode(), "not_a_workbook")
    yield SampleFile("web page named xls", "a.xls", b"<html><body><table><tr><td>1</td></tr></table>", "html")
    yield SampleFile("web page named xlsx", "a.xlsx", b"\xef\xbb\xbf\r\n<!DOCTYPE html><html></html>", "html")
    old = b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
    yield SampleFile("xml of 2003", "a.xls", old, "xml_2003")
    yield SampleFile("xml", "a.xlsx", b'<?xml version="1.0"?><a/>', "xml")
    yield SampleFile("pdf", "a.xlsx", b"%PDF-1.7 ...", "pdf")
    yield SampleFile("picture", "a.xlsx", b"\x89PNG\r\n\x1a\n", "image")
    yield SampleFile("7z", "a.xlsx", b"7z\xbc\xaf\x27\x1c" + bytes(30), "archive")
    yield SampleFile("old excel", "a.xls", OLE + "Workbook".encode("utf-16-le"), "xls")
    yield SampleFile("old excel named xlsx", "a.xlsx", OLE + "Workbook".encode("utf-16-le"), "xls")
    yield SampleFile("password", "a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "password")
    yield SampleFile("old hangul", "a.hwp", OLE + "HwpSummaryInformation".encode("utf-16-le"), "hwp")
    yield SampleFile("some ole", "a.doc", OLE, "ole")
    yield SampleFile(
        "hangul", "a.hwpx", zipped({"mimetype": "application/hwp+zip", "Contents/content.hpf": "<a/>"}), "hwpx"
    )
    yield SampleFile("binary workbook", "a.xlsb", zipped({"xl/workbook.bin": b"\0"}), "xlsb")
    yield SampleFile("word", "a.docx", zipped({"word/document.xml": "<a/>"}), "docx")
    yield SampleFile("slides", "a.pptx", zipped({"ppt/presentation.xml": "<a/>"}), "pptx")
    yield SampleFile("open document", "a.ods", zipped({"content.xml": "<a/>"}), "ods")
    yield SampleFile("macros", "a.xlsm", good(), "xlsm")
    yield SampleFile("some archive", "a.zip", zipped({"명단.csv": "a,b"}), "not_a_workbook")
    yield SampleFile(
        "no links", "a.xlsx", zipped({"[Content_Types].xml": "<a/>", "xl/workbook.xml": "<a/>"}), "not_a_workbook"
    )


def _broken_archives() -> Iterator[SampleFile]:
    whole = good()
    yield SampleFile("cut off", "a.xlsx", whole[: len(whole) // 2], "zip_cut_off")
    yield SampleFile("something before", "a.xlsx", whole[:4] + bytes(60) + whole, "zip_broken")
    yield SampleFile("something after", "a.xlsx", whole + b"more", "zip_broken")
    yield SampleFile("bomb", "a.xlsx", zipped(parts(sheet_xml(" " * (64 << 20)))), "zip_bomb")
    yield SampleFile("declares a gigabyte", "a.xlsx", _redeclared(whole, 1 << 30), "zip_too_big")
    yield SampleFile(
        "declares too little", "a.xlsx", _redeclared(zipped(parts(sheet_xml(" " * (20 << 20)))), 100), "zip_lies"
    )
    yield SampleFile("declares too much", "a.xlsx", _redeclared(whole, 5000), "zip_lies")
    yield SampleFile(
        "wrong sum", "a.xlsx", _patched(whole, "sheet1.xml", central=16, local=14, value=b"\1\2\3\4"), "zip_lies"
    )
    yield SampleFile("quoted overlap", "a.xlsx", _overlapping(), "zip_overlap")
    yield SampleFile("the same entry many times", "a.xlsx", _repeated(), "zip_overlap")
    yield SampleFile(
        "headers contradict", "a.xlsx", _patched(whole, "sheet1.xml", local=18, value=b"\1\0\0\0"), "zip_contradiction"
    )
    yield SampleFile("names contradict", "a.xlsx", whole.replace(b"sheet1.xml", b"sheet2.xml", 1), "zip_contradiction")
    yield SampleFile(
        "encrypted entry", "a.xlsx", _patched(whole, "sheet1.xml", central=8, local=6, value=b"\1\0"), "zip_encrypted"
    )
    yield SampleFile("bzip2", "a.xlsx", zipped(parts(sheet_xml(GOOD_BODY)), zipfile.ZIP_BZIP2), "zip_method")
    yield SampleFile("symbolic link", "a.xlsx", _with_link(), "zip_symlink")
    yield SampleFile(
        "sixty thousand entries", "a.xlsx", zipped({f"x/{i}": "" for i in range(60_000)}, 0), "zip_too_many"
    )
    for name in ("../../etc/passwd", "/etc/passwd", "C:/a", "a\\..\\b", "xl/a\x01b", "xl/\u200bworkbook.xml"):
        yield SampleFile(f"entry named {name!r}", "a.xlsx", _named(name), "zip_name")
    yield SampleFile("NUL in a name", "a.xlsx", _named("xl/a#b.xml").replace(b"a#b", b"a\0b"), "zip_name")
    yield SampleFile("archive inside", "a.xlsx", _named("xl/more.zip"), "zip_nested")
    yield SampleFile("names alike but for capitals", "a.xlsx", _named("XL/Workbook.XML"), "zip_same_name")
    yield SampleFile("no end", "a.xlsx", whole.replace(b"PK\x05\x06", b"PK\x05\x07"), "zip_cut_off")
    yield SampleFile("broken stream", "a.xlsx", _scrambled(), "zip_broken")


def _hostile_markup() -> Iterator[SampleFile]:
    laughs = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]>'
    outside = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
    plain = sheet_xml(GOOD_BODY).partition("?>")[2]
    yield SampleFile("entities in the sheet", "a.xlsx", zipped(parts(laughs + plain)), "xml_doctype")
    yield SampleFile("outside entity", "a.xlsx", zipped(parts(outside + plain)), "xml_doctype")
    book = str(parts("")["xl/workbook.xml"]).partition("?>")[2]
    yield SampleFile(
        "entities in the plan", "a.xlsx", zipped(parts(plain, **{"xl/workbook.xml": laughs + book})), "workbook_broken"
    )
    yield SampleFile(
        "entities in the texts", "a.xlsx", zipped(parts(plain, **{"xl/sharedStrings.xml": laughs})), "xml_doctype"
    )
    late = "<!-- " + "x" * 1_100_000 + " -->" + "<!DOCTYPE a>"
    yield SampleFile("declaration far down", "a.xlsx", zipped(parts(late + plain)), "xml_doctype")
    wide = ('<?xml version="1.0" encoding="UTF-16"?>' + plain).encode("utf-16")
    yield SampleFile("utf-16 sheet", "a.xlsx", zipped(parts(wide)), "xml_encoding")
    yield SampleFile("utf-16 sheet without mark", "a.xlsx", zipped(parts(wide[2:])), "xml_encoding")
    seven = '<?xml version="1.0" encoding="UTF-7"?>' + plain
    yield SampleFile("utf-7 sheet", "a.xlsx", zipped(parts(seven)), "xml_encoding")
    yield SampleFile("no xml", "a.xlsx", zipped(parts(plain, **{"xl/workbook.xml": "hello"})), "workbook_broken")
    yield SampleFile(
        "sheet not there",
        "a.xlsx",
        zipped({k: v for k, v in parts(plain).items() if "sheet1" not in k}),
        "workbook_broken",
    )
    yield SampleFile("sheet breaks off", "a.xlsx", zipped(parts(sheet_xml(GOOD_BODY)[:-60])), "workbook_broken")
    yield SampleFile(
        "oddly spelled sheet breaks off",
        "a.xlsx",
        zipped(parts(sheet_xml(GOOD_BODY).replace('"', "'")[:-60])),
        "xml_broken",
    )
    yield SampleFile(
        "cells in no column",
        "a.xlsx",
        zipped(parts(sheet_xml(GOOD_BODY.replace('r="C2"', 'r="2C2"')))),
        "xml_broken",
    )


def _hostile_extents() -> Iterator[SampleFile]:
    far = GOOD_BODY + f'<row r="1048576">{text_cell("XFD1048576", "x")}</row>'
    yield SampleFile("two far corners", "a.xlsx", zipped(parts(sheet_xml(far))), "too_many_rows")
    yield SampleFile(
        "two far corners, oddly spelled", "a.xlsx", zipped(parts(sheet_xml(far).replace('"', "'"))), "too_many_rows"
    )
    wide = GOOD_BODY + f'<row r="200000">{text_cell("KM200000", "x")}</row>'
    yield SampleFile("a wide and long rectangle", "a.xlsx", zipped(parts(sheet_xml(wide))), "too_many_cells")
    right = GOOD_BODY + f'<row r="3">{text_cell("XFD3", "x")}</row>'
    yield SampleFile("sixteen thousand columns", "a.xlsx", zipped(parts(sheet_xml(right))), "too_many_columns")
    long = "".join(f'<row r="{i}"><c r="A{i}"><v>1</v></c></row>' for i in range(3, 300_000))
    yield SampleFile(
        "three hundred thousand rows", "a.xlsx", zipped(parts(sheet_xml(GOOD_BODY + long))), "too_many_rows"
    )
    merged = (
        '<mergeCells count="1">' + "".join(f'<mergeCell ref="A{i}:B{i}"/>' for i in range(3, 150_000)) + "</mergeCells>"
    )
    yield SampleFile("merged without end", "a.xlsx", zipped(parts(sheet_xml(GOOD_BODY, merged))), "too_many_merged")
    body = "".join(f'<row r="{i}"><c r="A{i}" t="s"><v>0</v></c></row>' for i in range(3, 200_000))
    texts = f'<sst xmlns="{MAIN}"><si><t>{"가" * 30_000}</t></si></sst>'
    yield SampleFile(
        "one long text in every cell",
        "a.xlsx",
        zipped(parts(sheet_xml(GOOD_BODY + body), **{"xl/sharedStrings.xml": texts})),
        "too_much_text",
    )
    endless = sheet_xml(f'<row r="1"><c r="A1" t="inlineStr"><is><t>{"가나다라" * 1_000_000}</t></is></c></row>')
    yield SampleFile("one endless cell", "a.xlsx", zipped(parts(endless), zipfile.ZIP_STORED), "cell_too_long")


def _human_mistakes() -> Iterator[SampleFile]:
    yield SampleFile("nothing in it", "a.xlsx", workbook(_nothing), "no_rows")
    yield SampleFile("only a heading", "a.xlsx", zipped(parts(sheet_xml(text_row(1, HEADINGS)))), "no_rows")
    yield SampleFile(
        "no heading", "a.xlsx", zipped(parts(sheet_xml(text_row(1, ROW) + text_row(2, ROW)))), "no_heading"
    )
    yield SampleFile("only hidden sheets hold something", "a.xlsx", workbook(_only_hidden), "sheet_hidden")
    yield SampleFile("two sheets with tables", "a.xlsx", workbook(_two_tables), "sheet_choice")
    doubled = ("사번", "성명", "성명", "과정명", "시작일", "수료일", "이수시간")
    yield SampleFile(
        "the same heading twice",
        "a.xlsx",
        zipped(parts(sheet_xml(text_row(1, doubled) + text_row(2, ROW)))),
        "same_heading",
    )


def _broken_text() -> Iterator[SampleFile]:
    head = ",".join(HEADINGS).encode()
    yield SampleFile("csv utf-16", "a.csv", "사번,성명\n".encode("utf-16"), "utf16")
    yield SampleFile(
        "csv of two encodings", "a.csv", head + b"\n" + "김".encode("cp949") + b"\xff\xff\n", "encoding_broken"
    )
    yield SampleFile("csv with NUL", "a.csv", head + b"\n1\0,2\n", "binary")
    yield SampleFile("csv with an open quote", "a.csv", head + b'\n1,"2,3\n4,5\n', "csv_broken")
    yield SampleFile("csv with one endless line", "a.csv", b"a" + b"," * 5_000_000, "too_many_columns")
    yield SampleFile("csv of commas", "a.csv", (b"," * 500 + b"\n") * 20_000, "too_many_cells")
    yield SampleFile("csv of three million lines", "a.csv", head + b"\n" * 3_000_000, "too_many_rows")
    yield SampleFile("csv with an endless cell", "a.csv", head + b"\n" + b"x" * 3_000_000, "csv_broken")
    yield SampleFile("empty csv", "a.csv", b"\r\n \r\n", "no_rows")
    yield SampleFile("bigger than allowed", "a.csv", b"a,b\n" * (11 << 20), "file_too_big")


def _redeclared(data: bytes, size: int) -> bytes:
    return _patched(data, "sheet1.xml", central=24, local=22, value=struct.pack("<L", size))


def _patched(data: bytes, name: str, *, value: bytes, central: int = 0, local: int = 0) -> bytes:
    """Overwrite a field of the entry's headers, given by offset within the header; 0 leaves one alone."""
    patched = bytearray(data)
    at = data.rfind(name.encode())
    first = data.rfind(b"PK\x01\x02", 0, at)
    begin = struct.unpack_from("<L", data, first + 42)[0]
    if central:
        patched[first + central : first + central + len(value)] = value
    if local:
        patched[begin + local : begin + local + len(value)] = value
    return bytes(patched)


def _named(name: str) -> bytes:
    return zipped({**parts(sheet_xml(GOOD_BODY)), name: b"x"})


def _with_link() -> bytes:
    stream = io.BytesIO(good())
    with zipfile.ZipFile(stream, "a") as archive:
        info = zipfile.ZipInfo("xl/link.xml")
        info.create_system, info.external_attr = 3, 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    return stream.getvalue()


def _with_comment(data: bytes) -> bytes:
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.comment = b"made by an office"
    return stream.getvalue()


class _Pipe(io.RawIOBase):
    """A stream that cannot go back, so that sizes follow the data."""

    def __init__(self) -> None:
        self.data = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        piece = bytes(data)  # type: ignore[call-overload]  # any buffer
        self.data += piece
        return len(piece)


def _streamed(contents: Mapping[str, str | bytes]) -> bytes:
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return bytes(pipe.data)


def _scrambled() -> bytes:
    data = bytearray(good())
    at = data.find(b"sheet1.xml") + len(b"sheet1.xml")
    data[at : at + 20] = b"\xff" * 20
    return bytes(data)


def _archive(entries: list[tuple[bytes, int, int, int, int]], body: bytes) -> bytes:
    """An archive by hand: (name, offset, packed, unpacked, sum) for the second list, over any body."""
    listing = b"".join(
        struct.pack(
            "<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 8, 0, 33, total, packed, unpacked, len(name), 0, 0, 0, 0, 0, offset
        )
        + name
        for name, offset, packed, unpacked, total in entries
    )
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, len(entries), len(entries), len(listing), len(body), 0)
    return body + listing + end


def _header(name: bytes, packed: int, unpacked: int, total: int) -> bytes:
    return struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 8, 0, 33, total, packed, unpacked, len(name), 0) + name


def _overlapping() -> bytes:
    """Each entry quotes the header of the next as a stored block, and all share one kernel (CVE-2024-0450)."""
    kernel_text = bytes(1 << 20)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    kernel = packer.compress(kernel_text) + packer.flush()
    names = [f"xl/{place}.xml".encode() for place in range(6)]
    body, packed, unpacked, total = kernel, len(kernel), len(kernel_text), zlib.crc32(kernel_text)
    places: list[tuple[bytes, int, int, int, int]] = []
    text = kernel_text
    for name in reversed(names):
        header = _header(name, packed, unpacked, total)
        places.append((name, len(body), packed, unpacked, total))
        quoted = struct.pack("<BHH", 0, len(header), len(header) ^ 0xFFFF) + header
        text = header + text
        body = quoted + body
        packed, unpacked, total = len(body), len(text), zlib.crc32(text)
    length = len(body)
    entries = [
        (name, length - size - len(_header(name, 0, 0, 0)), packed, unpacked, total)
        for name, size, packed, unpacked, total in reversed(places)
    ]
    first = entries[0][1]
    return _archive(
        [(name, at - first, packed, whole, total) for name, at, packed, whole, total in entries], body[first:]
    )


def _repeated() -> bytes:
    """Many names for the same bytes."""
    text = bytes(1000)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(text) + packer.flush()
    name, total = b"xl/a.xml", zlib.crc32(text)
    body = _header(name, len(packed), len(text), total) + packed
    return _archive([(name, 0, len(packed), len(text), total)] * 50, body)


def _prefixed(xml: str) -> str:
    declaration, rest = xml.split("?>", 1)
    rest = rest.replace("</", "\1").replace("<", "<x:").replace("\1", "</x:").replace("xmlns=", "xmlns:x=")
    return f"{declaration}?>{rest}"


def _placeless() -> str:
    rows = ("".join(f'<c t="inlineStr"><is><t>{value}</t></is></c>' for value in values) for values in (HEADINGS, ROW))
    return "".join(f"<row>{row}</row>" for row in rows)


def _nothing(book: openpyxl.Workbook) -> None:
    """An empty workbook."""


def _with_hidden(book: openpyxl.Workbook) -> None:
    _fill(book.active)
    other = book.create_sheet("옛 명단")
    _fill(other)
    other.sheet_state = "hidden"


def _only_hidden(book: openpyxl.Workbook) -> None:
    other = book.create_sheet("옛 명단")
    _fill(other)
    other.sheet_state = "veryHidden"


def _with_empty(book: openpyxl.Workbook) -> None:
    book.create_sheet("Sheet2")
    _fill(book.active)


def _with_notes(book: openpyxl.Workbook) -> None:
    notes = book.active
    notes.title = "안내"
    notes["A1"] = "1234567 문의 바랍니다"
    _fill(book.create_sheet("명단"))


def _two_tables(book: openpyxl.Workbook) -> None:
    _fill(book.active)
    _fill(book.create_sheet("둘째"))


def _with_title(book: openpyxl.Workbook) -> None:
    sheet = book.active
    sheet["A1"] = "2026년 교육 이수 현황"
    sheet["G2"] = "(단위: 시간)"
    _fill(sheet, 4)


def _with_merged(book: openpyxl.Workbook) -> None:
    sheet = book.active
    sheet["A1"] = "2026년 교육 이수 현황"
    sheet.merge_cells("A1:G1")
    for place, heading in enumerate(HEADINGS, 1):
        sheet.cell(4 if place <= 2 else 3, place, heading)
        if place > 2:
            sheet.merge_cells(start_row=3, end_row=4, start_column=place, end_column=place)
    sheet["A3"] = "인적사항"
    sheet.merge_cells("A3:B3")
    for place, value in enumerate(ROW, 1):
        sheet.cell(5, place, value)


def _with_1904(book: openpyxl.Workbook) -> None:
    book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    sheet.append(HEADINGS)
    sheet.append([*ROW[:4], date(2026, 3, 10), datetime(2026, 3, 12), 21])  # noqa: DTZ001  days in a sheet have no zone


def _far_from_corner(book: openpyxl.Workbook) -> None:
    _fill(book.active, 12, 4)


def _fill(sheet: object, row: int = 1, column: int = 1) -> None:
    for down, values in enumerate((HEADINGS, ROW)):
        for right, value in enumerate(values):
            sheet.cell(row + down, column + right, value)  # type: ignore[attr-defined]  # an openpyxl sheet


def _constant_memory() -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("명단")
        sheet.write_row(0, 0, HEADINGS)
        sheet.write_row(1, 0, ROW)
    return stream.getvalue()


def _with_chart() -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("명단")
        sheet.write_row(0, 0, HEADINGS)
        sheet.write_row(1, 0, ROW)
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "=명단!$G$2:$G$2"})
        sheet.insert_chart("I2", chart)
    return stream.getvalue()
