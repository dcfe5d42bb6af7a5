"""What differs between two versions of the rules, stage by stage and field by field."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from baeumgil.doors.web.roadmap.stage_words import facts
from baeumgil.stages.roadmap.rules.definition import Stage


class Difference(StrEnum):
    """How a stage differs."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a stage, before and after; empty where it said nothing."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class StageChange:
    """One stage that differs."""

    code: str
    name: str
    difference: Difference
    fields: tuple[FieldChange, ...] = ()


StageKey = tuple[str, date | None]


def key_of(stage: Stage) -> StageKey:
    """What makes two stages the same one: several may share a code when their validity differs."""
    return stage.code, stage.valid_from


def compare(before: Sequence[Stage], after: Sequence[Stage]) -> list[StageChange]:
    """Stages added, removed and changed, in the order of the later version."""
    old, new = _by_key(before), _by_key(after)
    changes: list[StageChange] = []
    for key, stage in new.items():
        if key not in old:
            changes.append(StageChange(stage.code, stage.name, Difference.ADDED, _fields(None, stage)))
        elif old[key] != stage:
            changes.append(StageChange(stage.code, stage.name, Difference.CHANGED, _fields(old[key], stage)))
    changes += [
        StageChange(stage.code, stage.name, Difference.REMOVED, _fields(stage, None))
        for key, stage in old.items()
        if key not in new
    ]
    return changes


def _by_key(stages: Sequence[Stage]) -> dict[StageKey, Stage]:
    return {key_of(stage): stage for stage in stages}


def _fields(before: Stage | None, after: Stage | None) -> tuple[FieldChange, ...]:
    old = {fact.name: fact.text for fact in facts(before)} if before else {}
    new = {fact.name: fact.text for fact in facts(after)} if after else {}
    names = list(dict.fromkeys([*new, *old]))
    return tuple(
        FieldChange(name, old.get(name, ""), new.get(name, "")) for name in names if old.get(name) != new.get(name)
    )
