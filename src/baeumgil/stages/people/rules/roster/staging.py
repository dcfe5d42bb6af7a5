"""A plan as plain values: kept between preview and apply, written without being worked out again."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from baeumgil.stages.people.rules.roster.facts import NewUnit, Roster
from baeumgil.stages.people.rules.roster.plan import PERSON, Plan, iso


def plain(value: Any) -> Any:
    """As the database and JSON take it: terms and days as text."""
    if isinstance(value, StrEnum):
        return value.value
    return iso(value) if isinstance(value, date) else value


def plain_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """The same for several named values."""
    return {name: plain(value) for name, value in values.items()}


def staged(plan: Plan, roster: Roster, fingerprint: str) -> dict[str, Any]:
    """Everything that applying needs. `fingerprint` names the record on which the plan rests."""
    return {
        "fingerprint": fingerprint,
        "inserts": {table: _columns(rows) for table, rows in plan.inserts.items() if rows},
        "updates": [
            [table, row_id, plain_values(update.before), plain_values(update.after)]
            for (table, row_id), update in plan.updates.items()
        ],
        "new_units": [list(unit) for unit in roster.new_units],
        "counts": {kind.value: plan.counts[kind] for kind in sorted(plan.counts)},
        "people": len(plan.touched) + len(plan.inserts[PERSON]),
        "unchanged": _unchanged(plan, roster),
    }


def made_by(plan: Plan, new_units: Sequence[NewUnit]) -> dict[str, int]:
    """How many rows the plan makes in each table."""
    return {table: len(rows) for table, rows in plan.inserts.items()} | {"unit": len(new_units)}


def columns_of(table: Mapping[str, Any]) -> list[list[Any]]:
    """A staged table's columns, each at full length."""
    return [[column["same"]] * table["rows"] if isinstance(column, Mapping) else column for column in table["columns"]]


def _columns(rows: Sequence[tuple[Any, ...]]) -> dict[str, Any]:
    """Rows turned to columns; most values repeat, so each is converted once, and a column of one value is short."""
    columns: list[Any] = []
    for column in zip(*rows, strict=True):
        values = set(column)
        if len(values) == 1:
            columns.append({"same": plain(column[0])})
        elif any(isinstance(value, StrEnum | date) for value in values):
            table = {value: plain(value) for value in values}
            columns.append([table[value] for value in column])
        else:
            columns.append(list(column))
    return {"rows": len(rows), "columns": columns}


def _unchanged(plan: Plan, roster: Roster) -> list[list[Any]]:
    changed = {change.row for change in plan.changes}
    columns = roster.columns
    rows = zip(columns["staff_no"], columns["candidate_no"], columns["name"], columns["row"], strict=True)
    return [[staff_no or candidate_no, name, row] for staff_no, candidate_no, name, row in rows if row not in changed]
