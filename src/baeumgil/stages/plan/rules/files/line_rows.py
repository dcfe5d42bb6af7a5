"""계획 과정: the lines of a year's plan, with verbs, ancestors and figures."""

from typing import Any

from baeumgil.core.said import Said
from baeumgil.stages.plan.rules.files.changes import Deciding, FileChange, Put, Target, told
from baeumgil.stages.plan.rules.files.columns import FileField as F
from baeumgil.stages.plan.rules.files.course_fields import FieldFinder
from baeumgil.stages.plan.rules.files.course_rows import LINE_VALUES
from baeumgil.stages.plan.rules.files.known import Held
from baeumgil.stages.plan.rules.files.planned import planned_amounts, put_line, refuse_without_draft
from baeumgil.stages.plan.rules.files.rows import FileRow
from baeumgil.stages.plan.rules.prerequisites import cycles
from baeumgil.stages.plan.rules.spelling import spelling_key
from baeumgil.stages.plan.terms import ENDING, ChangeVerb, Origin

_TAKEN = {
    "kind": F.MODE,
    "target_group": F.TARGET_GROUP,
    "target_text": F.TARGET,
    "duration_text": F.DURATION,
    "total_minutes": F.TOTAL_MINUTES,
    "origin": F.ORIGIN,
    "reason": F.REASON,
    "budget": F.BUDGET,
    "owner_name": F.OWNER,
    "remark": F.REMARK,
}


def decide_lines(deciding: Deciding) -> None:
    """Every row: what the plan does with a course."""
    _Lines(deciding).decide()


class _Lines:
    def __init__(self, deciding: Deciding) -> None:
        self.deciding = deciding
        self.known = deciding.known
        self.finder = FieldFinder(deciding)
        self.seen: dict[str, int] = {}
        self.edges: dict[tuple[str, str], FileRow] = {}

    def decide(self) -> None:
        """Lines, then ancestors as a whole."""
        for row in self.deciding.table.rows:
            code = self.deciding.course(row)
            if code is None or not self._is_first(row, code):
                continue
            self._row(row, code)
        self._circles()

    def _is_first(self, row: FileRow, code: str) -> bool:
        earlier = self.seen.setdefault(code, row.number)
        if earlier != row.number:
            self.deciding.problem(
                row,
                F.CODE if row.text(F.CODE) else F.NAME,
                "duplicate",
                Said(f"{earlier}행과 같은 과정입니다.", f"It is the same course as in row {earlier}."),
                Said("한 과정은 한 줄만 남기세요.", "Keep only one row for a course."),
            )
        return earlier == row.number

    def _row(self, row: FileRow, code: str) -> None:
        line, course = self.known.lines.get(code), self.known.courses[code]
        values: dict[str, Any] = {to: row.values[of] for to, of in _TAKEN.items() if row.values.get(of) is not None}
        field = self.finder.find(row, makes=False)
        if field is None or not self._goal(row, values):
            return
        if field:
            values["field"] = field
        verb = row.text(F.VERB) or (line.values["verb"] if line else "")
        if not verb:
            self.deciding.problem(
                row,
                F.VERB,
                "verb_missing",
                Said("개편 구분이 비어 있습니다.", "The kind of change is empty."),
                Said("'유지'나 '신설'처럼 적으세요.", "Write for example “유지” (kept) or “신설” (new)."),
            )
            return
        values["verb"] = verb
        if row.many(F.IMPROVEMENTS):
            values["improvements"] = list(row.many(F.IMPROVEMENTS))
        amounts = self._amounts(row, ChangeVerb(verb))
        if amounts is None:
            return
        if line is None:
            values = {name: course.values.get(name) for name in LINE_VALUES} | values
            default = Origin.CARRIED_OVER if verb == ChangeVerb.KEPT else Origin.OWN_REVIEW
            values.setdefault("origin", default.value)
            values.setdefault("owner_name", course.values.get("owner_name") or "")
        values |= amounts
        change = put_line(self.deciding, code, values)
        if self._ancestors(row, code) and change is FileChange.SAME:
            change = FileChange.REPLACED
        held = Held(line.id, line.values) if line else None
        self.deciding.row(row, change, code, course.name, told(values, held))

    def _goal(self, row: FileRow, values: dict[str, Any]) -> bool:
        name = row.text(F.GOAL)
        if not name:
            return True
        goal = self.known.goals.get(spelling_key(name))
        if goal is None:
            self.deciding.problem(
                row,
                F.GOAL,
                "unknown_goal",
                Said("모르는 목표입니다.", "The goal is not known."),
                Said("목표의 이름이나 코드를 고치세요.", "Correct the name or code of the goal."),
            )
            return False
        values["goal"] = goal
        return True

    def _amounts(self, row: FileRow, verb: ChangeVerb) -> dict[str, Any] | None:
        amounts = planned_amounts(self.deciding, row)
        if amounts is None or verb not in ENDING:
            return amounts
        if amounts.get("sessions") or amounts.get("seats"):
            self.deciding.problem(
                row,
                F.VERB,
                "ended_with_seats",
                Said(
                    "폐지·통합·대체하는 과정에 기수나 인원이 있습니다.",
                    "A course that is abolished, merged or replaced has sessions or seats.",
                ),
                Said(
                    "기수와 인원을 비우거나 개편 구분을 고치세요.",
                    "Leave sessions and seats empty, or correct the kind of change.",
                ),
            )
            return None
        return {"sessions": 0, "seats_per_session": None, "seats": 0}

    def _ancestors(self, row: FileRow, code: str) -> bool:
        """True when the line gets ancestors it does not have."""
        line = self.known.lines.get(code)
        changed = False
        for given in row.many(F.ANCESTORS):
            found = self.deciding.index.by_code(given) or self.deciding.index.by_name(given)
            if found is None:
                self.deciding.problem(
                    row,
                    F.ANCESTORS,
                    "unknown_course",
                    Said("모르는 이전 과정입니다.", "The ancestor is not known."),
                    Said("이전 과정의 코드를 확인하세요.", "Check the code of the ancestor."),
                )
            elif found == code:
                self.deciding.problem(
                    row,
                    F.ANCESTORS,
                    "own_ancestor",
                    Said("자기 자신이 이전 과정입니다.", "The course is its own ancestor."),
                    Said("이전 과정에서 빼세요.", "Take it out of the ancestors."),
                )
            else:
                self.edges[code, found] = row
                if line is None or found not in line.ancestors:
                    changed = True
                    refuse_without_draft(self.deciding, FileChange.REPLACED)
                    self.deciding.puts.setdefault(Target.ANCESTOR, []).append(Put(code, {"course": found}))
        return changed

    def _circles(self) -> None:
        edges = set(self.edges) | {
            (code, ancestor) for code, line in self.known.lines.items() for ancestor in line.ancestors
        }
        for knot in cycles(edges):
            rows = [row for (code, _), row in self.edges.items() if code in knot]
            if rows:
                self.deciding.problem(
                    rows[0],
                    F.ANCESTORS,
                    "ancestor_circle",
                    Said(
                        f"이전 과정이 서로 물려 있습니다: {', '.join(knot)}.",
                        f"These courses are ancestors of one another: {', '.join(knot)}.",
                    ),
                    Said("하나를 이전 과정에서 빼세요.", "Take one of them out of the ancestors."),
                )
