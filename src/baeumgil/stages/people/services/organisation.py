"""Taking in the official organisation-code file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.errors import Problem
from baeumgil.core.events import announce
from baeumgil.core.said import Said
from baeumgil.engines.sheets.errors import SheetRefused
from baeumgil.engines.sheets.reading import read_table
from baeumgil.stages.people.access import may_edit_organisation
from baeumgil.stages.people.errors import OrganisationBroken
from baeumgil.stages.people.events import OrganisationChanged
from baeumgil.stages.people.models import UnitSuccession
from baeumgil.stages.people.queries.organisation import UnitRow, unit_tree
from baeumgil.stages.people.rules.organisation_codes import OfficialUnit, choose_body, read_official_units
from baeumgil.stages.people.services.unit_spans import SpanChanges, SpanFacts, new_units, retitled
from baeumgil.stages.people.services.units import (
    close_unit,
    create_unit,
    merge_units,
    move_unit,
    rename_unit,
    split_unit,
)
from baeumgil.stages.people.terms import SuccessionKind

__all__ = [
    "OrganisationOutcome",
    "close_unit",
    "create_unit",
    "import_organisation",
    "merge_units",
    "move_unit",
    "rename_unit",
    "split_unit",
]


@dataclass(frozen=True, slots=True)
class OrganisationOutcome:
    """How many units the import made, renamed, moved, closed and left alone; `units` is how many stand now."""

    created: int
    renamed: int
    moved: int
    closed: int
    unchanged: int
    units: int


@action("people.import_organisation")
def import_organisation(
    *,
    actor: Actor,
    valid_from: date,
    rows: Sequence[Sequence[str]] | None = None,
    path: Path | None = None,
    file_name: str = "",
    body: str = "",
) -> OrganisationOutcome:
    """Take in the official organisation-code file, or its rows with the headings first.

    `body` picks one city by code or name when the file holds several. Units missing from the file are
    closed on the day before `valid_from`. Raises `OrganisationBroken` naming row and remedy.
    """
    allow(may_edit_organisation(actor))
    units = _official_units(rows, path, file_name, body)
    tree = unit_tree(valid_from)
    changes = SpanChanges(valid_from, {row.id: row for row in tree})
    outcome = _plan(units, tree, changes)
    changes.write()
    _link_predecessors(units, tree, valid_from)
    record(
        f"조직 {units[0].full_name} {valid_from}",
        created=outcome.created,
        renamed=outcome.renamed,
        moved=outcome.moved,
        closed=outcome.closed,
        unchanged=outcome.unchanged,
    )
    announce(OrganisationChanged(on=valid_from))
    return outcome


def _official_units(
    rows: Sequence[Sequence[str]] | None, path: Path | None, file_name: str, body: str
) -> tuple[OfficialUnit, ...]:
    if path is not None:
        headings, numbered = _read_file(path, file_name or path.name)
    elif rows:
        headings, numbered = list(rows[0]), [(number, list(row)) for number, row in enumerate(rows[1:], start=2)]
    else:
        raise OrganisationBroken(
            [
                Problem(
                    "empty",
                    Said("파일에 내용이 없습니다.", "The file is empty."),
                    Said("기관코드 파일을 고르세요.", "Choose the file of official codes."),
                )
            ]
        )
    found = read_official_units(headings, numbered)
    if found.problems:
        raise OrganisationBroken(found.problems)
    if not found.units:
        raise OrganisationBroken(
            [
                Problem(
                    "empty",
                    Said("파일에 살아 있는 기관이 없습니다.", "There is no living unit in the file."),
                    Said("파일을 확인하세요.", "Check the file."),
                )
            ]
        )
    chosen = choose_body(found.units, body)
    if chosen.problems:
        raise OrganisationBroken(chosen.problems)
    return chosen.units


def _read_file(path: Path, file_name: str) -> tuple[list[str], list[tuple[int, list[str]]]]:
    try:
        table = read_table(path, file_name=file_name)
    except SheetRefused as refused:
        raise OrganisationBroken([Problem(refused.code, refused.message, refused.remedy)]) from refused
    return list(table.headings), [
        (row.number, ["" if cell is None else str(cell) for cell in row.cells]) for row in table.rows
    ]


def _plan(units: Sequence[OfficialUnit], tree: list[UnitRow], changes: SpanChanges) -> OrganisationOutcome:
    standing = {row.official_code: row for row in tree if row.official_code}
    fresh = [unit.code for unit in units if unit.code not in standing]
    made = new_units(_key(code) for code in fresh)
    ids = {unit.code: standing[unit.code].id if unit.code in standing else made[_key(unit.code)] for unit in units}
    renamed = moved = unchanged = 0
    for unit in units:
        facts = _facts(unit, ids)
        before = standing.get(unit.code)
        if before is not None and SpanFacts.of(before) == facts:
            unchanged += 1
            continue
        if before is not None:
            renamed += before.name != unit.name
            moved += before.name == unit.name and before.parent != facts.parent
            unchanged += before.name == unit.name and before.parent == facts.parent
        changes.facts[ids[unit.code]] = facts
    changes.ended |= _gone(units[0], ids, standing, tree)
    follow = retitled([row for row in tree if row.id not in changes.ended], changes.facts)
    changes.facts.update({unit: facts for unit, facts in follow.items() if unit not in set(ids.values())})
    return OrganisationOutcome(
        created=len(fresh),
        renamed=renamed,
        moved=moved,
        closed=len(changes.ended),
        unchanged=unchanged,
        units=len(tree) + len(fresh) - len(changes.ended),
    )


def _key(code: str) -> str:
    return f"org-{code}"


def _facts(unit: OfficialUnit, ids: Mapping[str, int]) -> SpanFacts:
    return SpanFacts(
        parent=ids.get(unit.parent),
        official_code=unit.code,
        name=unit.name,
        full_name=unit.full_name,
        kind=unit.kind,
        sort_order=unit.order,
    )


def _gone(top: OfficialUnit, ids: Mapping[str, int], standing: Mapping[str, UnitRow], tree: list[UnitRow]) -> set[int]:
    """Units of this city that the file no longer has, and whatever hangs below them without a code."""
    root = standing.get(top.code)
    if root is None:
        return set()
    kept, inside, gone = set(ids.values()), {root.id}, set()
    for row in tree:
        if row.parent not in inside or row.id in inside:
            continue
        inside.add(row.id)
        if row.id not in kept and (row.official_code or row.parent in gone):
            gone.add(row.id)
    return gone


def _link_predecessors(units: Sequence[OfficialUnit], tree: list[UnitRow], on: date) -> None:
    """Where the file names the code a unit had before, link the two."""
    before = {row.official_code: row.id for row in tree if row.official_code}
    wanted = [unit for unit in units if unit.previous in before and unit.code not in before]
    if not wanted:
        return
    made = new_units(_key(unit.code) for unit in wanted)
    UnitSuccession.objects.bulk_create(
        [
            UnitSuccession(
                predecessor_id=before[unit.previous],
                successor_id=made[_key(unit.code)],
                kind=SuccessionKind.RENAMED,
                on=on,
            )
            for unit in wanted
        ],
        ignore_conflicts=True,
    )
