"""What a file would change: records to be put, row by row, with every problem and every remark."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from baeumgil.core.errors import Problem
from baeumgil.core.said import Said
from baeumgil.engines.sheets.text import fold_text
from baeumgil.stages.plan.rules.files.columns import FileField
from baeumgil.stages.plan.rules.files.known import Held, Index, Known
from baeumgil.stages.plan.rules.files.rows import FileRow, FileTable


class FileChange(StrEnum):
    """What a row does."""

    NEW = "new"
    REPLACED = "replaced"
    SAME = "same"


class Target(StrEnum):
    """Tables that files write, in the order in which they are written."""

    FIELD = "field"
    COURSE = "course"
    SPELLING = "spelling"
    PREREQUISITE = "prerequisite"
    SUBJECT = "subject"
    LINE = "line"
    ANCESTOR = "ancestor"
    SESSION = "session"
    SHARED = "shared"
    SESSION_RESULT = "session_result"
    COURSE_RESULT = "course_result"


@dataclass(frozen=True, slots=True)
class Put:
    """One record to be made (without id) or changed; `values` are only what changes. Others are named by code."""

    key: str
    values: Mapping[str, Any]
    id: int | None = None


@dataclass(frozen=True, slots=True)
class RowChange:
    """What one row does, in words: which course, and what of it before and after."""

    row: int
    change: FileChange
    code: str
    name: str
    told: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """Something worth a look that is no fault: what, and where."""

    code: str
    message: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decided:
    """The whole of it."""

    rows: tuple[RowChange, ...]
    puts: Mapping[Target, tuple[Put, ...]]
    problems: tuple[Problem, ...]
    remarks: tuple[Remark, ...]

    @property
    def counts(self) -> dict[FileChange, int]:
        """Rows of each kind."""
        found = Counter(row.change for row in self.rows)
        return {change: found[change] for change in FileChange}

    @property
    def digest(self) -> str:
        """By what two decisions are the same: what would be written."""
        plain = {
            target.value: [[put.key, put.id, dict(put.values)] for put in puts] for target, puts in self.puts.items()
        }
        text = json.dumps(plain, ensure_ascii=False, sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(slots=True)
class Deciding:
    """A decision being made. Deciders ask it for courses, and tell it what to put, what is wrong, what is odd."""

    table: FileTable
    known: Known
    year: int | None = None
    index: Index = field(init=False)
    puts: dict[Target, list[Put]] = field(default_factory=dict)
    rows: list[RowChange] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    _remarks: dict[str, tuple[str, list[str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.index = Index(self.known.courses.values(), self.known.spellings)

    def course(self, row: FileRow) -> str | None:
        """The code of the course a row names; None, and a problem, when there is none."""
        code, name = row.text(FileField.CODE), row.text(FileField.NAME)
        if code:
            found = self.index.by_code(code)
            if found is None:
                self.problem(
                    row,
                    FileField.CODE,
                    "unknown_course",
                    Said("모르는 과정 코드입니다.", "The course code is not known."),
                    Said(
                        "코드를 확인하거나 과정 목록을 먼저 가져오세요.",
                        "Check the code or import the list of courses first.",
                    ),
                )
            return found
        if not name:
            self.problem(
                row,
                FileField.NAME,
                "course_missing",
                Said("과정이 비어 있습니다.", "The course is empty."),
                Said("과정코드나 과정명을 적으세요.", "Give the code or the name of the course."),
            )
            return None
        found = self.index.by_name(name)
        if found is None:
            found = self.index.nearly(name)
            if found is not None:
                self.remark(
                    "near_name",
                    Said(
                        "이름이 조금 달라도 한 과정으로 보았습니다.",
                        "Names that differ a little were taken for the same course.",
                    ),
                    Said(
                        f"{row.number}행: {name} → {self.known.courses[found].name}",
                        f"row {row.number}: {name} → {self.known.courses[found].name}",
                    ),
                )
        if found is None:
            self.problem(
                row,
                FileField.NAME,
                "unknown_course",
                Said("이런 이름의 과정이 없습니다.", "There is no course of this name."),
                Said(
                    "과정명을 확인하거나 과정 목록을 먼저 가져오세요.",
                    "Check the name or import the list of courses first.",
                ),
            )
        return found

    def put(self, target: Target, key: str, values: Mapping[str, Any], held: Held | None) -> FileChange:
        """Note what has to be written; what that is to the record."""
        if held is None:
            self.puts.setdefault(target, []).append(Put(key, dict(values)))
            return FileChange.NEW
        changed = {name: value for name, value in values.items() if not is_same(held.values.get(name), value)}
        if not changed:
            return FileChange.SAME
        self.puts.setdefault(target, []).append(Put(key, changed, held.id))
        return FileChange.REPLACED

    def row(self, row: FileRow, change: FileChange, code: str, name: str, told: tuple[Any, ...] = ()) -> None:
        """Note what a row does."""
        self.rows.append(RowChange(row.number, change, code, name, told))

    def problem(
        self, row: FileRow | int | None, at: FileField | None, code: str, message: str, remedy: str = ""
    ) -> None:
        """Note a problem, unless its cell has one already."""
        number = row.number if isinstance(row, FileRow) else row
        if (number, at) in self.table.unread:
            return
        self.problems.append(self.table.problem(number, at, code, message, remedy))

    def remark(self, code: str, message: str, detail: str = "") -> None:
        """Note something odd; those of one sort are listed together."""
        _, details = self._remarks.setdefault(code, (message, []))
        if detail:
            details.append(detail)

    def decided(self) -> Decided:
        """All of it, problems in the order of the file."""
        return Decided(
            tuple(self.rows),
            {target: tuple(self.puts[target]) for target in Target if target in self.puts},
            tuple(sorted(self.problems, key=lambda problem: problem.row or 0)),
            tuple(Remark(code, message, tuple(details)) for code, (message, details) in self._remarks.items()),
        )


_WORDS = {
    "name": Said("과정명", "Name"),
    "field": Said("분야", "Field"),
    "goal": Said("목표", "Goal"),
    "kind": Said("유형", "Kind"),
    "state": Said("상태", "State"),
    "target_group": Said("대상구분", "Target group"),
    "target_text": Said("교육대상", "Whom exactly"),
    "duration_text": Said("교육기간", "Length"),
    "days": Said("교육일수", "Days"),
    "total_minutes": Said("교육시간(분)", "Total time (minutes)"),
    "recognised_minutes": Said("인정시간(분)", "Recognised time (minutes)"),
    "verb": Said("개편구분", "Change"),
    "origin": Said("개편계기", "Origin"),
    "reason": Said("개편사유", "Reason"),
    "sessions": Said("기수", "Sessions"),
    "seats_per_session": Said("기수당 인원", "Seats per session"),
    "seats": Said("인원", "Seats"),
    "starts_on": Said("시작일", "First day"),
    "ends_on": Said("종료일", "Last day"),
    "month": Said("예정월", "Month"),
    "budget": Said("예산", "Budget"),
    "owner_name": Said("주관부서", "Unit in charge"),
    "assessment": Said("평가 방법", "Kind of assessment"),
    "pass_attendance_percent": Said("출석 기준(%)", "Attendance asked for (%)"),
    "pass_score": Said("평가 기준(점)", "Score asked for"),
    "completion_text": Said("수료기준", "Completion asks for"),
    "remark": Said("비고", "Remark"),
    "category": Said("분야", "Field"),
    "lessons": Said("차시", "Lessons"),
    "provider": Said("제공기관", "Provider"),
    "has_assessment": Said("평가", "Assessment"),
    "overall_milli": Said("전반만족도", "Overall satisfaction"),
    "composite_milli": Said("종합만족도", "Composite satisfaction"),
    "people": Said("인원", "People"),
    "enrolled": Said("교육인원", "Took part"),
    "completed": Said("수료인원", "Completed"),
    "applied": Said("신청인원", "Applied"),
    "satisfaction_milli": Said("만족도", "Satisfaction"),
}
"""What is shown of a change; the rest is written without being listed."""


def is_same(before: Any, after: Any) -> bool:
    """True when a file says what is there; texts are compared as a cell holds them, on one line."""
    if isinstance(before, str) and isinstance(after, str):
        return before == after or fold_text(before) == after
    return bool(before == after)


def told(values: Mapping[str, Any], held: Held | None) -> tuple[tuple[str, str, str], ...]:
    """Changed values in words: what, before, after. Nothing for a new record."""
    if held is None:
        return ()
    return tuple(
        (_WORDS[name], _shown(held.values.get(name)), _shown(value))
        for name, value in values.items()
        if name in _WORDS and not is_same(held.values.get(name), value)
    )


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return Said("예", "yes") if value else Said("아니오", "no")
    if value is None or value == "":
        return Said("없음", "none")
    return value.isoformat() if isinstance(value, date) else f"{value:,}" if isinstance(value, int) else str(value)
