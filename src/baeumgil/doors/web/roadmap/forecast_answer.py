"""Where the figures come from: small cities are computed at once, large ones by the worker.

An answer of the worker is found again by its question, so that the address of the page says everything.
"""

from dataclasses import dataclass
from typing import TypedDict

from django.utils import timezone

from baeumgil.core import clock, jobs
from baeumgil.core.actors import Actor
from baeumgil.core.jobs import JobRow, JobState
from baeumgil.doors.web.roadmap.forecast_form import ForecastForm
from baeumgil.stages.people.queries.retirements import headcount
from baeumgil.stages.roadmap.queries.forecast import FORECAST_JOB, check_question, forecast, forecast_of_job
from baeumgil.stages.roadmap.queries.rulesets import rule_set
from baeumgil.stages.roadmap.rules.forecast.plain import what_if_to_json
from baeumgil.stages.roadmap.rules.forecast.values import Forecast, WhatIf
from baeumgil.stages.roadmap.terms import RuleSetId

YEARS = 10
AT_ONCE = 6_000
LOOKED_BACK = 20


class Question(TypedDict):
    """Keyword arguments of a forecast."""

    first_year: int
    years: int
    class_size: int | None
    what_if: WhatIf | None


@dataclass(frozen=True, slots=True)
class Answer:
    """The figures; or the job that computes them; or neither, when nobody has asked the worker yet."""

    found: Forecast | None = None
    job: JobRow | None = None


def question_of(form: ForecastForm) -> Question:
    """What the form asks; a field that cannot be read takes its usual value."""
    data = form.cleaned_data
    return {
        "first_year": data.get("first_year") or clock.today().year + 1,
        "years": data.get("years") or YEARS,
        "class_size": data.get("class_size"),
        "what_if": _what_if(form),
    }


def answer(actor: Actor, question: Question) -> Answer:
    """Figures at once for a small city; for a large one what the worker has. Refusals as of `forecast`."""
    if headcount() <= AT_ONCE:
        return Answer(found=forecast(actor=actor, **question))
    check_question(question["first_year"], question["years"], question["class_size"], question["what_if"] or WhatIf())
    job = _asked_before(actor, question)
    if job is None or job.state is not JobState.DONE:
        return Answer(job=job)
    return Answer(found=forecast_of_job(actor=actor, job_id=job.id), job=job)


def _asked_before(actor: Actor, question: Question) -> JobRow | None:
    """The newest job of today by this person with the same question, unless it failed."""
    wanted = {
        "first_year": question["first_year"],
        "years": question["years"],
        "class_size": question["class_size"],
        "what_if": what_if_to_json(question["what_if"] or WhatIf()),
    }
    rows = jobs.job_rows(actor=actor, sees_all=False, names=(FORECAST_JOB,), limit=LOOKED_BACK)
    for row in rows:
        is_same = all(row.arguments.get(name) == value for name, value in wanted.items())
        if is_same and timezone.localtime(row.requested_at).date() == clock.today():
            return row if row.state in {JobState.QUEUED, JobState.RUNNING, JobState.DONE} else None
    return None


def _what_if(form: ForecastForm) -> WhatIf | None:
    if not form.is_what_if:
        return None
    other = form.cleaned_data.get("rules")
    stages = rule_set(RuleSetId(other)).stages if other else None
    return WhatIf(stages=stages, rates=form.rates())
