"""Background entry points of `roadmap`."""

from collections.abc import Mapping
from pathlib import Path

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.core.jobs import job, on_behalf, progress
from baeumgil.stages.people.terms import RosterState
from baeumgil.stages.roadmap.queries.forecast import FORECAST_JOB
from baeumgil.stages.roadmap.queries.forecast import forecast as forecast_of
from baeumgil.stages.roadmap.queries.records import record_import_state
from baeumgil.stages.roadmap.queries.runs import RECOMPUTE
from baeumgil.stages.roadmap.rules.forecast.plain import forecast_to_json, what_if_from_json
from baeumgil.stages.roadmap.services import records, requirements


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


@job(records.CHECK)
def check_records(
    *, file_name: str, path: str, sheet: str, encoding: str, requested_label: str
) -> Mapping[str, object]:
    """Check a file that a door has put aside, then remove it."""
    progress(0, 1, "이수 기록을 읽는 중")
    try:
        made = records.check_records(
            actor=on_behalf(f"{requested_label} 요청: 이수 기록 확인"),
            file_name=file_name,
            path=Path(path),
            sheet=sheet,
            encoding=encoding,
        )
    finally:
        Path(path).unlink(missing_ok=True)
    progress(1, 1, "이수 기록을 확인했습니다")
    return {"record_import": made}


@job(records.APPLY)
def apply_records(*, record_import: int, requested_label: str) -> Mapping[str, object]:
    """Apply an import. Run again after it was done, it only reports."""
    if record_import_state(record_import) is not RosterState.APPLIED:
        progress(0, 1, "이수 기록을 적용하는 중")
        records.apply_records(actor=on_behalf(f"{requested_label} 요청: 이수 기록 적용"), record_import=record_import)
    progress(1, 1, "이수 기록을 적용했습니다")
    return {"record_import": record_import}
