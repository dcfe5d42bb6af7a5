"""공개한 일정과 우리 일정. The days a published plan names beside those of a run, or of the calendar that stands."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from baeumgil.core.actors import Actor
from baeumgil.core.errors import NotAllowed
from baeumgil.engines.timetabling.plan import PlanStatus
from baeumgil.engines.timetabling.reading import read_plan
from baeumgil.stages.schedule.access import may_see_drafts
from baeumgil.stages.schedule.errors import RunNotFound, YearNotOpen
from baeumgil.stages.schedule.models import CourseSession, Run, ScheduleYear, SessionDay
from baeumgil.stages.schedule.queries.problems import problem_of_year
from baeumgil.stages.schedule.rules.year_figures import YearFigures, figures_of, working_days
from baeumgil.stages.schedule.terms import SessionState

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class ComparedSession:
    """기수 하나: the days the paper names, ours, and how far apart they begin. `broken`: published days not worked."""

    id: int
    title: str
    published: tuple[date, ...]
    ours: tuple[date, ...]
    broken: tuple[date, ...]

    @property
    def days_apart(self) -> int | None:
        """Days from the published start to ours; None where one of them is missing."""
        return (self.ours[0] - self.published[0]).days if self.ours and self.published else None


@dataclass(frozen=True, slots=True)
class Compared:
    """두 일정. `run` None: ours is the calendar that stands, about which nothing is proved."""

    schedule_year: int
    year: int
    institute_name: str
    is_example: bool
    run: int | None
    cost: int | None
    bound: int | None
    status: PlanStatus | None
    gap_permille: int | None
    rooms: int
    published: YearFigures
    ours: YearFigures
    sessions: tuple[ComparedSession, ...]


def comparison(*, actor: Actor, year: int, run: int | None = None) -> Compared:
    """The published year beside a run's, or beside the present calendar. Constant statements.

    Only sessions with published days are compared, under the rooms, calendar and wishes of today: the problem a run
    was given wishes for the published weeks themselves, which would favour the published year. Raises `NotAllowed`,
    `YearNotOpen`, `RunNotFound`.
    """
    if not may_see_drafts(actor):
        raise NotAllowed
    head = ScheduleYear.objects.select_related("institute").filter(pk=year).first()
    if head is None:
        raise YearNotOpen(year=year)
    rows = list(
        CourseSession.objects.filter(year_id=year)
        .exclude(state=SessionState.CANCELLED)
        .exclude(planned_starts_on=None)
        .order_by("planned_starts_on", "name", "number", "pk")
    )
    plan = None
    if run is None:
        ours = _standing(rows)
    else:
        text = Run.objects.filter(pk=run, year_id=year).values_list("plan", flat=True).first()
        if not text:
            raise RunNotFound(run=run)
        plan = read_plan(json.loads(text))
        ours = {one.session: one.days for one in plan.placed}
    problem = problem_of_year(year, keep="nothing")
    worked = working_days(problem)
    published = {str(row.pk): _published(row, worked) for row in rows}
    compared = {key: ours.get(key, ()) for key in published}
    return Compared(
        schedule_year=year,
        year=head.year,
        institute_name=head.institute.name,
        is_example=head.institute.is_example,
        run=run,
        cost=plan.cost if plan else None,
        bound=plan.bound if plan else None,
        status=plan.status if plan else None,
        gap_permille=plan.gap_permille if plan else None,
        rooms=len(problem.rooms),
        published=figures_of(problem, published),
        ours=figures_of(problem, compared),
        sessions=tuple(
            ComparedSession(
                row.pk,
                f"{row.name}{f' {row.label}' if row.label else ''} {row.number}기",
                published[str(row.pk)],
                compared[str(row.pk)],
                tuple(day for day in published[str(row.pk)] if day not in worked),
            )
            for row in rows
        ),
    )


def _standing(rows: Sequence[CourseSession]) -> Mapping[str, tuple[date, ...]]:
    held: dict[str, list[date]] = {}
    days = SessionDay.objects.filter(session_id__in=[row.pk for row in rows]).order_by("on", "pk")
    for session, on in days.values_list("session_id", "on"):
        held.setdefault(str(session), []).append(on)
    return {key: tuple(days) for key, days in held.items()}


def _published(row: CourseSession, worked: frozenset[date]) -> tuple[date, ...]:
    """Weekdays of the published span; only the worked ones where these suffice, as in a course of many weeks."""
    first, last = row.planned_starts_on, row.planned_ends_on
    if first is None or last is None:
        return ()
    span = [first + timedelta(days=step) for step in range((last - first).days + 1)]
    kept = [day for day in span if day in worked]
    return tuple(kept if len(kept) >= row.days else [day for day in span if day.weekday() < SATURDAY])
