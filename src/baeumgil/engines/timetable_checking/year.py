"""The problem as plain tables of day numbers, and what is wrong with it as a whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from baeumgil.engines.timetable_checking.filling import Unreadable
from baeumgil.engines.timetable_checking.reckoning import day_number, week, weekday

MOST_DAYS: Final = 5 * 366
FIRST_WEEKDAY, LAST_WEEKDAY = 1, 7
MOST_PRIORITY: Final = 9

Row = Mapping[str, Any]


@dataclass(slots=True)
class Year:
    """A filled problem, its rows by id, its working days."""

    file: Row
    first: int = 0
    last: int = -1
    working: frozenset[int] = frozenset()
    rooms: dict[str, Row] = field(default_factory=dict)
    instructors: dict[str, Row] = field(default_factory=dict)
    groups: dict[str, Row] = field(default_factory=dict)
    courses: dict[str, Row] = field(default_factory=dict)
    sessions: dict[str, Row] = field(default_factory=dict)

    def title(self, session: str) -> str:
        """Call a session by its course and number."""
        row = self.sessions.get(session)
        if row is None:
            return session
        course, label = self.courses[row["course"]]["name"], row["name"] or f"{row['number']}기"
        return label if label.startswith(course) else f"{course} {label}".strip()

    def is_working(self, day: int) -> bool:
        """Tell whether sessions can take place on the day."""
        return day in self.working

    def days_from(self, session: Row, start: int) -> list[int] | None:
        """Return the days that start and pattern give; None if the calendar ends before they are complete."""
        days: list[int] = []
        for day in range(start, self.last + 1):
            if self.is_working(day) and (session["pattern"] == "block" or weekday(day) == weekday(start)):
                days.append(day)
                if len(days) == session["days"]:
                    return days
        return None


@lru_cache(maxsize=8192)
def number_of(text: str) -> int:
    """Return the number of a day that is known to be one."""
    number = day_number(text)
    if number is None:
        raise Unreadable(text, "날짜", "a day")
    return number


def holds(span: Row, day: int) -> bool:
    """Tell whether a span holds the day."""
    return number_of(span["first"]) <= day <= number_of(span["last"])


def year_of(file: Row) -> Year:
    """Lay out a filled problem; Unreadable where it does not hang together."""
    year = Year(file)
    calendar = file["calendar"]
    year.first, year.last = number_of(calendar["first"]), number_of(calendar["last"])
    _want(
        0 <= year.last - year.first <= MOST_DAYS, "calendar", "5년을 넘지 않는 기간", "a calendar of at most five years"
    )
    worked = {number_of(row["on"]) for row in calendar["working"]}
    free = {number_of(row["on"]) for row in calendar["holidays"]}
    _weekdays(calendar["weekend"], "calendar.weekend")
    year.working = frozenset(
        day
        for day in range(year.first, year.last + 1)
        if day in worked or (day not in free and weekday(day) not in calendar["weekend"])
    )
    for key in ("rooms", "instructors", "groups", "courses", "sessions"):
        table = getattr(year, key)
        for at, row in enumerate(file[key]):
            _want(row["id"] not in table, f"{key}[{at}].id", "겹치지 않는 번호", "an id of its own")
            table[row["id"]] = row
    for at, row in enumerate(file["instructors"]):
        _weekdays(row["weekdays"], f"instructors[{at}].weekdays")
    for at, row in enumerate(file["sessions"]):
        _judge_session(year, row, f"sessions[{at}]")
    for at, row in enumerate(file["orders"]):
        _want(
            {row["before"], row["after"]} <= set(year.sessions),
            f"orders[{at}]",
            "이 파일의 기수",
            "sessions of this file",
        )
    return year


def _judge_session(year: Year, row: Row, where: str) -> None:
    _want(row["days"] >= 1, f"{where}.days", "1 이상의 수", "at least 1")
    _want(1 <= row["priority"] <= MOST_PRIORITY, f"{where}.priority", "1에서 9 사이의 수", "a number from 1 to 9")
    _weekdays(row["weekdays"], f"{where}.weekdays")
    _want(row["course"] in year.courses, f"{where}.course", "이 파일의 과정", "a course of this file")
    _want(set(row["absent"]) <= set(year.groups), f"{where}.absent", "이 파일의 부서", "groups of this file")
    _want(_each_once(row["audiences"]), f"{where}.audiences", "한 번씩만 적은 말", "words that stand once each")
    roles = [role["id"] for role in row["roles"]]
    _want(_each_once(roles), f"{where}.roles", "겹치지 않는 역할", "roles that stand once each")
    people = {person for role in row["roles"] for person in role["instructors"]}
    rooms = set((row["room"] or {}).get("only", ()))
    for key in ("pinned", "present"):
        fixed = row[key] or {}
        people |= set(fixed.get("instructors", {}).values())
        rooms |= {fixed["room"]} if fixed.get("room") is not None else set()
    _want(people <= set(year.instructors), f"{where}.roles", "이 파일의 강사", "instructors of this file")
    _want(rooms <= set(year.rooms), f"{where}.room", "이 파일의 강의실", "rooms of this file")


def _each_once(words: Sequence[str]) -> bool:
    return len(words) == len(set(words))


def _weekdays(numbers: Sequence[int], where: str) -> None:
    _want(
        all(FIRST_WEEKDAY <= one <= LAST_WEEKDAY for one in numbers),
        where,
        "1에서 7 사이의 요일",
        "weekdays from 1 to 7",
    )


def _want(met: bool, where: str, korean: str, english: str) -> None:  # noqa: FBT001 reads as a sentence
    if not met:
        raise Unreadable(where, korean, english)


def same_week(days: Sequence[int]) -> bool:
    """Tell whether all days lie between one Monday and the Sunday after it."""
    return len({week(day) for day in days}) <= 1
