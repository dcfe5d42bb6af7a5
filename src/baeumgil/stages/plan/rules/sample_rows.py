"""공개된 계획의 보기: rows of a sample's file as drafts of courses and lines."""

from collections.abc import Iterable, Mapping

from baeumgil.stages.plan.rules.course_draft import CourseDraft
from baeumgil.stages.plan.rules.line_draft import LineDraft
from baeumgil.stages.plan.terms import ChangeVerb, CourseKind, Improvement, Origin, TargetGroup

Row = Mapping[str, str]


def course_drafts(rows: Iterable[Row]) -> list[CourseDraft]:
    """The catalogue that the sample's plans are about."""
    return [
        CourseDraft(
            code=row["code"],
            name=row["name"],
            field=row["field"],
            kind=CourseKind(row["kind"]),
            goal=row["goal"],
            target_group=TargetGroup(row["target_group"]),
            duration_text=row["duration"],
            names=_split(row["other_names"]),
        )
        for row in rows
    ]


def first_year_lines(rows: Iterable[Row], year: int) -> list[LineDraft]:
    """The earlier plan, of which only the volume is known: everything kept."""
    return [
        LineDraft(
            course=row["code"],
            verb=ChangeVerb.KEPT,
            origin=Origin.CARRIED_OVER,
            sessions=int(row[f"sessions_{year}"]),
            seats=int(row[f"seats_{year}"]),
            remark=row[f"remark_{year}"],
        )
        for row in rows
        if row[f"seats_{year}"]
    ]


def changed_lines(rows: Iterable[Row], year: int) -> list[LineDraft]:
    """The later plan, with what it does to each course."""
    return [
        LineDraft(
            course=row["code"],
            verb=ChangeVerb(row["verb"]),
            origin=Origin(row["origin"]),
            reason=row["reason"],
            sessions=int(row[f"sessions_{year}"]),
            seats_per_session=_number(row[f"seats_per_session_{year}"]),
            seats=int(row[f"seats_{year}"]),
            ancestors=_split(row["ancestors"]),
            improvements=tuple(Improvement(word) for word in _split(row["improvements"])),
            remark=row[f"remark_{year}"],
        )
        for row in rows
    ]


def _number(text: str) -> int | None:
    return int(text) if text else None


def _split(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split(";") if part)
