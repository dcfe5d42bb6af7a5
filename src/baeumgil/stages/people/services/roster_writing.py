"""Writing a plan: new rows at once, changed rows with what they were before."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from django.db import connection, models

from baeumgil.core.bulk_rows import insert_rows
from baeumgil.stages.people.models import (
    Absence,
    GradeSpell,
    Person,
    Posting,
    RosterEffect,
    Service,
)
from baeumgil.stages.people.queries.organisation import unit_tree
from baeumgil.stages.people.rules.roster.facts import NewUnit, iso
from baeumgil.stages.people.rules.roster.plan import (
    ABSENCE,
    COLUMNS,
    GRADE,
    PERSON,
    POSTING,
    SERVICE,
    UNIT,
    Plan,
    Update,
)
from baeumgil.stages.people.services.unit_spans import SpanChanges, SpanFacts, new_units
from baeumgil.stages.people.terms import UnitKind

TABLES: Mapping[str, type[models.Model]] = {
    PERSON: Person,
    SERVICE: Service,
    GRADE: GradeSpell,
    POSTING: Posting,
    ABSENCE: Absence,
}
FACTS = (SERVICE, GRADE, POSTING, ABSENCE)


def write_plan(plan: Plan, units: Sequence[NewUnit], roster_import: int, as_of: date) -> dict[str, int]:
    """Write everything; returns how many rows were made per table."""
    made_units = _make_units(units, roster_import, as_of)
    _write_updates(plan.updates, roster_import, made_units)
    people = _insert_people(plan.inserts[PERSON], roster_import)
    for table in FACTS:
        rows = plan.inserts[table]
        if rows:
            _insert(table, rows, roster_import, people, made_units)
    return {table: len(rows) for table, rows in plan.inserts.items()} | {UNIT: len(made_units)}


def plain(value: Any) -> Any:
    """As the database and JSON take it."""
    if isinstance(value, StrEnum):
        return value.value
    return iso(value) if isinstance(value, date) else value


def update_rows(table: str, rows: Iterable[tuple[int, Mapping[str, Any]]]) -> None:
    """Change columns of many rows, one prepared statement for each set of columns."""
    grouped: dict[tuple[str, ...], list[tuple[Any, ...]]] = defaultdict(list)
    for row_id, values in rows:
        names = tuple(sorted(values))
        grouped[names].append((*(plain(values[name]) for name in names), row_id))
    quote = connection.ops.quote_name
    target = quote(TABLES[table]._meta.db_table)  # noqa: SLF001  Django's documented name
    with connection.cursor() as cursor:
        for names, changed in grouped.items():
            settings = ", ".join(f"{quote(name)} = %s" for name in names)
            cursor.executemany(f"UPDATE {target} SET {settings} WHERE id = %s", changed)  # noqa: S608  names of our own columns


def _make_units(units: Sequence[NewUnit], roster_import: int, as_of: date) -> dict[int, int]:
    if not units:
        return {}
    keys = {unit.ref: f"roster-{roster_import}{unit.ref}" for unit in units}
    ids = new_units(keys.values())
    made = {ref: ids[key] for ref, key in keys.items()}
    tree = unit_tree(as_of)
    names = {row.id: row.full_name for row in tree}
    order = max((row.sort_order for row in tree), default=0)
    changes = SpanChanges(as_of, {})
    for place, unit in enumerate(units, start=1):
        parent = made.get(unit.parent, unit.parent)
        names[made[unit.ref]] = f"{names[parent]} {unit.name}"
        changes.facts[made[unit.ref]] = SpanFacts(
            parent, "", unit.name, names[made[unit.ref]], UnitKind(unit.kind), order + place
        )
    changes.write()
    RosterEffect.objects.bulk_create(
        [RosterEffect(roster_import_id=roster_import, table=UNIT, row_id=unit, before={}) for unit in made.values()]
    )
    return made


def _write_updates(updates: Mapping[tuple[str, int], Update], roster_import: int, units: Mapping[int, int]) -> None:
    if not updates:
        return
    by_table: dict[str, list[tuple[int, Mapping[str, Any]]]] = defaultdict(list)
    effects = []
    for (table, row_id), update in updates.items():
        after = update.after
        if after.get("unit_id", 0) < 0:
            after["unit_id"] = units[after["unit_id"]]
        by_table[table].append((row_id, after))
        held = {
            "before": {name: plain(value) for name, value in update.before.items()},
            "after": {name: plain(value) for name, value in after.items()},
        }
        effects.append((roster_import, table, row_id, json.dumps(held, ensure_ascii=False)))
    insert_rows(RosterEffect, ("roster_import_id", "table", "row_id", "before"), effects)
    for table, rows in by_table.items():
        update_rows(table, _closing_first(rows))


def _closing_first(rows: list[tuple[int, Mapping[str, Any]]]) -> list[tuple[int, Mapping[str, Any]]]:
    """Ends before beginnings, so that two spans of one person are never open at once."""
    return sorted(rows, key=lambda row: (row[1].get("ends_on", "") is None, sorted(row[1])))


def _insert_people(rows: Sequence[tuple[Any, ...]], roster_import: int) -> dict[int, int]:
    if not rows:
        return {}
    insert_rows(Person, (*COLUMNS[PERSON], "roster_import_id"), _with_import(rows, roster_import))
    ids = {
        (staff_no, candidate_no): person
        for person, staff_no, candidate_no in Person.objects.filter(roster_import_id=roster_import).values_list(
            "pk", "staff_no", "candidate_no"
        )
    }
    return {-place: ids[row[0], row[1]] for place, row in enumerate(rows, start=1)}


def _insert(
    table: str,
    rows: Sequence[tuple[Any, ...]],
    roster_import: int,
    people: Mapping[int, int],
    units: Mapping[int, int],
) -> None:
    columns = list(zip(*rows, strict=True))
    columns[0] = tuple(people.get(person, person) for person in columns[0])
    if table == POSTING and units:
        columns[1] = tuple(units.get(unit, unit) for unit in columns[1])
    insert_rows(
        TABLES[table],
        ("person_id", *COLUMNS[table], "roster_import_id"),
        _with_import(list(zip(*columns, strict=True)), roster_import),
    )


def _with_import(rows: Sequence[tuple[Any, ...]], roster_import: int) -> Iterator[tuple[Any, ...]]:
    """Rows of plain values; a column at a time, since most values repeat."""
    columns = []
    for column in zip(*rows, strict=True):
        sample = next((value for value in column if value is not None), None)
        if isinstance(sample, StrEnum | date):
            table = {value: plain(value) for value in set(column)}
            columns.append([table[value] for value in column])
        else:
            columns.append(list(column))
    return zip(*columns, [roster_import] * len(rows), strict=True)
