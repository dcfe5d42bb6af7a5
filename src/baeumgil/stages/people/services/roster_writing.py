"""Writing a plan: new rows at once, changed rows with what they were before."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
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
from baeumgil.stages.people.rules.roster.facts import NewUnit
from baeumgil.stages.people.rules.roster.plan import (
    ABSENCE,
    COLUMNS,
    GRADE,
    PERSON,
    POSTING,
    SERVICE,
    UNIT,
)
from baeumgil.stages.people.rules.roster.staging import columns_of, plain
from baeumgil.stages.people.services.unit_spans import SpanChanges, SpanFacts, new_units
from baeumgil.stages.people.terms import UnitKind

TABLES: Mapping[str, type[models.Model]] = {
    PERSON: Person,
    SERVICE: Service,
    GRADE: GradeSpell,
    POSTING: Posting,
    ABSENCE: Absence,
}
Columns = list[list[Any]]

FACTS = (SERVICE, GRADE, POSTING, ABSENCE)


def write_plan(plan: Mapping[str, Any], roster_import: int, as_of: date) -> None:
    """Write a staged plan: units first, then what is closed or changed, then what is new."""
    units = _make_units([NewUnit(*unit) for unit in plan["new_units"]], roster_import, as_of)
    _write_updates(plan["updates"], roster_import, units)
    inserts = {table: columns_of(held) for table, held in plan["inserts"].items()}
    people = _insert_people(inserts[PERSON], roster_import) if PERSON in inserts else {}
    for table in FACTS:
        if table in inserts:
            _insert(table, inserts[table], roster_import, people, units)


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
        parent = None if unit.parent is None else made.get(unit.parent, unit.parent)
        names[made[unit.ref]] = unit.name if parent is None else f"{names[parent]} {unit.name}"
        changes.facts[made[unit.ref]] = SpanFacts(
            parent, "", unit.name, names[made[unit.ref]], UnitKind(unit.kind), order + place
        )
    changes.write()
    RosterEffect.objects.bulk_create(
        [RosterEffect(roster_import_id=roster_import, table=UNIT, row_id=unit, before={}) for unit in made.values()]
    )
    return made


def _write_updates(
    updates: Sequence[tuple[str, int, dict[str, Any], dict[str, Any]]], roster_import: int, units: Mapping[int, int]
) -> None:
    by_table: dict[str, list[tuple[int, Mapping[str, Any]]]] = defaultdict(list)
    effects = []
    for table, row_id, before, after in updates:
        if after.get("unit_id", 0) < 0:
            after["unit_id"] = units[after["unit_id"]]
        by_table[table].append((row_id, after))
        held = json.dumps({"before": before, "after": after}, ensure_ascii=False)
        effects.append((roster_import, table, row_id, held))
    insert_rows(RosterEffect, ("roster_import_id", "table", "row_id", "before"), effects)
    for table, rows in by_table.items():
        update_rows(table, _closing_first(rows))


def _closing_first(rows: list[tuple[int, Mapping[str, Any]]]) -> list[tuple[int, Mapping[str, Any]]]:
    """Ends before beginnings, so that two spans of one person are never open at once."""
    return sorted(rows, key=lambda row: (row[1].get("ends_on", "") is None, sorted(row[1])))


def _insert_people(columns: Columns, roster_import: int) -> dict[int, int]:
    """New people; the id that each reference stands for."""
    _insert_columns(Person, COLUMNS[PERSON], columns, roster_import)
    made = Person.objects.filter(roster_import_id=roster_import).values_list("pk", "staff_no", "candidate_no")
    ids = {(staff_no, candidate_no): person for person, staff_no, candidate_no in made}
    numbers = zip(columns[0], columns[1], strict=True)
    return {-place: ids[staff_no, candidate_no] for place, (staff_no, candidate_no) in enumerate(numbers, start=1)}


def _insert(
    table: str, columns: Columns, roster_import: int, people: Mapping[int, int], units: Mapping[int, int]
) -> None:
    columns[0] = [people.get(person, person) for person in columns[0]]
    if table == POSTING and units:
        columns[1] = [units.get(unit, unit) for unit in columns[1]]
    _insert_columns(TABLES[table], ("person_id", *COLUMNS[table]), columns, roster_import)


def _insert_columns(model: type[models.Model], names: Sequence[str], columns: Columns, roster_import: int) -> None:
    """Columns that hold nothing are left to the database, which then has less to take in."""
    held = [
        (name, column)
        for name, column in zip(names, columns, strict=True)
        if any(value is not None for value in column)
    ]
    rows = zip(*(column for _, column in held), [roster_import] * len(columns[0]), strict=True)
    insert_rows(model, (*(name for name, _ in held), "roster_import_id"), rows)
