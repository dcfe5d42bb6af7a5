"""Changing units by hand: made, renamed, moved, merged, split, closed, each from a day on."""

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import uuid4

from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.errors import Invalid, Problem
from baeumgil.core.events import announce
from baeumgil.core.locks import hold
from baeumgil.core.said import Said
from baeumgil.stages.people.access import may_edit_organisation
from baeumgil.stages.people.errors import UnitNotChangeable, UnitNotFound
from baeumgil.stages.people.events import OrganisationChanged
from baeumgil.stages.people.models import Unit, UnitSuccession
from baeumgil.stages.people.queries.organisation import UnitRow, unit_tree
from baeumgil.stages.people.services.unit_spans import SpanChanges, SpanFacts, new_units, retitled
from baeumgil.stages.people.terms import SuccessionKind, UnitId, UnitKind


@action("people.create_unit")
def create_unit(*, actor: Actor, name: str, parent: int, kind: UnitKind, on: date, official_code: str = "") -> UnitId:
    """Make a unit by hand, such as a team, which has no official code."""
    tree, _ = _begin(actor, [parent], on)
    above = _row(tree, parent)
    made = _new(on, tree, [(_name(name), above, kind, official_code)])[0]
    record(f"부서 만들기 {above.full_name} {name}", unit=made, on=on)
    announce(OrganisationChanged(on=on))
    return made


@action("people.rename_unit")
def rename_unit(*, actor: Actor, unit: int, name: str, on: date) -> None:
    """Give a unit another name from a day on; what was recorded before keeps the old one."""
    tree, changes = _begin(actor, [unit], on)
    row = _row(tree, unit)
    name = _name(name)
    changes.facts[unit] = replace(SpanFacts.of(row), name=name, full_name=row.full_name.removesuffix(row.name) + name)
    _finish(tree, changes)
    record(f"부서 이름 바꾸기 {row.full_name}", unit=unit, name=name, on=on)


@action("people.move_unit")
def move_unit(*, actor: Actor, unit: int, parent: int, on: date) -> None:
    """Put a unit under another one from a day on."""
    tree, changes = _begin(actor, [unit, parent], on)
    row, above = _row(tree, unit), _row(tree, parent)
    if parent in _below(tree, unit):
        raise UnitNotChangeable(
            Said(
                f"{row.full_name}을(를) 자기 아래 부서로 옮길 수 없습니다.",
                f"{row.full_name} cannot be moved below itself.",
            ),
            unit=unit,
        )
    changes.facts[unit] = replace(SpanFacts.of(row), parent=parent, full_name=f"{above.full_name} {row.name}")
    _finish(tree, changes)
    record(f"부서 옮기기 {row.full_name}", unit=unit, parent=parent, on=on)


@action("people.merge_units")
def merge_units(*, actor: Actor, units: Sequence[int], into: int | None = None, name: str = "", on: date) -> UnitId:
    """Close units and let one follow them: `into`, an existing one, or a new one called `name`.

    Units below a closed one move under the follower; postings stay where they were until the next roster.
    """
    tree, changes = _begin(actor, [*units, *([into] if into is not None else [])], on)
    ending = [_row(tree, unit) for unit in units if unit != into]
    if not ending:
        raise UnitNotChangeable(Said("합칠 부서를 고르세요.", "Choose the units to merge."))
    if into is None:
        others = [row for row in tree if row not in ending]
        follower = _new(on, others, [(_name(name), _parent(tree, ending[0]), ending[0].kind, "")])[0]
        title = f"{_parent(tree, ending[0]).full_name} {_name(name)}"
    else:
        follower, title = UnitId(into), _row(tree, into).full_name
    _follow(changes, tree, ending, follower, title)
    _finish(tree, changes)
    _link([row.id for row in ending], [follower], SuccessionKind.MERGED, on)
    record(f"부서 합치기 {title}", units=[row.id for row in ending], into=follower, on=on)
    return follower


@action("people.split_unit")
def split_unit(*, actor: Actor, unit: int, names: Sequence[str], on: date) -> tuple[UnitId, ...]:
    """Close a unit and let several new ones follow it; units below it move under the first."""
    tree, changes = _begin(actor, [unit], on)
    row = _row(tree, unit)
    if len(set(names)) < 2:  # noqa: PLR2004  a split makes at least two
        raise Invalid(
            [
                Problem(
                    "names_missing",
                    Said(
                        "나눌 부서의 이름을 둘 이상 적으세요.",
                        "Enter at least two names for the units it is split into.",
                    ),
                    field="names",
                )
            ]
        )
    above = _parent(tree, row)
    others = [other for other in tree if other.id != unit]
    made = _new(on, others, [(_name(name), above, row.kind, "") for name in names])
    _follow(changes, tree, [row], made[0], f"{above.full_name} {_name(names[0])}")
    _finish(tree, changes)
    _link([unit], made, SuccessionKind.SPLIT, on)
    record(f"부서 나누기 {row.full_name}", unit=unit, made=list(made), on=on)
    return tuple(made)


@action("people.close_unit")
def close_unit(*, actor: Actor, unit: int, on: date) -> None:
    """End a unit, and all below it, the day before `on`."""
    tree, changes = _begin(actor, [unit], on)
    row = _row(tree, unit)
    changes.ended |= _below(tree, unit)
    _finish(tree, changes)
    record(f"부서 닫기 {row.full_name}", unit=unit, on=on)


def _begin(actor: Actor, units: Sequence[int], on: date) -> tuple[list[UnitRow], SpanChanges]:
    hold(Unit, units)
    allow(may_edit_organisation(actor))
    tree = unit_tree(on)
    return tree, SpanChanges(on, {row.id: row for row in tree})


def _finish(tree: list[UnitRow], changes: SpanChanges) -> None:
    standing = [row for row in tree if row.id not in changes.ended]
    changes.facts.update(retitled(standing, changes.facts))
    changes.write()
    announce(OrganisationChanged(on=changes.on))


def _row(tree: list[UnitRow], unit: int) -> UnitRow:
    row = next((row for row in tree if row.id == unit), None)
    if row is None:
        raise UnitNotFound(unit=unit)
    return row


def _parent(tree: list[UnitRow], row: UnitRow) -> UnitRow:
    if row.parent is None:
        raise UnitNotChangeable(
            Said(
                f"맨 위 기관인 {row.full_name}은(는) 이렇게 바꿀 수 없습니다.",
                f"{row.full_name}, the body at the top, cannot be changed like this.",
            ),
            unit=row.id,
        )
    return _row(tree, row.parent)


def _below(tree: list[UnitRow], unit: int) -> set[int]:
    found = {unit}
    for row in tree:
        if row.parent in found:
            found.add(row.id)
    return found


def _name(name: str) -> str:
    clean = " ".join(unicodedata.normalize("NFC", name).split())
    if not clean:
        raise Invalid(
            [Problem("name_missing", Said("부서 이름을 적으세요.", "Enter the name of the unit."), field="name")]
        )
    return clean


def _new(on: date, tree: list[UnitRow], wanted: Sequence[tuple[str, UnitRow, UnitKind, str]]) -> list[UnitId]:
    for name, above, _, _ in wanted:
        if any(row.parent == above.id and row.name == name for row in tree):
            raise UnitNotChangeable(
                Said(
                    f"{above.full_name} 아래에 {name}이(가) 이미 있습니다. 다른 이름을 적으세요.",
                    f"There is already a unit {name} below {above.full_name}. Enter another name.",
                )
            )
    keys = [f"own-{uuid4().hex[:20]}" for _ in wanted]
    ids = new_units(keys)
    changes = SpanChanges(on, {})
    order = max((row.sort_order for row in tree), default=0)
    for place, (key, (name, above, kind, code)) in enumerate(zip(keys, wanted, strict=True), start=1):
        changes.facts[ids[key]] = SpanFacts(above.id, code, name, f"{above.full_name} {name}", kind, order + place)
    changes.write()
    return [UnitId(ids[key]) for key in keys]


def _follow(changes: SpanChanges, tree: list[UnitRow], ending: Sequence[UnitRow], follower: int, title: str) -> None:
    """End units; what hung directly below them now hangs below the follower."""
    ends = {row.id for row in ending}
    changes.ended |= ends
    for row in tree:
        if row.parent in ends and row.id not in ends and row.id != follower:
            changes.facts[row.id] = replace(SpanFacts.of(row), parent=follower, full_name=f"{title} {row.name}")


def _link(before: Sequence[int], after: Sequence[int], kind: SuccessionKind, on: date) -> None:
    UnitSuccession.objects.bulk_create(
        [UnitSuccession(predecessor_id=one, successor_id=other, kind=kind, on=on) for one in before for other in after]
    )
