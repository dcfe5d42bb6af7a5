"""Judging a file of training records: what each line says, and everything that is wrong with the file.

A line counts when it names a known person, a course and the day of completion. Completion before
appointment is no fault, for candidates train before they are appointed; before birth it is one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from baeumgil.core.errors import Problem
from baeumgil.core.said import Said
from baeumgil.engines.sheets.table import Cell, Table
from baeumgil.engines.sheets.values import clean_code, clean_name
from baeumgil.stages.roadmap.rules.course_keys import matched_key
from baeumgil.stages.roadmap.rules.record_columns import RecordField
from baeumgil.stages.roadmap.rules.record_values import Wrong, reader_of

CHECK_FILE = Said("파일의 값을 확인해 주세요.", "Check the value in the file.")


@dataclass(frozen=True, slots=True)
class Holder:
    """Whom a staff number belongs to."""

    person: int
    name: str
    birth_on: date | None


class RecordLine(NamedTuple):
    """One completed training as the file tells it; `row` as the spreadsheet shows it, minutes whole."""

    row: int
    person: int
    staff_no: str
    course_key: str
    course_name: str
    institution: str
    starts_on: date | None
    completed_on: date
    minutes: int | None
    unit_name: str
    grade_title: str
    is_on_road: bool

    @property
    def key(self) -> tuple[int, str, date]:
        """By what two records are the same."""
        return self.person, self.course_key, self.completed_on


@dataclass(frozen=True, slots=True)
class Judged:
    """The lines that count, every problem in the order of the file, and what is worth saying.

    `not_completed` are rows of trainings not completed; `other_names` rows whose name is not the person's.
    """

    lines: tuple[RecordLine, ...]
    problems: tuple[Problem, ...]
    not_completed: tuple[int, ...]
    other_names: tuple[int, ...]


def staff_numbers(table: Table, columns: Mapping[RecordField, int]) -> set[str]:
    """Every staff number in the file."""
    place = columns[RecordField.STAFF_NO]
    return {clean_code(cell) for cell in {row.cells[place] for row in table.rows}} - {""}


def judge(
    table: Table,
    columns: Mapping[RecordField, int],
    holders: Mapping[str, Holder],
    known: Mapping[str, str],
    today: date,
) -> Judged:
    """Read every line; nothing is left out silently. `known` are the spellings of the roadmap's courses."""
    judge_of = _Judge(table, columns, holders, known, today)
    lines = tuple(judge_of.lines())
    problems = sorted(judge_of.problems, key=lambda problem: problem.row or 0)
    return Judged(lines, tuple(problems), tuple(judge_of.not_completed), tuple(judge_of.other_names))


class _Judge:
    def __init__(
        self,
        table: Table,
        columns: Mapping[RecordField, int],
        holders: Mapping[str, Holder],
        known: Mapping[str, str],
        today: date,
    ) -> None:
        self.table, self.columns, self.holders, self.known, self.today = table, columns, holders, known, today
        self.problems: list[Problem] = []
        self.not_completed: list[int] = []
        self.other_names: list[int] = []
        self._seen: dict[tuple[int, str, date], int] = {}
        self._keys: dict[tuple[str, str], tuple[str, bool]] = {}
        self._places = {row.number: place for place, row in enumerate(table.rows)} if table.faults else {}

    def lines(self) -> Iterator[RecordLine]:
        """Line by line, the columns having been read first."""
        fields = list(self.columns)
        cells = [self._column(field) for field in fields]
        for row, values in zip(self.table.rows, zip(*cells, strict=True), strict=True):
            line = self._line(row.number, dict(zip(fields, values, strict=True)))
            if line is not None:
                yield line

    def _column(self, field: RecordField) -> list[object]:
        """A whole column, each different value read once."""
        place = self.columns[field]
        read = reader_of(field, self.table.date_system)
        known: dict[tuple[type, Cell], object] = {}
        values = []
        for row in self.table.rows:
            cell = row.cells[place]
            mark = (cell.__class__, cell)
            if mark not in known:
                known[mark] = read(cell)
            values.append(known[mark])
        for fault in self.table.faults:
            if fault.column == place:
                values[self._places[fault.row]] = Wrong(fault.code, fault.message, fault.remedy)
        return values

    def _line(self, row: int, values: dict[RecordField, object]) -> RecordLine | None:
        if values.get(RecordField.RESULT) is False:
            self.not_completed.append(row)
            return None
        wrongs = [(field, value) for field, value in values.items() if isinstance(value, Wrong)]
        for field, wrong in wrongs:
            self._problem(row, field, *wrong)
        if wrongs:
            return None
        line = self._whole(row, values)
        if line is None:
            return None
        earlier = self._seen.setdefault(line.key, row)
        if earlier != row:
            self._problem(
                row,
                RecordField.STAFF_NO,
                "record_twice",
                Said(f"{earlier}행과 같은 기록입니다.", f"It is the same record as in row {earlier}."),
                Said("한 줄만 남겨 주세요.", "Keep only one row."),
            )
            return None
        return line

    def _whole(self, row: int, values: Mapping[RecordField, object]) -> RecordLine | None:
        holder = self._holder(row, values)
        code, name = _text(values, RecordField.COURSE_CODE), _text(values, RecordField.COURSE_NAME)
        if not (code or name):
            field = RecordField.COURSE_NAME if RecordField.COURSE_NAME in self.columns else RecordField.COURSE_CODE
            self._problem(
                row,
                field,
                "course_missing",
                Said("과정이 비어 있습니다.", "The course is empty."),
                Said("과정명이나 과정코드를 적어 주세요.", "Give the name or the code of the course."),
            )
            return None
        span = self._span(row, values, holder)
        if holder is None or span is None:
            return None
        if (code, name) not in self._keys:
            self._keys[code, name] = matched_key(code, name, self.known)
        key, is_on_road = self._keys[code, name]
        given = _text(values, RecordField.NAME)
        if given and clean_name(given) != clean_name(holder.name):
            self.other_names.append(row)
        minutes = values.get(RecordField.MINUTES)
        minutes = values.get(RecordField.HOURS) if minutes is None else minutes
        return RecordLine(
            row=row,
            person=holder.person,
            staff_no=_text(values, RecordField.STAFF_NO),
            course_key=key,
            course_name=name or code,
            institution=_text(values, RecordField.INSTITUTION),
            starts_on=span[0],
            completed_on=span[1],
            minutes=minutes if isinstance(minutes, int) else None,
            unit_name=_text(values, RecordField.UNIT),
            grade_title=_text(values, RecordField.GRADE),
            is_on_road=is_on_road,
        )

    def _holder(self, row: int, values: Mapping[RecordField, object]) -> Holder | None:
        staff_no = _text(values, RecordField.STAFF_NO)
        holder = self.holders.get(staff_no)
        if not staff_no:
            self._problem(
                row,
                RecordField.STAFF_NO,
                "staff_no_missing",
                Said("사번이 비어 있습니다.", "The staff number is empty."),
                Said("사번을 적어 주세요.", "Give the staff number."),
            )
        elif holder is None:
            self._problem(
                row,
                RecordField.STAFF_NO,
                "staff_no_unknown",
                Said("배움길에 없는 사번입니다.", "Baeumgil does not know this staff number."),
                Said(
                    "사번(앞의 0 포함)을 확인하거나 명단을 먼저 가져와 주세요.",
                    "Check the staff number (with its leading zeros) or import the roster first.",
                ),
            )
        return holder

    def _span(
        self, row: int, values: Mapping[RecordField, object], holder: Holder | None
    ) -> tuple[date | None, date] | None:
        """First and last day, from their own columns or from the period."""
        starts, ends = values.get(RecordField.STARTS_ON), values.get(RecordField.COMPLETED_ON)
        period = values.get(RecordField.PERIOD)
        if isinstance(period, tuple):
            starts, ends = starts or period[0], ends or period[1]
        field = RecordField.COMPLETED_ON if RecordField.COMPLETED_ON in self.columns else RecordField.PERIOD
        if not isinstance(ends, date):
            self._problem(
                row,
                field,
                "completed_missing",
                Said("수료일이 비어 있습니다.", "The day of completion is empty."),
                Said("2026-03-10처럼 적어 주세요.", "Write it like 2026-03-10."),
            )
            return None
        first = starts if isinstance(starts, date) else None
        fault = self._impossible(first, ends, holder)
        if fault is not None:
            self._problem(row, field, *fault)
            return None
        return first, ends

    def _impossible(self, first: date | None, last: date, holder: Holder | None) -> Wrong | None:
        if first is not None and last < first:
            return Wrong(
                "completed_before_start",
                Said("수료일이 시작일보다 앞섭니다.", "The day of completion is before the first day."),
                Said("두 날짜를 확인해 주세요.", "Check both dates."),
            )
        if last > self.today:
            return Wrong(
                "completed_in_future",
                Said("수료일이 아직 오지 않았습니다.", "The day of completion is still to come."),
                Said("끝난 교육만 올려 주세요.", "Upload only training that is over."),
            )
        if holder is not None and holder.birth_on is not None and (first or last) <= holder.birth_on:
            return Wrong(
                "completed_before_birth",
                Said("수료일이 그 사람이 태어나기 전입니다.", "The day of completion is before this person was born."),
                Said("사번과 날짜를 확인해 주세요.", "Check the staff number and the date."),
            )
        return None

    def _problem(self, row: int, field: RecordField, code: str, message: str, remedy: str) -> None:
        heading = self.table.headings[self.columns[field]] if field in self.columns else ""
        self.problems.append(
            Problem(code, message, remedy or CHECK_FILE, sheet=self.table.sheet, row=row, column=heading)
        )


def _text(values: Mapping[RecordField, object], field: RecordField) -> str:
    value = values.get(field)
    return value if isinstance(value, str) else ""


def known_rows(lines: Sequence[RecordLine]) -> int:
    """How many lines are of a course of the roadmap."""
    return sum(line.is_on_road for line in lines)
