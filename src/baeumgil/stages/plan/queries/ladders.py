"""수준 사다리. Courses that lead to one another, and what their subjects are about."""

from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet, Sum

from baeumgil.core.actors import Actor
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.plan.access import may_see_catalogue, may_see_drafts
from baeumgil.stages.plan.errors import CourseNotFound
from baeumgil.stages.plan.models import Course, PlanLine, Prerequisite, Subject, Tag
from baeumgil.stages.plan.terms import (
    ENDING,
    OPEN_STATES,
    CourseKind,
    CourseState,
    Level,
    PrerequisiteKind,
    VersionState,
)

STEPS = {level: place for place, level in enumerate(Level)}


@dataclass(frozen=True, slots=True)
class LadderRow:
    """사다리 하나. `code` is also its name on the screen."""

    code: str
    courses: int


@dataclass(frozen=True, slots=True)
class LadderNode:
    """A course on a ladder, or one outside it that leads into it or out of it."""

    course: int
    code: str
    name: str
    level: Level | None
    kind: CourseKind
    is_outside: bool = False


@dataclass(frozen=True, slots=True)
class LadderGraph:
    """A ladder as it is drawn: edges are (code needed first, code that comes after, kind)."""

    nodes: tuple[LadderNode, ...]
    edges: tuple[tuple[str, str, PrerequisiteKind], ...]


@dataclass(frozen=True, slots=True)
class TagCount:
    """교과목 꼬리표 하나: in how many courses, how many subjects, how many minutes."""

    tag: str
    name: str
    courses: int
    subjects: int
    minutes: int


def course_ladders(*, actor: Actor, institute: int) -> tuple[LadderRow, ...]:
    """Ladders of courses that are not ended, by name; one statement."""
    _need(actor)
    counted = (
        Course.objects.filter(institute_id=institute, state=CourseState.ACTIVE)
        .exclude(ladder="")
        .order_by()
        .values_list("ladder")
        .annotate(count=Count("pk"))
    )
    return tuple(LadderRow(ladder, count) for ladder, count in sorted(counted))


def ladder_graph(*, actor: Actor, institute: int, ladder: str) -> LadderGraph:
    """One ladder, lowest level first, with the courses that lead into it and out of it; three statements.

    Raises `CourseNotFound` when no course is on it. Ended courses are left out.
    """
    _need(actor)
    alive = Course.objects.filter(institute_id=institute, state=CourseState.ACTIVE)
    on_it = {course.pk: course for course in alive.filter(ladder=ladder)} if ladder else {}
    if not on_it:
        raise CourseNotFound(ladder=ladder)
    links = list(
        Prerequisite.objects.filter(Q(course__in=on_it) | Q(needs__in=on_it)).values_list(
            "needs_id", "course_id", "kind"
        )
    )
    near = {pk for needed, course, _ in links for pk in (needed, course)} - on_it.keys()
    shown = on_it | {course.pk: course for course in alive.filter(pk__in=near)}
    nodes = sorted(
        (
            LadderNode(
                course.pk, course.code, course.name, course.level, course.kind, is_outside=course.pk not in on_it
            )
            for course in shown.values()
        ),
        key=lambda node: (node.is_outside, STEPS.get(node.level, len(STEPS)) if node.level else -1, node.code),
    )
    edges = sorted(
        (shown[needed].code, shown[course].code, PrerequisiteKind(kind))
        for needed, course, kind in links
        if needed in shown and course in shown
    )
    return LadderGraph(tuple(nodes), tuple(edges))


def subject_tags(*, actor: Actor, institute: int, year: int | None = None) -> tuple[TagCount, ...]:
    """Every tag with the courses that are not ended, or with those of a year's plan; tags nobody uses show nought.

    Of a year the approved plan counts, else the open one for those who see drafts. Two statements, three with a year.
    """
    _need(actor)
    subjects = Subject.objects.filter(course__institute_id=institute)
    if year is None:
        subjects = subjects.filter(course__state=CourseState.ACTIVE)
    else:
        subjects = subjects.filter(course__in=_planned(actor, institute, year))
    minutes = F("lecture_minutes") + F("participation_minutes") + F("field_minutes") + F("other_minutes")
    counted = {
        tag: (in_courses, in_subjects, total or 0)
        for tag, in_courses, in_subjects, total in subjects.filter(tags__isnull=False)
        .order_by()
        .values_list("tags")
        .annotate(in_courses=Count("course", distinct=True), in_subjects=Count("pk"), total=Sum(minutes))
    }
    return tuple(TagCount(tag.code, tag.name, *counted.get(tag.pk, (0, 0, 0))) for tag in Tag.objects.order_by("pk"))


def _planned(actor: Actor, institute: int, year: int) -> list[int]:
    lines = _lines_of(actor, institute, year).exclude(verb__in=ENDING).values_list("version__state", "course_id")
    by_state: dict[bool, list[int]] = {}
    for state, course in lines:
        by_state.setdefault(state == VersionState.APPROVED, []).append(course)
    return by_state.get(True) or by_state.get(False) or []


def _lines_of(actor: Actor, institute: int, year: int) -> QuerySet[PlanLine]:
    states = {VersionState.APPROVED} | (set(OPEN_STATES) if may_see_drafts(actor) else set())
    return PlanLine.objects.filter(
        version__plan__institute_id=institute, version__plan__year=year, version__state__in=states
    )


def _need(actor: Actor) -> None:
    if not may_see_catalogue(actor):
        raise NotAllowed
