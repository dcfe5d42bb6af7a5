"""수요 전망: aggregate only, no personal data."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.core.errors import Invalid, NotAllowed, NotFound, Problem
from baeumgil.core.jobs import JobId, JobState, job_row
from baeumgil.core.said import Said
from baeumgil.stages.people.queries.careers import career_columns
from baeumgil.stages.roadmap.access import may_see_forecast
from baeumgil.stages.roadmap.queries.facts import exemption_columns, training_columns
from baeumgil.stages.roadmap.queries.rulesets import in_force
from baeumgil.stages.roadmap.rules.forecast.backtest import NOT_ASKED, backtest
from baeumgil.stages.roadmap.rules.forecast.outlook import Facts, Question, look_ahead
from baeumgil.stages.roadmap.rules.forecast.plain import forecast_from_json
from baeumgil.stages.roadmap.rules.forecast.rates import rate_codes
from baeumgil.stages.roadmap.rules.forecast.values import (
    DEFAULT_SEED,
    MOST_YEARS,
    Backtest,
    Forecast,
    RateChange,
    WhatIf,
)
from baeumgil.stages.roadmap.rules.forecast.wording import assumptions

FORECAST_JOB = "roadmap.forecast"
FURTHEST_START = 5
LARGEST_CLASS = 5_000
LARGEST_FACTOR = 100.0
LARGEST_HIRES = 100_000.0


def forecast(
    *,
    actor: Actor,
    first_year: int,
    years: int = 10,
    class_size: int | None = None,
    what_if: WhatIf | None = None,
    seed: int = DEFAULT_SEED,
    with_backtest: bool = True,
) -> Forecast:
    """People and seats per stage and year, from `first_year` (this year at the earliest) on.

    The same facts, rules and seed give the same answer. Without the backtest the ranges are not widened by its
    errors. Raises `NotAllowed`, `NoRulesInForce`, and `Invalid` for
    years, class sizes or rates out of range.
    """
    if not may_see_forecast(actor):
        raise NotAllowed
    on, asked = clock.today(), what_if or WhatIf()
    check_question(first_year, years, class_size, asked)
    rules = in_force()
    stages = rules.stages if asked.stages is None else asked.stages
    careers = career_columns()
    facts = Facts(careers, training_columns(careers, stages), exemption_columns(careers))
    question = Question(on, first_year, years, class_size, asked.rates, seed)
    tried = backtest(facts, stages, question) if with_backtest else Backtest(is_possible=False, note=NOT_ASKED)
    question = replace(question, widening=tried.widening)
    outlook = look_ahead(facts, stages, question)
    return Forecast(
        first_year=first_year,
        years=years,
        on=on.isoformat(),
        rules_name=rules.name,
        rules_digest=rules.digest,
        people=outlook.people,
        draws=outlook.draws,
        seed=seed,
        stages=outlook.stages,
        rates=tuple(outlook.rates.rows),
        headcount=outlook.headcount,
        assumptions=assumptions(outlook, question, stages),
        backtest=tried,
        is_what_if=bool(asked.stages is not None or asked.rates),
    )


def forecast_of_job(*, actor: Actor, job_id: JobId) -> Forecast | None:
    """What `request_forecast` asked for; None while it is not done. Only who asked may look.

    Raises `NotFound` for a job that does not exist or computes something else.
    """
    if not may_see_forecast(actor):
        raise NotAllowed
    row = job_row(actor=actor, job_id=job_id, sees_all=False)
    if row.name != FORECAST_JOB:
        raise NotFound(Said("그런 전망이 없습니다.", "There is no such forecast."))
    return forecast_from_json(row.result) if row.state is JobState.DONE else None


def check_question(first_year: int, years: int, class_size: int | None, what_if: WhatIf) -> None:
    """Raise `Invalid` with every problem of what is asked."""
    problems = list(_problems(clock.today(), first_year, years, class_size))
    problems += [problem for change in what_if.rates for problem in _rate_problems(change)]
    if problems:
        raise Invalid(problems)


def _problems(on: date, first_year: int, years: int, class_size: int | None) -> Iterator[Problem]:
    last = on.year + FURTHEST_START
    if not on.year <= first_year <= last:
        yield Problem(
            "first_year",
            Said(f"시작 연도 {first_year}년으로는 전망할 수 없습니다.", f"No forecast can start in {first_year}."),
            Said(f"{on.year}년부터 {last}년 사이로 정하세요.", f"Choose a year from {on.year} to {last}."),
            field="first_year",
        )
    if not 1 <= years <= MOST_YEARS:
        yield Problem(
            "years",
            Said(f"기간 {years}년으로는 전망할 수 없습니다.", f"No forecast can cover {years} years."),
            Said(f"1년부터 {MOST_YEARS}년 사이로 정하세요.", f"Choose from 1 to {MOST_YEARS} years."),
            field="years",
        )
    if class_size is not None and not 1 <= class_size <= LARGEST_CLASS:
        yield Problem(
            "class_size",
            Said(
                f"한 기수의 정원 {class_size}명은 쓸 수 없습니다.", f"A course session cannot have {class_size} seats."
            ),
            Said(f"1명부터 {LARGEST_CLASS:,}명 사이로 정하세요.", f"Choose from 1 to {LARGEST_CLASS:,} seats."),
            field="class_size",
        )


def _rate_problems(change: RateChange) -> Iterator[Problem]:
    if change.code not in rate_codes():
        yield Problem(
            "rate",
            Said(f"'{change.code}' 비율은 없습니다.", f"There is no rate “{change.code}”."),
            Said("비율표에 있는 이름을 쓰세요.", "Use a name from the table of rates."),
            field=change.code,
        )
        return
    if not 0 <= change.multiplier <= LARGEST_FACTOR:
        yield Problem(
            "rate",
            Said("비율에 곱하는 수가 알맞지 않습니다.", "The factor of the rate is out of range."),
            Said(f"0부터 {LARGEST_FACTOR:.0f} 사이로 정하세요.", f"Choose a number from 0 to {LARGEST_FACTOR:.0f}."),
            field=change.code,
        )
    most = LARGEST_HIRES if change.code == "hires" else 1.0
    if change.absolute is not None and not 0 <= change.absolute <= most:
        yield Problem(
            "rate",
            Said("비율로 넣은 값이 알맞지 않습니다.", "The value entered for the rate is out of range."),
            Said(
                "한 해 채용 인원은 0 이상, 다른 비율은 0%부터 100% 사이로 정하세요.",
                "Hires a year must be 0 or more, other rates from 0% to 100%.",
            ),
            field=change.code,
        )
