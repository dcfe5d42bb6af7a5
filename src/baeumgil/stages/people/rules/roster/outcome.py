"""What would be recorded of a person once a plan is written: the plan carried out on values."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from baeumgil.stages.people.rules.roster.known import (
    Known,
    KnownAbsence,
    KnownGrade,
    KnownPosting,
    KnownService,
)
from baeumgil.stages.people.rules.roster.plan import ABSENCE, DAY, GRADE, PERSON, POSTING, SERVICE, Plan

NAMES = {"unit_id": "unit"}


def outcome(known: Known, plan: Plan, as_of: date) -> Known | None:
    """The person afterwards; None when spans of one table would overlap or end before they begin."""
    grades = _spans(known.grades or _one(known.grade), plan, GRADE, _grade)
    postings = _spans(known.postings or _one(known.posting), plan, POSTING, _posting)
    absences = _spans(known.absences, plan, ABSENCE, _absence)
    service = _service(known.service, plan)
    if not (_sound(grades) and _sound(postings) and _sound(absences)):
        return None
    if service is not None and service.ends_on is not None and service.ends_on < service.starts_on:
        return None
    begun = tuple(span for span in absences if span.starts_on <= as_of)
    return Known(
        known.person._replace(**_after(plan, PERSON, known.person.id)),
        service,
        grades[-1] if grades and grades[-1].ends_on is None else None,
        postings[-1] if postings and postings[-1].ends_on is None else None,
        begun,
        tuple(grades),
        tuple(postings),
    )


def _one(span: Any) -> tuple[Any, ...]:
    return () if span is None else (span,)


def _after(plan: Plan, table: str, row_id: int) -> Mapping[str, Any]:
    update = plan.updates.get((table, row_id))
    return {} if update is None else {NAMES.get(name, name): value for name, value in update.after.items()}


def _spans(spans: Sequence[Any], plan: Plan, table: str, make: Any) -> list[Any]:
    changed = [span._replace(**_after(plan, table, span.id)) for span in spans]
    made = [make(-place, row[1:]) for place, row in enumerate(plan.inserts[table], start=1)]
    return sorted([*changed, *made], key=lambda span: span.starts_on)


def _grade(row_id: int, row: Sequence[Any]) -> KnownGrade:
    return KnownGrade(row_id, *row)


def _posting(row_id: int, row: Sequence[Any]) -> KnownPosting:
    return KnownPosting(row_id, *row)


def _absence(row_id: int, row: Sequence[Any]) -> KnownAbsence:
    kind, _, starts_on, ends_on = row
    return KnownAbsence(row_id, kind, starts_on, ends_on)


def _service(service: KnownService | None, plan: Plan) -> KnownService | None:
    if service is not None:
        after = dict(_after(plan, SERVICE, service.id))
        first = _after(plan, SERVICE, service.first_id)
        after["since"] = first.get("starts_on", service.since)
        service = service._replace(**after)
    for place, row in enumerate(plan.inserts[SERVICE], start=1):
        service = _next_service(service, -place, row[1:])
    return service


def _next_service(before: KnownService | None, row_id: int, row: Sequence[Any]) -> KnownService:
    employment, authority, entry, exit_kind, starts_on, ends_on, term_ends_on = row
    touching = before is not None and before.ends_on is not None and before.ends_on + DAY == starts_on
    return KnownService(
        row_id,
        employment,
        authority,
        entry,
        exit_kind,
        starts_on,
        ends_on,
        term_ends_on,
        before.since if before is not None and touching else starts_on,
        before.first_id if before is not None and touching else row_id,
        before is not None and (before.is_return if touching else True),
    )


def _sound(spans: Sequence[Any]) -> bool:
    for place, span in enumerate(spans):
        if span.ends_on is not None and span.ends_on < span.starts_on:
            return False
        if place + 1 < len(spans) and (span.ends_on is None or span.ends_on >= spans[place + 1].starts_on):
            return False
    return True
