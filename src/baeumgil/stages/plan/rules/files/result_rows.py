"""만족도와 실적: survey means per session, and what became of courses in a year."""

import difflib
from collections import defaultdict
from typing import Any

from baeumgil.core.said import Said, english
from baeumgil.stages.plan.rules.files.changes import Deciding, Put, Target, told
from baeumgil.stages.plan.rules.files.columns import FileField as F
from baeumgil.stages.plan.rules.files.course_fields import FieldFinder
from baeumgil.stages.plan.rules.files.rows import FileRow
from baeumgil.stages.plan.rules.spelling import spelling_key
from baeumgil.stages.plan.terms import CourseKind, CourseState

_ITEMS = {
    "competence": F.COMPETENCE,
    "application": F.APPLICATION,
    "curriculum": F.CURRICULUM,
    "lectures": F.LECTURES,
}
_RESULT = {
    "sessions": F.SESSIONS,
    "seats": F.SEATS,
    "applied": F.APPLIED,
    "enrolled": F.ENROLLED,
    "completed": F.COMPLETED,
    "satisfaction_milli": F.SATISFACTION,
    "scale": F.SCALE,
    "responses": F.RESPONSES,
    "cost": F.COST,
}
_ALIKE = 0.85
_USUAL_SCALE = 5
_POINT = 1000


def decide_satisfaction(deciding: Deciding) -> None:
    """Means per session; each course of a year gets their mean by people.

    A name nobody knows is kept as an ended course of its own, and said so: surveys of past years name courses that
    today's catalogue no longer has, and nothing of them may be lost.
    """
    past = _PastCourses(deciding)
    seen: dict[tuple[str, int, int, str], int] = {}
    sums: dict[tuple[str, int], list[tuple[int, int, int]]] = defaultdict(list)
    for row in deciding.table.rows:
        said = _said(deciding, row)
        code, name = past.find(row) if said else (None, "")
        if said is None or code is None:
            continue
        year, number, overall = said
        key = (code, year, number, row.text(F.DATES))
        if seen.setdefault(key, row.number) != row.number:
            deciding.problem(
                row,
                F.NUMBER,
                "session_twice",
                Said(f"{seen[key]}행과 같은 기수입니다.", f"It is the same session as in row {seen[key]}."),
                Said("한 줄만 남기세요.", "Keep only one row."),
            )
            continue
        _session_mean(deciding, row, key, name)
        sums[code, year].append((overall, row.whole(F.PEOPLE) or 0, row.whole(F.SCALE) or _USUAL_SCALE))
    for (code, year), means in sums.items():
        _course_mean(deciding, code, year, means)


def _said(deciding: Deciding, row: FileRow) -> tuple[int, int, int] | None:
    """Year, number and overall mean of a row that has all three."""
    year, number, overall = _year(deciding, row), row.whole(F.NUMBER), row.whole(F.OVERALL)
    if number is None:
        deciding.problem(
            row,
            F.NUMBER,
            "number_missing",
            Said("기수가 비어 있습니다.", "The session is empty."),
            Said("기수를 적으세요.", "Give the session."),
        )
    if overall is None:
        deciding.problem(
            row,
            F.OVERALL,
            "points_missing",
            Said("만족도가 비어 있습니다.", "The satisfaction is empty."),
            Said("만족도를 적으세요.", "Give the satisfaction."),
        )
    scale = row.whole(F.SCALE) or _USUAL_SCALE
    if overall is not None and overall > scale * _POINT:
        deciding.problem(
            row,
            F.OVERALL,
            "points_range",
            Said(f"{scale}점 만점보다 큽니다.", f"It is more than the {scale} points there are."),
            Said("값이나 만점을 확인하세요.", "Check the value or the full points."),
        )
        return None
    return None if year is None or number is None or overall is None else (year, number, overall)


def _session_mean(deciding: Deciding, row: FileRow, key: tuple[str, int, int, str], name: str) -> None:
    code, year, number, dates = key
    values: dict[str, Any] = {"overall_milli": row.values[F.OVERALL], "scale": row.whole(F.SCALE) or _USUAL_SCALE}
    items = {item: row.values[field] for item, field in _ITEMS.items() if field in row.values}
    if items:
        values["items_milli"] = items
    for to, of in (("composite_milli", F.COMPOSITE), ("people", F.PEOPLE), ("place_kind", F.PLACE_KIND)):
        if row.values.get(of) is not None:
            values[to] = row.values[of]
    held = deciding.known.session_results.get(key)
    if held is None:
        values |= {"course": code, "year": year, "number": number, "dates_text": dates}
    change = deciding.put(Target.SESSION_RESULT, f"{code}/{year}/{number}/{dates}", values, held)
    deciding.row(
        row, change, code, Said(f"{name} {year}년 {number}기", f"{name}, {year}, session {number}"), told(values, held)
    )


def decide_results(deciding: Deciding) -> None:
    """Figures of a course in a year."""
    seen: dict[tuple[str, int], int] = {}
    for row in deciding.table.rows:
        code, year = deciding.course(row), _year(deciding, row)
        if code is None or year is None:
            continue
        if seen.setdefault((code, year), row.number) != row.number:
            deciding.problem(
                row,
                F.NAME,
                "duplicate",
                Said(
                    f"{seen[code, year]}행과 같은 과정과 연도입니다.",
                    f"It is the same course and year as in row {seen[code, year]}.",
                ),
                Said("한 줄만 남기세요.", "Keep only one row."),
            )
            continue
        enrolled, completed = row.whole(F.ENROLLED), row.whole(F.COMPLETED)
        if enrolled is not None and completed is not None and completed > enrolled:
            deciding.problem(
                row,
                F.COMPLETED,
                "completed_above_enrolled",
                Said(
                    f"수료인원 {completed:,}명이 교육인원 {enrolled:,}명보다 많습니다.",
                    f"{completed:,} people completed, but only {enrolled:,} took part.",
                ),
                Said("두 값을 확인하세요.", "Check both values."),
            )
            continue
        values = {to: row.values[of] for to, of in _RESULT.items() if row.values.get(of) is not None}
        held = deciding.known.results.get((code, year))
        if held is None:
            values |= {"course": code, "year": year}
        change = deciding.put(Target.COURSE_RESULT, f"{code}/{year}", values, held)
        deciding.row(
            row,
            change,
            code,
            Said(f"{deciding.known.courses[code].name} {year}년", f"{deciding.known.courses[code].name}, {year}"),
            told(values, held),
        )


def _year(deciding: Deciding, row: FileRow) -> int | None:
    year = row.whole(F.YEAR) or deciding.year
    if year is None:
        deciding.problem(
            row,
            F.YEAR,
            "year_missing",
            Said("연도를 알 수 없습니다.", "The year is not known."),
            Said("연도 열을 넣거나 연도를 고르세요.", "Add a column for the year or choose the year."),
        )
    return year


def _course_mean(deciding: Deciding, code: str, year: int, means: list[tuple[int, int, int]]) -> None:
    """The course's mean by people; figures that a file of results gave are left alone."""
    people = sum(count for _, count, _ in means)
    if people:
        mean = round(sum(points * count for points, count, _ in means) / people)
    else:
        mean = round(sum(points for points, _, _ in means) / len(means))
    values: dict[str, Any] = {"satisfaction_milli": mean, "scale": means[0][2], "responses": people or None}
    held = deciding.known.results.get((code, year))
    if held is None:
        values |= {
            "course": code,
            "year": year,
            "sessions": len(means),
            "enrolled": people,
            "seats": deciding.known.planned_seats.get((code, year), 0),
        }
    deciding.put(Target.COURSE_RESULT, f"{code}/{year}", values, held)


class _PastCourses:
    """Courses that only a survey knows."""

    def __init__(self, deciding: Deciding) -> None:
        self.deciding = deciding
        self.finder = FieldFinder(deciding)
        self.made: dict[str, str] = {}
        self.names = {course.name: code for code, course in deciding.known.courses.items()}

    def find(self, row: FileRow) -> tuple[str | None, str]:
        """The course's code and name; made when nobody knows the name."""
        name, index = row.text(F.NAME), self.deciding.index
        if row.text(F.CODE) or not name or index.by_name(name) or index.nearly(name):
            code = self.deciding.course(row)
            return code, self.deciding.known.courses[code].name if code else name
        key = spelling_key(name)
        if key not in self.made:
            code = self._make(row, name, key)
            if code is None:
                return None, name
            self.made[key] = code
        return self.made[key], name

    def _make(self, row: FileRow, name: str, key: str) -> str | None:
        field = self._field(row)
        if not field:
            return None
        letter = (self.deciding.known.institute_code[:1] or "C").upper()
        number = 1
        taken = {*self.deciding.known.courses, *self.made.values()}
        while (code := f"{letter}P-{number:03}") in taken:
            number += 1
        values = {
            "name": name,
            "field": field,
            "kind": CourseKind.CLASSROOM.value,
            "state": CourseState.ENDED.value,
            "target_group": self.deciding.known.words.target_group("").value,
        }
        self.deciding.puts.setdefault(Target.COURSE, []).append(Put(code, values))
        self.deciding.puts.setdefault(Target.SPELLING, []).append(Put(key, {"course": code, "name": name}))
        alike = difflib.get_close_matches(name, self.names, n=1, cutoff=_ALIKE)
        hint = (
            Said(
                f" (비슷한 과정: {self.names[alike[0]]} {alike[0]})",
                f" (a similar course: {self.names[alike[0]]} {alike[0]})",
            )
            if alike
            else ""
        )
        self.deciding.remark(
            "past_course",
            Said(
                "과정 목록에 없는 이름이라 종료한 과정으로 만듭니다. 같은 과정이면 과정의 다른 이름으로 먼저 넣으세요.",
                "These names are not in the list of courses, so they are made as courses that have ended. If one "
                "is the same course, put it in as another name of that course first.",
            ),
            Said(f"{row.number}행: {name}{hint}", f"row {row.number}: {name}{english(hint)}"),
        )
        return code

    def _field(self, row: FileRow) -> str | None:
        """`기본(리더십)` names an area and a field under it."""
        category = row.text(F.CATEGORY)
        if not category:
            self.deciding.problem(
                row,
                F.NAME,
                "unknown_course",
                Said("이런 이름의 과정이 없습니다.", "There is no course of this name."),
                Said("과정명을 확인하세요.", "Check the name of the course."),
            )
            return None
        leaf = category.partition("(")[2].rstrip(")") or category
        return self._known_leaf(leaf) or self.finder.find(FileRow(row.number, {F.CATEGORY: leaf}))

    def _known_leaf(self, name: str) -> str | None:
        """A leaf whose name is this or ends with it (공통: 직무공통)."""
        fields = self.finder.fields
        parents = {field.parent for field in fields.values()}
        leaves = [field for field in fields.values() if field.code not in parents]
        key = spelling_key(name)
        same = [field.code for field in leaves if spelling_key(field.name) == key]
        ends = [field.code for field in leaves if key and spelling_key(field.name).endswith(key)]
        begins = [field.code for field in leaves if key.endswith(spelling_key(field.name))]
        return next((found[0] for found in (same, ends, begins) if found), None)
