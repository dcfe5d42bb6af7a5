"""Units as they stood on a day."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q, QuerySet

from baeumgil.core.actors import EVERYWHERE, Actor
from baeumgil.core.said import Said
from baeumgil.stages.people.access import readable_units
from baeumgil.stages.people.errors import UnitNotFound
from baeumgil.stages.people.models import UnitSpan, UnitSuccession
from baeumgil.stages.people.terms import SuccessionKind, UnitKind


@dataclass(frozen=True, slots=True)
class UnitRow:
    """부서. One unit as it was on a day; `depth` counts from 0 at the top of the tree that was asked for."""

    id: int
    key: str
    official_code: str
    name: str
    full_name: str
    kind: UnitKind
    parent: int | None
    depth: int
    sort_order: int
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class SuccessionRow:
    """A unit before or after another one."""

    kind: SuccessionKind
    on: date
    unit: int
    name: str


@dataclass(frozen=True, slots=True)
class UnitHistory:
    """All names and places of a unit, what it came from and what became of it."""

    unit: int
    spans: tuple[UnitRow, ...]
    predecessors: tuple[SuccessionRow, ...]
    successors: tuple[SuccessionRow, ...]


def unit_tree(on: date, root: int | None = None) -> list[UnitRow]:
    """Units that existed on a day, depth first in official order; one statement."""
    rows = _rows(_standing(on))
    there = {row.id for row in rows}
    children: dict[int | None, list[UnitRow]] = defaultdict(list)
    for row in rows:
        children[row.parent if row.parent in there else None].append(row)
    if root is not None:
        children[None] = [row for row in rows if row.id == root]
    ordered: list[UnitRow] = []
    waiting = [(row, 0) for row in reversed(children[None])]
    seen: set[int] = set()
    while waiting:
        row, depth = waiting.pop()
        if row.id in seen:
            continue
        seen.add(row.id)
        ordered.append(replace(row, depth=depth))
        waiting.extend((child, depth + 1) for child in reversed(children[row.id]))
    return ordered


def unit_on(unit: int, on: date) -> UnitRow:
    """One unit as it was on a day; its depth is not worked out. Raises `UnitNotFound`."""
    rows = _rows(_standing(on).filter(unit_id=unit))
    if not rows:
        raise UnitNotFound(unit=unit)
    return rows[0]


def unit_by_code(code: str, on: date) -> UnitRow:
    """The unit that had an official code on a day. Raises `UnitNotFound`."""
    rows = _rows(_standing(on).filter(official_code=code)) if code else []
    if not rows:
        raise UnitNotFound(
            Said(f"기관코드 {code}인 부서가 없습니다.", f"There is no unit with the official code {code}."), code=code
        )
    return rows[0]


def subtree(unit: int, on: date) -> frozenset[int]:
    """A unit and everything below it on a day; only itself when it did not exist then. One statement."""
    return subtrees([unit], on)[unit]


def subtrees(units: Iterable[int], on: date) -> dict[int, frozenset[int]]:
    """Subtrees of several units in one statement."""
    children: dict[int | None, list[int]] = defaultdict(list)
    for child, parent in _standing(on).values_list("unit_id", "parent_id"):
        children[parent].append(child)
    return {unit: _below(unit, children) for unit in units}


def _below(unit: int, children: dict[int | None, list[int]]) -> frozenset[int]:
    found, waiting = {unit}, [unit]
    while waiting:
        for child in children[waiting.pop()]:
            if child not in found:
                found.add(child)
                waiting.append(child)
    return frozenset(found)


def unit_history(unit: int) -> UnitHistory:
    """Names, places, origins and successors; four statements at most. Raises `UnitNotFound`."""
    spans = _rows(UnitSpan.objects.filter(unit_id=unit).order_by("starts_on"))
    if not spans:
        raise UnitNotFound(unit=unit)
    links = list(
        UnitSuccession.objects.filter(Q(predecessor_id=unit) | Q(successor_id=unit))
        .order_by("on", "pk")
        .values_list("kind", "on", "predecessor_id", "successor_id")
    )
    names = _names({one for link in links for one in link[2:]})
    return UnitHistory(
        unit=unit,
        spans=tuple(spans),
        predecessors=tuple(
            SuccessionRow(SuccessionKind(kind), on, before, names.get(before, ""))
            for kind, on, before, after in links
            if after == unit
        ),
        successors=tuple(
            SuccessionRow(SuccessionKind(kind), on, after, names.get(after, ""))
            for kind, on, before, after in links
            if before == unit
        ),
    )


def visible_units(*, actor: Actor, on: date) -> list[UnitRow]:
    """Units whose people the actor may see, depth first; depths as in the whole tree."""
    units = readable_units(actor)
    tree = unit_tree(on)
    return tree if units is EVERYWHERE else [row for row in tree if row.id in units]


def short_name(full_name: str, body_name: str) -> str:
    """A unit's name below its body: `행정국 총무과` for `○○시 행정국 총무과`."""
    return full_name.removeprefix(body_name).strip() or full_name


def _standing(on: date) -> QuerySet[UnitSpan]:
    return UnitSpan.objects.filter(starts_on__lte=on).filter(Q(ends_on=None) | Q(ends_on__gte=on))


def _rows(spans: QuerySet[UnitSpan]) -> list[UnitRow]:
    return [
        UnitRow(
            id=unit,
            key=key,
            official_code=code,
            name=name,
            full_name=full_name,
            kind=UnitKind(kind),
            parent=parent,
            depth=0,
            sort_order=order,
            starts_on=starts_on,
            ends_on=ends_on,
        )
        for unit, key, code, name, full_name, kind, parent, order, starts_on, ends_on in spans.values_list(
            "unit_id",
            "unit__key",
            "official_code",
            "name",
            "full_name",
            "kind",
            "parent_id",
            "sort_order",
            "starts_on",
            "ends_on",
        )
    ]


def _names(units: set[int]) -> dict[int, str]:
    rows = UnitSpan.objects.filter(unit_id__in=units).order_by("starts_on").values_list("unit_id", "name")
    return dict(rows)
