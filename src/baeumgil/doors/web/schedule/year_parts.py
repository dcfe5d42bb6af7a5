"""한 해의 달력. Twelve small months with how much is held on each day; never one line a session."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from baeumgil.stages.schedule.queries.calendars import MonthLoad, YearLoad
from baeumgil.stages.schedule.rules.rows import DayInfo

LEVELS = 4
WEEK = 7


@dataclass(frozen=True, slots=True)
class SmallDay:
    """하루: its number, how many sessions, and how dark that is."""

    number: int
    count: int
    css: str


@dataclass(frozen=True, slots=True)
class SmallWeek:
    """한 주, with empty places for days of other months."""

    number: int
    url: str
    days: tuple[SmallDay | None, ...]


@dataclass(frozen=True, slots=True)
class SmallMonth:
    """한 달. `holidays` and `peaks` are named below it."""

    first: date
    url: str
    load: MonthLoad
    weeks: tuple[SmallWeek, ...]
    holidays: tuple[tuple[int, str], ...]
    peaks: tuple[tuple[int, int, str], ...]


def small_months(load: YearLoad, *, today: date, query: str) -> tuple[SmallMonth, ...]:
    """The twelve months of a year."""
    loads = {month.month: month for month in load.months}
    steps = thresholds(load)
    by_month: dict[int, list[DayInfo]] = {month: [] for month in range(1, 13)}
    for info in load.days:
        by_month[info.on.month].append(info)
    return tuple(
        SmallMonth(
            first=days[0].on,
            url=reverse("web:schedule-month", args=[days[0].on.year, month]) + query,
            load=loads.get(month, MonthLoad(month, 0, 0, 0)),
            weeks=_weeks(days, load, steps, today, query),
            holidays=tuple((info.on.day, info.name) for info in days if info.name),
            peaks=_peaks(days),
        )
        for month, days in by_month.items()
    )


def thresholds(load: YearLoad) -> tuple[int, ...]:
    """From how many sessions on a day is one step darker: four steps up to the fullest day."""
    peak = max(load.loads.values(), default=0)
    step = max(1, -(-peak // LEVELS))
    return tuple(1 + step * level for level in range(LEVELS))


def level_words(load: YearLoad) -> tuple[tuple[int, str], ...]:
    """The legend of the steps: `1~3`, `4~6` …"""
    steps = thresholds(load)
    step = steps[1] - steps[0]
    return tuple((level, f"{low}~{low + step - 1}" if step > 1 else f"{low}") for level, low in enumerate(steps, 1))


def _weeks(
    days: Sequence[DayInfo], load: YearLoad, steps: Sequence[int], today: date, query: str
) -> tuple[SmallWeek, ...]:
    cells: list[SmallDay | None] = [None] * days[0].on.weekday()
    for info in days:
        count = load.loads.get(info.on, 0)
        marks = [f"bg-cal-l{sum(count >= low for low in steps)}"]
        marks += ["bg-cal-off"] if not info.is_working else []
        marks += ["bg-cal-peak"] if info.peaks else []
        marks += ["bg-cal-today"] if info.on == today else []
        cells.append(SmallDay(info.on.day, count, " ".join(marks)))
    cells += [None] * (-len(cells) % WEEK)
    found = []
    for start in range(0, len(cells), WEEK):
        inside = next(day for day in cells[start : start + WEEK] if day is not None)
        number = days[inside.number - 1].on.isocalendar()
        url = reverse("web:schedule-week", args=[number.year, number.week]) + query
        found.append(SmallWeek(number.week, url, tuple(cells[start : start + WEEK])))
    return tuple(found)


def _peaks(days: Sequence[DayInfo]) -> tuple[tuple[int, int, str], ...]:
    spans: list[list[int | str]] = []
    running: dict[str, list[int | str]] = {}
    for info in days:
        running = {name: running[name] for name in info.peaks if name in running}
        for name in info.peaks:
            if name in running:
                running[name][1] = info.on.day
            else:
                running[name] = [info.on.day, info.on.day, name]
                spans.append(running[name])
    return tuple((int(first), int(last), str(name)) for first, last, name in spans)
