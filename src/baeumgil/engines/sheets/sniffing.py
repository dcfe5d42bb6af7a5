"""What a file is by its first bytes, whatever its name says."""

from enum import StrEnum

from baeumgil.engines.said import Said
from baeumgil.engines.sheets.errors import SheetRefused

_AS_XLSX = Said(
    "Excel에서 열어 '다른 이름으로 저장' → 'Excel 통합 문서(.xlsx)'로 저장한 파일을 올려 주세요.",
    "Open it in Excel, save it with 'Save As' as an Excel workbook (.xlsx) and upload that file.",
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = 4096
_TEXT_NAMES = (".csv", ".txt", ".tsv")


class FileKind(StrEnum):
    """How a file is going to be read."""

    WORKBOOK = "workbook"
    TEXT = "text"


_SIGNS: tuple[tuple[bytes, str, str, str], ...] = (
    (
        b"%PDF",
        "pdf",
        Said("PDF 문서입니다.", "This is a PDF document."),
        Said(
            "표가 든 원래 엑셀 파일(.xlsx)이나 CSV를 올려 주세요.",
            "Upload the original Excel file (.xlsx) with the table, or a CSV.",
        ),
    ),
    (
        b"HWP Document File",
        "hwp",
        Said("한글 문서(.hwp)입니다.", "This is a Hangul document (.hwp)."),
        Said("표를 엑셀로 옮겨 .xlsx로 저장해 주세요.", "Copy the table to Excel and save it as .xlsx."),
    ),
    (
        b"7z\xbc\xaf\x27\x1c",
        "archive",
        Said("압축 파일(.7z)입니다.", "This is a packed file (.7z)."),
        Said("압축을 풀어 안에 든 .xlsx나 CSV를 올려 주세요.", "Unpack it and upload the .xlsx or CSV inside."),
    ),
    (
        b"Rar!",
        "archive",
        Said("압축 파일(.rar)입니다.", "This is a packed file (.rar)."),
        Said("압축을 풀어 안에 든 .xlsx나 CSV를 올려 주세요.", "Unpack it and upload the .xlsx or CSV inside."),
    ),
    (
        b"\x1f\x8b",
        "archive",
        Said("압축 파일(.gz)입니다.", "This is a packed file (.gz)."),
        Said("압축을 풀어 안에 든 .xlsx나 CSV를 올려 주세요.", "Unpack it and upload the .xlsx or CSV inside."),
    ),
    (
        b"ALZ\x01",
        "archive",
        Said("압축 파일(.alz)입니다.", "This is a packed file (.alz)."),
        Said("압축을 풀어 안에 든 .xlsx나 CSV를 올려 주세요.", "Unpack it and upload the .xlsx or CSV inside."),
    ),
    (
        b"EGGA",
        "archive",
        Said("압축 파일(.egg)입니다.", "This is a packed file (.egg)."),
        Said("압축을 풀어 안에 든 .xlsx나 CSV를 올려 주세요.", "Unpack it and upload the .xlsx or CSV inside."),
    ),
    (
        b"\x89PNG",
        "image",
        Said("그림 파일입니다.", "This is a picture."),
        Said(
            "표가 든 엑셀 파일(.xlsx)이나 CSV를 올려 주세요.", "Upload an Excel file (.xlsx) with the table, or a CSV."
        ),
    ),
    (
        b"\xff\xd8\xff",
        "image",
        Said("그림 파일입니다.", "This is a picture."),
        Said(
            "표가 든 엑셀 파일(.xlsx)이나 CSV를 올려 주세요.", "Upload an Excel file (.xlsx) with the table, or a CSV."
        ),
    ),
    (
        b"\xff\xfe",
        "utf16",
        Said("유니코드 텍스트(UTF-16) 파일입니다.", "This is a file of Unicode text (UTF-16)."),
        Said("Excel에서 'CSV UTF-8(쉼표로 분리)'로 저장해 주세요.", "Save it in Excel as CSV UTF-8 (comma delimited)."),
    ),
    (
        b"\xfe\xff",
        "utf16",
        Said("유니코드 텍스트(UTF-16) 파일입니다.", "This is a file of Unicode text (UTF-16)."),
        Said("Excel에서 'CSV UTF-8(쉼표로 분리)'로 저장해 주세요.", "Save it in Excel as CSV UTF-8 (comma delimited)."),
    ),
)
_HTML = (b"<html", b"<!doctype html", b"<table", b"<meta", b"<head", b"<body", b"<style", b"<script", b"mime-version:")


def kind_of(data: bytes, file_name: str) -> FileKind:
    """How to read it; everything else is refused by its own name with the way out."""
    name = file_name.casefold()
    if not data:
        raise SheetRefused(
            "empty_file",
            Said("빈 파일입니다.", "The file is empty."),
            Said("내용이 든 파일을 올려 주세요.", "Upload a file that is not empty."),
        )
    if data.startswith(_OLE):
        raise _old_office(data, name)
    if data.startswith(b"PK\x03\x04"):
        if name.endswith(".xlsm"):
            raise SheetRefused(
                "xlsm",
                Said(
                    "매크로가 든 엑셀 파일(.xlsm)은 받지 않습니다.", "Excel files with macros (.xlsm) are not accepted."
                ),
                _AS_XLSX,
            )
        return FileKind.WORKBOOK
    for sign, code, message, remedy in _SIGNS:
        if data.startswith(sign):
            raise SheetRefused(code, message, remedy)
    _refuse_markup(data)
    if b"\0" in data:
        raise SheetRefused(
            "binary",
            Said("엑셀 파일도 CSV 파일도 아닙니다.", "This is neither an Excel file nor a CSV file."),
            _AS_XLSX,
        )
    if not name.endswith(_TEXT_NAMES):
        raise SheetRefused(
            "not_a_workbook",
            Said("엑셀 파일이 아니라 글자만 든 파일입니다.", "This is not an Excel file but plain text."),
            Said(
                "CSV라면 파일 이름의 끝을 .csv로 바꾸고, 아니면 Excel에서 .xlsx로 저장해 주세요.",
                "If it is a CSV, let its name end with .csv; otherwise save it in Excel as .xlsx.",
            ),
        )
    return FileKind.TEXT


def _old_office(data: bytes, name: str) -> SheetRefused:
    """An OLE container: old Excel, old Hangul, or an encrypted new workbook."""
    if _wide("EncryptedPackage") in data:
        return SheetRefused(
            "password",
            Said("암호가 걸린 엑셀 파일입니다.", "This Excel file is protected by a password."),
            Said(
                "Excel의 '파일 → 정보 → 통합 문서 보호'에서 암호를 지우고 저장한 파일을 올려 주세요.",
                "Remove the password in Excel under File → Info → Protect Workbook, save the file and upload it.",
            ),
        )
    if b"HWP Document File" in data or _wide("HwpSummaryInformation") in data or name.endswith(".hwp"):
        return SheetRefused(
            "hwp",
            Said("한글 문서(.hwp)입니다.", "This is a Hangul document (.hwp)."),
            Said("표를 엑셀로 옮겨 .xlsx로 저장해 주세요.", "Copy the table to Excel and save it as .xlsx."),
        )
    if _wide("Workbook") in data or _wide("Book") in data or name.endswith(".xls"):
        return SheetRefused(
            "xls", Said("옛 엑셀 형식(.xls)입니다.", "This is the old format of Excel (.xls)."), _AS_XLSX
        )
    return SheetRefused(
        "ole", Said("읽을 수 없는 옛 문서 형식입니다.", "This is an old document format that cannot be read."), _AS_XLSX
    )


def _refuse_markup(data: bytes) -> None:
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        raise SheetRefused(
            "xml_2003", Said("엑셀 2003 XML 형식입니다.", "This is the XML format of Excel 2003."), _AS_XLSX
        )
    if head.startswith(_HTML) or (head.startswith(b"<") and b"<html" in head):
        raise SheetRefused(
            "html",
            Said("이름만 엑셀인 웹 문서(HTML)입니다.", "This is a web page (HTML) that is an Excel file by name only."),
            _AS_XLSX,
        )
    if head.startswith(b"<?xml"):
        raise SheetRefused(
            "xml",
            Said("엑셀 파일이 아니라 XML 문서입니다.", "This is not an Excel file but an XML document."),
            _AS_XLSX,
        )


def _wide(text: str) -> bytes:
    return text.encode("utf-16-le")
