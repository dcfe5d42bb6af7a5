"""Taking JSON values apart without trusting them: whatever is wrong is written down, and reading goes on.

A value that is wrong is replaced by a harmless one of the right type, so that every fault of a file is found at once.
"""

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

ID_LENGTH: Final = 80
TEXT_LENGTH: Final = 500
NO_DAY: Final = date.min
FIRST_YEAR, LAST_YEAR = 1900, 2200
MOST_IN_A_LIST: Final = 5_000

_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BROKEN = re.compile("[\x00\ud800-\udfff]")
_MISSING: Final = object()
_SHOWN: Final = 60


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a file: where, what, and the way out."""

    path: str
    korean: str
    english: str


class ProblemBroken(ValueError):
    """A file that cannot be read, with all its faults."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(f"{fault.path or '.'}: {fault.english}" for fault in faults[:5]))
        self.faults = tuple(faults)


@dataclass(slots=True)
class Faults:
    """The faults found so far. `is_oversized`: a list was longer than its gate, so references cannot be judged."""

    found: list[Fault] = field(default_factory=list)
    is_oversized: bool = False

    def add(self, path: str, korean: str, english: str) -> None:
        """Write one down."""
        self.found.append(Fault(path, korean, english))


def shown(value: object) -> str:
    """Say a value in a few characters, however long it is."""
    if isinstance(value, str):
        whole = _BROKEN.sub("?", value[:_SHOWN])
        return whole if len(value) <= _SHOWN else f"{whole}…"
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, int):
        return str(value) if value.bit_length() <= _SHOWN else "…"
    if isinstance(value, float):
        return repr(value)
    return "[…]" if isinstance(value, list) else "{…}"


def _kind(value: object) -> tuple[str, str]:
    for kind, korean, english in (
        (bool, "참·거짓", "true or false"),
        (int, "수", "a number"),
        (float, "소수", "a fraction"),
        (str, "글자", "a text"),
        (list, "목록", "a list"),
        (dict, "묶음", "an object"),
    ):
        if isinstance(value, kind):
            return korean, english
    return "빈 값", "null"


class Form:
    """One JSON object being read. Keys nobody asked for are faults when it is closed."""

    def __init__(self, faults: Faults, path: str, data: object) -> None:
        self.faults = faults
        self.path = path
        self._asked: list[str] = []
        self.is_object = isinstance(data, dict)
        self._data: dict[object, object] = dict(data) if isinstance(data, dict) else {}
        if not self.is_object:
            self._wrong(path, data, "{ }로 묶인 항목", "an object in { }")

    def at(self, key: object) -> str:
        """Say where a key stands."""
        return f"{self.path}.{shown(key)}" if self.path else shown(key)

    def has(self, key: str) -> bool:
        """Tell whether the key is given, and not as null."""
        self._ask(key)
        return self._data.get(key) is not None

    def given(self, key: str) -> object:
        """Return what stands under the key, unjudged."""
        self._ask(key)
        return self._data.get(key)

    def _ask(self, key: str) -> None:
        if key not in self._asked:
            self._asked.append(key)

    def _value(self, key: str, *, required: bool) -> object:
        self._ask(key)
        value = self._data.get(key, _MISSING)
        if value is _MISSING and required and self.is_object:
            self.faults.add(
                self.at(key), f"‘{key}’ 항목이 없습니다. 적어 넣으십시오.", f"The key “{key}” is missing. Add it."
            )
        return value

    def _wrong(self, path: str, value: object, korean: str, english: str) -> None:
        kind = _kind(value)
        self.faults.add(
            path,
            f"{korean}이어야 하는데 {kind[0]}({shown(value)})입니다. 고쳐 적으십시오.",
            f"This must be {english}, but it is {kind[1]} ({shown(value)}). Correct it.",
        )

    def text(self, key: str, *, required: bool = False, most: int = TEXT_LENGTH, empty: bool = True) -> str:
        """Read a text; "" where it is left out."""
        value = self._value(key, required=required)
        return "" if value is _MISSING else self.as_text(self.at(key), value, most=most, empty=empty)

    def id(self, key: str = "id") -> str:
        """Read an id: a text of 1 to 80 characters."""
        return self.text(key, required=True, most=ID_LENGTH, empty=False)

    def id_or_none(self, key: str) -> str | None:
        """Read an id, or nothing."""
        return self.as_text(self.at(key), self._data[key], most=ID_LENGTH, empty=False) if self.has(key) else None

    def as_text(self, path: str, value: object, *, most: int = ID_LENGTH, empty: bool = False) -> str:
        """Judge one text."""
        if not isinstance(value, str):
            self._wrong(path, value, '따옴표로 묶인 글자("…")', "a text in quotes")
            return ""
        if not value.strip() and not empty:
            self.faults.add(
                path, "비어 있습니다. 한 글자 이상 적으십시오.", "This is empty. Write at least one character."
            )
        elif len(value) > most:
            self.faults.add(
                path,
                f"{len(value)}자입니다. {most}자 이내로 줄이십시오.",
                f"This has {len(value)} characters. Shorten it to {most}.",
            )
        elif _BROKEN.search(value):
            self.faults.add(
                path, "깨진 글자가 있습니다. 다시 적으십시오.", "This holds a broken character. Write it again."
            )
        else:
            return value
        return ""

    def number(self, key: str, most: int, *, least: int = 0, default: int | None = None) -> int:
        """Read a whole number from `least` to `most`; required unless a default is given."""
        value = self._value(key, required=default is None)
        if value is _MISSING:
            return least if default is None else default
        return self.as_number(self.at(key), value, most, least=least)

    def as_number(self, path: str, value: object, most: int, *, least: int = 0) -> int:
        """Judge one whole number."""
        if not isinstance(value, int) or isinstance(value, bool):
            self._wrong(path, value, "따옴표 없는 정수", "a whole number without quotes")
            return least
        if not least <= value <= most:
            self.faults.add(
                path,
                f"{shown(value)}: {least}에서 {most} 사이의 수로 고치십시오.",
                f"{shown(value)}: make it a number from {least} to {most}.",
            )
            return least
        return value

    def number_or_none(self, key: str, most: int, *, least: int = 0, required: bool = False) -> int | None:
        """Read a whole number, or nothing."""
        if self._value(key, required=required) in (_MISSING, None):
            return None
        return self.as_number(self.at(key), self._data[key], most, least=least)

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Read true or false."""
        value = self._value(key, required=False)
        if value is _MISSING:
            return default
        if not isinstance(value, bool):
            self._wrong(self.at(key), value, "true 또는 false", "true or false")
            return default
        return value

    def choice(self, key: str, among: Sequence[str], *, default: str | None = None) -> str:
        """Read one of some words; required unless a default is given."""
        value = self._value(key, required=default is None)
        if value is _MISSING:
            return default or among[0]
        if not isinstance(value, str) or value not in among:
            words = ", ".join(among)
            self.faults.add(
                self.at(key),
                f"‘{shown(value)}’ 값은 없습니다. 다음 가운데 하나를 쓰십시오: {words}.",
                f"There is no value “{shown(value)}”. Use one of: {words}.",
            )
            return default or among[0]
        return value

    def day(self, key: str, *, required: bool = True) -> date:
        """Read a day; NO_DAY where it is wrong or left out."""
        value = self._value(key, required=required)
        return NO_DAY if value is _MISSING else self.as_day(self.at(key), value)

    def day_or_none(self, key: str) -> date | None:
        """Read a day, or nothing."""
        return self.as_day(self.at(key), self._data[key]) if self.has(key) else None

    def as_day(self, path: str, value: object) -> date:
        """Judge one ISO day."""
        if isinstance(value, str) and _ISO_DAY.fullmatch(value):
            try:
                day = date.fromisoformat(value)
            except ValueError:
                day = NO_DAY
            if FIRST_YEAR <= day.year <= LAST_YEAR:
                return day
            self.faults.add(
                path,
                f"{value}: 달력에 있는 날짜({FIRST_YEAR}년~{LAST_YEAR}년)로 고치십시오.",
                f"{value}: make it a day of the calendar from {FIRST_YEAR} to {LAST_YEAR}.",
            )
            return NO_DAY
        self._wrong(path, value, '"2026-03-02" 꼴의 날짜', 'a day written like "2026-03-02"')
        return NO_DAY

    def each(self, key: str, *, required: bool = False, most: int = MOST_IN_A_LIST) -> Iterator[tuple[str, object]]:
        """Go through a list: where each item stands, and the item."""
        value = self._value(key, required=required)
        if value is _MISSING:
            return
        if not isinstance(value, list):
            self._wrong(self.at(key), value, "[ ]로 묶인 목록", "a list in [ ]")
            return
        if len(value) > most:
            self.faults.is_oversized = True
            self.faults.add(
                self.at(key),
                f"{len(value)}개입니다. {most}개까지 쓸 수 있습니다. 문제를 나누십시오.",
                f"There are {len(value)}; at most {most} can be used. Split the problem.",
            )
            return
        for at, item in enumerate(value):
            yield f"{self.at(key)}[{at}]", item

    def forms(self, key: str, *, required: bool = False, most: int = MOST_IN_A_LIST) -> Iterator["Form"]:
        """Go through a list of objects; each is closed when the next is asked for."""
        for path, item in self.each(key, required=required, most=most):
            form = Form(self.faults, path, item)
            if form.is_object:
                yield form
                form.close()

    def form_or_none(self, key: str) -> "Form | None":
        """Open an object, or nothing. Whoever opens it closes it."""
        if not self.has(key):
            return None
        form = Form(self.faults, self.at(key), self._data[key])
        return form if form.is_object else None

    def words(self, key: str, *, required: bool = False, most: int = MOST_IN_A_LIST) -> tuple[str, ...]:
        """Read a list of texts, none twice."""
        seen: dict[str, None] = {}
        for path, item in self.each(key, required=required, most=most):
            word = self.as_text(path, item)
            if word in seen and word:
                self.twice(path, word)
            seen[word] = None
        return tuple(seen)

    def weekdays(self, key: str, *, default: tuple[int, ...]) -> tuple[int, ...]:
        """Read a list of ISO weekdays, none twice."""
        if self._value(key, required=False) is _MISSING:
            return default
        seen: dict[int, None] = {}
        for path, item in self.each(key):
            weekday = self.as_number(path, item, 7, least=1)
            if weekday in seen:
                self.twice(path, str(weekday))
            seen[weekday] = None
        return tuple(seen)

    def twice(self, path: str, what: str) -> None:
        """Write down that something stands twice in a list."""
        self.faults.add(
            path,
            f"‘{shown(what)}’ 값이 두 번 있습니다. 하나를 지우거나 바꾸십시오.",
            f"“{shown(what)}” stands here twice. Remove or change one.",
        )

    def pairs(self, key: str) -> Iterator[tuple[str, str, object]]:
        """Go through an object used as a table: where, the name, and its value."""
        value = self._value(key, required=False)
        if value is _MISSING:
            return
        if not isinstance(value, dict):
            self._wrong(self.at(key), value, "{ }로 묶인 항목", "an object in { }")
            return
        for name, item in value.items():
            path = f"{self.at(key)}.{shown(name)}"
            yield path, self.as_text(path, name), item

    def close(self) -> None:
        """Write down the keys nobody asked for."""
        for key in self._data:
            if key in self._asked:
                continue
            near = (
                difflib.get_close_matches(key, self._asked, n=1)
                if isinstance(key, str) and len(key) < ID_LENGTH
                else []
            )
            korean = f"‘{near[0]}’ 항목을 뜻했다면 그렇게 고치고, 아니면 지우십시오." if near else "지우십시오."
            english = f"If you mean “{near[0]}”, write that; otherwise remove it." if near else "Remove it."
            self.faults.add(
                self.at(key),
                f"‘{shown(key)}’ 항목은 이 형식에 없습니다. {korean}",
                f"The format has no key “{shown(key)}”. {english}",
            )
