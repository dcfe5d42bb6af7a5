"""과정의 내력: where a course came from and what became of it, year by year."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from baeumgil.core.actors import Actor
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.plan.access import may_see_drafts, may_see_plans
from baeumgil.stages.plan.errors import CourseNotFound
from baeumgil.stages.plan.models import Course, LineAncestor, PlanLine
from baeumgil.stages.plan.terms import OPEN_STATES, ChangeVerb, VersionState


@dataclass(frozen=True, slots=True)
class Relative:
    """A course that this one came from or went into."""

    course: int
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class LineageYear:
    """What one year's plan did with the course."""

    year: int
    version: int
    state: VersionState
    line: int
    name: str
    verb: ChangeVerb
    reason: str
    sessions: int
    seats: int
    came_from: tuple[Relative, ...]
    went_into: tuple[Relative, ...]


@dataclass(frozen=True, slots=True)
class Lineage:
    """One course through the years, the newest first."""

    course: int
    code: str
    name: str
    institute_name: str
    years: tuple[LineageYear, ...]
    heirs: tuple[tuple[int, Relative, ChangeVerb], ...]
    """(year, course, verb) of other courses whose lines name this one as their ancestor."""


def course_lineage(*, actor: Actor, course: int) -> Lineage:
    """The line of the course in each year's plan: the approved version, else the open one if the actor may see it."""
    if not may_see_plans(actor):
        raise NotAllowed
    found = Course.objects.filter(pk=course).select_related("institute").first()
    if found is None:
        raise CourseNotFound
    states = (VersionState.APPROVED, *(OPEN_STATES if may_see_drafts(actor) else ()))
    lines = _one_a_year_and_course(
        PlanLine.objects.filter(course=found, version__state__in=states)
        .select_related("version__plan")
        .order_by("-version__plan__year", "pk")
    )
    links = list(
        LineAncestor.objects.filter(line__in=[line.pk for line in lines])
        .select_related("course")
        .order_by("course__code")
    )
    heirs = list(
        LineAncestor.objects.filter(course=found, line__version__state__in=states)
        .exclude(line__course=found)
        .select_related("line__course", "line__version__plan")
        .order_by("-line__version__plan__year", "line__course__code")
    )
    heir_lines = {line.pk for line in _one_a_year_and_course([link.line for link in heirs])}
    kept = [link for link in heirs if link.line_id in heir_lines]
    return Lineage(
        course=found.pk,
        code=found.code,
        name=found.name,
        institute_name=found.institute.name,
        years=tuple(
            _year(
                line,
                [link.course for link in links if link.line_id == line.pk and link.course_id != found.pk],
                [link.line.course for link in kept if link.line.version.plan_id == line.version.plan_id],
            )
            for line in lines
        ),
        heirs=tuple((link.line.version.plan.year, _relative(link.line.course), link.line.verb) for link in kept),
    )


def _one_a_year_and_course(lines: Iterable[PlanLine]) -> list[PlanLine]:
    """The approved version's line where there is one, else the open version's."""
    chosen: dict[tuple[int, int], PlanLine] = {}
    for line in lines:
        key = (line.version.plan_id, line.course_id)
        if key not in chosen or line.version.state == VersionState.APPROVED:
            chosen[key] = line
    return list(chosen.values())


def _year(line: PlanLine, parents: Sequence[Course], heirs: Sequence[Course]) -> LineageYear:
    return LineageYear(
        year=line.version.plan.year,
        version=line.version.pk,
        state=line.version.state,
        line=line.pk,
        name=line.name,
        verb=line.verb,
        reason=line.reason,
        sessions=line.sessions,
        seats=line.seats,
        came_from=tuple(_relative(course) for course in parents),
        went_into=tuple(_relative(course) for course in heirs),
    )


def _relative(course: Course) -> Relative:
    return Relative(course.pk, course.code, course.name)
