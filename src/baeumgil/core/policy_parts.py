"""What the value of a policy may be: a typed description, declared as data beside the seeds, and the check by it."""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from baeumgil.core import glossary
from baeumgil.core.errors import Problem
from baeumgil.core.said import Said, english, joined

DEFAULT, CASES, WHOLE = "default", "cases", "value"
LONGEST_TEXT, LONGEST_NAME, MOST_ROWS = 300, 60, 400
LEAP = 2000
_MONTH_DAY = re.compile(r"(\d{2})-(\d{2})", re.ASCII)
Names = tuple[str, str]


class PartKind(StrEnum):
    """What one part of a value is."""

    NUMBER = "number"
    DECIMAL = "decimal"
    YES_NO = "yes_no"
    CHOICE = "choice"
    TEXT = "text"
    DAY = "day"
    MONTH_DAY = "month_day"
    LIST = "list"
    ROWS = "rows"
    PAIRS = "pairs"
    MAP = "map"
    TABLE = "table"
    BY_COURSE = "by_course"


@dataclass(frozen=True, slots=True)
class Part:
    """항목. One part of a value; `least` and `most` bound a number, the length of a text or how many a list holds.

    An optional part may be left out. `parts` are those of a table or of each row, `each` what a list or a map holds.
    A value by course is a `default` table, and for kinds of courses (`choices`) what differs there. Of rows, `unique`
    names what may stand once and `span` the first and last of days in order; `day_of` a table's month and day.
    """

    kind: PartKind
    code: str = ""
    name: Names = ("", "")
    unit: str = ""
    least: float | None = None
    most: float | None = None
    is_optional: bool = False
    choices: Mapping[str, Names] = field(default_factory=dict)
    parts: tuple["Part", ...] = ()
    each: "Part | None" = None
    unique: str = ""
    span: tuple[str, ...] = ()
    day_of: tuple[str, ...] = ()

    def called(self, language: str = "ko") -> str:
        """Its name in the screen's language."""
        return in_language(self.name, language)


def in_language(pair: Names, language: str) -> str:
    """The Korean or the English of a pair."""
    return pair[1] if language.startswith("en") else pair[0]


def part_from(raw: Mapping[str, Any]) -> Part:
    """A part as its file declares it. KeyError or ValueError for what is no description."""
    kind = PartKind(raw["kind"])
    each = raw.get("each")
    return Part(
        kind=kind,
        code=str(raw.get("code", "")),
        name=_names(raw["name"]) if "name" in raw else ("", ""),
        unit=str(raw.get("unit", "")),
        least=raw.get("least"),
        most=raw.get("most"),
        is_optional=bool(raw.get("optional", False)),
        choices=_choices(raw),
        parts=tuple(part_from(one) for one in raw.get("parts", ())),
        each=part_from(each) if each is not None else None,
        unique=str(raw.get("unique", "")),
        span=tuple(raw.get("span", ())),
        day_of=tuple(raw.get("day_of", ())),
    )


def check(part: Part, value: object) -> list[Problem]:
    """Everything wrong with a value; each problem names the part of the whole that it lies in."""
    match part.kind:
        case PartKind.TABLE:
            return list(_table(part, value, "", ""))
        case PartKind.BY_COURSE:
            return list(_by_course(part, value))
        case _:
            return list(_one(part, value, WHOLE, ""))


def _by_course(part: Part, value: object) -> Iterator[Problem]:
    if not isinstance(value, Mapping) or DEFAULT not in value:
        yield _problem(
            CASES,
            "",
            Said(
                f"모든 과정의 값('{DEFAULT}')이 있는 표여야 합니다.",
                f"This must be a table with the value of all courses ('{DEFAULT}').",
            ),
        )
        return
    yield from _table(part, value[DEFAULT], "", "")
    partial = replace(part, parts=tuple(replace(one, is_optional=True) for one in part.parts))
    for kind, differing in value.items():
        if kind == DEFAULT:
            continue
        if kind not in part.choices:
            known = Said(*(", ".join(f"{names[at]}({code})" for code, names in part.choices.items()) for at in (0, 1)))
            yield _problem(
                CASES,
                "",
                Said(
                    f"'{str(kind)[:LONGEST_NAME]}'은(는) 과정 유형이 아닙니다.",
                    f"“{str(kind)[:LONGEST_NAME]}” is no course kind.",
                ),
                Said(f"있는 것: {known}", f"There are: {english(known)}"),
            )
        else:
            yield from _table(partial, differing, CASES, Said(*part.choices[kind]))


def _table(part: Part, value: object, field: str, place: str) -> Iterator[Problem]:
    """A table's parts; on the first level each part is a field of its own, further down they belong to the outer."""
    if not isinstance(value, Mapping):
        yield _problem(
            field or WHOLE,
            place,
            Said("항목마다 값이 있는 표여야 합니다.", "This must be a table with a value for each part."),
        )
        return
    known = {one.code for one in part.parts}
    for extra in value.keys() - known:
        yield _problem(
            field or WHOLE,
            place,
            Said(
                f"'{str(extra)[:LONGEST_NAME]}'은(는) 없는 항목입니다.",
                f"There is no part “{str(extra)[:LONGEST_NAME]}”.",
            ),
            Said("지우세요.", "Remove it."),
        )
    if part.day_of and not _is_day_of_a_year(*(value.get(code) for code in part.day_of)):
        yield _problem(
            field or part.day_of[1],
            place,
            Said("그 달에 없는 날입니다.", "That month has no such day."),
            Said("달과 날을 함께 확인하세요.", "Check month and day together."),
        )
    for one in part.parts:
        own = field or one.code
        inner = joined((place, Said(*one.name))) if field else ""
        if one.code in value:
            yield from _one(one, value[one.code], own, inner)
        elif not one.is_optional:
            yield _problem(
                own,
                inner or Said(*one.name),
                Said("값이 없습니다.", "The value is missing."),
                Said("값을 적으세요.", "Enter a value."),
            )


def _one(part: Part, value: object, field: str, place: str) -> Iterator[Problem]:  # noqa: C901, PLR0912  one line a kind
    match part.kind:
        case PartKind.NUMBER:
            if not isinstance(value, int) or isinstance(value, bool) or not _within(part, value):
                yield _problem(
                    field,
                    place,
                    Said(f"{_bounds(part)}정수여야 합니다.", f"This must be a whole number{english(_bounds(part))}."),
                )
        case PartKind.DECIMAL:
            is_number = isinstance(value, int | float) and not isinstance(value, bool)
            if not is_number or not math.isfinite(float(str(value))) or not _within(part, float(str(value))):
                yield _problem(
                    field,
                    place,
                    Said(f"{_bounds(part)}수여야 합니다.", f"This must be a number{english(_bounds(part))}."),
                )
        case PartKind.YES_NO:
            if not isinstance(value, bool):
                yield _problem(field, place, Said("예 또는 아니요여야 합니다.", "This must be yes or no."))
        case PartKind.CHOICE:
            if not isinstance(value, str) or value not in part.choices:
                known = Said(*(", ".join(names[at] for names in part.choices.values()) for at in (0, 1)))
                yield _problem(
                    field,
                    place,
                    Said(
                        f"'{str(value)[:LONGEST_NAME]}'은(는) 고를 수 없는 말입니다.",
                        f"“{str(value)[:LONGEST_NAME]}” cannot be chosen.",
                    ),
                    Said(f"있는 것: {known}", f"There are: {english(known)}"),
                )
        case PartKind.TEXT:
            yield from _text(part, value, field, place)
        case PartKind.DAY:
            if not _is_day(value):
                yield _problem(
                    field,
                    place,
                    Said(
                        f"'{str(value)[:LONGEST_NAME]}'은(는) 날짜가 아닙니다.",
                        f"“{str(value)[:LONGEST_NAME]}” is no date.",
                    ),
                    Said("2027-03-01처럼 적으세요.", "Write it like 2027-03-01."),
                )
        case PartKind.MONTH_DAY:
            if not _is_month_day(value):
                yield _problem(
                    field,
                    place,
                    Said(
                        f"'{str(value)[:LONGEST_NAME]}'은(는) 날이 아닙니다.",
                        f"“{str(value)[:LONGEST_NAME]}” is no day.",
                    ),
                    Said("03-01처럼 적으세요.", "Write it like 03-01."),
                )
        case PartKind.LIST | PartKind.ROWS | PartKind.PAIRS:
            yield from _many(part, value, field, place)
        case PartKind.MAP:
            yield from _map(part, value, field, place)
        case PartKind.TABLE | PartKind.BY_COURSE:
            yield from _table(part, value, field, place)


def _text(part: Part, value: object, field: str, place: str) -> Iterator[Problem]:
    if not isinstance(value, str) or not is_plain(value):
        yield _problem(field, place, Said("글자여야 합니다.", "This must be text."))
    elif len(value.strip()) < (1 if part.least is None else part.least):
        yield _problem(field, place, Said("비어 있습니다.", "This is empty."), Said("값을 적으세요.", "Enter a value."))
    elif len(value) > (LONGEST_TEXT if part.most is None else part.most):
        yield _problem(
            field,
            place,
            Said(
                f"{part.most or LONGEST_TEXT}자까지 적을 수 있습니다.",
                f"At most {part.most or LONGEST_TEXT} characters can be entered.",
            ),
        )


def is_plain(text: str) -> bool:
    """Whether every database can keep the text: no NUL, no half of a character."""
    return "\x00" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


def _many(part: Part, value: object, field: str, place: str) -> Iterator[Problem]:
    if not isinstance(value, list):
        yield _problem(field, place, Said("목록이어야 합니다.", "This must be a list."))
        return
    least, most = part.least or 0, MOST_ROWS if part.most is None else part.most
    if not least <= len(value) <= most:
        yield _problem(
            field,
            place,
            Said(
                f"{least:g}줄부터 {most:g}줄까지 적을 수 있습니다(지금 {len(value)}줄).",
                f"From {least:g} to {most:g} lines can be entered (now {len(value)}).",
            ),
        )
        return
    for number, one in enumerate(value, start=1):
        where = joined((place, Said(f"{number}번째", f"line {number}")))
        if part.kind is PartKind.LIST and part.each is not None:
            yield from _one(part.each, one, field, where)
        elif part.kind is PartKind.ROWS:
            yield from _table(part, one, field, where)
        elif not isinstance(one, list) or len(one) != len(part.parts):
            yield _problem(
                field, where, Said(f"칸이 {len(part.parts)}개여야 합니다.", f"There must be {len(part.parts)} cells.")
            )
        else:
            for inner, cell in zip(part.parts, one, strict=True):
                yield from _one(inner, cell, field, joined((where, Said(*inner.name))))
    yield from _backwards(part, value, field, place)
    yield from _twice(part, value, field, place)


def _backwards(part: Part, value: list[Any], field: str, place: str) -> Iterator[Problem]:
    """Spans of a year that end before they begin."""
    at = {one.code: n for n, one in enumerate(part.parts)}
    for number, row in enumerate(value, start=1) if part.span else ():
        first, last = (_cell(row, code, at[code]) for code in part.span)
        if _is_month_day(first) and _is_month_day(last) and str(last) < str(first):
            where = joined((place, Said(f"{number}번째", f"line {number}")))
            yield _problem(
                field,
                where,
                Said("마지막 날이 첫날보다 빠릅니다.", "The last day is before the first."),
                Said("해를 넘는 기간은 둘로 나누어 적으세요.", "Write a period across the turn of the year as two."),
            )


def _twice(part: Part, value: list[Any], field: str, place: str) -> Iterator[Problem]:
    """What may stand only once: words of a list, and in rows the part named by `unique`."""
    if part.kind is PartKind.LIST:
        keys = [str(one) for one in value]
    elif part.unique:
        at = next(n for n, one in enumerate(part.parts) if one.code == part.unique)
        keys = [str(_cell(row, part.unique, at)) for row in value]
    else:
        return
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield _problem(
            field,
            place,
            Said(f"'{key[:LONGEST_NAME]}'을(를) 두 번 적었습니다.", f"“{key[:LONGEST_NAME]}” is entered twice."),
            Said("한 번만 적으세요.", "Enter it once only."),
        )


def _cell(row: object, code: str, at: int) -> object:
    if isinstance(row, Mapping):
        return row.get(code)
    return row[at] if isinstance(row, list) and len(row) > at else None


def _map(part: Part, value: object, field: str, place: str) -> Iterator[Problem]:
    if not isinstance(value, Mapping):
        yield _problem(
            field, place, Said("이름마다 값이 있는 표여야 합니다.", "This must be a table with a value for each name.")
        )
        return
    if not (part.least or 0) <= len(value) <= MOST_ROWS:
        yield _problem(
            field,
            place,
            Said(
                f"{part.least or 0:g}줄부터 {MOST_ROWS}줄까지 적을 수 있습니다.",
                f"From {part.least or 0:g} to {MOST_ROWS} lines can be entered.",
            ),
        )
    for name, one in value.items():
        if not isinstance(name, str) or not is_plain(name) or not 0 < len(name.strip()) <= LONGEST_NAME:
            yield _problem(
                field,
                place,
                Said(f"이름은 {LONGEST_NAME}자까지 적어야 합니다.", f"A name has at most {LONGEST_NAME} characters."),
            )
        elif part.each is not None:
            yield from _one(part.each, one, field, joined((place, name)))


def _within(part: Part, value: float) -> bool:
    return (part.least is None or value >= part.least) and (part.most is None or value <= part.most)


def _bounds(part: Part) -> Said:
    least = "" if part.least is None else f"{part.least:,g}"
    most = "" if part.most is None else f"{part.most:,.15g}"
    low = Said(f"{least}부터 ", f" from {least}") if least else ""
    high = Said(f"{most}까지의 ", f" {'to' if least else 'up to'} {most}") if most else ""
    return joined((low, high), "")


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_month_day(value: object) -> bool:
    found = _MONTH_DAY.fullmatch(value) if isinstance(value, str) else None
    return found is not None and _is_day(f"{LEAP}-{found[1]}-{found[2]}")


def _is_day_of_a_year(month: object, day: object) -> bool:
    """Whether there is such a day in every year; parts that are no numbers are told of by themselves."""
    if not isinstance(month, int) or not isinstance(day, int):
        return True
    return _is_day(f"{LEAP + 1}-{month:02}-{day:02}")


def _problem(field: str, place: str, message: str, remedy: str = "") -> Problem:
    there = Said(place, english(place)[:1].upper() + english(place)[1:])
    return Problem("policy_value", joined((there, message), ": "), remedy, field=field)


def _names(raw: Any) -> Names:
    korean, english = raw
    return str(korean), str(english)


def _choices(raw: Mapping[str, Any]) -> Mapping[str, Names]:
    """Either words of an enumeration as the dictionary has them, or those written in the file."""
    if "term" in raw:
        left_out = set(raw.get("without", ()))
        return {code: names for code, names in glossary.pairs(raw["term"]).items() if code not in left_out}
    return {str(code): (str(korean), str(english)) for code, korean, english in raw.get("choices", ())}
