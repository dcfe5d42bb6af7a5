"""Forecasts of large cities, computed by the worker."""

from dataclasses import asdict

from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.jobs import JobId, enqueue
from baeumgil.stages.roadmap.access import may_see_forecast
from baeumgil.stages.roadmap.queries.forecast import FORECAST_JOB, check_question
from baeumgil.stages.roadmap.rules.forecast.plain import what_if_to_json
from baeumgil.stages.roadmap.rules.forecast.values import DEFAULT_SEED, WhatIf


@action("roadmap.request_forecast")
def request_forecast(
    *,
    actor: Actor,
    first_year: int,
    years: int = 10,
    class_size: int | None = None,
    what_if: WhatIf | None = None,
    seed: int = DEFAULT_SEED,
) -> JobId:
    """Queue a forecast; `forecast_of_job` reads it once it is done. Refuses what `forecast` would refuse."""
    allow(may_see_forecast(actor))
    asked = what_if or WhatIf()
    check_question(first_year, years, class_size, asked)
    job = enqueue(
        FORECAST_JOB,
        actor=actor,
        first_year=first_year,
        years=years,
        class_size=class_size,
        what_if=what_if_to_json(asked),
        seed=seed,
    )
    record(f"수요 전망 {first_year}~{first_year + years - 1}", rates=[asdict(change) for change in asked.rates])
    return job
