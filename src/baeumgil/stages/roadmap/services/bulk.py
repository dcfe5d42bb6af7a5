"""Loading many training records at once: a city's first history, and the invented city."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS

from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.bulk_rows import insert_rows
from baeumgil.stages.roadmap import models
from baeumgil.stages.roadmap.services.record_writing import RECORD_COLUMNS


@dataclass(frozen=True, slots=True)
class RecordLoad:
    """One completed training; minutes are whole minutes, unit and grade those of that time."""

    person: int
    course_key: str
    course_name: str
    completed_on: date
    starts_on: date | None = None
    institution: str = ""
    minutes: int | None = None
    unit_name: str = ""
    grade_title: str = ""


@dataclass(frozen=True, slots=True)
class ExemptionLoad:
    """One decision that a person need not do a stage."""

    person: int
    stage_code: str
    reason: str
    decided_on: date


@action("roadmap.load_records")
def load_records(*, actor: Actor, records: Iterable[RecordLoad], source: str = "load") -> int:
    """Add training records, at most one per person, course and day; how many."""
    allow(actor.is_trusted)
    before = models.TrainingRecord.objects.count()
    insert_rows(models.TrainingRecord, RECORD_COLUMNS, _rows(records, source))
    count = models.TrainingRecord.objects.count() - before
    record("이수 기록", records=count)
    return count


@action("roadmap.load_exemptions")
def load_exemptions(*, actor: Actor, exemptions: Iterable[ExemptionLoad]) -> int:
    """Add exemptions decided before; how many. States are not computed anew."""
    allow(actor.is_trusted)
    made = models.Exemption.objects.bulk_create(
        models.Exemption(
            person_id=load.person,
            stage_code=load.stage_code,
            reason=load.reason,
            decided_on=load.decided_on,
            decided_by=actor.label,
        )
        for load in exemptions
    )
    record("면제", exemptions=len(made))
    return len(made)


@action("roadmap.clear_city")
def clear_city(*, actor: Actor) -> None:
    """Remove all records, exemptions, computed requirements and rule sets, to make room for another city."""
    allow(actor.is_trusted)
    records = models.TrainingRecord.objects.count()
    for table in apps.get_app_config("roadmap").get_models():
        table._base_manager.all()._raw_delete(using=DEFAULT_DB_ALIAS)  # noqa: SLF001  every table is emptied: no cascade
    record("도시 비우기", records=records)


def _rows(records: Iterable[RecordLoad], source: str) -> Iterator[tuple[object, ...]]:
    for row in records:
        yield (
            row.person,
            row.course_key,
            row.course_name,
            row.institution,
            row.starts_on,
            row.completed_on,
            row.minutes,
            row.unit_name,
            row.grade_title,
            source,
        )
