"""강사 수당: a first hour, further hours, more for larger groups; every amount is a dated policy.

The day is what counts: an instructor teaches a session whole days, so a day's minutes are the course's minutes over
its days. Travel and manuscripts are apart.
"""

from collections.abc import Mapping
from dataclasses import dataclass

POLICY = "schedule.instructor_fees"
HOUR, HALF = 60, 30
DAY_MINUTES = 420
"""Seven hours: a day of a course whose minutes are not known."""
LONGEST_DAY = 480
"""Eight hours: nobody teaches longer in a day, whatever the course's minutes and days say together."""
POINT = 100_000
"""Won that weigh one point a day when sessions are placed."""


@dataclass(frozen=True, slots=True)
class FeeGrade:
    """강사 등급."""

    code: str
    name: str
    who: str
    first_hour: int
    further_hour: int


@dataclass(frozen=True, slots=True)
class LargerGroup:
    """More than `over` people: so many percent more."""

    over: int
    percent: int


@dataclass(frozen=True, slots=True)
class FeeTable:
    """강사수당표. `half_hours`: begun half hours count as such, else begun hours do."""

    grades: tuple[FeeGrade, ...] = ()
    larger: tuple[LargerGroup, ...] = ()
    half_hours: bool = True

    def grade(self, code: str) -> FeeGrade | None:
        """A grade by its code."""
        return next((grade for grade in self.grades if grade.code == code), None)


@dataclass(frozen=True, slots=True)
class FeeSum:
    """예상 수당 with its arithmetic: (first + further) × (100 + percent) / 100 × days."""

    grade: FeeGrade
    day_minutes: int
    days: int
    first: int
    further_halves: int
    further: int
    percent: int
    a_day: int
    total: int


def fee_table_of(value: object) -> FeeTable:
    """A policy's value; rows that cannot be read are passed over."""
    if not isinstance(value, Mapping):
        return FeeTable()
    return FeeTable(
        grades=tuple(grade for row in _rows(value, "grades") if (grade := _grade(row))),
        larger=tuple(
            sorted((one for row in _rows(value, "larger") if (one := _larger(row))), key=lambda one: one.over)
        ),
        half_hours=bool(value.get("half_hours", True)),
    )


def day_minutes_of(total_minutes: int | None, days: int) -> int:
    """Minutes of one day, rounded up, eight hours at most; seven where the course does not say."""
    return DAY_MINUTES if not total_minutes else min(LONGEST_DAY, -(-total_minutes // max(1, days)))


def fee_of(table: FeeTable, grade: FeeGrade, *, day_minutes: int, days: int, people: int) -> FeeSum:
    """What an instructor of a grade costs for so many days of so many minutes before so many people."""
    step = HALF if table.half_hours else HOUR
    counted = -(-day_minutes // step) * step
    further_halves = max(0, counted - HOUR) // HALF
    further = further_halves * grade.further_hour // 2
    percent = max((one.percent for one in table.larger if people > one.over), default=0)
    a_day = (grade.first_hour + further) * (100 + percent) // 100 if day_minutes > 0 else 0
    return FeeSum(grade, day_minutes, days, grade.first_hour, further_halves, further, percent, a_day, a_day * days)


def points_of(a_day: int) -> int:
    """Points a day for placing sessions, a begun `POINT` is one."""
    return -(-a_day // POINT)


def _rows(value: Mapping[str, object], key: str) -> list[object]:
    rows = value.get(key)
    return rows if isinstance(rows, list) else []


def _grade(row: object) -> FeeGrade | None:
    match row:
        case {
            "code": str(code),
            "name": str(name),
            "first_hour": int(first),
            "further_hour": int(further),
        } if first >= 0 and further >= 0:
            who = row.get("who", "") if isinstance(row, Mapping) else ""
            return FeeGrade(code, name, str(who), first, further)
        case _:
            return None


def _larger(row: object) -> LargerGroup | None:
    match row:
        case {"over": int(over), "percent": int(percent)} if over >= 0 and percent >= 0:
            return LargerGroup(over, percent)
        case _:
            return None
