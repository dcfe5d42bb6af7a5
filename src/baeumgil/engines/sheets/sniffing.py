"""What a file is by its first bytes, whatever its name says."""

from enum import StrEnum

from baeumgil.engines.sheets.errors import SheetRefused

_AS_XLSX = "Excel에서 열어 '다른 이름으로 저장' → 'Excel 통합 문서(.xlsx)'로 저장한 파일을 올려 주세요."
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = 4096
_TEXT_NAMES = (".csv", ".txt", ".tsv")


class FileKind(StrEnum):
    """How a file is going to be read."""

    WORKBOOK = "workbook"
    TEXT = "text"


_SIGNS: tuple[tuple[bytes, str, str, str], ...] = (
    (b"%PDF", "pdf", "PDF 문서입니다.", "표가 든 원래 엑셀 파일(.xlsx)이나 CSV를 올려 주세요."),
    (b"HWP Document File", "hwp", "한글 문서(.hwp)입니다.", "표를 엑셀로 옮겨 .xlsx로 저장해 주세요."),
    (b"7z\xbc\xaf\x27\x1c", "archive", "압축 파일(.7z)입니다.", "압축을 풀어 안에 든 .xlsx나 CSV를 올려 주세요."),
    (b"Rar!", "archive", "압축 파일(.rar)입니다.", "압축을 풀어 안에 든 .xlsx나 CSV를 올려 주세요."),
    (b"\x1f\x8b", "archive", "압축 파일(.gz)입니다.", "압축을 풀어 안에 든 .xlsx나 CSV를 올려 주세요."),
    (b"ALZ\x01", "archive", "압축 파일(.alz)입니다.", "압축을 풀어 안에 든 .xlsx나 CSV를 올려 주세요."),
    (b"EGGA", "archive", "압축 파일(.egg)입니다.", "압축을 풀어 안에 든 .xlsx나 CSV를 올려 주세요."),
    (b"\x89PNG", "image", "그림 파일입니다.", "표가 든 엑셀 파일(.xlsx)이나 CSV를 올려 주세요."),
    (b"\xff\xd8\xff", "image", "그림 파일입니다.", "표가 든 엑셀 파일(.xlsx)이나 CSV를 올려 주세요."),
    (
        b"\xff\xfe",
        "utf16",
        "유니코드 텍스트(UTF-16) 파일입니다.",
        "Excel에서 'CSV UTF-8(쉼표로 분리)'로 저장해 주세요.",
    ),
    (
        b"\xfe\xff",
        "utf16",
        "유니코드 텍스트(UTF-16) 파일입니다.",
        "Excel에서 'CSV UTF-8(쉼표로 분리)'로 저장해 주세요.",
    ),
)
_HTML = (b"<html", b"<!doctype html", b"<table", b"<meta", b"<head", b"<body", b"<style", b"<script", b"mime-version:")


def kind_of(data: bytes, file_name: str) -> FileKind:
    """How to read it; everything else is refused by its own name with the way out."""
    name = file_name.casefold()
    if not data:
        raise SheetRefused("empty_file", "빈 파일입니다.", "내용이 든 파일을 올려 주세요.")
    if data.startswith(_OLE):
        raise _old_office(data, name)
    if data.startswith(b"PK\x03\x04"):
        if name.endswith(".xlsm"):
            raise SheetRefused("xlsm", "매크로가 든 엑셀 파일(.xlsm)은 받지 않습니다.", _AS_XLSX)
        return FileKind.WORKBOOK
    for sign, code, message, remedy in _SIGNS:
        if data.startswith(sign):
            raise SheetRefused(code, message, remedy)
    _refuse_markup(data)
    if b"\0" in data:
        raise SheetRefused("binary", "엑셀 파일도 CSV 파일도 아닙니다.", _AS_XLSX)
    if not name.endswith(_TEXT_NAMES):
        raise SheetRefused(
            "not_a_workbook",
            "엑셀 파일이 아니라 글자만 든 파일입니다.",
            "CSV라면 파일 이름의 끝을 .csv로 바꾸고, 아니면 Excel에서 .xlsx로 저장해 주세요.",
        )
    return FileKind.TEXT


def _old_office(data: bytes, name: str) -> SheetRefused:
    """An OLE container: old Excel, old Hangul, or an encrypted new workbook."""
    if _wide("EncryptedPackage") in data:
        return SheetRefused(
            "password",
            "암호가 걸린 엑셀 파일입니다.",
            "Excel의 '파일 → 정보 → 통합 문서 보호'에서 암호를 지우고 저장한 파일을 올려 주세요.",
        )
    if b"HWP Document File" in data or _wide("HwpSummaryInformation") in data or name.endswith(".hwp"):
        return SheetRefused("hwp", "한글 문서(.hwp)입니다.", "표를 엑셀로 옮겨 .xlsx로 저장해 주세요.")
    if _wide("Workbook") in data or _wide("Book") in data or name.endswith(".xls"):
        return SheetRefused("xls", "옛 엑셀 형식(.xls)입니다.", _AS_XLSX)
    return SheetRefused("ole", "읽을 수 없는 옛 문서 형식입니다.", _AS_XLSX)


def _refuse_markup(data: bytes) -> None:
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        raise SheetRefused("xml_2003", "엑셀 2003 XML 형식입니다.", _AS_XLSX)
    if head.startswith(_HTML) or (head.startswith(b"<") and b"<html" in head):
        raise SheetRefused("html", "이름만 엑셀인 웹 문서(HTML)입니다.", _AS_XLSX)
    if head.startswith(b"<?xml"):
        raise SheetRefused("xml", "엑셀 파일이 아니라 XML 문서입니다.", _AS_XLSX)


def _wide(text: str) -> bytes:
    return text.encode("utf-16-le")
