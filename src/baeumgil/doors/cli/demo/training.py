"""Training of the past in the invented city: most did what the rules in force ask, some are late, some missed it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from baeumgil.doors.cli.demo.organisation import Organisation
from baeumgil.engines.calendar.months import add_months_columns
from baeumgil.stages.people.rules.columns import CareerColumns, Days, Places
from baeumgil.stages.roadmap.queries.standings import CityStandings
from baeumgil.stages.roadmap.rules.definition import CourseRef, Stage
from baeumgil.stages.roadmap.services.bulk import RecordLoad
from baeumgil.stages.roadmap.terms import Obligation

ONE_DAY = np.timedelta64(1, "D")
DONE_IN_TIME = 0.9
DONE_LATE = 0.035
DONE_BEFORE_DUE = 0.45
DONE_IF_RECOMMENDED = 0.3
SUBSTITUTED = 0.1
SHORT_COURSE_MINUTES = (840, 1_260)
LONG_COURSE_MINUTES = 12_600
LATEST_DAYS = 200


UnitNames = Mapping[int, Sequence[tuple[date, str]]]


def unit_names(organisation: Organisation, unit_ids: Mapping[str, int]) -> UnitNames:
    """The names of each unit with the day from which each held."""
    return {unit_ids[unit.key]: [(span.starts_on, span.name) for span in unit.spans] for unit in organisation.units}


@dataclass(frozen=True, slots=True)
class Chances:
    """Numbers between 0 and 1, one per occurrence."""

    whether: NDArray[np.float64]
    when: NDArray[np.float64]
    how: NDArray[np.float64]


def training_of(
    random: np.random.Generator,
    city: CityStandings,
    stages: Sequence[Stage],
    names: UnitNames,
    today: date,
) -> Iterator[RecordLoad]:
    """Records for the occurrences whose window has opened by `today`; at most one per person, course and day."""
    standings, careers = city.standings, city.careers
    size = len(standings.at)
    chances = Chances(random.random(size), random.random(size), random.random(size))
    days = _completion_days(city, stages, chances, np.datetime64(today, "D"))
    then = _Then(careers, names)
    seen: set[tuple[int, str, date]] = set()
    for place in np.flatnonzero(~np.isnat(days)):
        person = int(careers.person[standings.at[place]])
        stage = stages[standings.stage[place]]
        for course, on in _courses(stage, standings.anchor[place], days[place], chances.how[place]):
            if (person, course.code, on) in seen or on > today:
                continue
            seen.add((person, course.code, on))
            unit_name, grade_title = then.at(int(standings.at[place]), np.datetime64(on, "D"))
            yield RecordLoad(
                person=person,
                course_key=course.code,
                course_name=course.name,
                institution=course.institution,
                completed_on=on,
                minutes=_minutes(stage, chances.how[place]),
                unit_name=unit_name,
                grade_title=grade_title,
            )


def _completion_days(city: CityStandings, stages: Sequence[Stage], chances: Chances, today: np.datetime64) -> Days:
    """The day of completion per occurrence, NaT for those not done."""
    rows = city.standings
    services = city.careers.services
    last = np.full(len(city.careers), np.datetime64("9999-12-31", "D"))
    last[services.at] = services.ends
    latest = np.minimum(np.minimum(rows.closes, last[rows.at]), today - ONE_DAY)
    optional = np.array([stage.obligation is Obligation.RECOMMENDED for stage in stages], dtype=bool)[rows.stage]
    is_past = rows.due < today
    share = np.where(optional, DONE_IF_RECOMMENDED, np.where(is_past, DONE_IN_TIME, DONE_BEFORE_DUE))
    share = np.where(rows.is_away & ~is_past, 0.0, share)
    in_time = chances.whether < share
    late = ~in_time & is_past & ~optional & (chances.whether < DONE_IN_TIME + DONE_LATE)
    first = np.where(late, rows.due + ONE_DAY, rows.opens)
    end = np.where(late, np.minimum(latest, rows.due + np.timedelta64(LATEST_DAYS, "D")), np.minimum(rows.due, latest))
    span = (end - first).astype(int)
    day = first + (chances.when * (np.maximum(span, 0) + 1)).astype(int).astype("timedelta64[D]")
    fits = (in_time | late) & (span >= 0)
    days: Days = np.where(fits, _on_working_day(day, first), np.datetime64("NaT"))
    return days


def _on_working_day(day: Days, first: Days) -> Days:
    """The Friday before a weekend, if that is still within the window."""
    weekday = (day.astype(int) + 3) % 7
    moved = day - np.maximum(weekday - 4, 0).astype("timedelta64[D]")
    chosen: Days = np.where(moved >= first, moved, day)
    return chosen


def _courses(
    stage: Stage, anchor: np.datetime64, day: np.datetime64, chance: float
) -> Iterator[tuple[CourseRef, date]]:
    """What was completed when: the course, a substitute for it, or one course for each block in its own window."""
    on = _date(day)
    if stage.substitutes and (not stage.courses or chance < SUBSTITUTED):
        yield stage.substitutes[0], on
    elif stage.blocks:
        for block in stage.blocks:
            window = block.window
            opens = add_months_columns(np.array([anchor]), window.opens.months, window.opens.days)[0]
            due = add_months_columns(np.array([anchor]), window.due.months, window.due.days)[0]
            length = int((due - opens).astype(int))
            yield block.courses[0], _date(opens + np.timedelta64(int(chance * max(length, 0)), "D"))
    elif stage.courses:
        yield stage.courses[int(chance * len(stage.courses))], on


def _date(day: np.datetime64) -> date:
    plain = day.astype("datetime64[D]").item()
    assert isinstance(plain, date)  # noqa: S101  a day, never NaT here
    return plain


def _minutes(stage: Stage, chance: float) -> int:
    if not stage.courses and stage.substitutes:
        return LONG_COURSE_MINUTES
    return SHORT_COURSE_MINUTES[int(chance * 2)]


class _Then:
    """Unit and grade of a person on a day, looked up in sorted columns."""

    def __init__(self, careers: CareerColumns, names: UnitNames) -> None:
        self.careers = careers
        self.names = names
        self.posting_keys = _keys(careers.postings.at, careers.postings.starts)
        self.grade_keys = _keys(careers.grades.at, careers.grades.starts)

    def at(self, at: int, day: np.datetime64) -> tuple[str, str]:
        key = _keys(np.array([at]), np.array([day]))[0]
        grade = int(np.searchsorted(self.grade_keys, key, side="right")) - 1
        posting = int(np.searchsorted(self.posting_keys, key, side="right")) - 1
        held = int(self.careers.grades.grade[grade]) if grade >= 0 and self.careers.grades.at[grade] == at else 0
        unit = ""
        if posting >= 0 and self.careers.postings.at[posting] == at:
            on = _date(day)
            spans = self.names[int(self.careers.postings.unit[posting])]
            unit = next((name for start, name in reversed(spans) if start <= on), spans[0][1])
        return unit, f"{held}급" if held else ""


def _keys(at: Places, starts: Days) -> NDArray[np.int64]:
    joined: NDArray[np.int64] = at.astype(np.int64) * 10_000_000 + starts.astype("datetime64[D]").astype(np.int64)
    return joined
