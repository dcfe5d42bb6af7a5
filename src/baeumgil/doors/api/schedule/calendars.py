"""`/schedule`: years and sessions."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router

from baeumgil.doors.api.keys import actor_of
from baeumgil.doors.api.schedule import schemas
from baeumgil.stages.people.terms import Scope
from baeumgil.stages.schedule.queries.calendars import open_sessions, schedule_years, sessions_between, year_named

router = Router(tags=["schedule"])


@router.get("/years", response=schemas.ScheduleYears, summary="편성 연도 목록")
def show_schedule_years(request: HttpRequest) -> Any:
    """Years whose sessions were taken over from a plan, examples last."""
    return {"rows": schedule_years(actor=actor_of(request, Scope.SCHEDULE_READ))}


@router.get("/{int:year}/sessions", response=schemas.Sessions, summary="한 해의 기수")
def show_sessions(request: HttpRequest, year: int, wanted: Query[schemas.YearWanted]) -> Any:
    """Every session of a year with its days, room and instructors."""
    actor = actor_of(request, Scope.SCHEDULE_READ)
    held = year_named(actor=actor, year=year, institute=wanted.institute)
    first, last = date(held.year, 1, 1), date(held.year, 12, 31)
    placed = sessions_between(actor=actor, first=first, last=last, institute=held.institute)
    return {"rows": [*placed, *open_sessions(actor=actor, institute=held.institute, year=held.year)]}
