"""되돌려 보기: the same method as of some years ago, held against what happened since."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from baeumgil.core.said import Said
from baeumgil.stages.people.rules.columns import OPEN_END, CareerColumns, Days, code_of
from baeumgil.stages.roadmap.rules.columns import TrainingColumns, standing_columns
from baeumgil.stages.roadmap.rules.definition import Stage
from baeumgil.stages.roadmap.rules.forecast.counting import day_number
from baeumgil.stages.roadmap.rules.forecast.donors import newcomers_of
from baeumgil.stages.roadmap.rules.forecast.futures import draws_for
from baeumgil.stages.roadmap.rules.forecast.history import complete_years
from baeumgil.stages.roadmap.rules.forecast.moments import numbers
from baeumgil.stages.roadmap.rules.forecast.outlook import HIGH, LOW, Facts, Outlook, Question, look_ahead
from baeumgil.stages.roadmap.rules.forecast.values import Backtest, BacktestRow
from baeumgil.stages.roadmap.terms import StageState, Trigger

YEARS = 3
LEAST_PAST_YEARS = 2
WITHIN_WANTED = 80
WIDEST = 3.0
DRAWS = 50
NOT_ASKED = Said("되돌려 보기를 하지 않았습니다.", "The past was not tried.")
TOO_SHORT = Said(
    "3년 전에 쓸 수 있었을 인사 이력이 2년이 되지 않아 되돌려 보지 못했습니다.",
    "The past could not be tried: three years ago less than two years of personnel history were known.",
)
NOTHING_CAME = Said(
    "지난 3년에 기한이 온 사람이 없어 되돌려 보지 못했습니다.",
    "The past could not be tried: nothing fell due in the last three years.",
)


def backtest(facts: Facts, stages: Sequence[Stage], question: Question) -> Backtest:
    """Forecast the last three complete years as of the day they began, and compare."""
    start = date(question.on.year - YEARS, 1, 1)
    then = Facts(_as_known(facts.careers, start), _records(facts.training, start), facts.exemptions)
    past = complete_years(then.careers, start)
    if len(past) < LEAST_PAST_YEARS or not sum(newcomers_of(then.careers, past)[0]):
        return Backtest(is_possible=False, note=TOO_SHORT)
    draws = min(DRAWS, draws_for(len(then.careers)))
    asked = replace(question, on=start, first_year=start.year, years=YEARS, changes=(), draws=draws)
    outlook = look_ahead(then, stages, asked)
    actual = _actual(facts, stages, question.on, start)
    if not actual.sum():
        return Backtest(is_possible=False, note=NOTHING_CAME)
    return _compared(stages, outlook, actual, start)


def _as_known(careers: CareerColumns, on: date) -> CareerColumns:
    """Careers as one would have known them on a day: nothing that began later, no end that came later."""
    day = np.datetime64(on, "D")

    def kept(starts: Days) -> NDArray[np.int64]:
        return np.flatnonzero(starts <= day)

    def ends(days: Days) -> Days:
        return np.where(days > day, OPEN_END, days)

    services, grades = careers.services, careers.grades
    postings, absences = careers.postings, careers.absences
    service, grade = kept(services.starts), kept(grades.starts)
    posting, absence = kept(postings.starts), kept(absences.starts)
    return replace(
        careers,
        services=replace(
            services,
            at=services.at[service],
            starts=services.starts[service],
            ends=ends(services.ends[service]),
            employment=services.employment[service],
            authority=services.authority[service],
            entry=services.entry[service],
        ),
        grades=replace(
            grades,
            at=grades.at[grade],
            starts=grades.starts[grade],
            ends=ends(grades.ends[grade]),
            grade=grades.grade[grade],
            series=grades.series[grade],
            change=grades.change[grade],
        ),
        postings=replace(
            postings,
            at=postings.at[posting],
            starts=postings.starts[posting],
            ends=ends(postings.ends[posting]),
            unit=postings.unit[posting],
            position=postings.position[posting],
        ),
        absences=replace(
            absences,
            at=absences.at[absence],
            starts=absences.starts[absence],
            ends=ends(absences.ends[absence]),
            kind=absences.kind[absence],
        ),
    )


def _records(training: TrainingColumns, on: date) -> TrainingColumns:
    rows = np.flatnonzero(training.on <= np.datetime64(on, "D"))
    return TrainingColumns(training.at[rows], training.keys[rows], training.on[rows], training.key_names)


def _actual(facts: Facts, stages: Sequence[Stage], on: date, start: date) -> NDArray[np.int64]:
    """By stage, the windows that did fall due in the years tried, for people who then served."""
    found = standing_columns(facts.careers, facts.training, facts.exemptions, stages, on)
    left = np.zeros(len(facts.careers), dtype=np.int32)
    np.maximum.at(left, facts.careers.services.at, numbers(facts.careers.services.ends))
    due, anchor = numbers(found.due), numbers(found.anchor)
    at_retirement = np.array([stage.trigger is Trigger.RETIREMENT for stage in stages])[found.stage]
    until = np.where(at_retirement, np.minimum(due, anchor), due)
    counted = (
        (due >= day_number(start)) & (due < day_number(date(start.year + YEARS, 1, 1))) & (left[found.at] >= until)
    )
    counted &= found.state != code_of(StageState.EXEMPT)
    counted &= np.isnat(found.settled) | (found.settled > np.datetime64(start, "D"))
    return np.bincount(found.stage[counted], minlength=len(stages))


def _compared(stages: Sequence[Stage], outlook: Outlook, actual: NDArray[np.int64], start: date) -> Backtest:
    totals = outlook.demand.all.sum(axis=2)
    rows = []
    for code in dict.fromkeys(stage.code for stage in stages):
        members = [place for place, stage in enumerate(stages) if stage.code == code]
        drawn = totals[members].sum(axis=0)
        low, high = np.percentile(drawn, [LOW, HIGH])
        rows.append(
            BacktestRow(
                code=code,
                name=stages[members[-1]].name,
                forecast=round(float(drawn.mean())),
                low=int(np.floor(low)),
                high=int(np.ceil(high)),
                actual=int(actual[members].sum()),
            )
        )
    return _summary(rows, tuple(range(start.year, start.year + YEARS)))


def _summary(rows: list[BacktestRow], years: tuple[int, ...]) -> Backtest:
    forecast, actual = sum(row.forecast for row in rows), sum(row.actual for row in rows)
    missed = sum(abs(row.forecast - row.actual) for row in rows)
    within = sum(row.is_within for row in rows)
    error = missed * 100 / actual
    return Backtest(
        is_possible=True,
        note=Said(
            f"{years[0]}년 1월 1일에 같은 방법으로 {years[0]}~{years[-1]}년을 전망했다면 {forecast:,}명이었고, "
            f"실제로는 {actual:,}명이었습니다. 단계마다 틀린 사람 수를 더하면 실제의 {error:.0f}%이고, "
            f"{len(rows)}개 단계 가운데 {within}개가 범위 안에 들었습니다.",
            f"On 1 Jan {years[0]} the same method would have forecast {forecast:,} people for {years[0]} to "
            f"{years[-1]}; there were {actual:,}. The misses of all stages add up to {error:.0f}% of that, and "
            f"{within} of {len(rows)} stages came within their range.",
        ),
        years=years,
        rows=tuple(rows),
        total_forecast=forecast,
        total_actual=actual,
        mean_error_percent=error,
        within=within,
        widening=_widening(rows),
    )


def _widening(rows: list[BacktestRow]) -> float:
    """By how much the ranges had to be wider for eight stages in ten to come in."""
    needed = [
        abs(row.actual - row.forecast)
        / max(1, row.high - row.forecast if row.actual > row.forecast else row.forecast - row.low)
        for row in rows
        if row.actual or row.forecast
    ]
    return float(np.clip(np.percentile(needed, WITHIN_WANTED), 1.0, WIDEST))
