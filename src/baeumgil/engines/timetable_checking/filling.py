"""The two files as the format describes them: every key judged, every default filled in.

One table says it all; it was written from the format's description, not from the solver's reader.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from baeumgil.engines.timetable_checking.reckoning import day_number

REQUIRED: Final = object()
MOST_SHOWN: Final = 40

Shape = dict[str, tuple[str, Any]]

# Kinds: a leading "?" allows null; "[x]" is a list of x, "{x}" an object from free words to x.
SHAPES: Final[Mapping[str, Shape]] = {
    "problem": {
        "format": ("=baeumgil-timetable-problem", REQUIRED),
        "version": ("=1", REQUIRED),
        "name": ("text", ""),
        "calendar": ("calendar", REQUIRED),
        "rooms": ("[room]", REQUIRED),
        "instructors": ("[instructor]", REQUIRED),
        "groups": ("[group]", []),
        "courses": ("[course]", REQUIRED),
        "sessions": ("[session]", REQUIRED),
        "orders": ("[order]", []),
        "costs": ("costs", {}),
    },
    "calendar": {
        "first": ("day", REQUIRED),
        "last": ("day", REQUIRED),
        "weekend": ("[whole]", [6, 7]),
        "holidays": ("[named day]", []),
        "working": ("[named day]", []),
        "avoid": ("[avoided]", []),
    },
    "named day": {"on": ("day", REQUIRED), "name": ("text", REQUIRED)},
    "avoided": {
        "first": ("day", REQUIRED),
        "last": ("day", REQUIRED),
        "name": ("text", REQUIRED),
        "cost": ("whole", REQUIRED),
    },
    "span": {"first": ("day", REQUIRED), "last": ("day", REQUIRED), "why": ("text", "")},
    "room": {
        "id": ("text", REQUIRED),
        "name": ("text", REQUIRED),
        "seats": ("whole", REQUIRED),
        "site": ("text", ""),
        "features": ("[text]", []),
        "closed": ("[span]", []),
    },
    "instructor": {
        "id": ("text", REQUIRED),
        "name": ("text", REQUIRED),
        "away": ("[span]", []),
        "weekdays": ("[whole]", [1, 2, 3, 4, 5, 6, 7]),
        "fee": ("whole", 0),
    },
    "group": {"id": ("text", REQUIRED), "name": ("text", REQUIRED), "away_limit": ("whole", REQUIRED)},
    "course": {"id": ("text", REQUIRED), "name": ("text", REQUIRED), "gap_days": ("?whole", None)},
    "session": {
        "id": ("text", REQUIRED),
        "course": ("text", REQUIRED),
        "number": ("whole", REQUIRED),
        "name": ("text", ""),
        "people": ("whole", REQUIRED),
        "days": ("whole", REQUIRED),
        "pattern": ("=block|weekly", "block"),
        "within_week": ("flag", False),
        "windows": ("[span]", []),
        "wish": ("?span", None),
        "weekdays": ("[whole]", []),
        "room": ("?room need", None),
        "roles": ("[role]", []),
        "audiences": ("[text]", []),
        "absent": ("{whole}", {}),
        "priority": ("whole", 1),
        "pinned": ("?pin", None),
        "announced": ("?day", None),
        "present": ("?present", None),
        "selected": ("whole", 0),
    },
    "room need": {"features": ("[text]", []), "only": ("[text]", [])},
    "role": {"id": ("text", REQUIRED), "instructors": ("[text]", REQUIRED)},
    "pin": {"starts": ("?day", None), "room": ("?text", None), "instructors": ("{text}", {})},
    "present": {"starts": ("day", REQUIRED), "room": ("?text", None), "instructors": ("{text}", {})},
    "order": {"before": ("text", REQUIRED), "after": ("text", REQUIRED), "lag_days": ("whole", 0)},
    "costs": {
        "unplaced": ("whole", 1000),
        "promise": ("whole", 60),
        "emptied": ("whole", 4),
        "avoid": ("whole", 1),
        "wish": ("whole", 2),
        "weekday": ("whole", 1),
        "crowded": ("whole", 1),
        "fee": ("whole", 1),
        "spare": ("whole", 1),
        "crowded_percent": ("whole", 120),
    },
    "plan": {
        "format": ("=baeumgil-timetable-plan", REQUIRED),
        "version": ("=1", REQUIRED),
        "problem": ("text", REQUIRED),
        "engine": ("text", REQUIRED),
        "seed": ("whole", REQUIRED),
        "recipe": ("[step]", REQUIRED),
        "placed": ("[placement]", REQUIRED),
        "unplaced": ("[unplaced]", REQUIRED),
        "costs": ("[cost line]", REQUIRED),
        "cost": ("whole", REQUIRED),
        "bound": ("?whole", REQUIRED),
        "status": ("=optimal|bounded|feasible", REQUIRED),
        "repair": ("?repair", None),
    },
    "step": {"name": ("text", REQUIRED), "limit": ("whole", 0), "seed": ("whole", 0), "extra": ("{whole}", {})},
    "placement": {
        "session": ("text", REQUIRED),
        "starts": ("day", REQUIRED),
        "days": ("[day]", REQUIRED),
        "room": ("?text", None),
        "instructors": ("{text}", {}),
    },
    "unplaced": {
        "session": ("text", REQUIRED),
        "why": ("[fact]", []),
        "ways_out": ("[way out]", []),
        "is_minimal": ("flag", False),
    },
    "fact": {
        "code": ("text", REQUIRED),
        "subject": ("text", ""),
        "korean": ("text", ""),
        "english": ("text", ""),
    },
    "way out": {
        "code": ("text", REQUIRED),
        "korean": ("text", ""),
        "english": ("text", ""),
        "disturbed": ("whole", 0),
        "changes": ("{any}", {}),
    },
    "cost line": {"rule": ("text", REQUIRED), "amount": ("whole", REQUIRED), "cost": ("whole", REQUIRED)},
    "repair": {
        "moved": ("whole", REQUIRED),
        "selected_moved": ("whole", REQUIRED),
        "instructor_changes": ("whole", REQUIRED),
        "room_changes": ("whole", REQUIRED),
        "days_shifted": ("whole", REQUIRED),
        "level": ("text", REQUIRED),
        "proved": ("flag", REQUIRED),
    },
}


class Unreadable(Exception):
    """The file is not as the format says: `where`, and what is wanted there."""

    def __init__(self, where: str, korean: str, english: str) -> None:
        super().__init__(where)
        self.where = where
        self.korean = korean
        self.english = english


def filled(value: Any, kind: str, where: str = "") -> Any:
    """Return the value with every default filled in; Unreadable at the first thing that is not as the format says."""
    mark = kind[0]
    if mark == "?":
        return None if value is None else filled(value, kind[1:], where)
    if mark == "[":
        _want(isinstance(value, list), where, "목록", "a list")
        return [filled(item, kind[1:-1], f"{where}[{at}]") for at, item in enumerate(value)]
    if mark == "{":
        _want(isinstance(value, dict), where, "{ } 묶음", "an object")
        return {_text(name, where): filled(item, kind[1:-1], f"{where}.{_short(name)}") for name, item in value.items()}
    if mark == "=":
        words: list[Any] = [int(word) if word.isdigit() else word for word in kind[1:].split("|")]
        _want(
            isinstance(value, type(words[0])) and value in words and not isinstance(value, bool),
            where,
            " · ".join(map(str, words)),
            " or ".join(map(str, words)),
        )
        return value
    return _object(value, SHAPES[kind], where) if kind in SHAPES else _SIMPLE[kind](value, where)


def _want(met: bool, where: str, korean: str, english: str) -> None:  # noqa: FBT001 reads as a sentence
    if not met:
        raise Unreadable(where, korean, english)


def _short(value: object) -> str:
    if isinstance(value, int) and value.bit_length() > MOST_SHOWN:
        return "…"
    return str(value)[:MOST_SHOWN].encode("utf-8", "replace").decode()


def _object(value: Any, shape: Shape, where: str) -> dict[str, Any]:
    _want(isinstance(value, dict), where, "{ } 묶음", "an object")
    for key in value:
        _want(key in shape, f"{where}.{_short(key)}", "형식에 있는 항목", "a key of the format")
    result = {}
    for key, (kind, default) in shape.items():
        inner = f"{where}.{key}" if where else key
        _want(key in value or default is not REQUIRED, inner, "빠진 항목", "the missing key")
        result[key] = filled(value.get(key, default), kind, inner)
    return result


def _text(value: Any, where: str) -> str:
    _want(isinstance(value, str), where, "글자", "a text")
    text: str = value
    _want(
        text == text.encode("utf-8", "replace").decode(), where, "깨지지 않은 글자", "a text without broken characters"
    )
    return text


def _whole(value: Any, where: str) -> int:
    _want(isinstance(value, int) and not isinstance(value, bool), where, "정수", "a whole number")
    number: int = value
    _want(0 <= number < 1 << MOST_SHOWN, where, "0 이상의 알맞은 수", "a sane number of at least 0")
    return number


def _flag(value: Any, where: str) -> bool:
    _want(isinstance(value, bool), where, "true · false", "true or false")
    return value is True


def _day(value: Any, where: str) -> str:
    _want(day_number(value) is not None, where, '"2026-03-02" 꼴의 날짜', 'a day like "2026-03-02"')
    return str(value)


def _any(value: Any, where: str) -> Any:
    del where
    return value


_SIMPLE: Final[Mapping[str, Callable[[object, str], Any]]] = {
    "text": _text,
    "whole": _whole,
    "flag": _flag,
    "day": _day,
    "any": _any,
}
