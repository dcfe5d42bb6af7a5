"""Reading a roster's cells, a column at a time: every distinct value is read once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from baeumgil.core.errors import Problem
from baeumgil.core.said import Said
from baeumgil.engines.sheets.values import DateRefused, clean_code, clean_name, clean_text, parse_date
from baeumgil.stages.people.rules import wording
from baeumgil.stages.people.rules.roster.facts import Notes, Roster, RosterFacts
from baeumgil.stages.people.rules.roster.units import UnitIndex
from baeumgil.stages.people.terms import Position, RosterField, StatusKind

DAY_FIELDS = (
    RosterField.BIRTH_ON,
    RosterField.APPOINTED_ON,
    RosterField.GRADE_SINCE,
    RosterField.POSTING_SINCE,
    RosterField.POSITION_SINCE,
    RosterField.ABSENCE_SINCE,
    RosterField.ABSENCE_UNTIL,
    RosterField.TERM_ENDS_ON,
    RosterField.EXIT_ON,
    RosterField.RETIRES_ON,
)
WORD_FIELDS: Mapping[RosterField, Callable[[str], Any]] = {
    RosterField.EMPLOYMENT: wording.read_employment,
    RosterField.AUTHORITY: wording.read_authority,
    RosterField.ENTRY: wording.read_entry,
    RosterField.GRADE_CHANGE: wording.read_grade_change,
    RosterField.EXIT: wording.read_exit,
    RosterField.GUEST_KIND: wording.read_guest,
}
LONGEST: Mapping[RosterField, int] = {
    RosterField.STAFF_NO: 30,
    RosterField.CANDIDATE_NO: 30,
    RosterField.NAME: 100,
    RosterField.GRADE: 60,
    RosterField.SERIES: 40,
    RosterField.POSITION: 60,
    RosterField.DUTIES: 200,
    RosterField.GUEST_BODY: 200,
}
SHOWN = 20


@dataclass(slots=True)
class CellReader:
    """Cells of one sheet. `bad` holds (place, field) of cells that have a problem already."""

    sheet: str
    headings: Mapping[RosterField, str]
    numbers: Sequence[int]
    cells: Mapping[RosterField, Sequence[Any]]
    date_system: int
    units: UnitIndex
    problems: list[Problem] = field(default_factory=list)
    bad: set[tuple[int, RosterField]] = field(default_factory=set)
    notes: Notes = field(default_factory=Notes)
    stated_retirement: Sequence[date | None] = ()

    def fault(self, at: int, column: RosterField, code: str, message: str, remedy: str = "") -> None:
        """Name a problem of one cell."""
        self.bad.add((at, column))
        self.problems.append(
            Problem(
                code,
                message,
                remedy,
                sheet=self.sheet,
                row=self.numbers[at],
                column=self.headings.get(column, ""),
                field=column.value,
            )
        )

    def read(self) -> Roster:
        """All columns. Problems are gathered, never raised."""
        count = len(self.numbers)
        columns: dict[str, Sequence[Any]] = {name: [None] * count for name in RosterFacts._fields}
        columns["row"] = self.numbers
        for name in (RosterField.STAFF_NO, RosterField.CANDIDATE_NO):
            columns[name] = [code or None for code in self._texts(name, clean_code)]
        columns["name"] = self._texts(RosterField.NAME, clean_name)
        for name in (RosterField.SERIES, RosterField.DUTIES, RosterField.GUEST_BODY):
            columns[name] = [text or None for text in self._texts(name, clean_text)]
        for name in DAY_FIELDS:
            days = self._days(name)
            if name is RosterField.RETIRES_ON:
                self.stated_retirement = days
            else:
                columns[name] = days
        for name, read in WORD_FIELDS.items():
            columns[name] = self._words(name, read)
        self._grades(columns)
        self._positions(columns)
        self._status(columns)
        columns["unit"] = self._units()
        return Roster(columns, tuple(self.units.new), self.sheet)

    def _texts(self, column: RosterField, clean: Callable[[Any], str]) -> list[str]:
        values = self.cells.get(column)
        if values is None:
            return [""] * len(self.numbers)
        table = {value: clean(value) for value in set(values)}
        texts = [table[value] for value in values]
        longest = LONGEST.get(column)
        if longest is not None and any(len(text) > longest for text in table.values()):
            for at, text in enumerate(texts):
                if len(text) > longest:
                    self.fault(
                        at,
                        column,
                        "too_long",
                        Said(f"{longest}자를 넘습니다.", f"This has more than {longest} characters."),
                        Said("짧게 줄이세요.", "Shorten it."),
                    )
        return texts

    def _days(self, column: RosterField) -> list[date | None]:
        values = self.cells.get(column)
        if values is None:
            return [None] * len(self.numbers)
        table = {value: self._day(value) for value in set(values)}
        refused = {value: day for value, day in table.items() if isinstance(day, DateRefused)}
        if refused:
            for at, value in enumerate(values):
                why = refused.get(value)
                if why is not None:
                    self.fault(at, column, why.code, why.message)
        days = {value: None if isinstance(day, DateRefused) else day for value, day in table.items()}
        return [days[value] for value in values]

    def _day(self, value: Any) -> date | DateRefused | None:
        if value is None or (isinstance(value, str) and value.strip() in {"", "-", "–"}):
            return None
        try:
            return parse_date(value, date_system=self.date_system)
        except DateRefused as refused:
            return refused

    def _words(self, column: RosterField, read: Callable[[str], Any]) -> list[Any]:
        texts = self._texts(column, clean_text)
        table = {text: read(text) if text else None for text in set(texts)}
        unknown = {text for text, word in table.items() if text and word is None}
        if unknown:
            for at, text in enumerate(texts):
                if text in unknown:
                    self._unknown_word(at, column, text)
        return [table[text] for text in texts]

    def _unknown_word(self, at: int, column: RosterField, text: str) -> None:
        self.fault(
            at,
            column,
            f"unknown_{column.value}",
            f"'{text[:SHOWN]}'이(가) 무슨 뜻인지 알 수 없습니다.",
            "오타를 고치거나 인사시스템에서 쓰는 표준 말로 바꾸세요.",
        )

    def _grades(self, columns: dict[str, Sequence[Any]]) -> None:
        words = self._words(RosterField.GRADE, wording.read_grade)
        columns["grade"] = [None if word is None else word.grade for word in words]
        columns["title"] = [None if word is None else word.title for word in words]
        if RosterField.SERIES not in self.cells:
            columns["series"] = [None if word is None or not word.series else word.series for word in words]
        stated = columns["employment"]
        columns["employment"] = [
            said if said is not None else (None if word is None else word.employment)
            for said, word in zip(stated, words, strict=True)
        ]

    def _positions(self, columns: dict[str, Sequence[Any]]) -> None:
        texts = self._texts(RosterField.POSITION, clean_text)
        table = {text: wording.read_position(text) if text else None for text in set(texts)}
        unknown = sorted(text for text, word in table.items() if text and word is None)
        if unknown:
            shown = ", ".join(unknown[:5]) + (" 등" if len(unknown) > 5 else "")  # noqa: PLR2004  a sentence, not a list
            self.notes.say(f"직위 열의 모르는 말({shown})은 팀원으로 읽었습니다.")
        table.update(dict.fromkeys(unknown, Position.MEMBER))
        columns["position"] = [table[text] for text in texts]
        columns["position_title"] = [text or None for text in texts]

    def _status(self, columns: dict[str, Sequence[Any]]) -> None:
        words = self._words(RosterField.STATUS, wording.read_status)
        mapped = RosterField.STATUS in self.cells
        columns["status"] = [
            word.kind
            if word is not None
            else (StatusKind.SERVING if mapped and (at, RosterField.STATUS) not in self.bad else None)
            for at, word in enumerate(words)
        ]
        columns["absence"] = [None if word is None else word.absence for word in words]
        columns["exit"] = [
            said if said is not None else (None if word is None else word.exit)
            for said, word in zip(columns["exit"], words, strict=True)
        ]

    def _units(self) -> list[int | None]:
        texts = self._texts(RosterField.UNIT, clean_text)
        found = {text: self.units.find(text) if text else None for text in dict.fromkeys(texts)}
        units: list[int | None] = [unit if isinstance(unit, int) else None for unit in map(found.__getitem__, texts)]
        wrong = {text for text, unit in found.items() if text and not isinstance(unit, int)}
        if wrong:
            for at, text in enumerate(texts):
                if text in wrong:
                    self._unknown_unit(at, text, found[text])
        return units if RosterField.TEAM not in self.cells else self._teams(units)

    def _unknown_unit(self, at: int, text: str, found: int | list[int] | None) -> None:
        if isinstance(found, list):
            names = ", ".join(self.units.names[unit] for unit in found[:5])
            self.fault(
                at,
                RosterField.UNIT,
                "unit_ambiguous",
                Said(
                    f"이름이 '{text[:40]}'인 부서가 여럿입니다({names}).",
                    f"Several units are called “{text[:40]}” ({names}).",
                ),
                Said(
                    "상위 부서까지 적거나 기관코드를 쓰세요.", "Write the unit above as well, or use the official code."
                ),
            )
        else:
            self.fault(
                at,
                RosterField.UNIT,
                "unknown_unit",
                Said(
                    f"기준일의 조직에 '{text[:40]}' 부서가 없습니다.",
                    f"The organisation of that day has no unit “{text[:40]}”.",
                ),
                Said(
                    "조직을 먼저 고치거나 '없는 부서 만들기'를 켜고 다시 올리세요.",
                    "Correct the organisation first, or turn on 'makes missing units' and upload again.",
                ),
            )

    def _teams(self, units: list[int | None]) -> list[int | None]:
        teams = self._texts(RosterField.TEAM, clean_text)
        known: dict[tuple[int, str], int | None] = {}
        for at, (unit, team) in enumerate(zip(units, teams, strict=True)):
            if unit is None or not team or team == "-":
                continue
            if (unit, team) not in known:
                known[unit, team] = self.units.find_team(unit, team)
            found = known[unit, team]
            if found is None:
                self.fault(
                    at,
                    RosterField.TEAM,
                    "unknown_team",
                    Said(
                        f"{self.units.names[unit]}에 '{team[:40]}' 팀이 없습니다.",
                        f"{self.units.names[unit]} has no team “{team[:40]}”.",
                    ),
                    Said(
                        "조직에 팀을 만들거나 '없는 부서 만들기'를 켜고 다시 올리세요.",
                        "Create the team in the organisation, or turn on 'makes missing units' and upload again.",
                    ),
                )
            units[at] = found
        return units
