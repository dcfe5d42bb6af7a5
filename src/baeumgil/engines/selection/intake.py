"""Taking JSON values apart without trusting them: whatever is wrong is written down, and reading goes on."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

ID_LENGTH: Final = 120
TEXT_LENGTH: Final = 500
NO_DAY: Final = date.min
FIRST_YEAR, LAST_YEAR = 1900, 2200
MOST_NUMBER: Final = 10**9

_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BROKEN = re.compile("[\x00\ud800-\udfff]")
_MISSING: Final = object()
_SHOWN: Final = 60


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong: where, what, and the way out."""

    path: str
    korean: str
    english: str


class SelectionBroken(ValueError):
    """A selection that cannot be read or makes no sense, with all its faults."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(f"{fault.path or '.'}: {fault.english}" for fault in faults[:5]))
        self.faults = tuple(faults)


@dataclass(slots=True)
class Faults:
    """The faults found so far."""

    found: list[Fault] = field(default_factory=list)

    def add(self, path: str, korean: str, english: str) -> None:
        """Write one down."""
        self.found.append(Fault(path, korean, english))

    def twice(self, path: str, what: object) -> None:
        """Write down that something stands twice."""
        self.add(
            path,
            f"‘{shown(what)}’ 값이 두 번 있습니다. 하나를 지우거나 바꾸십시오.",
            f"“{shown(what)}” stands here twice. Remove or change one.",
        )


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


class Form:
    """One JSON object being read. Keys nobody asked for are faults when it is closed."""

    def __init__(self, faults: Faults, path: str, data: object) -> None:
        self.faults = faults
        self.path = path
        self._asked: set[object] = set()
        self.is_object = isinstance(data, dict)
        self._data: dict[object, object] = data if isinstance(data, dict) else {}
        if not self.is_object:
            self.wrong(path, data, "{ }로 묶인 항목", "an object in { }")

    def at(self, key: object) -> str:
        """Say where a key stands."""
        return f"{self.path}.{shown(key)}" if self.path else shown(key)

    def given(self, key: str) -> object:
        """Return what stands under the key, unjudged."""
        self._asked.add(key)
        return self._data.get(key)

    def _value(self, key: str, *, required: bool) -> object:
        self._asked.add(key)
        value = self._data.get(key, _MISSING)
        if value is _MISSING and required and self.is_object:
            self.faults.add(
                self.at(key), f"‘{key}’ 항목이 없습니다. 적어 넣으십시오.", f"The key “{key}” is missing. Add it."
            )
        return value

    def wrong(self, path: str, value: object, korean: str, english: str) -> None:
        """Write down a value of the wrong kind."""
        self.faults.add(
            path,
            f"{korean}이어야 하는데 {shown(value)}입니다. 고쳐 적으십시오.",
            f"This must be {english}, but it is {shown(value)}. Correct it.",
        )

    def text(self, key: str, *, required: bool = False, most: int = TEXT_LENGTH, empty: bool = True) -> str:
        """Read a text; "" where it is left out."""
        value = self._value(key, required=required)
        return "" if value is _MISSING else self.as_text(self.at(key), value, most=most, empty=empty)

    def id(self, key: str = "id") -> str:
        """Read an id."""
        return self.text(key, required=True, most=ID_LENGTH, empty=False)

    def id_or_none(self, key: str) -> str | None:
        """Read an id, or nothing."""
        value = self._value(key, required=False)
        return None if value is _MISSING or value is None else self.as_text(self.at(key), value)

    def as_text(self, path: str, value: object, *, most: int = ID_LENGTH, empty: bool = False) -> str:
        """Judge one text."""
        if isinstance(value, str) and len(value) <= most and (value or empty) and not _BROKEN.search(value):
            return value
        self.wrong(path, value, f'{most}자 이내의 온전한 글자("…")', f"a whole text of at most {most} characters")
        return ""

    def number(self, key: str, *, least: int = 0, default: int | None = None) -> int:
        """Read a whole number; required unless a default is given."""
        value = self._value(key, required=default is None)
        return (default or 0) if value is _MISSING else self.as_number(self.at(key), value, least=least)

    def number_or_none(self, key: str, *, least: int = 0) -> int | None:
        """Read a whole number, or nothing."""
        value = self._value(key, required=False)
        return None if value is _MISSING or value is None else self.as_number(self.at(key), value, least=least)

    def as_number(self, path: str, value: object, *, least: int = 0) -> int:
        """Judge one whole number."""
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= MOST_NUMBER:
            return value
        self.wrong(path, value, f"{least} 이상의 정수", f"a whole number of at least {least}")
        return max(least, 0)

    def choice(self, key: str, among: Sequence[str]) -> str:
        """Read one of some words."""
        value = self._value(key, required=True)
        return among[0] if value is _MISSING else self.as_choice(self.at(key), value, among)

    def as_choice(self, path: str, value: object, among: Sequence[str]) -> str:
        """Judge one of some words."""
        if isinstance(value, str) and value in among:
            return value
        words = ", ".join(among)
        self.faults.add(
            path,
            f"‘{shown(value)}’ 값은 없습니다. 다음 가운데 하나를 쓰십시오: {words}.",
            f"There is no value “{shown(value)}”. Use one of: {words}.",
        )
        return among[0]

    def flag(self, key: str) -> bool:
        """Read true or false; false where it is left out."""
        value = self._value(key, required=False)
        if value is _MISSING or isinstance(value, bool):
            return value is True
        self.wrong(self.at(key), value, "true 또는 false", "true or false")
        return False

    def each(self, key: str, *, required: bool = False, most: int) -> Iterator[tuple[str, object]]:
        """Go through a list: where each item stands, and the item."""
        value = self._value(key, required=required)
        if value is _MISSING:
            return
        if not isinstance(value, list):
            self.wrong(self.at(key), value, "[ ]로 묶인 목록", "a list in [ ]")
            return
        if len(value) > most:
            self.faults.add(
                self.at(key),
                f"{len(value)}개입니다. {most}개까지 쓸 수 있습니다. 나누십시오.",
                f"There are {len(value)}; at most {most} can be used. Split them.",
            )
            return
        for at, item in enumerate(value):
            yield f"{self.at(key)}[{at}]", item

    def forms(self, key: str, *, required: bool = False, most: int) -> Iterator["Form"]:
        """Go through a list of objects; each is closed when the next is asked for."""
        for path, item in self.each(key, required=required, most=most):
            form = Form(self.faults, path, item)
            if form.is_object:
                yield form
                form.close()

    def words(self, key: str, *, required: bool = False, most: int, text: int = ID_LENGTH) -> tuple[str, ...]:
        """Read a list of texts, none twice."""
        seen: dict[str, None] = {}
        for path, item in self.each(key, required=required, most=most):
            word = self.as_text(path, item, most=text)
            if word and word in seen:
                self.faults.twice(path, word)
            seen[word] = None
        return tuple(seen)

    def days(self, key: str, *, most: int) -> tuple[date, ...]:
        """Read a list of ISO days, none twice."""
        seen: dict[date, None] = {}
        for path, item in self.each(key, most=most):
            day = self._day(path, item)
            if day is not NO_DAY and day in seen:
                self.faults.twice(path, item)
            seen[day] = None
        return tuple(seen)

    def _day(self, path: str, value: object) -> date:
        if isinstance(value, str) and _ISO_DAY.fullmatch(value):
            try:
                day = date.fromisoformat(value)
            except ValueError:
                day = NO_DAY
            if FIRST_YEAR <= day.year <= LAST_YEAR:
                return day
        self.wrong(path, value, '"2026-03-02" 꼴의 날짜', 'a day written like "2026-03-02"')
        return NO_DAY

    def table(self, key: str) -> dict[str, object]:
        """Read an object used as a table."""
        value = self._value(key, required=False)
        if value is _MISSING:
            return {}
        if not isinstance(value, dict):
            self.wrong(self.at(key), value, "{ }로 묶인 항목", "an object in { }")
            return {}
        return {self.as_text(f"{self.at(key)}.{shown(name)}", name): item for name, item in value.items()}

    def close(self) -> None:
        """Write down the keys nobody asked for."""
        for key in self._data.keys() - self._asked:
            self.faults.add(
                self.at(key),
                f"‘{shown(key)}’ 항목은 이 형식에 없습니다. 지우십시오.",
                f"The format has no key “{shown(key)}”. Remove it.",
            )
