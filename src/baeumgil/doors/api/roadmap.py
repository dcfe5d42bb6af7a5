"""`/roadmap`."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router

from baeumgil.core import clock
from baeumgil.doors.api import schemas
from baeumgil.doors.api.keys import actor_of
from baeumgil.doors.api.units import unit_of
from baeumgil.stages.people.terms import Scope
from baeumgil.stages.roadmap.queries import board as boards
from baeumgil.stages.roadmap.queries.forecast import forecast
from baeumgil.stages.roadmap.queries.road import road
from baeumgil.stages.roadmap.queries.road_written import road_written
from baeumgil.stages.roadmap.queries.rulesets import in_force
from baeumgil.stages.roadmap.rules.drafting import stages_to_json

router = Router(tags=["roadmap"])


@router.get("/people/{staff_no}", response=schemas.Road, summary="한 사람의 로드맵")
def show_road(request: HttpRequest, staff_no: str, on: date | None = None) -> Any:
    """Every stage of one person on a day, with state, window, reason and facts."""
    actor = actor_of(request, Scope.PEOPLE_READ, Scope.ROADMAP_READ)
    return road_written(road(actor=actor, on=on or clock.today(), staff_no=staff_no))


@router.get("/due", response=schemas.Due, summary="이수할 사람")
def show_due(request: HttpRequest, wanted: Query[schemas.DueWanted]) -> Any:
    """Who owes a stage on a day, open or overdue. `unit` is an official code, `stage` a code or a name."""
    actor, day = actor_of(request, Scope.ROADMAP_READ), wanted.on or clock.today()
    rows = boards.due(actor=actor, on=day, unit=unit_of(wanted, day), stage=wanted.stage)
    return {"on": day, "total": len(rows), "rows": rows}


@router.get("/board", response=schemas.Board, summary="단계 현황판")
def show_board(request: HttpRequest, wanted: Query[schemas.BoardWanted]) -> Any:
    """Counts per stage and the chosen rows; without `on` the states stored last. `unit` is an official code."""
    actor = actor_of(request, Scope.ROADMAP_READ)
    unit = unit_of(wanted, wanted.on or clock.today())
    found = boards.board(actor=actor, **wanted.model_dump(exclude={"unit_id"}) | {"unit": unit})
    return {
        "on": found.on,
        "is_stale": found.is_stale,
        "stages": found.summaries,
        "page": found.rows.number,
        "size": found.rows.size,
        "total": found.rows.total,
        "rows": list(found.rows.rows),
    }


@router.get("/forecast", response=schemas.Forecast, summary="수요 전망")
def show_forecast(request: HttpRequest, wanted: Query[schemas.ForecastWanted]) -> Any:
    """People, seats and sessions per stage and year; from next year if not said otherwise.

    With `backtest` (the default) the ranges are widened by the errors of the past, as on the page; without it they
    may be narrower.
    """
    actor = actor_of(request, Scope.ROADMAP_READ)
    return forecast(
        actor=actor,
        first_year=wanted.first_year or clock.today().year + 1,
        years=wanted.years,
        class_size=wanted.class_size,
        with_backtest=wanted.backtest,
    )


@router.get("/rules", response=schemas.RulesInForce, summary="적용 중인 규칙")
def show_rules(request: HttpRequest) -> Any:
    """The rule set in force with every stage."""
    actor_of(request, Scope.ROADMAP_READ)
    found = in_force()
    return {
        "name": found.name,
        "number": found.number,
        "digest": found.digest,
        "source": found.source,
        "notes": list(found.notes),
        "stages": stages_to_json(found.stages),
    }
