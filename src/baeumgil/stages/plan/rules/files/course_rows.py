"""과정 목록: courses of the catalogue and, with a year, their lines in the plan of that year."""

from typing import Any

from baeumgil.core.said import Said, english
from baeumgil.engines.sheets.values import code_key
from baeumgil.stages.plan.rules.files.changes import Deciding, FileChange, Put, Target, is_same, told
from baeumgil.stages.plan.rules.files.columns import FileField as F
from baeumgil.stages.plan.rules.files.course_fields import FieldFinder
from baeumgil.stages.plan.rules.files.durations import read_duration
from baeumgil.stages.plan.rules.files.known import Held, KnownCourse
from baeumgil.stages.plan.rules.files.planned import planned_amounts, put_line
from baeumgil.stages.plan.rules.files.rows import FileRow
from baeumgil.stages.plan.rules.prerequisites import cycles
from baeumgil.stages.plan.rules.spelling import spelling_key
from baeumgil.stages.plan.terms import ENDING, ChangeVerb, CourseKind, CourseState, Origin, PrerequisiteKind

_TAKEN = {
    "goal": F.GOAL,
    "state": F.STATE,
    "target_group": F.TARGET_GROUP,
    "target_text": F.TARGET,
    "duration_text": F.DURATION,
    "days": F.DAYS,
    "total_minutes": F.TOTAL_MINUTES,
    "recognised_minutes": F.RECOGNISED_MINUTES,
    "level": F.LEVEL,
    "ladder": F.LADDER,
    "objectives": F.OBJECTIVES,
    "owner_name": F.OWNER,
    "partner": F.PARTNER,
    "place": F.PLACE,
    "features": F.FEATURES,
    "pre_study": F.PRE_STUDY,
    "pre_study_minutes": F.PRE_STUDY_MINUTES,
    "assessment": F.ASSESSMENT,
    "pass_attendance_percent": F.ATTENDANCE_LEAST,
    "pass_score": F.SCORE_LEAST,
    "completion_text": F.COMPLETION,
    "materials": F.MATERIALS,
    "placement": F.PLACEMENT,
    "accessibility": F.ACCESSIBILITY,
}
LINE_VALUES = ("name", "field", "goal", "kind", "target_group", "target_text", "duration_text", "total_minutes")
"""What a line takes from its course."""
_NUMBERED = "{:03}"

LONGEST_NAME = 200
"""Of one spelling, and of its key."""


def decide_courses(deciding: Deciding) -> None:
    """Every row: which course it is, what changes of it, and of its line in the plan."""
    _Courses(deciding).decide()


class _Courses:
    def __init__(self, deciding: Deciding) -> None:
        self.deciding = deciding
        self.known = deciding.known
        self.finder = FieldFinder(deciding)
        self.codes: dict[str, int] = {}
        self.keys: dict[str, int] = {}
        self.needs: list[tuple[FileRow, str, str, PrerequisiteKind]] = []
        self.noted: set[str] = set()
        self.next_number = self._first_free()

    def decide(self) -> None:
        """Courses first, then what names others, since a file may name a course further down."""
        for row in self.deciding.table.rows:
            self._row(row)
        self._prerequisites()

    def _row(self, row: FileRow) -> None:
        name = row.text(F.NAME)
        if not name:
            self.deciding.problem(
                row,
                F.NAME,
                "course_missing",
                Said("과정명이 비어 있습니다.", "The course name is empty."),
                Said("과정명을 적으세요.", "Give the name of the course."),
            )
            return
        code = self._code(row, name)
        if code is None:
            return
        held = self.known.courses.get(code)
        values = self._values(row, name, held)
        if values is None:
            return
        before = Held(held.id, held.values) if held else None
        change = self.deciding.put(Target.COURSE, code, values, before)
        self._spellings(row, code, name)
        self._note_needs(row, code)
        line = self._line(row, code, values, held)
        if change is FileChange.SAME and line is not FileChange.SAME:
            change = FileChange.REPLACED
        self.deciding.row(row, change, code, name, told(values, before))

    def _code(self, row: FileRow, name: str) -> str | None:
        """The course's code, given or found or made; None for a double."""
        given, index = row.text(F.CODE), self.deciding.index
        code = index.by_code(given) or given if given else index.by_name(name) or ""
        owner = index.by_name(name)
        if given and owner is not None and owner != code:
            self.deciding.problem(
                row,
                F.NAME,
                "name_of_another",
                Said(f"이 이름은 이미 과정 {owner}의 이름입니다.", f"This is already a name of the course {owner}."),
                Said(
                    "코드나 이름을 고치세요. 같은 과정이면 한 코드로 적으세요.",
                    "Correct the code or the name. If it is the same course, use one code.",
                ),
            )
            return None
        key = spelling_key(name)
        earlier = self.keys.get(key) or (self.codes.get(code_key(code)) if code else None)
        if earlier is not None:
            word = (
                Said("같은 코드", "the same code")
                if code and code_key(code) in self.codes
                else Said("같은 과정", "the same course")
            )
            self.deciding.problem(
                row,
                F.CODE if given else F.NAME,
                "duplicate",
                Said(f"{earlier}행과 {word}입니다.", f"It has {english(word)} as row {earlier}."),
                Said("한 과정은 한 줄만 남기세요.", "Keep only one row for a course."),
            )
            return None
        if not code:
            code = self._made_code()
        self.keys[key] = row.number
        self.codes[code_key(code)] = row.number
        return code

    def _values(self, row: FileRow, name: str, held: KnownCourse | None) -> dict[str, Any] | None:
        values: dict[str, Any] = {"name": name}
        values |= {to: row.values[of] for to, of in _TAKEN.items() if row.values.get(of) is not None}
        if not self._place(row, values, is_new=held is None):
            return None
        duration = read_duration(row.text(F.DURATION))
        kind = row.text(F.MODE)
        is_still_long = duration.is_long and held is not None and held.values.get("kind") == CourseKind.LONG_TERM
        if kind and not (is_still_long and kind == CourseKind.CLASSROOM):
            values["kind"] = kind
        if held is None or not is_same(held.values.get("duration_text"), row.text(F.DURATION)):
            if duration.days is not None:
                values.setdefault("days", duration.days)
            if duration.minutes is not None:
                values.setdefault("total_minutes", duration.minutes)
        return values if held is not None else self._new(row, values, is_long=duration.is_long)

    def _new(self, row: FileRow, values: dict[str, Any], *, is_long: bool) -> dict[str, Any]:
        """What a new course gets that the file leaves open."""
        kind = values.get("kind", CourseKind.CLASSROOM.value)
        values["kind"] = CourseKind.LONG_TERM.value if is_long and kind == CourseKind.CLASSROOM else kind
        values.setdefault("state", CourseState.ACTIVE.value)
        values.setdefault("target_group", self.known.words.target_group(row.text(F.TARGET)).value)
        values["seats_per_session"] = _certain_seats(row)
        return values

    def _place(self, row: FileRow, values: dict[str, Any], *, is_new: bool) -> bool:
        """Field and goal of a course; False when one of them cannot be."""
        if "goal" in values:
            goal = self.known.goals.get(spelling_key(values["goal"]))
            if goal is None:
                self.deciding.problem(
                    row,
                    F.GOAL,
                    "unknown_goal",
                    Said("모르는 목표입니다.", "The goal is not known."),
                    Said("목표의 이름이나 코드를 고치세요.", "Correct the name or code of the goal."),
                )
            values["goal"] = goal
        field = self.finder.find(row)
        if field == "" and is_new:
            self.deciding.problem(
                row,
                F.CATEGORY,
                "field_missing",
                Said("분야가 비어 있습니다.", "The field is empty."),
                Said("새 과정에는 분야를 적으세요.", "A new course needs a field."),
            )
            return False
        if field:
            values["field"] = field
        return field is not None

    def _spellings(self, row: FileRow, code: str, name: str) -> None:
        for spelling in (name, *row.many(F.OTHER_NAMES)):
            key = spelling_key(spelling)
            if max(len(spelling), len(key)) > LONGEST_NAME:
                self.deciding.problem(
                    row,
                    F.OTHER_NAMES,
                    "too_long",
                    Said(
                        f"이름 하나가 {LONGEST_NAME}자를 넘습니다.",
                        f"One of the names is longer than {LONGEST_NAME} characters.",
                    ),
                    Said("이름을 줄이세요.", "Shorten the name."),
                )
                continue
            owner = self.known.spellings.get(key)
            if owner is not None and owner != code:
                self.deciding.problem(
                    row,
                    F.OTHER_NAMES if spelling != name else F.NAME,
                    "name_of_another",
                    Said(
                        f"이 이름은 이미 과정 {owner}의 이름입니다.", f"This is already a name of the course {owner}."
                    ),
                    Said("이름을 고치세요.", "Correct the name."),
                )
            elif owner is None and key and key not in self.noted:
                self.noted.add(key)
                self.deciding.puts.setdefault(Target.SPELLING, []).append(Put(key, {"course": code, "name": spelling}))

    def _line(self, row: FileRow, code: str, values: dict[str, Any], held: KnownCourse | None) -> FileChange:
        """The line of the year; a row without figures leaves the plan alone."""
        amounts = planned_amounts(self.deciding, row)
        if amounts is None or not amounts:
            return FileChange.SAME
        if self.deciding.year is None:
            self.deciding.remark(
                "no_year",
                Said(
                    "기수와 인원은 연도를 정해야 계획에 들어갑니다. 이번에는 과정만 넣습니다.",
                    "Sessions and seats go into a plan only when a year is chosen. This time only courses are put in.",
                ),
            )
            return FileChange.SAME
        if values.get("state", held.values.get("state") if held else None) == CourseState.ENDED:
            self.deciding.problem(
                row,
                F.SESSIONS,
                "ended_course",
                Said("종료한 과정에 기수와 인원이 있습니다.", "A course that has ended has sessions and seats."),
                Said("상태나 기수를 고치세요.", "Correct the state or the sessions."),
            )
            return FileChange.SAME
        line = self.known.lines.get(code)
        course = (dict(held.values) if held else {}) | values
        wanted = {name: course[name] for name in LINE_VALUES if course.get(name) is not None}
        if line is not None:
            kept = held.values if held else {}
            wanted = {name: value for name, value in wanted.items() if not is_same(kept.get(name), value)}
        if row.text(F.REASON):
            wanted["reason"] = row.text(F.REASON)
        verb = self._verb(row, line.values.get("verb") if line else None)
        if verb is not None:
            wanted["verb"] = verb
            if line is None:
                is_new = verb == ChangeVerb.NEW
                wanted["origin"] = (Origin.OWN_REVIEW if is_new else Origin.CARRIED_OVER).value
                wanted["owner_name"] = course.get("owner_name") or ""
        return put_line(self.deciding, code, wanted | amounts)

    def _verb(self, row: FileRow, before: str | None) -> str | None:
        is_new = row.values.get(F.IS_NEW)
        if before is None:
            return (ChangeVerb.NEW if is_new else ChangeVerb.KEPT).value
        if before in ENDING:
            self.deciding.problem(
                row,
                F.SESSIONS,
                "ended_line",
                Said(
                    "계획에서 폐지·통합·대체한 과정에 기수와 인원이 있습니다.",
                    "A course that the plan abolished, merged or replaced has sessions and seats.",
                ),
                Said(
                    "계획의 개편 구분을 먼저 고치거나 기수를 비우세요.",
                    "Correct the kind of change in the plan first, or leave the sessions empty.",
                ),
            )
            return None
        if is_new is None or bool(is_new) == (before == ChangeVerb.NEW):
            return None
        return (ChangeVerb.NEW if is_new else ChangeVerb.KEPT).value

    def _note_needs(self, row: FileRow, code: str) -> None:
        for field, kind in ((F.REQUIRES, PrerequisiteKind.REQUIRED), (F.ADVISES, PrerequisiteKind.RECOMMENDED)):
            self.needs += [(row, code, needed, kind) for needed in row.many(field)]

    def _prerequisites(self) -> None:
        """Named courses must be there or in the file, and nobody may wait for themselves."""
        inside = {code_key(put.key): put.key for put in self.deciding.puts.get(Target.COURSE, ())}
        edges = {(course.code, needed) for course in self.known.courses.values() for needed in course.needs}
        rows: dict[str, FileRow] = {}
        for row, code, needed, kind in self.needs:
            at = F.REQUIRES if kind is PrerequisiteKind.REQUIRED else F.ADVISES
            found = self.deciding.index.by_code(needed) or inside.get(code_key(needed))
            found = found or self.deciding.index.by_name(needed)
            if found is None:
                self.deciding.problem(
                    row,
                    at,
                    "unknown_course",
                    Said("모르는 선수 과정입니다.", "The prerequisite is not known."),
                    Said(
                        "과정코드를 확인하거나 그 과정도 넣으세요.", "Check the course code or put in that course too."
                    ),
                )
                continue
            if found == code:
                self.deciding.problem(
                    row,
                    at,
                    "own_prerequisite",
                    Said("자기 자신이 선수 과정입니다.", "The course is its own prerequisite."),
                    Said("선수 과정에서 빼세요.", "Take it out of the prerequisites."),
                )
                continue
            rows.setdefault(code, row)
            edges.add((code, found))
            course = self.known.courses.get(code)
            if course is None or course.needs.get(found) != kind.value:
                self.deciding.puts.setdefault(Target.PREREQUISITE, []).append(
                    Put(code, {"needs": found, "kind": kind.value})
                )
                self._row_changed(code)
        for knot in cycles(edges):
            if len(knot) == 1 or not rows.keys() & set(knot):
                continue
            row = rows[next(code for code in knot if code in rows)]
            self.deciding.problem(
                row,
                F.REQUIRES,
                "prerequisite_circle",
                Said(
                    f"선수 과정이 서로 물려 있습니다: {', '.join(knot)}.",
                    f"These courses are prerequisites of one another: {', '.join(knot)}.",
                ),
                Said("하나를 선수 과정에서 빼세요.", "Take one of them out of the prerequisites."),
            )

    def _row_changed(self, code: str) -> None:
        rows = self.deciding.rows
        for place, row in enumerate(rows):
            if row.code == code and row.change is FileChange.SAME:
                rows[place] = type(row)(row.row, FileChange.REPLACED, row.code, row.name, row.told)

    def _prefix(self) -> str:
        letter = (self.known.institute_code[:1] or "C").upper()
        year = self.deciding.year
        return f"{letter}{year % 100:02}-" if year else f"{letter}-"

    def _first_free(self) -> int:
        prefix = self._prefix().casefold()
        given = [code_key(row.text(F.CODE)) for row in self.deciding.table.rows]
        taken = [
            int(code.removeprefix(prefix))
            for code in [*map(code_key, self.known.courses), *given]
            if code.startswith(prefix) and code.removeprefix(prefix).isdecimal()
        ]
        return max(taken, default=0) + 1

    def _made_code(self) -> str:
        code = self._prefix() + _NUMBERED.format(self.next_number)
        self.next_number += 1
        return code


def _certain_seats(row: FileRow) -> int | None:
    """Seats of a session when there is only one figure."""
    least, most = row.whole(F.SEATS_LEAST), row.whole(F.SEATS_MOST)
    return row.whole(F.SEATS_PER_SESSION) or (least if least == most else None)
