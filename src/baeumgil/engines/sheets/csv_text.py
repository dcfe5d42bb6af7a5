"""CSV as offices write it: UTF-8, UTF-8 with a mark, or code page 949; commas, tabs or semicolons."""

import csv
import io
from collections.abc import Iterator

from baeumgil.engines.said import Said
from baeumgil.engines.sheets.errors import SheetRefused
from baeumgil.engines.sheets.limits import Limits

ENCODINGS = ("utf-8-sig", "utf-8", "cp949")
_MARK = b"\xef\xbb\xbf"
_DELIMITERS = ",\t;"
_LOOKED_AT = 50
_AS_UTF8 = Said(
    "Excel에서 'CSV UTF-8(쉼표로 분리)'로 다시 저장해 주세요.", "Save it again in Excel as CSV UTF-8 (comma delimited)."
)
_FEWER = Said(
    "쓰지 않는 행과 열을 지우거나 파일을 나누어 올려 주세요.", "Remove unused rows and columns, or split the file."
)


def decode(data: bytes, encoding: str) -> tuple[str, str]:
    """The text and its encoding; `auto` tries UTF-8 and then code page 949. Raises `SheetRefused`."""
    if encoding == "auto":
        candidates: tuple[str, ...] = ("utf-8-sig",) if data.startswith(_MARK) else ("utf-8", "cp949")
    elif encoding in ENCODINGS:
        candidates = (encoding,)
    else:
        raise SheetRefused(
            "encoding_unknown",
            Said("모르는 글자 방식입니다.", "The encoding is unknown."),
            Said("UTF-8이나 CP949를 골라 주세요.", "Choose UTF-8 or CP949."),
        )
    for candidate in candidates:
        try:
            return data.decode(candidate).removeprefix("\ufeff"), candidate
        except UnicodeDecodeError as failure:
            line = data.count(b"\n", 0, failure.start) + 1
    if encoding == "auto":
        raise SheetRefused(
            "encoding_broken",
            Said(
                f"{line}번째 줄의 글자가 UTF-8도 CP949도 아닙니다.",
                f"The text of line {line} is neither UTF-8 nor CP949.",
            ),
            _AS_UTF8,
        )
    raise SheetRefused(
        "encoding_wrong",
        Said(
            f"{line}번째 줄의 글자를 고른 방식({candidates[0].upper()})으로 읽을 수 없습니다.",
            f"The text of line {line} cannot be read in the chosen encoding ({candidates[0].upper()}).",
        ),
        Said("글자 방식을 '자동'으로 바꾸어 보세요.", "Try the encoding 'automatic'."),
    )


def csv_rows(text: str, limits: Limits) -> Iterator[list[str]]:
    """Its rows, one by one, the first being row 1 of the spreadsheet. Raises `SheetRefused`."""
    delimiter = _delimiter(text)
    _refuse_size(text, delimiter, limits)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    with_value = 0
    try:
        for row in reader:
            with_value += bool(row)
            if with_value > limits.rows + _LOOKED_AT:
                raise SheetRefused(
                    "too_many_rows",
                    Said(f"행이 {limits.rows:,}개를 넘습니다.", f"There are more than {limits.rows:,} rows."),
                    _FEWER,
                )
            yield row
    except csv.Error:
        raise SheetRefused(
            "csv_broken",
            Said(
                f"{reader.line_num}번째 줄 가까이에서 따옴표나 칸 나눔이 어긋났습니다.",
                f"Quotes or separators do not match near line {reader.line_num}.",
            ),
            Said(
                "그 줄의 큰따옴표를 확인하거나 Excel에서 .xlsx로 저장해 주세요.",
                "Check the double quotes of that line, or save the file in Excel as .xlsx.",
            ),
        ) from None


def _delimiter(text: str) -> str:
    """The one that divides most of the first lines."""
    lines = text[: 1 << 16].splitlines()[:_LOOKED_AT]
    counts = {mark: sum(line.count(mark) for line in lines) for mark in _DELIMITERS}
    return max(_DELIMITERS, key=lambda mark: counts[mark])


def _refuse_size(text: str, delimiter: str, limits: Limits) -> None:
    """Before the rows are laid out: lines, columns and cells."""
    if text.count("\n") + text.count("\r") > 2 * limits.blank_rows:
        raise SheetRefused(
            "too_many_rows",
            Said(f"줄이 {limits.blank_rows:,}개를 넘습니다.", f"There are more than {limits.blank_rows:,} lines."),
            _FEWER,
        )
    if text.count(delimiter) > 2 * limits.cells:
        raise SheetRefused(
            "too_many_cells",
            Said(f"셀이 {limits.cells:,}개를 넘습니다.", f"There are more than {limits.cells:,} cells."),
            _FEWER,
        )
    if max((line.count(delimiter) for line in io.StringIO(text)), default=0) > 2 * limits.columns:
        raise SheetRefused(
            "too_many_columns",
            Said(f"열이 {limits.columns:,}개를 넘습니다.", f"There are more than {limits.columns:,} columns."),
            _FEWER,
        )
