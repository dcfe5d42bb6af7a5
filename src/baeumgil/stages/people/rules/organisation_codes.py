"""Reading the official organisation-code file (행정표준코드 기관코드), in its original or a shortened form."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from baeumgil.core.errors import Problem
from baeumgil.core.said import Said
from baeumgil.stages.people.rules.seed_tables import rows_of, seed_table, table_of, words_of
from baeumgil.stages.people.terms import UnitKind

CODE = re.compile(r"[0-9A-Z]{7}")
NOTHING = {"", "NULL", "null"}
REQUIRED = ("code", "full_name", "parent")
NO_PARENT = {"", "0000000"}


@dataclass(frozen=True, slots=True)
class OfficialUnit:
    """One line of the file: a unit that stands, with its place in official order."""

    code: str
    name: str
    full_name: str
    parent: str
    representative: str
    kind: UnitKind
    order: int
    previous: str
    row: int


@dataclass(frozen=True, slots=True)
class OfficialUnits:
    """What a file holds: standing units, codes of closed ones, and everything wrong with it."""

    units: tuple[OfficialUnit, ...] = ()
    closed: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Body:
    """The units of one city, its top unit first; or the cities to choose from."""

    units: tuple[OfficialUnit, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class _Reading:
    units: list[OfficialUnit] = field(default_factory=list)
    closed: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)


def kind_of(*, name: str, mid: str = "", small: str = "") -> UnitKind:
    """Kind of a unit from its official types and its own name, by the first row of the table that fits."""
    for rule in _kinds():
        if rule.fits(name, mid, small):
            return rule.kind
    return UnitKind.OTHER


def read_official_units(headings: Sequence[str], rows: Sequence[tuple[int, Sequence[str]]]) -> OfficialUnits:
    """Units out of rows, each with its number in the file. Every problem is listed."""
    places = _places(headings)
    missing = [name for name in REQUIRED if name not in places]
    if missing:
        names = ", ".join(_headings()[name][1] for name in missing)
        return OfficialUnits(
            problems=(
                Problem(
                    "heading_missing",
                    Said(f"{names} 열이 없습니다.", f"Columns are missing: {names}."),
                    Said(
                        "행정표준코드관리시스템에서 받은 기관코드 파일을 고치지 말고 그대로 올리세요.",
                        "Upload the file of official codes as you received it "
                        "from the administrative standard code system, unchanged.",
                    ),
                ),
            )
        )
    result = _Reading()
    for number, cells in rows:
        cell = {
            name: "" if at >= len(cells) or cells[at].strip() in NOTHING else cells[at].strip()
            for name, at in places.items()
        }
        if any(cell.values()):
            _take(cell, number, result)
    return OfficialUnits(tuple(result.units), frozenset(result.closed), tuple(result.problems))


def _take(cell: Mapping[str, str], number: int, result: _Reading) -> None:
    code = cell["code"].upper().zfill(7)
    if not CODE.fullmatch(code):
        result.problems.append(
            Problem(
                "code_malformed",
                Said("기관코드가 일곱 자리가 아닙니다.", "The official code does not have seven digits."),
                Said("원본 파일의 코드를 확인하세요.", "Check the code in the original file."),
                row=number,
            )
        )
        return
    if cell.get("closed", "") not in {"", "0", "존속"}:
        result.closed.add(code)
        return
    if code in result.seen:
        result.problems.append(
            Problem(
                "code_twice",
                Said(
                    f"기관코드 {code}이(가) {result.seen[code]}행에도 있습니다.",
                    f"The official code {code} is also in row {result.seen[code]}.",
                ),
                Said("한 줄만 남기세요.", "Leave one row only."),
                row=number,
            )
        )
        return
    result.seen[code] = number
    full_name = " ".join(cell["full_name"].split())
    if not full_name:
        result.problems.append(
            Problem(
                "name_missing",
                Said("기관명이 비어 있습니다.", "The name of the unit is empty."),
                Said("전체기관명을 채우세요.", "Fill in the full name of the unit."),
                row=number,
            )
        )
        return
    name = cell.get("name", "") or full_name.split(" ")[-1]
    representative = cell.get("representative", "")
    kind = (
        UnitKind.BODY
        if representative == code
        else kind_of(name=name, mid=cell.get("mid", ""), small=cell.get("small", ""))
    )
    order = cell.get("order", "")
    result.units.append(
        OfficialUnit(
            code=code,
            name=name,
            full_name=full_name,
            parent=cell["parent"],
            representative=representative,
            kind=kind,
            order=int(order) if order.isdecimal() else number,
            previous=cell.get("previous", ""),
            row=number,
        )
    )


def choose_body(units: Sequence[OfficialUnit], wanted: str) -> Body:
    """The units of the city called or coded `wanted`; without a wish, of the only one there is."""
    codes = {unit.code for unit in units}
    tops = [unit for unit in units if unit.representative == unit.code or unit.parent not in codes]
    if any(unit.representative == unit.code for unit in tops):
        tops = [unit for unit in tops if unit.representative == unit.code]
    chosen = [unit for unit in tops if wanted in {unit.code, unit.name, unit.full_name}] if wanted else tops
    if len(chosen) != 1:
        choices = ", ".join(f"{unit.full_name}({unit.code})" for unit in tops)
        message = (
            Said("파일에 기관이 여럿 있습니다.", "There are several bodies in the file.")
            if chosen or not wanted
            else Said(f"'{wanted}'이라는 기관이 없습니다.", f"There is no body “{wanted}”.")
        )
        return Body(
            problems=(
                Problem(
                    "body_unclear",
                    message,
                    Said(f"다음 가운데 하나를 고르세요: {choices}", f"Choose one of: {choices}"),
                ),
            )
        )
    return _below(units, chosen[0])


def _below(units: Sequence[OfficialUnit], top: OfficialUnit) -> Body:
    children: dict[str, list[OfficialUnit]] = {}
    for unit in units:
        children.setdefault(unit.parent, []).append(unit)
    found, waiting, seen = [top], [top.code], {top.code}
    while waiting:
        for child in children.get(waiting.pop(), []):
            if child.code not in seen:
                seen.add(child.code)
                found.append(child)
                waiting.append(child.code)
    problems = [
        Problem(
            "parent_missing",
            Said(
                f"{unit.full_name}의 차상위기관 {unit.parent}이(가) 파일에 없습니다.",
                f"The unit above {unit.full_name}, {unit.parent}, is not in the file.",
            ),
            Said("상위 기관의 줄도 함께 넣으세요.", "Put in the row of the unit above as well."),
            row=unit.row,
        )
        for unit in units
        if unit.representative == top.code and unit.code not in seen
    ]
    return Body(tuple(sorted(found, key=lambda unit: (unit is not top, unit.order, unit.code))), tuple(problems))


@dataclass(frozen=True, slots=True)
class _KindRule:
    kind: UnitKind
    mid: str
    small: str
    ends: tuple[str, ...]

    def fits(self, name: str, mid: str, small: str) -> bool:
        return self.mid in {"", mid} and self.small in {"", small} and (not self.ends or name.endswith(self.ends))


@cache
def _kinds() -> tuple[_KindRule, ...]:
    return tuple(
        _KindRule(
            UnitKind(str(row["kind"])), str(row.get("mid", "")), str(row.get("small", "")), words_of(row.get("ends"))
        )
        for row in rows_of(seed_table("organisation")["kind"])
    )


@cache
def _headings() -> Mapping[str, tuple[str, ...]]:
    return {name: words_of(words) for name, words in table_of(seed_table("organisation")["headings"]).items()}


def _folded(text: str) -> str:
    return "".join(text.split()).replace("_", "").lower()


def _places(headings: Sequence[str]) -> dict[str, int]:
    known = {_folded(word): name for name, words in _headings().items() for word in words}
    places: dict[str, int] = {}
    for at, heading in enumerate(headings):
        name = known.get(_folded(heading))
        if name is not None:
            places.setdefault(name, at)
    return places
