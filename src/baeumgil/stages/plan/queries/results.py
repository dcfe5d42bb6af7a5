"""What became of plans: years, and courses of one plan."""

from dataclasses import dataclass

from baeumgil.core.actors import Actor
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.plan.access import may_see_plans
from baeumgil.stages.plan.models import CourseResult
from baeumgil.stages.plan.queries.plan_books import year_figures_of
from baeumgil.stages.plan.queries.plans import plan_book, plans
from baeumgil.stages.plan.rules.book import YearFigure


@dataclass(frozen=True, slots=True)
class CourseFigure:
    """과정별 계획과 실적. None where nothing is known; actual above plan is normal."""

    code: str
    name: str
    planned_sessions: int
    planned_people: int
    actual_sessions: int | None
    applied: int | None
    enrolled: int | None
    completed: int | None
    satisfaction_milli: int | None
    scale: int | None


def year_figures(*, actor: Actor, institute: int) -> tuple[YearFigure, ...]:
    """Planned and actual people by year, each with the plan that the planned figure belongs to."""
    if not may_see_plans(actor):
        raise NotAllowed
    return year_figures_of(institute)


def year_to_write(*, actor: Actor, institute: int, year: int) -> YearFigure | None:
    """What is known of a year before its figures are written: they themselves, else what its plan says."""
    for held in year_figures(actor=actor, institute=institute):
        if held.year == year:
            return held
    for row in plans(actor=actor):
        if (row.institute, row.year) == (institute, year):
            return YearFigure(year, row.title, row.people, None)
    return None


def course_figures(*, actor: Actor, version: int) -> tuple[CourseFigure, ...]:
    """The held courses of a version beside what became of them that year."""
    book = plan_book(actor=actor, version=version)
    rows = CourseResult.objects.filter(course__institute_id=book.head.institute, year=book.head.year)
    actual = {row.course_id: row for row in rows}
    figures = []
    for line in book.lines:
        if line.is_ended:
            continue
        found = actual.get(line.course)
        figures.append(
            CourseFigure(
                code=line.code,
                name=line.name,
                planned_sessions=line.sessions,
                planned_people=line.seats,
                actual_sessions=found.sessions if found else None,
                applied=found.applied if found else None,
                enrolled=found.enrolled if found else None,
                completed=found.completed if found else None,
                satisfaction_milli=found.satisfaction_milli if found else None,
                scale=found.scale if found else None,
            )
        )
    return tuple(figures)
