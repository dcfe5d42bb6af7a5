"""The soft rules, one function each: how much of it a plan has."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final

from baeumgil.engines.timetable_checking.reckoning import weekday
from baeumgil.engines.timetable_checking.report import CostFigure
from baeumgil.engines.timetable_checking.rules import Placed
from baeumgil.engines.timetable_checking.year import Year, holds, number_of

DAYS_OF_A_WEEK: Final = 7
MOST_WEEKS: Final = 26
SEATS_A_POINT: Final = 20
MONTHS: Final = 12


def costs_of(year: Year, placed: Sequence[Placed]) -> tuple[CostFigure, ...]:
    """Reckon every line, in the order of the format."""
    figures = []
    for rule, amount_of in _RULES.items():
        amount = amount_of(year, placed)
        figures.append(CostFigure(rule, amount, amount * year.file["costs"][rule]))
    return tuple(figures)


def _unplaced(year: Year, placed: Sequence[Placed]) -> int:
    there = {each.session["id"] for each in placed}
    return sum(row["priority"] for row in year.file["sessions"] if row["id"] not in there)


def _promise(year: Year, placed: Sequence[Placed]) -> int:
    del year
    return sum(
        1
        for each in placed
        if each.session["announced"] is not None and number_of(each.session["announced"]) != each.starts
    )


def _emptied(year: Year, placed: Sequence[Placed]) -> int:
    away: Counter[tuple[str, int]] = Counter()
    for each in placed:
        for group, people in each.session["absent"].items():
            for day in each.days:
                away[group, day] += people
    return sum(max(0, people - year.groups[group]["away_limit"]) for (group, _), people in away.items())


def _avoid(year: Year, placed: Sequence[Placed]) -> int:
    spans = year.file["calendar"]["avoid"]
    return sum(span["cost"] for each in placed for day in each.days for span in spans if holds(span, day))


def _wish(year: Year, placed: Sequence[Placed]) -> int:
    del year
    total = 0
    for each in placed:
        wish = each.session["wish"]
        if wish is None:
            continue
        early, late = number_of(wish["first"]) - each.starts, each.starts - number_of(wish["last"])
        outside = max(early, late, 0)
        total += min(MOST_WEEKS, (outside + DAYS_OF_A_WEEK - 1) // DAYS_OF_A_WEEK)
    return total


def _weekday(year: Year, placed: Sequence[Placed]) -> int:
    del year
    return sum(
        1 for each in placed if each.session["weekdays"] and weekday(each.starts) not in each.session["weekdays"]
    )


def _crowded(year: Year, placed: Sequence[Placed]) -> int:
    first, last = year.file["calendar"]["first"], year.file["calendar"]["last"]
    months = (int(last[:4]) - int(first[:4])) * MONTHS + int(last[5:7]) - int(first[5:7]) + 1
    every_day = sum(row["days"] for row in year.file["sessions"])
    limit = year.file["costs"]["crowded_percent"] * every_day // (100 * months)
    load: Counter[str] = Counter()
    for each in placed:
        load[each.line["starts"][:7]] += each.session["days"]
    return sum(max(0, days - limit) for days in load.values())


def _fee(year: Year, placed: Sequence[Placed]) -> int:
    return sum(
        year.instructors[person]["fee"] * each.session["days"]
        for each in placed
        for person in each.line["instructors"].values()
        if person in year.instructors
    )


def _spare(year: Year, placed: Sequence[Placed]) -> int:
    return sum(
        max(0, year.rooms[each.line["room"]]["seats"] - each.session["people"]) // SEATS_A_POINT
        for each in placed
        if each.line["room"] in year.rooms
    )


_RULES: Final[dict[str, Callable[[Year, Sequence[Placed]], int]]] = {
    "unplaced": _unplaced,
    "promise": _promise,
    "emptied": _emptied,
    "avoid": _avoid,
    "wish": _wish,
    "weekday": _weekday,
    "crowded": _crowded,
    "fee": _fee,
    "spare": _spare,
}
