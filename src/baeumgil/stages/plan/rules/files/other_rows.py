"""교과목과 공동 활용 e-러닝: subjects of courses, and the year's list of shared e-learning."""

from collections import Counter
from typing import Any

from baeumgil.core.said import Said
from baeumgil.engines.sheets.values import code_key
from baeumgil.stages.plan.rules.files.changes import Deciding, Target, told
from baeumgil.stages.plan.rules.files.columns import FileField as F
from baeumgil.stages.plan.rules.spelling import spelling_key

_SUBJECT = {
    "area": F.SUBJECT_AREA,
    "lecture_minutes": F.LECTURE,
    "participation_minutes": F.PARTICIPATION,
    "field_minutes": F.FIELDWORK,
    "other_minutes": F.OTHER,
    "method": F.METHOD,
    "instructor_kind": F.INSTRUCTOR,
}
_SHARED = {
    "category": F.CATEGORY,
    "provider": F.PROVIDER,
    "lessons": F.LESSONS,
    "has_assessment": F.HAS_ASSESSMENT,
}


def decide_subjects(deciding: Deciding) -> None:
    """Subjects by course and name; those the file does not name stay."""
    seen: dict[tuple[str, str], int] = {}
    order: Counter[str] = Counter()
    for row in deciding.table.rows:
        code, subject = deciding.course(row), row.text(F.SUBJECT)
        if not subject:
            deciding.problem(
                row,
                F.SUBJECT,
                "subject_missing",
                Said("교과목이 비어 있습니다.", "The subject is empty."),
                Said("교과목을 적으세요.", "Give the subject."),
            )
        if code is None or not subject:
            continue
        key = (code, spelling_key(subject))
        if seen.setdefault(key, row.number) != row.number:
            deciding.problem(
                row,
                F.SUBJECT,
                "duplicate",
                Said(f"{seen[key]}행과 같은 교과목입니다.", f"It is the same subject as in row {seen[key]}."),
                Said("한 줄만 남기거나 이름을 가르세요.", "Keep only one row or use different names."),
            )
            continue
        order[code] += 1
        values: dict[str, Any] = {"course": code, "name": subject, "order": order[code]}
        values |= {to: row.values[of] for to, of in _SUBJECT.items() if row.values.get(of) is not None}
        tags = [deciding.known.tags.get(spelling_key(tag)) for tag in row.many(F.TAGS)]
        if None in tags:
            deciding.problem(
                row,
                F.TAGS,
                "unknown_tag",
                Said("모르는 꼬리표입니다.", "The tag is not known."),
                Said("꼬리표의 이름이나 코드를 확인하세요.", "Check the name or code of the tag."),
            )
            continue
        if tags:
            values["tags"] = sorted(tag for tag in tags if tag)
        held = deciding.known.subjects.get(key)
        if held is not None:
            values.pop("name")
        change = deciding.put(Target.SUBJECT, f"{code}/{key[1]}", values, held)
        deciding.row(row, change, code, subject, told(values, held))


def decide_shared(deciding: Deciding) -> None:
    """Shared e-learning. One name may stand in several categories, and even twice in one."""
    known = deciding.known.shared
    codes = {code_key(code): code for code in known}
    held_by_name: dict[tuple[str, str, int], str] = {}
    times: Counter[tuple[str, str]] = Counter()
    for there, content in known.items():
        pair = (spelling_key(content.values["name"]), content.values["category"])
        times[pair] += 1
        held_by_name[*pair, times[pair]] = there
    prefix = f"S{(deciding.year or 0) % 100:02}-"
    taken = [code.removeprefix(prefix) for code in known if code.startswith(prefix)]
    number = max((int(text) for text in taken if text.isdecimal()), default=0)
    times.clear()
    seen: dict[str, int] = {}
    for row in deciding.table.rows:
        name, given = row.text(F.NAME), row.text(F.CODE)
        if not name:
            deciding.problem(
                row,
                F.NAME,
                "course_missing",
                Said("이름이 비어 있습니다.", "The name is empty."),
                Said("과정명을 적으세요.", "Give the name of the course."),
            )
            continue
        place = (spelling_key(name), row.text(F.CATEGORY))
        times[place] += 1
        code = codes.get(code_key(given)) or given if given else held_by_name.get((*place, times[place]), "")
        if not code:
            number += 1
            code = f"{prefix}{number:04}"
        if seen.setdefault(code_key(code), row.number) != row.number:
            deciding.problem(
                row,
                F.CODE,
                "duplicate",
                Said(
                    f"{seen[code_key(code)]}행과 코드가 같습니다.",
                    f"It has the same code as row {seen[code_key(code)]}.",
                ),
                Said("코드를 고치세요.", "Correct the code."),
            )
            continue
        values: dict[str, Any] = {"name": name}
        values |= {to: row.values[of] for to, of in _SHARED.items() if row.values.get(of) is not None}
        minutes, hours = row.whole(F.RECOGNISED_MINUTES), row.whole(F.RECOGNISED_HOURS)
        if minutes is not None and hours is not None and abs(minutes - hours) > 1:
            deciding.remark(
                "hours_differ",
                Said(
                    "시간과 분이 서로 다른 줄이 있어 분을 따랐습니다.",
                    "In some rows hours and minutes disagree; the minutes were taken.",
                ),
                Said(f"{row.number}행: {name}", f"row {row.number}: {name}"),
            )
        recognised = hours if minutes is None else minutes
        if recognised is not None:
            values["recognised_minutes"] = recognised
        held = known.get(code)
        change = deciding.put(Target.SHARED, code, values, held)
        deciding.row(row, change, code, name, told(values, held))
