"""Writing problems and plans in the open format of docs/formats/timetable.md, and their digest."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

from baeumgil.engines.timetabling.limits import FORMAT_VERSION, PLAN_FORMAT, PROBLEM_FORMAT
from baeumgil.engines.timetabling.plan import Timetable
from baeumgil.engines.timetabling.problem import Problem


def problem_as_json(problem: Problem) -> dict[str, Any]:
    """Write a problem as a JSON value, every default filled in."""
    return {"format": PROBLEM_FORMAT, "version": FORMAT_VERSION, **_object(problem)}


def plan_as_json(timetable: Timetable) -> dict[str, Any]:
    """Write a plan as a JSON value."""
    return {"format": PLAN_FORMAT, "version": FORMAT_VERSION, **_object(timetable)}


def canonical(data: object) -> bytes:
    """Write a JSON value in the one form that is digested: keys sorted, no spaces, UTF-8."""
    return json.dumps(data, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")).encode()


def digest_of(problem: Problem) -> str:
    """Return the SHA-256 of a problem, by which its plans name it."""
    return hashlib.sha256(canonical(problem_as_json(problem))).hexdigest()


def _object(value: Any) -> dict[str, Any]:
    return {each.name: _json(getattr(value, each.name)) for each in fields(value)}


def _json(value: Any) -> Any:
    if is_dataclass(value):
        return _object(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {name: _json(item) for name, item in value.items()}
    if isinstance(value, tuple | list):
        return [_json(item) for item in value]
    return value
