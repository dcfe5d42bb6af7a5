"""한 판의 내용을 늘 같은 글로: what a digest is taken of.

Only what the version itself says: its texts, check sheet, fields and goals, lines with ancestors and sessions.
Neither state and moments nor the numbers that the approval gives to it afterwards: signing must not change what
is signed.
"""

import hashlib
import json

from baeumgil.stages.plan.rules.book import BookLine, FieldRow, PlanBook

FORMAT = 1


def digest(book: PlanBook) -> str:
    """SHA-256 of the canonical text."""
    return hashlib.sha256(canonical(book)).hexdigest()


def canonical(book: PlanBook) -> bytes:
    """JSON with sorted keys, no spaces, in UTF-8; lines in order, sets by code, days in ISO form."""
    said = {
        "format": FORMAT,
        "head": {
            "institute": book.head.institute_code,
            "institute_name": book.head.institute_name,
            "body_name": book.head.body_name,
            "year": book.head.year,
            "number": book.head.number,
            "title": book.head.title,
            "vision": book.head.vision,
            "previous": book.head.previous,
        },
        "contents": {row.key.value: row.text for row in book.contents},
        "pre_checks": [[row.code, row.name, row.mark.value, row.remark] for row in book.pre_checks],
        "fields": [_field(field) for field in book.fields],
        "goals": [[goal.code, goal.name, list(goal.strategies)] for goal in book.goals],
        "lines": [_line(line) for line in book.lines],
    }
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def _field(field: FieldRow) -> list[object]:
    return [field.code, field.name, field.area_code, field.area_name, field.legal_kind.value]


def _line(line: BookLine) -> dict[str, object]:
    return {
        "course": line.code,
        "name": line.name,
        "field": line.field.code,
        "goal": line.goal_code,
        "kind": line.kind.value,
        "target_group": line.target_group.value,
        "target_text": line.target_text,
        "duration_text": line.duration_text,
        "total_minutes": line.total_minutes,
        "verb": line.verb.value,
        "improvements": sorted(each.value for each in line.improvements),
        "origin": line.origin.value,
        "reason": line.reason,
        "sessions": line.sessions,
        "seats_per_session": line.seats_per_session,
        "seats": line.seats,
        "budget": line.budget,
        "owner_name": line.owner_name,
        "remark": line.remark,
        "ancestors": sorted(ancestor.code for ancestor in line.ancestors),
        "planned": [
            [
                session.number,
                session.seats,
                session.starts_on and session.starts_on.isoformat(),
                session.ends_on and session.ends_on.isoformat(),
                session.month,
                session.note,
            ]
            for session in line.planned
        ],
    }
