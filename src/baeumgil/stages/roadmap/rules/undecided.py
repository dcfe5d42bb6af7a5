"""What a source left open and the city has not decided yet."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

_NOTHING = object()


def still_unstated(
    notes: Mapping[str, str],
    before: Sequence[Mapping[str, Any]],
    after: Sequence[Mapping[str, Any]],
    decided: Collection[str] = (),
) -> dict[str, str]:
    """Notes ("stage.field" to a sentence) that outlive an edit: the field is as it was and not named as decided."""
    return {
        place: note
        for place, note in notes.items()
        if place not in decided and _found(before, place) == _found(after, place) and has_field(after, place)
    }


def has_field(stages: Sequence[Mapping[str, Any]], place: str) -> bool:
    """True when "stage.field" leads to something; `newcomer.blocks.class` means the block with code `class`."""
    found = _found(stages, place)
    return bool(found) and _NOTHING not in found


def _found(stages: Sequence[Mapping[str, Any]], place: str) -> list[object]:
    code, _, path = place.partition(".")
    return [_value(stage, path) for stage in stages if stage["code"] == code]


def _value(stage: Mapping[str, Any], path: str) -> object:
    value: object = stage
    for part in path.split("."):
        if isinstance(value, list):
            value = {item["code"]: item for item in value if isinstance(item, dict) and "code" in item}
        if not isinstance(value, dict) or part not in value:
            return _NOTHING
        value = value[part]
    return value
