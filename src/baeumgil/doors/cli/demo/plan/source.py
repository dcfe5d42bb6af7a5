"""The city's courses, year by year, as its files say."""

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from baeumgil.stages.plan.terms import ChangeVerb, CourseKind, Level, Origin, TargetGroup

FOLDER = Path(__file__).resolve().parent
YEARS = (2025, 2026, 2027)


@dataclass(frozen=True, slots=True)
class CourseRow:
    """One course: what it is, how many sessions each year has, and what the first year showed.

    `applied` is a share of the seats, `completed` one of those who came.
    """

    code: str
    name: str
    field: str
    goal: str
    kind: CourseKind
    group: TargetGroup
    target: str
    duration: str
    days: int | None
    minutes: int
    seats: int
    sessions: Mapping[int, int]
    verbs: Mapping[int, ChangeVerb]
    origin: Origin
    reason: str
    months: tuple[int, ...]
    ladder: str
    level: Level | None
    needs: tuple[str, ...]
    tags: tuple[str, ...]
    applied: float | None
    completed: float | None
    satisfaction: float | None
    stage: str


@cache
def course_rows() -> tuple[CourseRow, ...]:
    """All courses that any of the years knows."""
    with (FOLDER / "courses.csv").open(encoding="utf-8", newline="") as file:
        return tuple(_row(row) for row in csv.DictReader(file))


@cache
def city_facts() -> Mapping[str, Any]:
    """Institute, fields, goals, texts, needs, committee and approval lines."""
    with (FOLDER / "city.toml").open("rb") as file:
        return tomllib.load(file)


def _row(row: Mapping[str, str]) -> CourseRow:
    held = {year: int(row[f"s{year}"]) for year in YEARS if row[f"s{year}"]}
    return CourseRow(
        code=row["code"],
        name=row["name"],
        field=row["field"],
        goal=row["goal"],
        kind=CourseKind(row["kind"]),
        group=TargetGroup(row["group"]),
        target=row["target"],
        duration=row["duration"],
        days=int(row["days"]) if row["days"] else None,
        minutes=int(row["minutes"]),
        seats=int(row["seats"]),
        sessions=held,
        verbs={year: ChangeVerb(row[f"v{year}"]) for year in YEARS[1:] if row[f"v{year}"]},
        origin=Origin(row["origin"]),
        reason=row["reason"],
        months=tuple(int(month) for month in row["months"].split(";") if month),
        ladder=row["ladder"],
        level=Level(row["level"]) if row["level"] else None,
        needs=_list(row["needs"]),
        tags=_list(row["tags"]),
        applied=float(row["applied"]) if row["applied"] else None,
        completed=float(row["completed"]) if row["completed"] else None,
        satisfaction=float(row["satisfaction"]) if row["satisfaction"] else None,
        stage=row["stage"],
    )


def _list(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split(";") if part)
