"""Background entry points of `roadmap`."""

from collections.abc import Mapping

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.core.jobs import job, progress
from baeumgil.stages.roadmap.queries.forecast import FORECAST_JOB
from baeumgil.stages.roadmap.queries.forecast import forecast as forecast_of
from baeumgil.stages.roadmap.queries.runs import RECOMPUTE
from baeumgil.stages.roadmap.rules.forecast.plain import forecast_to_json, what_if_from_json
from baeumgil.stages.roadmap.services import requirements


@job(RECOMPUTE)
def recompute() -> Mapping[str, object]:
    """Compute and store who owes what today. Running it twice changes nothing."""
    progress(0, 0, "인사 자료와 이수 기록 읽기")
    outcome = requirements.recompute(actor=Actor.system("이수 의무 계산"), on=clock.today())
    return {
        "on": outcome.on.isoformat(),
        "people": outcome.people,
        "rows": outcome.rows,
        "written": outcome.written,
        "removed": outcome.removed,
    }


@job(FORECAST_JOB)
def forecast(
    first_year: int, years: int, class_size: int | None, what_if: Mapping[str, object], seed: int
) -> Mapping[str, object]:
    """Compute a forecast that somebody asked for. Running it twice gives the same figures."""
    progress(0, 0, "지난 인사 이력으로 앞날 그리기")
    found = forecast_of(
        actor=Actor.system("수요 전망"),
        first_year=first_year,
        years=years,
        class_size=class_size,
        what_if=what_if_from_json(what_if),
        seed=seed,
    )
    return forecast_to_json(found)
