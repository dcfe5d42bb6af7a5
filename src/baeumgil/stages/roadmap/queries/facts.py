"""Training records and exemptions as rules need them. Unguarded building blocks; they log nothing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from baeumgil.stages.people.queries.careers import ALL_AT_ONCE
from baeumgil.stages.people.queries.day_numbers import DayNumber
from baeumgil.stages.people.rules.columns import CareerColumns, Places
from baeumgil.stages.roadmap.models import Exemption, TrainingRecord
from baeumgil.stages.roadmap.rules.columns import ExemptionColumns, TrainingColumns
from baeumgil.stages.roadmap.rules.course_keys import known_courses
from baeumgil.stages.roadmap.rules.definition import Stage
from baeumgil.stages.roadmap.rules.states import Completion

CHUNK = 5_000


@dataclass(frozen=True, slots=True)
class RecordRow:
    """교육 이수 기록. One completed training; unit and grade are those of that time."""

    id: int
    person: int
    course_key: str
    course_name: str
    institution: str
    starts_on: date | None
    completed_on: date
    minutes: int | None
    unit_name: str
    grade_title: str
    source: str


@dataclass(frozen=True, slots=True)
class ExemptionRow:
    """면제. One decision in force."""

    id: int
    person: int
    stage_code: str
    reason: str
    decided_on: date
    decided_by: str


def records_of(person: int) -> list[RecordRow]:
    """One person's records, newest first."""
    return [
        RecordRow(*row)
        for row in TrainingRecord.objects.filter(person_id=person)
        .order_by("-completed_on", "-pk")
        .values_list(
            "pk",
            "person_id",
            "course_key",
            "course_name",
            "institution",
            "starts_on",
            "completed_on",
            "minutes",
            "unit_name",
            "grade_title",
            "source",
        )
    ]


def exemption_rows(person: int) -> list[ExemptionRow]:
    """One person's exemptions in force, newest first."""
    return [
        ExemptionRow(*row)
        for row in Exemption.objects.filter(person_id=person, withdrawn_at=None)
        .order_by("-decided_on", "-pk")
        .values_list("pk", "person_id", "stage_code", "reason", "decided_on", "decided_by")
    ]


def completions_of(person_ids: Iterable[int]) -> dict[int, list[Completion]]:
    """Completed courses by person; who has none is absent."""
    found: dict[int, list[Completion]] = defaultdict(list)
    for chunk in _chunks(person_ids):
        rows = TrainingRecord.objects.filter(person_id__in=chunk).values_list(
            "person_id", "course_key", "completed_on", "course_name"
        )
        for person, key, on, name in rows:
            found[person].append(Completion(key, on, name))
    return dict(found)


def exemptions_of(person_ids: Iterable[int]) -> dict[int, dict[str, str]]:
    """Exemptions in force: person to stage code to reason; who has none is absent."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for chunk in _chunks(person_ids):
        rows = Exemption.objects.filter(person_id__in=chunk, withdrawn_at=None)
        for person, code, reason in rows.values_list("person_id", "stage_code", "reason"):
            found[person][code] = reason
    return dict(found)


def _chunks(person_ids: Iterable[int]) -> Iterable[list[int]]:
    wanted = sorted(set(person_ids))
    return (wanted[start : start + CHUNK] for start in range(0, len(wanted), CHUNK))


def training_columns(careers: CareerColumns, stages: Sequence[Stage]) -> TrainingColumns:
    """Records of these careers' people of courses that the stages know; one statement."""
    rows: Any = TrainingRecord.objects.order_by().filter(course_key__in=sorted(known_courses(stages)))
    if len(careers) <= ALL_AT_ONCE:
        rows = rows.filter(person_id__in=careers.person.tolist())
    found = list(rows.annotate(number=DayNumber("completed_on")).values_list("person_id", "course_key", "number"))
    names: dict[str, int] = {}
    keys = np.fromiter((names.setdefault(row[1], len(names)) for row in found), dtype=np.int64, count=len(found))
    days = np.fromiter((row[2] for row in found), dtype=np.int64, count=len(found))
    at, known = _places(careers, [row[0] for row in found])
    return TrainingColumns(at[known], keys[known], days[known].astype("datetime64[D]"), tuple(names))


def exemption_columns(careers: CareerColumns) -> ExemptionColumns:
    """Exemptions in force of these careers' people; one statement."""
    rows = Exemption.objects.order_by().filter(withdrawn_at=None)
    if len(careers) <= ALL_AT_ONCE:
        rows = rows.filter(person_id__in=careers.person.tolist())
    found = list(rows.values_list("person_id", "stage_code"))
    names: dict[str, int] = {}
    codes = np.fromiter((names.setdefault(row[1], len(names)) for row in found), dtype=np.int16, count=len(found))
    at, known = _places(careers, [row[0] for row in found])
    return ExemptionColumns(at[known], codes[known], tuple(names))


def _places(careers: CareerColumns, people: Sequence[int]) -> tuple[Places, Any]:
    """Places of people in the columns, and which of them are there."""
    wanted = np.array(people, dtype=np.int64)
    at = np.searchsorted(careers.person, wanted)
    if not len(careers):
        return at, np.zeros(len(wanted), dtype=bool)
    return at, careers.person[np.minimum(at, len(careers) - 1)] == wanted


def course_titles(stages: Sequence[Stage]) -> Mapping[str, str]:
    """What a course is called on the screen: every key under which it may come to its name."""
    by_code = {course.code: course.name for stage in stages for course in _courses(stage)}
    return {key: by_code[code] for key, code in known_courses(stages).items()}


def _courses(stage: Stage) -> Iterable[Any]:
    yield from (*stage.courses, *stage.substitutes, *stage.after_courses)
    for block in stage.blocks:
        yield from block.courses
