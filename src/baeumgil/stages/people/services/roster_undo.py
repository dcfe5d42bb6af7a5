"""Taking an applied roster back: every row as it was before, or nothing at all."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, models, transaction

from baeumgil.core.said import Said
from baeumgil.stages.people.errors import ImportNotUndoable
from baeumgil.stages.people.models import Person, RosterEffect, RosterImport, Unit, UnitSpan
from baeumgil.stages.people.rules.roster.plan import PERSON, UNIT
from baeumgil.stages.people.rules.roster.staging import plain
from baeumgil.stages.people.services.roster_writing import FACTS, TABLES, update_rows
from baeumgil.stages.people.terms import RosterState

CHUNK = 5_000
LATER_WORK = Said(
    "이 가져오기 뒤에 고친 내용이 있어 되돌릴 수 없습니다. 틀린 내용은 새 명단으로 고치세요.",
    "Something was changed after this import, so it cannot be undone. Correct what is wrong with a new roster.",
)


def undo(imported: RosterImport) -> int:
    """Restore what an import changed and remove what it made; returns how many rows. Raises `ImportNotUndoable`."""
    _is_latest(imported)
    effects = list(RosterEffect.objects.filter(roster_import=imported).values_list("table", "row_id", "before"))
    made: Mapping[str, int] = imported.preview.get("made", {})
    _untouched_since(imported, effects, made)
    try:
        with transaction.atomic():
            _remove_made(imported)
            restored = _restore(effects)
            _remove_units([row for table, row, _ in effects if table == UNIT])
    except (IntegrityError, models.ProtectedError) as failure:
        raise ImportNotUndoable(LATER_WORK) from failure
    return restored + sum(made.values())


def _is_latest(imported: RosterImport) -> None:
    if imported.state != RosterState.APPLIED:
        raise ImportNotUndoable(Said("적용한 가져오기만 되돌릴 수 있습니다.", "Only an applied import can be undone."))
    later = RosterImport.objects.filter(state=RosterState.APPLIED).order_by("-applied_at", "-pk").first()
    if later is not None and later.pk != imported.pk:
        raise ImportNotUndoable(
            Said(
                f"나중에 적용한 '{later.file_name}'을(를) 먼저 되돌리세요.",
                f"Undo “{later.file_name}” first, which was applied later.",
            )
        )


def _untouched_since(imported: RosterImport, effects: list[tuple[str, int, Any]], made: Mapping[str, int]) -> None:
    for table, model in TABLES.items():
        rows = model._default_manager.filter(roster_import=imported)  # noqa: SLF001  Django's documented name
        if rows.count() != made.get(table, 0):
            raise ImportNotUndoable(LATER_WORK)
    for table in FACTS:
        others = TABLES[table]._default_manager.filter(person__roster_import=imported)  # noqa: SLF001  as above
        if others.exclude(roster_import=imported).exists():
            raise ImportNotUndoable(LATER_WORK)
    for relation in Person._meta.related_objects:  # noqa: SLF001  as above
        other: Any = relation.related_model
        if other in TABLES.values() or getattr(other, "derived", False):
            continue
        if other.objects.filter(**{f"{relation.field.name}__roster_import": imported}).exists():
            raise ImportNotUndoable(
                Said(
                    "이 가져오기로 들어온 사람에게 계정이나 기록이 생겨 되돌릴 수 없습니다.",
                    "People who came with this import have accounts or records by now, so it cannot be undone.",
                )
            )
    _still_as_left(effects)


def _still_as_left(effects: list[tuple[str, int, Any]]) -> None:
    """The changed rows must stand as the import left them."""
    wanted: dict[str, dict[int, Mapping[str, Any]]] = defaultdict(dict)
    for table, row_id, held in effects:
        if table != UNIT:
            wanted[table][row_id] = held["after"]
    for table, rows in wanted.items():
        ids = sorted(rows)
        names = sorted({name for after in rows.values() for name in after})
        for start in range(0, len(ids), CHUNK):
            chunk = TABLES[table]._default_manager.filter(pk__in=ids[start : start + CHUNK])  # noqa: SLF001  as above
            found = {row["pk"]: row for row in chunk.values("pk", *names)}
            for row_id in ids[start : start + CHUNK]:
                row = found.get(row_id)
                if row is None or any(plain(row[name]) != value for name, value in rows[row_id].items()):
                    raise ImportNotUndoable(LATER_WORK)


def _remove_made(imported: RosterImport) -> None:
    for table in reversed(FACTS):
        TABLES[table]._default_manager.filter(roster_import=imported).delete()  # noqa: SLF001  as above
    TABLES[PERSON]._default_manager.filter(roster_import=imported).delete()  # noqa: SLF001  as above


def _restore(effects: list[tuple[str, int, Any]]) -> int:
    """Ends of spans first, reopened ones last: two of one person are never open at once."""
    by_table: dict[str, list[tuple[int, Mapping[str, Any]]]] = defaultdict(list)
    for table, row_id, held in effects:
        if table != UNIT:
            by_table[table].append((row_id, held["before"]))
    for table, rows in by_table.items():
        update_rows(table, sorted(rows, key=lambda row: (row[1].get("ends_on", "") is None, sorted(row[1]))))
    return sum(len(rows) for rows in by_table.values())


def _remove_units(units: list[int]) -> None:
    UnitSpan.objects.filter(unit_id__in=units).delete()
    Unit.objects.filter(pk__in=units).delete()
