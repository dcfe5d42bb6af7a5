"""What stands where in a bundle, as one table; every key is there, none is unknown, every reference is known."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from baeumgil.engines.selection_checking.report import Finding

Row = dict[str, Any]

# Kinds: a leading "?" allows null; "[x]" is a list of x, "{x}" an object from free words to x.
SHAPES: Final[Mapping[str, Mapping[str, str]]] = {
    "bundle": {
        "format": "=baeumgil-selection-bundle",
        "version": "=1",
        "published": "published",
        "call": "call",
        "problem": "problem",
        "seed": "hash or none",
        "result": "result",
        "overrides": "[override]",
        "digests": "digests",
        "digest": "hash",
    },
    "published": {"at": "text", "by": "[text]"},
    "digests": {
        "call": "hash",
        "problem": "hash",
        "seed": "hash",
        "result": "hash",
        "overrides": "hash",
        "published": "hash",
    },
    "problem": {
        "format": "=baeumgil-selection",
        "version": "=1",
        "name": "text",
        "mechanism": "=serial|deferred|fill|first_come",
        "order": "[criterion]",
        "sessions": "[session]",
        "applicants": "[applicant]",
        "quotas": "[quota]",
        "absences": "[absence cap]",
        "seats_a_year": "?whole",
        "most_waiting": "?whole",
        "seed_hash": "hash or none",
    },
    "session": {"id": "id", "name": "text", "seats": "whole", "days": "[day]"},
    "quota": {
        "id": "id",
        "kind": "=unit|grade|series",
        "keys": "[id]",
        "session": "?id",
        "most": "?whole",
        "reserved": "?whole",
    },
    "absence cap": {"unit": "id", "week": "week", "most": "whole", "held": "whole"},
    "applicant": {
        "id": "id",
        "wishes": "[id]",
        "values": "{value}",
        "groups": "{[id]}",
        "busy": "[day]",
        "held": "whole",
        "own": "[id]",
    },
    "result": {
        "format": "=baeumgil-selection-result",
        "version": "=1",
        "order": "[id]",
        "seated": "[seating]",
        "waiting": "[id]",
        "not_selected": "[id]",
        "refusals": "[refusal]",
    },
    "seating": {"applicant": "id", "session": "id", "rank": "whole", "by": "text"},
    "refusal": {
        "applicant": "id",
        "session": "id",
        "code": "=seats_gone|quota_full|absence_full|busy|over_limit",
        "at": "text",
        "last": "?id",
        "by_path": "flag",
    },
    "override": {
        "applicant": "id",
        "from": "=seated|waiting|not_selected",
        "to": "=seated|waiting|not_selected",
        "session": "?id",
        "reason": "id",
    },
    "arrival bundle": {
        "format": "=baeumgil-arrival-bundle",
        "version": "=1",
        "call": "call",
        "problem": "arrivals",
        "log": "[event]",
        "result": "standing",
        "digests": "arrival digests",
        "digest": "hash",
    },
    "arrival digests": {"call": "hash", "problem": "hash", "log": "hash", "result": "hash"},
    "arrivals": {
        "format": "=baeumgil-arrivals",
        "version": "=1",
        "name": "text",
        "mechanism": "=first_come",
        "order": "[criterion]",
        "closes_at": "moment",
        "expired_keeps": "flag",
        "sessions": "[seats]",
        "quotas": "[quota]",
        "seats_a_year": "?whole",
        "most_waiting": "?whole",
        "applicants": "[arriving]",
    },
    "seats": {"id": "id", "seats": "whole"},
    "arriving": {"id": "id", "arrival": "whole", "rank": "whole", "wishes": "[id]", "groups": "{[id]}"},
    "event": {
        "at": "moment",
        "what": "=arrived|carried|queued|passed|offered|declined|expired|released|left|swapped|placed|"
        "moved|seats|closed",
        "applicant": "text",
        "session": "?id",
        "seats": "whole",
        "waits": "flag",
        "reason": "text",
        "held": "whole",
        "caps": "[absence cap]",
        "weeks": "[week]",
        "refused": "[why]",
    },
    "why": {
        "applicant": "id",
        "session": "id",
        "code": "=seats_gone|quota_full|absence_full|busy|over_limit",
        "at": "text",
        "most": "whole",
        "held": "whole",
        "kept": "flag",
    },
    "standing": {
        "format": "=baeumgil-arrival-result",
        "version": "=1",
        "seated": "[sitting]",
        "waiting": "[id]",
    },
    "sitting": {"applicant": "id", "session": "id"},
}
CRITERIA: Final = {
    "mandatory": bool,
    "promotion_deadline": int,
    "never_attended": bool,
    "longest_waiting": int,
    "earlier_refusals": int,
    "own_institute": bool,
    "arrival": int,
    "draw": None,
}
"""What a criterion's value is, where it is not null; the draw has none."""
MOST_SHOWN = 40


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_text(value: Any, pattern: str = ".*") -> bool:
    return isinstance(value, str) and re.fullmatch(pattern, value, re.DOTALL) is not None


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


PLAIN: Final[Mapping[str, tuple[Callable[[Any], bool], str, str]]] = {
    "flag": (lambda value: isinstance(value, bool), "true 또는 false", "true or false"),
    "whole": (_is_whole, "0 이상의 정수", "a whole number of at least 0"),
    "value": (
        lambda value: value is None or isinstance(value, int),
        "참·거짓, 정수 또는 null",
        "a flag, number or null",
    ),
    "text": (_is_text, "글", "a text"),
    "id": (lambda value: _is_text(value, ".+"), "빈칸이 아닌 글", "a text that is not empty"),
    "hash": (lambda value: _is_text(value, "[0-9a-f]{64}"), "16진수 64자리", "64 hexadecimal digits"),
    "hash or none": (lambda value: _is_text(value, "(|[0-9a-f]{64})"), "16진수 64자리", "64 hexadecimal digits"),
    "moment": (
        lambda value: _is_text(value, r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z"),
        "초까지 적은 때(UTC)",
        "a moment in whole seconds, UTC",
    ),
    "week": (lambda value: _is_text(value, r"\d{4}-W\d{2}"), "주(2026-W49)", "a week such as 2026-W49"),
    "day": (lambda value: _is_text(value, r"\d{4}-\d{2}-\d{2}") and _is_day(value), "날짜", "a day"),
    "criterion": (lambda value: isinstance(value, str) and value in CRITERIA, "알려진 선발 기준", "a known criterion"),
    "call": (lambda value: isinstance(value, dict), "객체", "an object"),
}


def faults_of(bundle: Row, kind: str = "bundle") -> Iterator[Finding]:
    """Everything that stands wrongly in a bundle of this kind, place by place."""
    yield from _faults(bundle, kind, "")


def _faults(value: Any, kind: str, path: str) -> Iterator[Finding]:
    if kind[0] == "?":
        if value is not None:
            yield from _faults(value, kind[1:], path)
    elif kind[0] in "[{":
        yield from _many(value, kind, path)
    elif kind[0] == "=":
        yield from _word(value, kind[1:].split("|"), path)
    elif kind in SHAPES:
        yield from _object(value, SHAPES[kind], path)
    elif not PLAIN[kind][0](value):
        yield _wrong(path, *PLAIN[kind][1:])


def _many(value: Any, kind: str, path: str) -> Iterator[Finding]:
    inner = kind[1:-1]
    if kind[0] == "[" and isinstance(value, list):
        for place, each in enumerate(value):
            yield from _faults(each, inner, f"{path}[{_name(each, place)}]")
    elif kind[0] == "{" and isinstance(value, dict):
        for key, each in value.items():
            yield from _faults(each, inner, f"{path}.{key}")
    else:
        yield _wrong(path, *(("목록", "a list") if kind[0] == "[" else ("객체", "an object")))


def _word(value: Any, words: Sequence[str], path: str) -> Iterator[Finding]:
    is_number = words == ["1"]
    if (is_number and (value != 1 or isinstance(value, bool))) or (not is_number and value not in words):
        yield _wrong(path, " 또는 ".join(words), " or ".join(words))


def _object(value: Any, shape: Mapping[str, str], path: str) -> Iterator[Finding]:
    if not isinstance(value, dict):
        yield _wrong(path, "객체", "an object")
        return
    dot = f"{path}." if path else ""
    for key in shape:
        if key not in value:
            yield Finding(f"{dot}{key}", f"{dot}{key}: 빠졌습니다.", f"{dot}{key} is missing.")
    for key, each in value.items():
        if key not in shape:
            yield Finding(f"{dot}{key}", f"{dot}{key}: 형식에 없는 이름입니다.", f"{dot}{key} is no key of the format.")
        else:
            yield from _faults(each, shape[key], f"{dot}{key}")


def _name(each: Any, place: int) -> str:
    """How a row of a list is named: by its id or applicant where it has one."""
    if isinstance(each, dict):
        for key in ("id", "applicant"):
            if isinstance(each.get(key), str):
                return str(each[key])[:MOST_SHOWN]
    return str(place)


def _wrong(path: str, korean: str, english: str) -> Finding:
    return Finding(path, f"{path}: {korean}이(가) 있어야 합니다.", f"{path} must be {english}.")
