"""기수 일정: dated sessions of the year's draft. Seats belong to the session, not to the course."""

from collections import Counter
from datetime import date
from typing import Any

from baeumgil.core.said import Said, english
from baeumgil.stages.plan.rules.files.changes import Deciding, Target, told
from baeumgil.stages.plan.rules.files.columns import FileField as F
from baeumgil.stages.plan.rules.files.durations import disagrees, read_duration
from baeumgil.stages.plan.rules.files.known import KnownLine
from baeumgil.stages.plan.rules.files.planned import refuse_without_draft
from baeumgil.stages.plan.rules.files.rows import FileRow
from baeumgil.stages.plan.terms import ENDING


def decide_sessions(deciding: Deciding) -> None:
    """Every row: which session it is and what changes of it."""
    _Sessions(deciding).decide()


class _Sessions:
    def __init__(self, deciding: Deciding) -> None:
        self.deciding = deciding
        self.seen: dict[tuple[str, int, str], int] = {}
        held = Counter((code, number) for code, number, _ in deciding.known.sessions)
        self.only = {(code, number): note for code, number, note in deciding.known.sessions if held[code, number] == 1}
        self.count: Counter[str] = Counter()

    def decide(self) -> None:
        """All rows, then what is odd about the courses as a whole."""
        given = [(row, self.deciding.course(row), row.whole(F.NUMBER)) for row in self.deciding.table.rows]
        twice = Counter((code, number) for _, code, number in given)
        for row, code, number in given:
            span = self._span(row)
            line = self._line(row, code) if code is not None else None
            if number is None:
                self.deciding.problem(
                    row,
                    F.NUMBER,
                    "number_missing",
                    Said("기수가 비어 있습니다.", "The session is empty."),
                    Said("기수를 적으세요.", "Give the session."),
                )
            if code is None or line is None or number is None:
                continue
            note = self._note(row, code, number, is_alone=twice[code, number] == 1)
            if self._is_first(row, code, number, note) and span is not None:
                self._row(row, (code, number, note), line, span)
        self._more_than_planned()

    def _line(self, row: FileRow, code: str) -> KnownLine | None:
        line = self.deciding.known.lines.get(code)
        if line is None:
            self.deciding.problem(
                row,
                F.CODE if row.text(F.CODE) else F.NAME,
                "not_planned",
                Said(
                    f"{self.deciding.year}년 계획에 없는 과정입니다.",
                    f"The course is not in the plan for {self.deciding.year}.",
                ),
                Said("그 과정을 계획에 먼저 넣으세요.", "Put the course into the plan first."),
            )
        elif line.values["verb"] in ENDING:
            self.deciding.problem(
                row,
                F.NUMBER,
                "ended_line",
                Said("계획에서 폐지·통합·대체한 과정입니다.", "The plan abolished, merged or replaced this course."),
                Said("기수를 빼거나 계획을 고치세요.", "Take out the session or correct the plan."),
            )
            return None
        return line

    def _note(self, row: FileRow, code: str, number: int, *, is_alone: bool) -> str:
        """By what two sessions of one number are told apart; a lone one is found by its number."""
        note = row.text(F.NOTE)
        if is_alone and (code, number, note) not in self.deciding.known.sessions:
            return self.only.get((code, number), note)
        return note

    def _is_first(self, row: FileRow, code: str, number: int, note: str) -> bool:
        earlier = self.seen.setdefault((code, number, note), row.number)
        if earlier != row.number:
            self.deciding.problem(
                row,
                F.NUMBER,
                "session_twice",
                Said(f"{earlier}행과 같은 기수입니다.", f"It is the same session as in row {earlier}."),
                Said("한 줄만 남기거나 비고로 가르세요.", "Keep only one row or tell them apart by a remark."),
            )
        return earlier == row.number

    def _row(
        self, row: FileRow, key: tuple[str, int, str], line: KnownLine, span: tuple[date | None, date | None]
    ) -> None:
        code, number, note = key
        starts_on, ends_on = span
        held = self.deciding.known.sessions.get(key)
        seats = row.whole(F.SESSION_SEATS)
        usual = line.values.get("seats_per_session")
        if seats is None and held is None:
            if usual is None:
                self.deciding.problem(
                    row,
                    F.SESSION_SEATS,
                    "seats_missing",
                    Said("정원이 비어 있습니다.", "The seats are empty."),
                    Said("정원을 적으세요.", "Give the seats."),
                )
                return
            seats = usual
        values: dict[str, Any] = {"line": code, "number": number, "note": row.text(F.NOTE) or note}
        if starts_on is not None:
            values |= {"starts_on": starts_on, "ends_on": ends_on}
        if row.whole(F.MONTH) is not None:
            values["month"] = row.whole(F.MONTH)
        if seats is not None:
            values["seats"] = seats
        name = self.deciding.known.courses[code].name
        self._look(row, key, line, values)
        change = self.deciding.put(Target.SESSION, f"{code}/{number}/{note}", values, held)
        refuse_without_draft(self.deciding, change)
        self.count[code] += held is None
        self.deciding.row(
            row, change, code, Said(f"{name} {number}기", f"{name}, session {number}"), told(values, held)
        )

    def _span(self, row: FileRow) -> tuple[date | None, date | None] | None:
        """The days of a row, looked at whatever else is wrong with it; None when they cannot be."""
        starts_on, ends_on = row.values.get(F.STARTS_ON), row.values.get(F.ENDS_ON)
        period = row.values.get(F.PERIOD)
        at_start, at_end = F.STARTS_ON, F.ENDS_ON
        if isinstance(period, tuple):
            starts_on, ends_on, at_start, at_end = period[0], period[1], F.PERIOD, F.PERIOD
        if starts_on is None:
            if ends_on is None:
                return None, None
            self.deciding.problem(
                row,
                at_start,
                "start_missing",
                Said("시작일이 비어 있습니다.", "The first day is empty."),
                Said("시작일을 적으세요.", "Give the first day."),
            )
            return None
        ends_on = ends_on or starts_on
        if ends_on < starts_on:
            self.deciding.problem(
                row,
                at_end,
                "end_before_start",
                Said("종료일이 시작일보다 앞섭니다.", "The last day is before the first."),
                Said("두 날짜를 확인하세요.", "Check both dates."),
            )
            return None
        if {starts_on.year, ends_on.year} != {self.deciding.year}:
            self.deciding.problem(
                row,
                at_start if starts_on.year != self.deciding.year else at_end,
                "outside_year",
                Said(f"{self.deciding.year}년 안의 날짜가 아닙니다.", f"The day is not in {self.deciding.year}."),
                Said("날짜나 계획 연도를 확인하세요.", "Check the day or the year of the plan."),
            )
            return None
        return starts_on, ends_on

    def _look(self, row: FileRow, key: tuple[str, int, str], line: KnownLine, values: dict[str, Any]) -> None:
        """What is odd but no fault: real plans have all of these."""
        code, number, _ = key
        name = self.deciding.known.courses[code].name
        where = Said(f"{row.number}행: {name} {number}기", f"row {row.number}: {name}, session {number}")
        planned = line.values["sessions"]
        is_ordinal = planned > 1
        if is_ordinal and number > planned:
            self.deciding.remark(
                "number_beyond",
                Said(
                    "계획한 기수보다 큰 기수 번호가 있습니다.",
                    "Some session numbers are higher than the sessions planned.",
                ),
                Said(f"{where} (계획 {planned}기)", f"{english(where)} ({planned} planned)"),
            )
        starts_on, ends_on = values.get("starts_on"), values.get("ends_on")
        text = line.values.get("duration_text") or ""
        if starts_on and ends_on and disagrees(read_duration(text), starts_on, ends_on):
            days = (ends_on - starts_on).days + 1
            self.deciding.remark(
                "length_differs",
                Said(
                    "교육기간과 날짜의 길이가 다른 기수가 있습니다.",
                    "In some sessions the length and the days disagree.",
                ),
                Said(f"{where}: {text}, 날짜로는 {days}일", f"{english(where)}: {text}, by its days {days}"),
            )
        usual, seats = line.values.get("seats_per_session"), values.get("seats")
        if usual and seats and usual != seats:
            self.deciding.remark(
                "seats_differ",
                Said(
                    "기수당 인원과 정원이 다른 기수가 있습니다.",
                    "Some sessions have other seats than the seats per session.",
                ),
                Said(f"{where}: {usual}명 / {seats}명", f"{english(where)}: {usual} / {seats} seats"),
            )

    def _more_than_planned(self) -> None:
        held = Counter(code for code, _, _ in self.deciding.known.sessions)
        for code, line in self.deciding.known.lines.items():
            total = held[code] + self.count[code]
            if self.count[code] and total > line.values["sessions"]:
                name = self.deciding.known.courses[code].name
                self.deciding.remark(
                    "more_sessions",
                    Said("계획한 수보다 기수가 많은 과정이 있습니다.", "Some courses have more sessions than planned."),
                    Said(
                        f"{name}: 계획 {line.values['sessions']}기, 일정 {total}기",
                        f"{name}: {line.values['sessions']} planned, {total} with days",
                    ),
                )
