"""기수와 인원 of a row, and the line they make in the draft of the year."""

from collections.abc import Mapping
from typing import Any

from baeumgil.core.said import Said
from baeumgil.stages.plan.rules.files.changes import Deciding, FileChange, Target
from baeumgil.stages.plan.rules.files.columns import FileField as F
from baeumgil.stages.plan.rules.files.known import Held
from baeumgil.stages.plan.rules.files.rows import FileRow
from baeumgil.stages.plan.rules.line_draft import LARGEST

_AMOUNTS = (F.SESSIONS, F.SEATS_PER_SESSION, F.SEATS_LEAST, F.SEATS_MOST, F.SEATS)


def planned_amounts(deciding: Deciding, row: FileRow) -> dict[str, Any] | None:
    """Sessions and seats as the line holds them; empty when the row gives none, None when they disagree."""
    if not any(row.values.get(field) is not None for field in _AMOUNTS):
        return {}
    per = row.whole(F.SEATS_PER_SESSION)
    least = per if per is not None else row.whole(F.SEATS_LEAST)
    most = per if per is not None else row.whole(F.SEATS_MOST)
    least, most = least if least is not None else most, most if most is not None else least
    seats, sessions = row.whole(F.SEATS), row.whole(F.SESSIONS)
    if sessions is None:
        if seats is None:
            return {}
        sessions = 1 if least in {seats, None} else seats // least if least and seats % least == 0 else 1
    if seats is None:
        if least is None or least != most:
            deciding.problem(
                row,
                F.SEATS,
                "seats_missing",
                Said("총인원을 알 수 없습니다.", "The seats in all are not known."),
                Said("총인원이나 기수당 인원을 적으세요.", "Give the seats in all or the seats per session."),
            )
            return None
        seats = sessions * least
    if max(sessions, seats) > LARGEST:
        deciding.problem(
            row,
            F.SEATS,
            "too_large",
            Said(f"연인원 {seats:,}은(는) 너무 큽니다.", f"{seats:,} seats are too many."),
            Said("기수와 인원의 자릿수를 확인하세요.", "Check the number of digits of sessions and seats."),
        )
        return None
    if least is not None and most is not None and not sessions * least <= seats <= sessions * most:
        expected = f"{sessions * least:,}" if least == most else f"{sessions * least:,}~{sessions * most:,}"
        deciding.problem(
            row,
            F.SEATS,
            "seats_disagree",
            Said(
                f"총인원 {seats:,}명이 기수 {sessions:,} × 기수당 인원에서 나온 {expected}명과 다릅니다.",
                f"The {seats:,} seats in all are not the {expected} that {sessions:,} sessions × seats per "
                "session give.",
            ),
            Said(
                "기수, 기수당 인원, 총인원 가운데 틀린 것을 고치세요.",
                "Correct whichever is wrong: sessions, seats per session or seats in all.",
            ),
        )
        return None
    amounts: dict[str, Any] = {"sessions": sessions, "seats": seats}
    if least is not None:
        amounts["seats_per_session"] = least if least == most else None
    return amounts


def put_line(deciding: Deciding, code: str, values: Mapping[str, Any]) -> FileChange:
    """Note the line; a problem when the year's plan has no draft to write into."""
    line = deciding.known.lines.get(code)
    held = Held(line.id, line.values) if line else None
    if line is None:
        values = {"order": _order(deciding), **values}
    change = deciding.put(Target.LINE, code, values, held)
    refuse_without_draft(deciding, change)
    return change


def refuse_without_draft(deciding: Deciding, change: FileChange) -> None:
    """Say once that the plan of the year cannot be written, if a row would write into it."""
    if deciding.known.has_draft is not False or change is FileChange.SAME:
        return
    if any(problem.code == "no_draft" for problem in deciding.problems):
        return
    deciding.problem(
        None,
        None,
        "no_draft",
        Said(
            f"{deciding.year}년 계획에 고칠 수 있는 초안이 없습니다.",
            f"The plan for {deciding.year} has no draft that can be changed.",
        ),
        Said(
            "심의나 결재를 거두거나 새 판을 연 뒤 다시 올리세요.",
            "Take it back from the committee or from approval, or open a new version, and upload it again.",
        ),
    )


def _order(deciding: Deciding) -> int:
    made = sum(put.id is None for put in deciding.puts.get(Target.LINE, ()))
    return max((line.values.get("order", 0) for line in deciding.known.lines.values()), default=0) + made + 1
