"""One JSON object being read, field by field.

A value that is wrong is replaced by a harmless one of the right type, so that every fault of a file is found at once.
"""

import difflib
import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import ClassVar, Final, Self

from baeumgil.engines.intake.faults import BROKEN_LETTERS, Faults, shown

TEXT_LENGTH: Final = 500
MOST_NUMBER: Final = 10**9
MOST_IN_A_LIST: Final = 5_000
NO_DAY: Final = date.min
FIRST_YEAR, LAST_YEAR = 1900, 2200

_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MISSING: Final = object()
_LONGEST_GUESSED, _MOST_GUESSES = 80, 1_000
"""Where a key is longer, or more is wrong, nobody looks for the key that was meant."""


class Form:
    """One JSON object being read. Keys nobody asked for are faults when it is closed."""

    id_length: ClassVar[int] = 80

    def __init__(self, faults: Faults, path: str, data: object) -> None:
        self.faults = faults
        self.path = path
        self._asked: list[str] = []
        self.is_object = isinstance(data, dict)
        self._data: dict[object, object] = data if isinstance(data, dict) else {}
        if not self.is_object:
            self.faults.wrong(path, data, "{ }로 묶인 항목", "an object in { }")

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

    def text(self, key: str, *, required: bool = False, most: int = TEXT_LENGTH, empty: bool = True) -> str:
        """Read a text; "" where it is left out."""
        value = self._value(key, required=required)
        return "" if value is _MISSING else self.as_text(self.at(key), value, most=most, empty=empty)

    def id(self, key: str = "id") -> str:
        """Read an id: a text of 1 to `id_length` characters."""
        return self.text(key, required=True, most=self.id_length, empty=False)

    def id_or_none(self, key: str) -> str | None:
        """Read an id, or nothing."""
        return self.as_text(self.at(key), self._data[key]) if self.has(key) else None

    def as_text(self, path: str, value: object, *, most: int | None = None, empty: bool = False) -> str:
        """Judge one text, of the length of an id if not said otherwise."""
        most = self.id_length if most is None else most
        if not isinstance(value, str):
            self.faults.wrong(path, value, '따옴표로 묶인 글자("…")', "a text in quotes")
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
        elif BROKEN_LETTERS.search(value):
            self.faults.add(
                path, "깨진 글자가 있습니다. 다시 적으십시오.", "This holds a broken character. Write it again."
            )
        else:
            return value
        return ""

    def number(self, key: str, most: int = MOST_NUMBER, *, least: int = 0, default: int | None = None) -> int:
        """Read a whole number from `least` to `most`; required unless a default is given."""
        value = self._value(key, required=default is None)
        if value is _MISSING:
            return least if default is None else default
        return self.as_number(self.at(key), value, most, least=least)

    def as_number(self, path: str, value: object, most: int = MOST_NUMBER, *, least: int = 0) -> int:
        """Judge one whole number."""
        if not isinstance(value, int) or isinstance(value, bool):
            self.faults.wrong(path, value, "따옴표 없는 정수", "a whole number without quotes")
            return least
        if value != least == most:
            self.faults.add(path, f"{shown(value)}: {least}이어야 합니다.", f"{shown(value)}: it must be {least}.")
            return least
        if not least <= value <= most:
            self.faults.add(
                path,
                f"{shown(value)}: {least}에서 {most} 사이의 수로 고치십시오.",
                f"{shown(value)}: make it a number from {least} to {most}.",
            )
            return least
        return value

    def number_or_none(
        self, key: str, most: int = MOST_NUMBER, *, least: int = 0, required: bool = False
    ) -> int | None:
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
            self.faults.wrong(self.at(key), value, "true 또는 false", "true or false")
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
        self.faults.wrong(path, value, '"2026-03-02" 꼴의 날짜', 'a day written like "2026-03-02"')
        return NO_DAY

    def each(self, key: str, *, required: bool = False, most: int = MOST_IN_A_LIST) -> Iterator[tuple[str, object]]:
        """Go through a list: where each item stands, and the item."""
        value = self._value(key, required=required)
        if value is _MISSING:
            return
        if not isinstance(value, list):
            self.faults.wrong(self.at(key), value, "[ ]로 묶인 목록", "a list in [ ]")
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

    def forms(self, key: str, *, required: bool = False, most: int = MOST_IN_A_LIST) -> Iterator[Self]:
        """Go through a list of objects; each is closed when the next is asked for."""
        for path, item in self.each(key, required=required, most=most):
            form = type(self)(self.faults, path, item)
            if form.is_object:
                yield form
                form.close()

    def form_or_none(self, key: str) -> Self | None:
        """Open an object, or nothing. Whoever opens it closes it."""
        if not self.has(key):
            return None
        form = type(self)(self.faults, self.at(key), self._data[key])
        return form if form.is_object else None

    def words(self, key: str, *, required: bool = False, most: int = MOST_IN_A_LIST) -> tuple[str, ...]:
        """Read a list of texts, none twice."""
        seen: dict[str, None] = {}
        for path, item in self.each(key, required=required, most=most):
            word = self.as_text(path, item)
            if word in seen and word:
                self.faults.twice(path, word)
            seen[word] = None
        return tuple(seen)

    def days(self, key: str, *, most: int = MOST_IN_A_LIST) -> tuple[date, ...]:
        """Read a list of ISO days, none twice."""
        seen: dict[date, None] = {}
        for path, item in self.each(key, most=most):
            day = self.as_day(path, item)
            if day is not NO_DAY and day in seen:
                self.faults.twice(path, item)
            seen[day] = None
        return tuple(seen)

    def weekdays(self, key: str, *, default: tuple[int, ...]) -> tuple[int, ...]:
        """Read a list of ISO weekdays, none twice."""
        if self._value(key, required=False) is _MISSING:
            return default
        seen: dict[int, None] = {}
        for path, item in self.each(key):
            weekday = self.as_number(path, item, 7, least=1)
            if weekday in seen:
                self.faults.twice(path, weekday)
            seen[weekday] = None
        return tuple(seen)

    def pairs(self, key: str) -> Iterator[tuple[str, str, object]]:
        """Go through an object used as a table: where, the name, and its value."""
        value = self._value(key, required=False)
        if value is _MISSING:
            return
        if not isinstance(value, dict):
            self.faults.wrong(self.at(key), value, "{ }로 묶인 항목", "an object in { }")
            return
        for name, item in value.items():
            path = f"{self.at(key)}.{shown(name)}"
            yield path, self.as_text(path, name), item

    def table(self, key: str) -> dict[str, object]:
        """Read an object used as a table: its values by their names."""
        return {name: item for _, name, item in self.pairs(key)}

    def close(self) -> None:
        """Write down the keys nobody asked for."""
        for key in self._data:
            if key in self._asked:
                continue
            may_guess = isinstance(key, str) and len(key) < _LONGEST_GUESSED and len(self.faults.found) < _MOST_GUESSES
            near = difflib.get_close_matches(str(key), self._asked, n=1) if may_guess else []
            korean = f"‘{near[0]}’ 항목을 뜻했다면 그렇게 고치고, 아니면 지우십시오." if near else "지우십시오."
            english = f"If you mean “{near[0]}”, write that; otherwise remove it." if near else "Remove it."
            self.faults.add(
                self.at(key),
                f"‘{shown(key)}’ 항목은 이 형식에 없습니다. {korean}",
                f"The format has no key “{shown(key)}”. {english}",
            )
