"""Duties and tags every city begins with."""

import tomllib
from pathlib import Path
from typing import Any

from baeumgil.stages.plan.models import LegalDuty, Tag

SEED = Path(__file__).parent.parent / "seed"
_DUTY_DEFAULTS: dict[str, Any] = {
    "minutes": None,
    "in_person": "",
    "result_due": "",
    "result_to": "",
    "note": "",
    "valid_to": None,
}


def load_duties_and_tags() -> int:
    """Load duties and tags of the seed, and put right those that differ from it; how many rows were touched.

    Duties are told apart by code and first day. Rows the seed does not name stay.
    """
    return _load_tags(_read("tags.toml", "tag")) + _load_duties(_read("duties.toml", "duty"))


def _read(name: str, table: str) -> list[dict[str, Any]]:
    with (SEED / name).open("rb") as file:
        rows: list[dict[str, Any]] = tomllib.load(file)[table]
    return rows


def _load_tags(rows: list[dict[str, Any]]) -> int:
    held = {tag.code: tag for tag in Tag.objects.all()}
    new = [Tag(**row) for row in rows if row["code"] not in held]
    renamed = [row for row in rows if row["code"] in held and held[row["code"]].name != row["name"]]
    Tag.objects.bulk_create(new)
    for row in renamed:
        Tag.objects.filter(code=row["code"]).update(name=row["name"])
    return len(new) + len(renamed)


def _load_duties(rows: list[dict[str, Any]]) -> int:
    held = {(duty.code, duty.valid_from): duty for duty in LegalDuty.objects.all()}
    whole = [_DUTY_DEFAULTS | row for row in rows]
    new = [LegalDuty(**row) for row in whole if (row["code"], row["valid_from"]) not in held]
    changed = []
    for row in whole:
        duty = held.get((row["code"], row["valid_from"]))
        if duty is not None and any(getattr(duty, name) != value for name, value in row.items()):
            for name, value in row.items():
                setattr(duty, name, value)
            changed.append(duty)
    LegalDuty.objects.bulk_create(new)
    if changed:
        columns = [name for name in whole[0] if name not in {"code", "valid_from"}]
        LegalDuty.objects.bulk_update(changed, columns)
    return len(new) + len(changed)
