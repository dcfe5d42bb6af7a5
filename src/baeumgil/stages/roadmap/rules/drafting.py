"""Stages as plain JSON values and back, and what is wrong with a draft."""

import types
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from baeumgil.core.errors import Problem
from baeumgil.core.glossary import label
from baeumgil.core.said import Said, english, joined
from baeumgil.stages.roadmap.errors import RulesWrong
from baeumgil.stages.roadmap.rules.checking import check_stages
from baeumgil.stages.roadmap.rules.definition import Stage
from baeumgil.stages.roadmap.rules.wording import field_name

__all__ = ["check_stages", "stage_from_json", "stage_to_json", "stages_from_json", "stages_to_json"]


def stage_to_json(stage: Stage) -> dict[str, Any]:
    """Every field of a stage as JSON values; nothing is left out, so that a stored version never changes meaning."""
    plain = _plain(stage)
    assert isinstance(plain, dict)  # noqa: S101  a stage is a dataclass
    return plain


def stages_to_json(stages: Sequence[Stage]) -> list[dict[str, Any]]:
    """All stages in their order."""
    return [stage_to_json(stage) for stage in stages]


def stages_from_json(raw: object) -> tuple[Stage, ...]:
    """Back to stages; a field left out takes its default. Raises `RulesWrong` naming stage and field."""
    if not isinstance(raw, Sequence) or isinstance(raw, str):
        raise RulesWrong(
            [Problem("shape", Said("단계는 목록이어야 합니다.", "The stages must be a list."), field="stages")]
        )
    reading = _Reading()
    stages = [_stage(reading, value, place) for place, value in enumerate(raw, start=1)]
    if reading.problems:
        raise RulesWrong(reading.problems)
    return tuple(stage for stage in stages if stage is not None)


def stage_from_json(raw: object) -> Stage:
    """One stage back from its JSON values. Raises `RulesWrong`."""
    return stages_from_json([raw])[0]


def _plain(value: object) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {item.name: _plain(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, StrEnum) else value


@dataclass(slots=True)
class _Reading:
    """Problems met on the way, and the stage they are met in."""

    stage: str = ""
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, path: str, message: str) -> None:
        text = Said(
            f"'{self.stage}' 단계의 {field_name(path)}: {message}",
            f"{field_name(path).english} of stage “{english(self.stage)}”: {english(message)}",
        )
        self.problems.append(Problem("shape", text, field=f"{self.stage}.{path}"))


def _stage(reading: _Reading, raw: object, place: int) -> Stage | None:
    code = raw.get("code") if isinstance(raw, dict) else None
    reading.stage = code if isinstance(code, str) and code else Said(f"{place}번째", str(place))
    before = len(reading.problems)
    value = _record(reading, Stage, raw, "")
    return value if len(reading.problems) == before and isinstance(value, Stage) else None


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _record(reading: _Reading, kind: type, raw: object, path: str) -> object:
    if not isinstance(raw, dict):
        reading.wrong(path, Said("항목과 값의 묶음이어야 합니다.", "It must be an object of names and values."))
        return None
    known = {item.name: item for item in fields(kind)}
    for name in raw.keys() - known.keys():
        reading.wrong(
            _join(path, str(name)),
            Said("모르는 항목입니다. 지우거나 이름을 고치세요.", "It is not known. Remove it or correct its name."),
        )
    values: dict[str, object] = {}
    for name, item in known.items():
        if name in raw:
            values[name] = _value(reading, _hints(kind)[name], raw[name], _join(path, name))
        elif not _has_default(item):
            reading.wrong(_join(path, name), Said("빠졌습니다.", "It is missing."))
            values[name] = None
    return kind(**values)


def _has_default(item: Field[Any]) -> bool:
    return item.default is not MISSING or item.default_factory is not MISSING


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _value(reading: _Reading, wanted: Any, raw: object, path: str) -> object:
    if get_origin(wanted) in {Union, types.UnionType}:
        return None if raw is None else _value(reading, get_args(wanted)[0], raw, path)
    if get_origin(wanted) is tuple:
        return _items(reading, get_args(wanted)[0], raw, path)
    if isinstance(wanted, type) and is_dataclass(wanted):
        return _record(reading, wanted, raw, path)
    if isinstance(wanted, type) and issubclass(wanted, StrEnum):
        return _term(reading, wanted, raw, path)
    return _day(reading, raw, path) if wanted is date else _simple(reading, wanted, raw, path)


def _simple(reading: _Reading, wanted: type, raw: object, path: str) -> object:
    if type(raw) is wanted:
        return raw
    reading.wrong(path, _SHAPES[wanted])
    return None


_SHAPES = {
    int: Said("정수여야 합니다.", "It must be a whole number."),
    str: Said("글이어야 합니다.", "It must be text."),
    bool: Said("예 또는 아니요여야 합니다.", "It must be true or false."),
}


def _items(reading: _Reading, wanted: Any, raw: object, path: str) -> tuple[object, ...]:
    if not isinstance(raw, list | tuple):
        reading.wrong(path, Said("목록이어야 합니다.", "It must be a list."))
        return ()
    return tuple(_value(reading, wanted, item, f"{path}[{place}]") for place, item in enumerate(raw))


def _term(reading: _Reading, wanted: type[StrEnum], raw: object, path: str) -> StrEnum | None:
    words = {member.value: member for member in wanted}
    if isinstance(raw, str) and raw in words:
        return words[raw]
    choices = joined((Said(label(member), label(member, "en")) for member in wanted), ", ")
    reading.wrong(
        path,
        Said(
            f"'{raw}'은(는) 고를 수 없습니다. 다음 가운데 고르세요: {choices}.",
            f"“{raw}” is not a choice. Choose one of these: {choices.english}.",
        ),
    )
    return None


def _day(reading: _Reading, raw: object, path: str) -> date | None:
    if isinstance(raw, date):
        return raw
    with suppress(ValueError):
        if isinstance(raw, str):
            return date.fromisoformat(raw)
    reading.wrong(
        path,
        Said(
            f"'{raw}'은(는) 날짜가 아닙니다. 2026-03-10처럼 적으세요.",
            f"“{raw}” is not a date. Write it like 2026-03-10.",
        ),
    )
    return None
