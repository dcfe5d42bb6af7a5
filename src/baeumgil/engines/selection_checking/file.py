"""The bytes of a bundle as a JSON value, and nothing that JSON leaves open: one way of writing, each key once."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any, Final

from baeumgil.engines.selection_checking.report import Finding

LARGEST: Final = 512 * 1024 * 1024
"""Bytes; a million applicants fit."""


class NotReadable(Exception):
    """The bytes are no bundle at all; says where and why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.english)
        self.finding = finding


def canonical(value: object) -> bytes:
    """The one form that is digested: keys sorted, no spaces, UTF-8."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8")


def digest(value: object) -> str:
    """The SHA-256 of a value's one form."""
    return hashlib.sha256(canonical(value)).hexdigest()


def read(data: bytes) -> dict[str, Any]:
    """Return the object the bytes hold, if they are written in the one form."""
    if len(data) > LARGEST:
        raise _not_readable(
            "", f"파일이 너무 큽니다({len(data):,}바이트).", f"The file is too large: {len(data):,} bytes."
        )
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _not_readable(
            f"byte {error.start}",
            f"{error.start}번째 바이트부터 UTF-8 글자가 아닙니다.",
            f"From byte {error.start} on it is not UTF-8.",
        ) from None
    try:
        value = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number, parse_float=_no_number)
        written = canonical(value)
    except json.JSONDecodeError as error:
        at = len(text[: error.pos].encode("utf-8"))
        raise _not_readable(
            f"byte {at}", f"{at}번째 바이트에서 JSON이 깨집니다.", f"The JSON breaks at byte {at}: {error.msg}."
        ) from None
    except UnicodeEncodeError:
        raise _not_readable("", "글자가 아닌 값이 들어 있습니다.", "It holds a value that is no character.") from None
    except RecursionError:
        raise _not_readable("", "너무 깊이 겹쳐 있습니다.", "It is nested too deeply.") from None
    except ValueError as error:
        raise _not_readable("", f"JSON 값에 잘못이 있습니다: {error}", f"A JSON value is wrong: {error}.") from None
    if not isinstance(value, dict):
        raise _not_readable("", "JSON 객체 하나가 있어야 합니다.", "It must be one JSON object.")
    _same_bytes(data, written + b"\n")
    return value


def _same_bytes(data: bytes, written: bytes) -> None:
    if data == written:
        return
    at = next(
        (place for place, (one, other) in enumerate(zip(data, written, strict=False)) if one != other),
        min(len(data), len(written)),
    )
    raise _not_readable(
        f"byte {at}",
        f"{at}번째 바이트부터 정해진 한 가지 쓰기 방식과 다릅니다.",
        f"From byte {at} on it is not written in the one form that is digested.",
    )


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"key {key!r} stands twice")
        found[key] = value
    return found


def _no_number(text: str) -> Any:
    raise ValueError(f"{text[:40]} is not a whole number")


def _not_readable(path: str, korean: str, english: str) -> NotReadable:
    return NotReadable(Finding(path, korean, english))
