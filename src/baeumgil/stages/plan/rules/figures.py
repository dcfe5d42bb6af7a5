"""총괄과 비교를 숫자만으로: one stable shape of names and numbers, for the command line and the API."""

from collections.abc import Mapping, Sequence
from typing import Any

from baeumgil.core.glossary import label
from baeumgil.stages.plan.rules.book import Ancestor, BookLine, PlanBook, VersionHead
from baeumgil.stages.plan.rules.comparing import Comparison, FieldChange, RemovedLine
from baeumgil.stages.plan.rules.totals import Amount, TotalRow, Totals, totals_of
from baeumgil.stages.plan.terms import ENDING, ChangeVerb

Plain = Mapping[str, Any]
TOTAL = "total"


def totals_figures(book: PlanBook) -> Plain:
    """All totals of a version."""
    totals = totals_of(book)
    return {
        **head_figures(book.head),
        "total": _beside(totals.total),
        "by_delivery": _table(totals.by_delivery),
        "by_kind": _table(totals.by_kind),
        "by_area": _table(totals.by_area),
        "by_field": [
            {**row, "area": held.parent} for row, held in zip(_table(totals.by_field), totals.by_field, strict=True)
        ],
        "by_legal_kind": _table(totals.by_legal_kind),
        "by_goal": _table(totals.by_goal),
        "by_target": _table(totals.by_target),
        "by_month": [{"month": row.month, "sessions": row.sessions, "people": row.people} for row in totals.by_month],
        "changes": _changes(totals),
        "new_by_area": [{"label": name, "courses": courses} for name, courses in totals.new_by_area],
        "flows": [
            {
                "delivery": TOTAL if flow.delivery is None else flow.delivery.value,
                "before": flow.before,
                "new": flow.new,
                "ended": flow.ended,
                "now": flow.now,
                "improved": flow.improved,
                "kept": flow.kept,
                "agrees": flow.agrees,
            }
            for flow in totals.flows
            if totals.has_previous
        ],
        "years": [
            {
                "year": row.year,
                "plan_name": row.plan_name,
                "planned_people": row.planned_people,
                "actual_people": row.actual_people,
                "note": row.note,
            }
            for row in book.years
        ],
    }


def comparison_figures(found: Comparison) -> Plain:
    """What lies between two plans."""
    before, after = found.totals_before.total.now, found.totals_after.total.now
    return {
        "before": {**head_figures(found.before), "total": _amount(before)},
        "after": {**head_figures(found.after), "total": _amount(after)},
        "change": _amount(after - before),
        "added": [_line(line) for line in found.added],
        "removed": [_removed(each) for each in found.removed],
        "changed": [
            {
                "code": each.after.code,
                "name": each.after.name,
                "verb": each.after.verb.value,
                "changes": [_change(change) for change in each.changes],
            }
            for each in found.changed
        ],
        "unchanged": found.unchanged,
        "texts": [
            {"key": text.key, "label": text.name, "before": text.before, "after": text.after} for text in found.texts
        ],
    }


def head_figures(head: VersionHead) -> Plain:
    """Whose plan, of which year, in which state."""
    return {
        "year": head.year,
        "institute": head.institute_code,
        "institute_name": head.institute_name,
        "is_example": head.is_example,
        "title": head.title,
        "version": head.number,
        "state": head.state.value,
        "previous_year": head.previous_year,
    }


def _changes(totals: Totals) -> Plain:
    verbs = {row.verb: row.total for row in totals.by_verb}
    return {**{verb.value: verbs[verb] for verb in ChangeVerb}, "ended": sum(verbs[verb] for verb in ENDING)}


def _table(rows: Sequence[TotalRow]) -> list[Plain]:
    return [{"key": row.key, "label": row.label, **_beside(row)} for row in rows]


def _beside(row: TotalRow) -> Plain:
    return {**_amount(row.now), "previous": _amount(row.before), "change": _amount(row.change)}


def _amount(amount: Amount) -> Plain:
    return {"courses": amount.courses, "sessions": amount.sessions, "people": amount.people}


def _line(line: BookLine) -> Plain:
    return {
        "code": line.code,
        "name": line.name,
        "field": line.field.name,
        "delivery": line.delivery.value,
        "verb": line.verb.value,
        "reason": line.reason,
        "sessions": line.sessions,
        "people": line.seats,
        "ancestors": _courses(line.ancestors),
    }


def _removed(each: RemovedLine) -> Plain:
    return {
        "code": each.before.code,
        "name": each.before.name,
        "field": each.before.field.name,
        "delivery": each.before.delivery.value,
        "verb": each.after.verb.value if each.after else None,
        "reason": each.after.reason if each.after else "",
        "sessions": each.before.sessions,
        "people": each.before.seats,
        "successors": _courses(each.successors),
    }


def _courses(courses: Sequence[Ancestor]) -> list[Plain]:
    return [{"code": each.code, "name": each.name} for each in courses]


def _change(change: FieldChange) -> Plain:
    return {"field": change.field.value, "label": label(change.field), "before": change.before, "after": change.after}
